package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"text/tabwriter"
	"time"
)

type notFound struct{ name string }

func (e *notFound) Error() string { return e.name + " not found" }

func find(name string) error {
	return fmt.Errorf("find: %w", &notFound{name})
}

func safely(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	f()
	return nil
}

func main() {
	date := time.Date(2024, time.February, 28, 23, 30, 0, 0, time.UTC)
	fmt.Println(date.Add(90*time.Minute).Format(time.RFC1123), date.AddDate(0, 0, 2).Weekday(), date.YearDay())
	parsed, err := time.Parse("2006-01-02 15:04", "2025-13-01 00:00")
	fmt.Println(parsed.IsZero(), err)
	d, _ := time.ParseDuration("1h15m30.5s")
	fmt.Println(d, d.Minutes(), time.Unix(1_700_000_000, 0).UTC(), time.Now().Year() > 2024)
	err = find("x")
	var missing *notFound
	fmt.Println(err, errors.As(err, &missing), missing.name, errors.Is(errors.Join(err, io.EOF), io.EOF))
	fmt.Println(safely(func() { var m map[string]int; m["a"]++ }))
	fmt.Println(safely(func() { panic(fmt.Sprint("custom ", 7)) }), safely(func() {}))
	table := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "a\tbbb\tc\t")
	fmt.Fprintln(table, "aaaa\tb\tccccc\t")
	table.Flush()
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	log.Printf("logged %s", strings.Repeat("=", 3))
	for i := range 3 {
		defer fmt.Println("deferred", i)
	}
}
