package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"text/template"
)

type Person struct {
	Name  string         `json:"name"`
	Age   int            `json:"age,omitempty"`
	Tags  []string       `json:"tags"`
	Extra map[string]any `json:"extra"`
}

func main() {
	var people []Person
	text := `[{"name": "Ada", "age": 36, "tags": ["x", "ü"], "extra": {"pi": 3.14, "no": null}}, {"name": "Bob"}]`
	if err := json.Unmarshal([]byte(text), &people); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%+v\n", people)
	out, _ := json.MarshalIndent(people, "", "  ")
	fmt.Println(string(out))
	fmt.Println(json.Unmarshal([]byte(`{"name": 5}`), &people[0]))
	fmt.Println(json.Unmarshal([]byte(`{"name": `), &people[0]))

	date := regexp.MustCompile(`(\d{4})-(\d{2})-(\d{2})`)
	fmt.Println(date.ReplaceAllString("from 2024-01-31 to 2025-12-01", "$3.$2.$1"))
	fmt.Println(date.FindAllStringSubmatchIndex("2024-01-31", -1), date.MatchString("x"))
	_, err := regexp.Compile("a(b")
	fmt.Println(err)

	page := template.Must(template.New("page").Funcs(template.FuncMap{"up": strings.ToUpper}).Parse(
		"{{range $i, $p := .}}{{$i}}: {{$p.Name | up | printf \"%-6s\"}}{{if $p.Age}} is {{$p.Age}}{{else}} has no age{{end}}\n{{end}}"))
	if err := page.Execute(os.Stdout, people); err != nil {
		fmt.Println(err)
	}
}
