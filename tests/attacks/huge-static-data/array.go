package main

var x [1 << 40]byte

func main() {
	x[5] = 1
	println(x[5])
}
