package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
)

// What the compiler wants to know of //go:embed lines: the files that each pattern stands for, and where they are.
type embedding struct {
	Patterns map[string][]string
	Files    map[string]string
}

// embedded resolves the patterns of the //go:embed lines and writes them where the compiler looks for them.
func (p *mainPackage) embedded() []string {
	found := embedding{map[string][]string{}, map[string]string{}}
	for _, file := range p.files {
		number := 0
		for line := range strings.Lines(string(file.content)) {
			number++
			if rest, ok := strings.CutPrefix(line, "//go:embed "); ok {
				for _, pattern := range patterns(rest) {
					if reason := found.resolve(path.Dir(file.name), pattern); reason != "" {
						fail("%s:%d:%d: pattern %s: %s", path.Base(file.name), number, len("//go:embed ")+1, pattern, reason)
					}
				}
			}
		}
	}
	if len(found.Patterns) == 0 {
		return nil
	}
	content, err := json.Marshal(found)
	if err == nil {
		err = os.WriteFile("/tmp/embed.json", content, 0o600)
	}
	if err != nil {
		fail("%v", err)
	}
	return []string{"-embedcfg=/tmp/embed.json"}
}

// patterns are the words of the line, which may be quoted.
func patterns(line string) (words []string) {
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if quoted, err := strconv.QuotedPrefix(line); err == nil {
			word, _ := strconv.Unquote(quoted)
			words = append(words, word)
			line = line[len(quoted):]
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		words = append(words, word)
		line = rest
	}
	return words
}

// resolve adds the files that the pattern stands for, or says why there are none. Only files of the submission can be
// meant: patterns are paths below the folder, without a way up.
func (e *embedding) resolve(folder, pattern string) string {
	glob, all := strings.CutPrefix(pattern, "all:")
	if _, err := path.Match(glob, ""); err != nil || !fs.ValidPath(glob) {
		return "invalid pattern syntax"
	}
	here := os.DirFS(folder)
	tops, _ := fs.Glob(here, glob)
	var names []string
	add := func(name string) {
		names = append(names, name)
		e.Files[name] = "./" + path.Join(folder, name)
	}
	for _, top := range tops {
		info, err := fs.Stat(here, top)
		if err != nil {
			continue
		}
		if !info.IsDir() {
			add(top)
			continue
		}
		fs.WalkDir(here, top, func(name string, entry fs.DirEntry, err error) error {
			base := path.Base(name)
			hidden := name != top && !all && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_"))
			switch {
			case err != nil:
			case entry.IsDir() && (hidden || name == "usr" || name == "tmp" || name == "dev"):
				return fs.SkipDir
			case entry.Type().IsRegular() && !hidden:
				add(name)
			}
			return nil
		})
	}
	if len(names) == 0 {
		return "no matching files found"
	}
	e.Patterns[pattern] = names
	return ""
}
