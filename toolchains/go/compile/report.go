package base

import (
	"fmt"
	"os"
)

var reported bool

// report prints what `go build` would pass on of the compiler's messages, below the heading that it gives them.
func report(args ...any) {
	if !reported {
		fmt.Fprintln(os.Stderr, "# command-line-arguments")
		reported = true
	}
	fmt.Fprint(os.Stderr, args...)
}

func reportf(format string, args ...any) {
	report(fmt.Sprintf(format, args...))
}
