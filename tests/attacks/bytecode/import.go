package main

//go:wasmimport env system
func system(n int32) int32

func main() {
	println(system(1))
}
