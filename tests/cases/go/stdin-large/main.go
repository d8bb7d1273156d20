package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines, words, length := 0, 0, 0
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			break
		}
		lines++
		words += len(strings.Fields(line))
		length += len(line)
		if lines%25000 == 0 {
			fmt.Fprintln(out, lines)
		}
	}
	fmt.Fprintln(out, lines, words, length)
}
