package main

import "runtime/debug"

func main() {
	for {
		debug.PrintStack()
	}
}
