package main

const (
	a = 1<<511 - 1
	b = a * a >> 520
	c = "x" + "y"
	d = c + c + c + c + c + c + c + c
	e = d + d + d + d + d + d + d + d
	f = e + e + e + e + e + e + e + e
	g = f + f + f + f + f + f + f + f
	h = g + g + g + g + g + g + g + g
	i = h + h + h + h + h + h + h + h
	j = i + i + i + i + i + i + i + i
	k = j + j + j + j + j + j + j + j
	l = k + k + k + k + k + k + k + k
	m = l + l + l + l + l + l + l + l
)

func main() {
	println(b, len(m), m)
}
