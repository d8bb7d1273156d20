package main

import (
	"fmt"
	"sync"
)

func main() {
	defer func() { fmt.Println("recovered", recover() != nil) }()
	var lock sync.Mutex
	lock.Unlock()
}
