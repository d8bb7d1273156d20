package main

import (
	"bytes"
	"cmd/compile/internal/syntax"
	"fmt"
	"go/build/constraint"
	"internal/buildcfg"
	"internal/goversion"
	"internal/syslist"
	"os"
	"path"
	"slices"
	"strings"
)

// A source file of the program's main package.
type source struct {
	name    string
	content []byte
	tree    *syntax.File
}

// The main package, as far as `go build` looks at it before it calls the compiler.
type mainPackage struct {
	files []source
}

// fail ends the compiler with the message, and with the exit code of `go build`.
func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

// split parts the compiler's options from the source files, which come last.
func split(args []string) (options, files []string) {
	first := len(args)
	for first > 0 && strings.HasSuffix(args[first-1], ".go") {
		first--
	}
	return args[:first:first], args[first:]
}

// choose leaves out what `go build` leaves out in a folder of a main package: tests, files of other systems, packages in
// folders below. A file that is the only one is compiled whatever its constraints, as `go run` does.
func choose(names []string) *mainPackage {
	p := &mainPackage{}
	if len(names) == 0 {
		fail("no Go files")
	}
	folder := path.Dir(names[0])
	for _, name := range names {
		base := path.Base(name)
		if path.Dir(name) != folder || strings.HasSuffix(base, "_test.go") || base[0] == '_' || base[0] == '.' {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			fail("%v", err)
		}
		if len(names) > 1 && !(named(base) && constrained(content)) {
			continue
		}
		ignore := func(error) {}
		tree, _ := syntax.Parse(syntax.NewFileBase(name), bytes.NewReader(content), ignore, nil, 0)
		p.files = append(p.files, source{name, content, tree})
	}
	if len(p.files) == 0 {
		fail("package command-line-arguments: build constraints exclude all Go files in /")
	}
	return p
}

// named says whether the name, as in x_linux.go or x_windows_amd64.go, is one for this system.
func named(name string) bool {
	parts := strings.Split(strings.TrimSuffix(name, ".go"), "_")[1:]
	if n := len(parts); n > 0 && syslist.KnownArch[parts[n-1]] {
		if parts[n-1] != buildcfg.GOARCH {
			return false
		}
		parts = parts[:n-1]
	}
	n := len(parts)
	return n == 0 || !syslist.KnownOS[parts[n-1]] || parts[n-1] == buildcfg.GOOS
}

// constrained says whether the file's //go:build line, if it has one, lets it into this build.
func constrained(content []byte) bool {
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "package ") {
			break
		}
		if !constraint.IsGoBuild(line) {
			continue
		}
		expression, err := constraint.Parse(line)
		if err != nil {
			return true
		}
		return expression.Eval(func(tag string) bool {
			if minor, ok := strings.CutPrefix(tag, "go1."); ok {
				var n int
				_, err := fmt.Sscan(minor, &n)
				return err == nil && n <= goversion.Version
			}
			return tag == buildcfg.GOOS || tag == buildcfg.GOARCH || tag == "gc"
		})
	}
	return true
}

// checkName refuses what is not a program.
func (p *mainPackage) checkName() {
	first := p.files[0]
	for _, file := range p.files {
		if file.tree == nil || file.tree.PkgName == nil || first.tree == nil || first.tree.PkgName == nil {
			return
		}
		if file.tree.PkgName.Value != first.tree.PkgName.Value {
			fail("found packages %s (%s) and %s (%s) in /", first.tree.PkgName.Value, path.Base(first.name),
				file.tree.PkgName.Value, path.Base(file.name))
		}
	}
	if first.tree.PkgName.Value != "main" {
		fail("package command-line-arguments is not a main package")
	}
}

// library is where the packages of the standard library lie.
const library = "/usr/local/go/pkg/"

// checkImports says of packages that are not there what `go build` says.
func (p *mainPackage) checkImports() {
	failed := false
	report := func(format string, args ...any) {
		fmt.Fprintf(os.Stderr, format+"\n", args...)
		failed = true
	}
	for _, file := range p.files {
		if file.tree == nil {
			continue
		}
		for _, declaration := range file.tree.DeclList {
			imported, ok := declaration.(*syntax.ImportDecl)
			if !ok || imported.Path == nil || imported.Path.Bad || len(imported.Path.Value) < 3 {
				continue
			}
			name := imported.Path.Value[1 : len(imported.Path.Value)-1]
			at := fmt.Sprintf("%s:%d:%d", path.Base(file.name), imported.Path.Pos().Line(), imported.Path.Pos().Col())
			elements := strings.Split(name, "/")
			_, err := os.Stat(library + name + ".a")
			switch {
			case name == "unsafe" || strings.HasPrefix(name, "/") || path.Clean(name) != name:
				// The compiler knows the one and says what is wrong with the others.
			case name == "C":
				report("%s: import \"C\": there is no C compiler beside Go's", at)
			case strings.HasPrefix(name, "."):
				report("%s: %q is relative, but relative import paths are not supported in module mode", at, name)
			case slices.Contains(elements, "internal") && err == nil:
				report("package command-line-arguments\n\t%s: use of internal package %s not allowed", at, name)
			case elements[0] == "vendor" || strings.Contains(elements[0], ".") && err != nil:
				report("%s: no required module provides package %s: only the standard library is there", at, name)
			case err != nil:
				report("%s: package %s is not in std (/usr/local/go/src/%s)", at, name, name)
			}
		}
	}
	if failed {
		os.Exit(1)
	}
}

// languageVersion is the version that a go.mod beside the sources asks for, on which the meaning of loops depends.
func (p *mainPackage) languageVersion() []string {
	content, err := os.ReadFile(path.Join(path.Dir(p.files[0].name), "go.mod"))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(content)) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "go" {
			continue
		}
		var minor int
		if n, _ := fmt.Sscanf(words[1], "1.%d", &minor); n != 1 {
			fail("go: errors parsing go.mod:\ngo.mod: invalid go version '%s': must match format 1.23", words[1])
		}
		if minor > goversion.Version {
			fail("go: go.mod requires go >= %s (running %s; GOTOOLCHAIN=local)", words[1], buildcfg.Version)
		}
		return []string{fmt.Sprintf("-lang=go1.%d", minor)}
	}
	// Such a file without a version means the one of the first modules.
	return []string{"-lang=go1.16"}
}
