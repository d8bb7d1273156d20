package main

import "fmt"

func main() {
	block := make([]byte, 3<<30)
	for i := 0; i < len(block); i += 4096 {
		block[i] = 1
	}
	fmt.Println("filled", len(block))
}
