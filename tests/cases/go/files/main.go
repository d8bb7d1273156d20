package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func check(err error) {
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

func main() {
	check(os.MkdirAll("data/inner", 0o755))
	file, err := os.Create("data/numbers.txt")
	check(err)
	for i := range 1000 {
		fmt.Fprintln(file, i)
	}
	check(file.Close())
	file, err = os.OpenFile("data/numbers.txt", os.O_APPEND|os.O_WRONLY, 0)
	check(err)
	fmt.Fprintln(file, "last")
	check(file.Close())

	file, err = os.Open("data/numbers.txt")
	check(err)
	lines, last := 0, ""
	for scanner := bufio.NewScanner(file); scanner.Scan(); lines++ {
		last = scanner.Text()
	}
	fmt.Println(lines, last)
	_, err = file.Seek(10, 0)
	check(err)
	three := make([]byte, 3)
	_, err = file.Read(three)
	check(err)
	fmt.Printf("%q\n", three)

	check(os.WriteFile("data/inner/x", []byte("text"), 0o600))
	check(os.Rename("data/inner/x", "data/y"))
	filepath.WalkDir("data", func(path string, entry fs.DirEntry, err error) error {
		check(err)
		info, _ := entry.Info()
		if entry.IsDir() {
			fmt.Println(path)
		} else {
			fmt.Println(path, info.Size())
		}
		return nil
	})
	check(os.RemoveAll("data"))
	_, err = os.ReadFile("data/y")
	fmt.Println(err, errors.Is(err, fs.ErrNotExist))
	given, err := os.ReadFile("given.txt")
	fmt.Printf("%q %v\n", given, err)
}
