package main

import (
	"fmt"
	"os"
)

func main() {
	unused := 1
	var text string = 5
	fmt.Println(text, missing)
}
