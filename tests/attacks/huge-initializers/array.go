package main

var x = [1 << 28]int{1<<28 - 1: 1}

func main() {
	println(x[len(x)-1])
}
