package main

func spawn(done chan int) {
	next := make(chan int)
	go spawn(next)
	<-next
	done <- 1
}

func main() {
	spawn(make(chan int, 1))
}
