package main

import (
	"container/heap"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"math"
	"math/big"
	"math/bits"
	"math/cmplx"
	"math/rand"
	"sort"
	"strconv"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

func main() {
	factorial := big.NewInt(1)
	for i := int64(2); i <= 50; i++ {
		factorial.Mul(factorial, big.NewInt(i))
	}
	fmt.Println(factorial, new(big.Int).Exp(big.NewInt(3), big.NewInt(1000), big.NewInt(1_000_000_007)))
	third := big.NewRat(1, 3)
	fmt.Println(third.Add(third, big.NewRat(1, 6)), new(big.Float).SetPrec(200).Sqrt(big.NewFloat(2)).Text('f', 50))
	fmt.Println(math.Sqrt(2), math.Inf(-1), math.NaN(), math.MaxInt64, math.Pi, 0.1+0.2, float32(0.1))
	fmt.Printf("%.3f %e %g %8.2f|%-8d|%+d|%x|%b|%o|%c|%U|%t|%v|%p\n", 2.0/3, 12345.678, 1e21, 3.14159, 42, 7, 255, 5, 8, 'A', 'é', true, []int(nil), nil)
	small, large := uint8(200), int32(math.MaxInt32)
	fmt.Println(small+100, large+1, -7/2, -7%3, 7&^5, 1<<10)
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros64(1), bits.Reverse8(3))
	high, low := bits.Mul64(math.MaxUint64, 3)
	fmt.Println(high, low, cmplx.Sqrt(-1), math.Float64bits(1.5), math.FMA(2, 3, 4), math.Round(-2.5))
	n, err := strconv.ParseInt("99999999999999999999", 10, 64)
	fmt.Println(n, err)
	fmt.Println(strconv.Quote("tab\t\"q\" \x00"), strconv.FormatFloat(1.0/3, 'g', -1, 32))
	fmt.Printf("%x\n", sha256.Sum256([]byte("enclos")))
	fmt.Println(crc32.ChecksumIEEE([]byte("123456789")), base64.StdEncoding.EncodeToString([]byte("any carnal")), hex.EncodeToString([]byte{1, 171}))
	fmt.Println(binary.BigEndian.Uint32([]byte{1, 2, 3, 4}))
	random := rand.New(rand.NewSource(42))
	fmt.Println(random.Intn(1000), random.Float64(), random.Perm(5))
	h := &ints{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 1)
	fmt.Println(heap.Pop(h), heap.Pop(h), h.Len())
	words := []string{"pear", "fig", "apple", "kiwi"}
	sort.Slice(words, func(i, j int) bool { return len(words[i]) < len(words[j]) || len(words[i]) == len(words[j]) && words[i] < words[j] })
	fmt.Println(words, sort.SearchInts([]int{1, 3, 5, 7}, 5))
}
