package main

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
)

// imports is the set of folders below root that the folder dir imports, directly
// or by way of others, as paths from root; itself among them.
func imports(root, dir string) (map[string]bool, error) {
	seen := map[string]bool{}
	var visit func(dir string) error
	visit = func(dir string) error {
		if seen[dir] {
			return nil
		}
		seen[dir] = true
		names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(dir), "*.go"))
		if err != nil {
			return err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, spec := range f.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				if _, below, ok := strings.Cut(path, "/"+filepath.Base(root)+"/"); ok {
					if err := visit(below); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	return seen, visit(dir)
}
