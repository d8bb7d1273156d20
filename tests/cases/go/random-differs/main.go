package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	mathrand "math/rand/v2"
	"os"
)

func main() {
	secret := make([]byte, 8)
	if _, err := rand.Read(secret); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, hex.EncodeToString(secret), mathrand.Uint64())
	fmt.Println(secret[0] != secret[1] || secret[2] != secret[3], mathrand.IntN(10) < 10)
}
