// Go's compiler for WebAssembly alone, started the way `go build` starts it: see files.go for what of that command's work
// happens here.
package main

import (
	"cmd/compile/internal/base"
	"cmd/compile/internal/gc"
	"cmd/compile/internal/wasm"
	"internal/buildcfg"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("compile: ")
	buildcfg.Check()

	options, files := split(os.Args[1:])
	p := choose(files)
	p.checkName()
	p.checkImports()
	options = append(options, p.languageVersion()...)
	options = append(options, p.embedded()...)
	os.Args = append([]string{os.Args[0]}, options...)
	for _, file := range p.files {
		// Errors show the path as it is given.
		os.Args = append(os.Args, "./"+file.name)
	}

	gc.Main(wasm.Init)
	base.Exit(0)
}
