package main

import "fmt"

func main() {
	var functions []func() int
	for i := 0; i < 3; i++ {
		functions = append(functions, func() int { return i })
	}
	for _, f := range functions {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
