package main

import "fmt"

func main() {
	kept := map[int]string{}
	for i := 0; ; i++ {
		kept[i] = fmt.Sprint("value ", i)
	}
}
