package main

import "fmt"

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return depth(n-1) + 1
}

func main() {
	fmt.Println(depth(10_000), depth(1_000_000))
	done := make(chan int)
	go func() { done <- depth(100_000) }()
	fmt.Println(<-done)
}
