package main

// #include "/etc/passwd"
import "C"

//go:cgo_import_dynamic x y "/etc/passwd"

func main() {
	C.puts(nil)
}
