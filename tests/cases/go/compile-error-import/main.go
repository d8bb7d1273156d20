package main

import (
	"fmt"
	"jsom"
)

func main() {
	fmt.Println(jsom.X)
}
