package main

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

type Number interface {
	~int | ~int64 | ~float64
}

type Celsius float64

func Sum[T Number](values ...T) (total T) {
	for _, v := range values {
		total += v
	}
	return total
}

func Map[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

type Tree[K cmp.Ordered, V any] struct {
	left, right *Tree[K, V]
	key         K
	value       V
}

func (t *Tree[K, V]) Put(key K, value V) *Tree[K, V] {
	if t == nil {
		return &Tree[K, V]{key: key, value: value}
	}
	switch c := cmp.Compare(key, t.key); {
	case c < 0:
		t.left = t.left.Put(key, value)
	case c > 0:
		t.right = t.right.Put(key, value)
	default:
		t.value = value
	}
	return t
}

func (t *Tree[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { t.walk(yield) }
}

func (t *Tree[K, V]) walk(yield func(K, V) bool) bool {
	return t == nil || t.left.walk(yield) && yield(t.key, t.value) && t.right.walk(yield)
}

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[Celsius](20, 1.5))
	fmt.Println(Map([]string{"a", "bb", "ccc"}, func(s string) int { return len(s) }))
	var tree *Tree[string, int]
	for i, word := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		tree = tree.Put(word, i)
	}
	for word, at := range tree.All() {
		if word > "over" {
			break
		}
		fmt.Print(word, "=", at, " ")
	}
	fmt.Println()
	ages := map[string]int{"Ada": 36, "Alan": 41, "Grace": 85}
	names := slices.SortedFunc(maps.Keys(ages), func(a, b string) int { return cmp.Compare(ages[b], ages[a]) })
	fmt.Println(names, min(3, 1, 2), max("a", "b"))
	clear(ages)
	fmt.Println(len(ages))
	next, stop := iter.Pull(slices.Values([]int{7, 8}))
	defer stop()
	a, ok := next()
	b, _ := next()
	_, more := next()
	fmt.Println(a, ok, b, more)
	var functions []func() int
	for i := range 3 {
		functions = append(functions, func() int { return i })
	}
	for _, f := range functions {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
