package base

import (
	"fmt"
	"os"
	"strings"
)

var reported bool

// report prints what `go build` would pass on of the compiler's messages, below the heading that it gives them.
func report(args ...any) {
	if !reported {
		fmt.Fprintln(os.Stderr, "# command-line-arguments")
		reported = true
	}
	text := fmt.Sprint(args...)
	// Some of the compiler's messages have the path as it is in the object file.
	if strings.HasPrefix(text, "/") {
		text = "." + text
	}
	fmt.Fprint(os.Stderr, text)
}

func reportf(format string, args ...any) {
	report(fmt.Sprintf(format, args...))
}
