package main

func round() {
	defer func() { recover() }()
	panic("again")
}

func main() {
	for {
		round()
	}
}
