package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	out, err := exec.Command("/bin/sh", "-c", "echo executed").CombinedOutput()
	fmt.Println(string(out), err)
	_, err = os.StartProcess("/bin/sh", []string{"sh"}, &os.ProcAttr{})
	fmt.Println(err)
	fmt.Println(syscall.StartProcess("/bin/sh", []string{"sh", "-c", "echo executed"}, nil))
	if process, err := os.FindProcess(1); err == nil {
		fmt.Println(process.Kill())
	}
	fmt.Println("done")
}
