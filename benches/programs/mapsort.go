package main

import (
	"fmt"
	"sort"
	"strings"
)

func main() {
	seed := uint32(1)
	next := func() uint32 {
		seed = seed*1664525 + 1013904223
		return seed >> 8
	}
	counts := map[string]int{}
	for i := 0; i < 1_000_000; i++ {
		counts[fmt.Sprint("key", next()%50_000)]++
	}
	keys := make([]string, 0, len(counts))
	for key := range counts {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		return counts[a] > counts[b] || counts[a] == counts[b] && a < b
	})
	numbers := make([]int, 1_000_000)
	for i := range numbers {
		numbers[i] = int(next())
	}
	sort.Ints(numbers)
	fmt.Println(len(keys), strings.Join(keys[:3], " "), numbers[0], numbers[len(numbers)/2])
}
