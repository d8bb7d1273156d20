package main

import (
	"fmt"
	"unsafe"
)

func main() {
	sum := 0
	at := uintptr(0)
	defer func() { fmt.Println("stopped", recover() != nil) }()
	for ; at < 1<<33; at += 4096 {
		sum += int(*(*byte)(unsafe.Pointer(at + 5000)))
		*(*byte)(unsafe.Pointer(at + 8000)) = 0xff
	}
	fmt.Println("all of it", sum)
}
