package main

import "fmt"

func Main() {
	fmt.Println("nobody calls me")
}
