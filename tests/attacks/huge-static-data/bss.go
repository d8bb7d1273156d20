package main

var x [1 << 30]byte

func main() {
	for i := range x {
		x[i] = 1
	}
	println("filled")
}
