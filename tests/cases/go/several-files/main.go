package main

import (
	_ "embed"
	"fmt"
)

//go:embed greeting.txt
var greeting string

func main() {
	fmt.Println(double(21), system(), greeting)
}
