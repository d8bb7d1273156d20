package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("never")
	code := 0
	fmt.Fscan(bufio.NewReader(os.Stdin), &code)
	fmt.Println("leaving with", code)
	os.Exit(code)
}
