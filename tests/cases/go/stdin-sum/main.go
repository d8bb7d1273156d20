package main

import (
	"fmt"
	"io"
)

func main() {
	sum := 0
	for {
		var n int
		if _, err := fmt.Scan(&n); err == io.EOF {
			break
		} else if err != nil {
			fmt.Println("error:", err)
			return
		}
		sum += n
	}
	fmt.Println(sum)
}
