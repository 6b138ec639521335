// Command page puts what it reads from standard input between the marks of a page:
//
//	go run ./decoders/internal/bounds | go run ./decoders/internal/page docs/robustness.md attacks
//
// replaces what stands between <!-- attacks: begin --> and <!-- attacks: end -->.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: page FILE MARK < text")
		os.Exit(2)
	}
	if err := put(os.Args[1], os.Args[2], os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "page:", err)
		os.Exit(1)
	}
}

func put(file, mark string, from io.Reader) error {
	text, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return fmt.Errorf("nothing to put into %s", file)
	}
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	begin, end := "<!-- "+mark+": begin -->\n", "<!-- "+mark+": end -->\n"
	head, rest, ok := strings.Cut(string(page), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s has no marks %q", file, mark)
	}
	return os.WriteFile(file, []byte(head+begin+string(text)+end+tail), 0o644)
}
