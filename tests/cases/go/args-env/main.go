package main

import (
	"fmt"
	"os"
)

func main() {
	folder, err := os.Getwd()
	fmt.Println(len(os.Args)-1, os.Args[1:], os.Getenv("GREETING"), folder, err)
	_, found := os.LookupEnv("MISSING")
	fmt.Println(found)
}
