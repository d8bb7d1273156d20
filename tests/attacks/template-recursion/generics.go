package main

type pair[A, B any] struct {
	a A
	b B
}

func grow[T any](n int) any {
	if n == 0 {
		var zero T
		return zero
	}
	return grow[pair[T, T]](n - 1)
}

func main() {
	println(grow[int](3))
}
