package main

func down(n int, text string) string { return down(n+1, text+"x") + text }

func main() {
	println(down(0, ""))
}
