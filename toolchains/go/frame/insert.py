"""Puts the calls of link.go and types.go into Go's linker and runtime.

Usage: insert.py <src> <out>; prints each file that it has written to <out>, as a path below <src>.
"""

import os
import sys

src, out = sys.argv[1:]
ld, loader = "cmd/link/internal/ld", "cmd/link/internal/loader"

# File, place, what is put there: before the place, or instead of it where the place is named again in what is put there
# or has an effect of its own.
BEFORE, INSTEAD = "before", "instead"
FRAMED_FIRST = "if framed(si) != framed(sj) {\nreturn framed(si)\n}\n"
CHANGES = [
    (f"{ld}/main.go", INSTEAD,
     'addlibpath(ctxt, "command line", "command line", flag.Arg(0), "main", "", zerofp)', "frameLoad(ctxt)"),
    (f"{ld}/lib.go", BEFORE, "// load internal packages, if not already\n", "frameProgram(ctxt)\n"),
    (f"{ld}/deadcode.go", BEFORE, "var names []string\n", "frameHold(d)\n"),
    (f"{ld}/deadcode.go", BEFORE, "// No new work was discovered. Done.\n", "if frameDone(&d) {\ncontinue\n}\n"),
    (f"{ld}/data.go", BEFORE, "if *flagRandLayout != 0 {\n", "frameText(ctxt)\n"),
    (f"{ld}/data.go", INSTEAD, "return si < sj // break ties by symbol number\n", "return frameLess(ldr, si, sj)\n"),
    (f"{ld}/data.go", BEFORE, "if sortBySize {\n\t\t\tswitch {\n", FRAMED_FIRST),
    (f"{ld}/data.go", BEFORE, "// typelink symbols sort by type string\n",
     FRAMED_FIRST + "if sl[i].typeStr == sl[j].typeStr {\nreturn frameLess(ldr, si, sj)\n}\n"),
    (f"{ld}/data.go", BEFORE, "// Find the end of the typelink descriptors.\n", "frameGroups(ctxt, symn, sl)\n"),
    (f"{ld}/data.go", INSTEAD, "sort.Slice(sl, sortFn)\n\t}\n", "sort.Slice(sl, sortFn)\nframeGroups(ctxt, symn, sl)\n}\n"),
    (f"{ld}/data.go", INSTEAD, "va = uint64(Rnd(int64(va), int64(s.Align)))\n\t\ts.Vaddr = va\n",
     "va = frameAddress(s.Name, uint64(Rnd(int64(va), int64(s.Align))))\ns.Vaddr = va\n"),
    (f"{ld}/data.go", BEFORE, "order = append(order, &Segdata)\n", 'va = frameAddress(".go.module", va)\n'),
    # Of symbols with the same content but for zeros at their end, the linker keeps the longest under the first one's number.
    # Both are kept here, so that a program does not exchange one of the frame.
    (f"{loader}/loader.go", INSTEAD, "l.objSyms[s.sym] = objSym{r.objidx, li}\n\t\t\t\taddToHashMap(symAndSize{s.sym, siz})\n",
     "addToHashMap(symAndSize{i, siz})\naddToGlobal()\nreturn i\n"),
    ("runtime/type.go", BEFORE, "if moduleToTypelinks == nil {\n", "ret = frameTypes(ret)\n"),
]

files = {}
for name, how, place, text in CHANGES:
    if name not in files:
        files[name] = open(f"{src}/{name}", encoding="utf-8").read()
    if place not in files[name]:
        sys.exit(f"{name} has no {place!r}")
    files[name] = files[name].replace(place, text + place if how == BEFORE else text, 1)
for name, content in files.items():
    os.makedirs(os.path.dirname(f"{out}/{name}"), exist_ok=True)
    open(f"{out}/{name}", "w", encoding="utf-8").write(content)
    print(name)
