package main

type t0 struct{ a, b int }
type p[A any] struct{ a, b, c, d A }

type t4 = p[p[p[p[t0]]]]
type t8 = p[p[p[p[t4]]]]
type t12 = p[p[p[p[t8]]]]
type t16 = p[p[p[p[t12]]]]
type t20 = p[p[p[p[t16]]]]

func equal[T comparable](a, b T) bool { return a == b }

func main() {
	var a, b t20
	println(equal(a, b))
}
