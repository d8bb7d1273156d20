package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"
)

func main() {
	größe := "Grüße, 世界 🌍"
	fmt.Println(größe, len(größe), utf8.RuneCountInString(größe))
	for i, r := range "aé世" {
		fmt.Printf("%d:%c(%U) ", i, r, r)
	}
	fmt.Println()
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	fmt.Println(strings.ToUpper(strings.TrimSpace(line)))
	fmt.Printf("%x %q %+q\n", "é", "é\xff", "é")
}
