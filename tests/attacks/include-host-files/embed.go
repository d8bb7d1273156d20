package main

import _ "embed"

//go:embed /etc/passwd
var a string

//go:embed ../../etc/passwd
var b string

func main() {
	print(a, b)
}
