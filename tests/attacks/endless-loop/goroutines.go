package main

import "runtime"

func main() {
	for range 100 {
		go func() {
			for {
				runtime.Gosched()
			}
		}()
	}
	select {}
}
