package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

type node struct{ next *node }

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	list := []int{1, 2, 3}
	var nothing *node
	var table map[string]int
	var anything any = "text"
	switch n {
	case 0:
		fmt.Println(list[n+5])
	case 1:
		fmt.Println(nothing.next)
	case 2:
		fmt.Println(1 / (n - 2))
	case 3:
		table["x"] = 1
	case 4:
		fmt.Println(anything.(int))
	case 5:
		panic(errors.New("an error"))
	case 6:
		close((chan int)(nil))
	case 7:
		fmt.Println(make([]int, n-8))
	case 8:
		fmt.Println(list[n-6 : n-7])
	}
}
