// Package frame refers to what most programs use of the standard library, see link.go. More of it would make every program
// larger.
package frame

import (
	"bufio"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Sink keeps results from being left out.
var Sink any

// Use is never called.
func Use() {
	in := bufio.NewReader(os.Stdin)
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, 1)
	scanner.Split(bufio.ScanWords)
	scanner.Scan()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	line, err := in.ReadString('\n')
	fmt.Fprintln(out, line, err, scanner.Text(), scanner.Err())
	fmt.Fprint(out, errors.New("x"), errors.Is(err, err), errors.Unwrap(err))
	fmt.Println(fmt.Sprint(1), fmt.Sprintf("x"), fmt.Errorf("%w", err), fmt.Sprintln())
	fmt.Printf("x")
	fmt.Print("x")
	fmt.Scan(&line)
	fmt.Scanf("x")
	fmt.Scanln(&line)
	fmt.Fscan(in, &line)
	fmt.Sscan(line)
	fmt.Sscanf(line, line)
	numbers := []int{}
	sort.Ints(numbers)
	sort.Strings(strings.Fields(line))
	sort.Slice(numbers, func(i, j int) bool { return false })
	sort.SliceStable(numbers, func(i, j int) bool { return false })
	sort.Sort(sort.Reverse(sort.IntSlice(numbers)))
	slices.Sort(numbers)
	n, _ := strconv.Atoi(line)
	f, _ := strconv.ParseFloat(line, n)
	i, _ := strconv.ParseInt(line, 1, 1)
	Sink = strconv.Itoa(n) + strconv.Quote(line) + strconv.FormatFloat(f, 'g', 1, 1) + strconv.FormatInt(i, 2)
	Sink = math.Sqrt(f) + math.Pow(f, f) + math.Floor(f) +
		math.Sin(f) + math.Cos(f) + math.Log(f) + math.Exp(f) + math.Mod(f, f)
	var b strings.Builder
	b.WriteString(strings.Join(strings.Split(line, line), strings.Repeat(line, n)))
	Sink = strings.ToUpper(line) + strings.ToLower(line) + strings.TrimSpace(line) + strings.Trim(line, line) +
		strings.Replace(line, line, line, n) + strings.ReplaceAll(line, line, line) + strings.Map(unicode.ToUpper, line) +
		strings.TrimLeft(line, line) + strings.TrimRight(line, line)
	Sink = strings.Contains(line, line) || strings.HasPrefix(line, line) || strings.EqualFold(line, line) ||
		unicode.IsLetter('x') || unicode.IsDigit('x') || unicode.IsSpace('x')
	Sink = strings.Index(line, line) + strings.Count(line, line) + strings.LastIndex(line, line) +
		strings.IndexByte(line, 1) + strings.IndexRune(line, 1)
	Sink = strings.NewReader(line)
	var group sync.WaitGroup
	var lock sync.RWMutex
	var once sync.Once
	lock.RLock()
	lock.RUnlock()
	lock.Lock()
	lock.Unlock()
	once.Do(Use)
	group.Add(1)
	group.Go(Use)
	group.Wait()
	time.Sleep(time.Since(time.Now()))
	<-time.After(1)
	Sink = time.Duration(n).String() + time.Now().String()
	m := map[string]int{}
	m[line]++
	delete(m, line)
	for k, v := range m {
		Sink = k[v:]
	}
	words := map[int][]string{}
	words[n] = append(words[n], line)
	content, _ := os.ReadFile(line)
	os.WriteFile(line, content, 1)
	file, _ := os.Create(line)
	file.Close()
	os.MkdirAll(line, 1)
	os.Rename(line, line)
	os.RemoveAll(line)
	os.ReadDir(line)
	os.Symlink(line, line)
	os.Link(line, line)
	os.Readlink(line)
	os.Truncate(line, 1)
	os.Chtimes(line, time.Now(), time.Now())
	os.Stat(line)
	os.Chdir(line)
	file.Sync()
	file.Seek(1, 1)
	file.Truncate(1)
	file.ReadAt(content, 1)
	file.WriteAt(content, 1)
	Sink = os.Args
	Sink = os.Getenv(line)
	channel := make(chan int)
	go func() { channel <- 1 }()
	select {
	case <-channel:
	default:
	}
	if r := recover(); r != nil {
		panic(r)
	}
	os.Exit(n)
}
