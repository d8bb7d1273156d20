package main

import (
	"fmt"
	"os"
)

func main() {
	for _, name := range []string{"/etc/passwd", "/etc/hostname", "/etc/hosts", "/proc/self/environ", "/proc/self/maps", "/proc/self/cmdline", "/proc/self/mem", "/proc/version", "/proc/cpuinfo", "/sys/class/net", "/root/.bashrc", "/var/log", "/dev/mem", "/dev/tty", "/run/secrets", "/usr/local/go/importcfg", "../../../../../../etc/passwd"} {
		if content, err := os.ReadFile(name); err != nil {
			fmt.Println(name, "denied", err)
		} else {
			fmt.Println(name, "opened", string(content))
		}
	}
	host, err := os.Hostname()
	fmt.Println(host, err, os.Environ())
	fmt.Println("done")
}
