package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func squares(ctx context.Context) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := 0; ; i++ {
			select {
			case out <- i * i:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func main() {
	var group sync.WaitGroup
	var lock sync.Mutex
	var count atomic.Int64
	sum := 0
	for i := range 1000 {
		group.Go(func() {
			count.Add(1)
			lock.Lock()
			defer lock.Unlock()
			sum += i
		})
	}
	group.Wait()
	fmt.Println(count.Load(), sum)

	ctx, cancel := context.WithCancel(context.Background())
	for s := range squares(ctx) {
		if s > 50 {
			break
		}
		fmt.Print(s, " ")
	}
	cancel()
	fmt.Println(ctx.Err())

	select {
	case <-make(chan int):
		fmt.Println("never")
	case <-time.After(5 * time.Millisecond):
		fmt.Println("timeout")
	}
	ctx, cancel = context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	<-ctx.Done()
	fmt.Println(errors.Is(ctx.Err(), context.DeadlineExceeded))

	before := time.Now()
	time.Sleep(20 * time.Millisecond)
	fmt.Println(time.Since(before) >= 20*time.Millisecond)

	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	ticker := time.NewTicker(time.Millisecond)
	for range 3 {
		<-ticker.C
	}
	ticker.Stop()

	// There is one thread and nothing that interrupts a loop, so one that waits has to let others run.
	var done atomic.Bool
	go func() { done.Store(true) }()
	for !done.Load() {
		runtime.Gosched()
	}
	results := make(chan error, 1)
	go func() {
		defer func() { results <- fmt.Errorf("wrapped: %v", recover()) }()
		panic("in a goroutine")
	}()
	fmt.Println(<-results)
}
