package ld

import (
	"cmd/internal/goobj"
	"cmd/internal/objabi"
	"cmd/link/internal/loader"
	"cmd/link/internal/sym"
	"cmp"
	"flag"
	"os"
	"slices"
)

// The frame is what programs have in common: the runtime and much-used functions of the standard library, with their data.
// It is part of every program, needed or not, and comes first in each section, at addresses that do not depend on what
// follows. So its functions are the same, byte for byte, in all programs, and their machine code can be made once.
var frame struct {
	// Whether a symbol is part of it, by its number.
	has []bool
	// Symbols that wait until the frame is complete.
	held []loader.Sym
	done bool
}

// framePackage refers to what is to be part of the frame.
const framePackage = "enclos/frame"

// frameLoad makes the package part of the link, if it is there.
func frameLoad(ctxt *Link) {
	file := ctxt.PackageFile[framePackage]
	if _, err := os.Stat(file); err != nil {
		frame.done = true
		return
	}
	addlibpath(ctxt, "frame", "frame", file, framePackage, "", goobj.FingerprintType{})
}

// frameProgram makes the program part of the link. It is loaded last, because of symbols with the same content it is the first
// one that stays, with its name.
func frameProgram(ctxt *Link) {
	addlibpath(ctxt, "command line", "command line", flag.Arg(0), "main", "", goobj.FingerprintType{})
}

// frameHold keeps the search for reachable symbols away from the program itself, and sends it to the frame instead.
func frameHold(d *deadcodePass) {
	if frame.done {
		return
	}
	frame.held = []loader.Sym{d.ldr.Lookup("main.main", abiInternalVer), d.ldr.Lookup("main.main", 0), d.ctxt.mainInittasks}
	for _, s := range frame.held {
		if s != 0 {
			d.ldr.SetAttrReachable(s, true)
		}
	}
	d.mark(d.ldr.Lookup(framePackage+".Use", abiInternalVer), 0)
	frameInits(d, d.ldr.Lookup(framePackage+"..inittask", 0), map[loader.Sym]bool{})
	for _, name := range []string{"syscall.sock_accept", "syscall.sock_shutdown"} {
		if s := d.ldr.Lookup(name, 0); s != 0 {
			d.mark(s, 0)
		}
	}
}

// frameInits adds the initialization of the packages that the frame takes from.
func frameInits(d *deadcodePass, task loader.Sym, seen map[loader.Sym]bool) {
	if task == 0 || seen[task] {
		return
	}
	seen[task] = true
	d.mark(task, 0)
	relocs := d.ldr.Relocs(task)
	for i := range relocs.Count() {
		if r := relocs.At(i); r.Type() == objabi.R_INITORDER {
			frameInits(d, r.Sym(), seen)
		}
	}
}

// frameDone notes what has been reached as the frame, and lets the search go on into the program. It returns false when
// there is nothing left to search.
func frameDone(d *deadcodePass) bool {
	if frame.done {
		return false
	}
	frame.done = true
	for _, s := range frame.held {
		if s != 0 {
			d.ldr.SetAttrReachable(s, false)
		}
	}
	frame.has = make([]bool, d.ldr.NSym())
	for s := range frame.has {
		frame.has[s] = d.ldr.AttrReachable(loader.Sym(s))
	}
	for _, s := range frame.held {
		if s != 0 {
			d.mark(s, 0)
		}
	}
	return true
}

func framed(s loader.Sym) bool {
	return int(s) < len(frame.has) && frame.has[s]
}

// frameLess orders symbols that are not to be told apart otherwise. Their numbers depend on the program, their names don't.
func frameLess(ldr *loader.Loader, a, b loader.Sym) bool {
	order := cmp.Or(cmp.Compare(ldr.SymName(a), ldr.SymName(b)), cmp.Compare(ldr.SymPkg(a), ldr.SymPkg(b)))
	if order == 0 {
		return a < b
	}
	return order < 0
}

// frameText puts the functions of the frame first.
func frameText(ctxt *Link) {
	ldr := ctxt.loader
	var own, others []loader.Sym
	for _, s := range ctxt.Textp {
		if framed(s) {
			own = append(own, s)
		} else {
			others = append(others, s)
		}
	}
	slices.SortFunc(own, func(a, b loader.Sym) int {
		// The same name with two ways of being called.
		if c := cmp.Compare(min(ldr.SymVersion(a), sym.SymVerABICount), min(ldr.SymVersion(b), sym.SymVerABICount)); c != 0 {
			return c
		}
		if frameLess(ldr, a, b) {
			return -1
		}
		return 1
	})
	ctxt.Textp = append(own, others...)
}

// frameSlot is what the addresses of groups of symbols are multiples of: what a program adds to a group fits into the rest of
// the group's last slot, most of the time.
const frameSlot = 1 << 18

// frameGroups starts each group of symbols at a slot. sl is in its final order.
func frameGroups(ctxt *Link, symn sym.SymKind, sl []symNameSize) {
	if frame.has == nil || len(sl) == 0 || symn == sym.SMODULEDATA || symn == sym.SPCLNTAB {
		return
	}
	ldr := ctxt.loader
	if symn != sym.STYPE {
		ldr.SetSymAlign(sl[0].sym, frameSlot)
		return
	}
	for k := 1; k < len(sl); k++ {
		if sl[k].isItab != sl[k-1].isItab || !sl[k].isTypelink && sl[k-1].isTypelink {
			ldr.SetSymAlign(sl[k].sym, frameSlot)
		}
	}
}

// frameAddress keeps room before a section for those before it to grow.
func frameAddress(name string, va uint64) uint64 {
	if frame.has == nil {
		return va
	}
	switch name {
	case ".go.type":
		// The tables of functions and lines come before it, which are large.
		return uint64(Rnd(int64(va), 4<<20))
	case ".go.func", ".go.module":
		return uint64(Rnd(int64(va), frameSlot))
	}
	return va
}
