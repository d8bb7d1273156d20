package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println("good night")
	for range 100 {
		go time.Sleep(time.Hour)
	}
	select {
	case <-time.After(time.Hour):
	}
}
