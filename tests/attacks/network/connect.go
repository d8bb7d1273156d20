package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

func attempt(how string, err error) {
	if err == nil {
		fmt.Println(how, "REACHED")
	} else {
		fmt.Println(how, "denied", err)
	}
}

func main() {
	port := os.Args[1]
	for _, address := range []string{"127.0.0.1:" + port, "localhost:" + port, net.JoinHostPort(net.IPv4(169, 254, 169, 254).String(), "80")} {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			connection.SetDeadline(time.Now().Add(time.Second))
			_, err = connection.Read(make([]byte, 1))
		}
		attempt(address, err)
	}
	answer, err := http.Get("http://127.0.0.1:" + port + "/")
	if err == nil {
		_, err = io.ReadAll(answer.Body)
	}
	attempt("http", err)
	_, err = net.Dial("unix", "/run/docker.sock")
	attempt("unix", err)
	fmt.Println("done")
}
