package main

import (
	"fmt"
	"os"
)

func main() {
	block := make([]byte, 1<<20)
	written := 0
	for i := 0; ; i++ {
		if err := os.WriteFile(fmt.Sprint("file", i), block, 0o644); err != nil {
			fmt.Println("stopped:", err)
			break
		}
		written++
	}
	fmt.Println("at most 8 whole files", written <= 8)
	count := 0
	for i := 0; ; i++ {
		if err := os.Mkdir(fmt.Sprint("folder", i), 0o755); err != nil {
			fmt.Println("stopped:", err)
			break
		}
		count++
	}
	fmt.Println("at most 500", count <= 500)
}
