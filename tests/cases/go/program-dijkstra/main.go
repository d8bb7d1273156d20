package main

import (
	"bufio"
	"container/heap"
	"fmt"
	"os"
	"strings"
)

type edge struct {
	to   string
	cost int
}

type item struct {
	name     string
	distance int
}

type queue []item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].distance < q[j].distance }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(item)) }
func (q *queue) Pop() any {
	n := len(*q)
	x := (*q)[n-1]
	*q = (*q)[:n-1]
	return x
}

type graph map[string][]edge

func (g graph) connect(a, b string, cost int) {
	g[a] = append(g[a], edge{b, cost})
	g[b] = append(g[b], edge{a, cost})
}

func (g graph) path(from, to string) (int, []string, bool) {
	distance := map[string]int{from: 0}
	before := map[string]string{}
	q := &queue{{from, 0}}
	for q.Len() > 0 {
		here := heap.Pop(q).(item)
		if here.name == to {
			path := []string{to}
			for path[0] != from {
				path = append([]string{before[path[0]]}, path...)
			}
			return here.distance, path, true
		}
		if here.distance > distance[here.name] {
			continue
		}
		for _, e := range g[here.name] {
			d := here.distance + e.cost
			if known, ok := distance[e.to]; !ok || d < known {
				distance[e.to] = d
				before[e.to] = here.name
				heap.Push(q, item{e.to, d})
			}
		}
	}
	return 0, nil, false
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var edges, questions int
	fmt.Fscan(in, &edges, &questions)
	g := graph{}
	for range edges {
		var a, b string
		var cost int
		fmt.Fscan(in, &a, &b, &cost)
		g.connect(a, b, cost)
	}
	for range questions {
		var a, b string
		fmt.Fscan(in, &a, &b)
		if d, path, ok := g.path(a, b); ok {
			fmt.Fprintf(out, "%4d %s\n", d, strings.Join(path, " -> "))
		} else {
			fmt.Fprintf(out, "no way from %s to %s\n", a, b)
		}
	}
}
