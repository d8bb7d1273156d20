package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

func main() {
	target := os.Args[1]
	for i, prefix := range []string{"", "/", "//", "..", strings.Repeat("../", 12), "/../..", "./..", "/tmp/../../..", "/proc/self/root"} {
		path := prefix + target
		content, err := os.ReadFile(path)
		fmt.Println(string(content), err)
		fmt.Println("write", os.WriteFile(path, []byte("damaged"), 0o644))
		fmt.Println("rename", os.Rename(path, fmt.Sprint("taken", i)), os.Rename("mine", path))
		fmt.Println("remove", os.Remove(path))
		link := fmt.Sprint("link", i)
		fmt.Println("symlink", os.Symlink(path, link))
		content, err = os.ReadFile(link)
		fmt.Println("through it", string(content), err)
		fmt.Println("link", os.Link(path, link+"hard"))
		fmt.Println("chdir", os.Chdir(prefix+"/"))
		os.Chdir("/")
		_, err = os.ReadDir(prefix + "/..")
		fmt.Println("list", err)
		if root, err := os.OpenRoot("/"); err == nil {
			_, err = root.Open(path)
			fmt.Println("root", err)
		}
	}
	for fd := range 64 {
		buffer := make([]byte, 100)
		if fd > 0 {
			n, err := syscall.Read(fd, buffer)
			fmt.Println(fd, n, err)
		}
	}
	fmt.Println("denied")
	fmt.Println("done")
}
