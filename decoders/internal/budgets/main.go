// Command budgets lists every limit in the source: the constants whose names begin
// with "max", with what is said of them where they stand.
//
//	go run ./decoders/internal/budgets
package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	fmt.Print("| where | limit | value | what it is |\n|---|---|---|---|\n")
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if e.Name() == "internal" && filepath.Dir(path) != "dissect" || e.Name() == "testdata" || strings.HasPrefix(e.Name(), ".") && path != "." {
				return filepath.SkipDir
			}
			return folder(path)
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "budgets:", err)
		os.Exit(1)
	}
}

// folder lists the limits of one package.
func folder(dir string) error {
	if strings.HasPrefix(filepath.ToSlash(dir), "dissect/internal/") && filepath.Base(dir) != "inet" {
		return nil
	}
	set := token.NewFileSet()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			before := ""
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				text := said(g, v)
				if text == "" {
					text = before // one comment for several lines
				}
				before = text
				for i, id := range v.Names {
					if low := strings.ToLower(id.Name); !strings.HasPrefix(low, "max") || len(id.Name) == 3 || i >= len(v.Values) {
						continue
					}
					fmt.Printf("| %s | %s | %s | %s |\n", filepath.ToSlash(dir), id.Name, value(v.Values[i], set), text)
				}
			}
		}
	}
	return nil
}

// value is a constant as a number, as far as it can be worked out by itself.
func value(e ast.Expr, set *token.FileSet) string {
	text := types.ExprString(e)
	tv, err := types.Eval(set, nil, token.NoPos, text)
	if err != nil || tv.Value == nil {
		return strings.ReplaceAll(text, "|", "or")
	}
	n, ok := constant.Int64Val(constant.ToInt(tv.Value))
	if !ok {
		return text
	}
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d Mi", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d Ki", n>>10)
	}
	return fmt.Sprint(n)
}

// said is the comment of a constant: its own, that of its group where that has only
// one, or what stands behind it.
func said(g *ast.GenDecl, v *ast.ValueSpec) string {
	for _, c := range []*ast.CommentGroup{v.Doc, v.Comment, g.Doc} {
		if c != nil {
			text := strings.Join(strings.Fields(c.Text()), " ")
			return strings.ReplaceAll(text, "|", "/")
		}
	}
	return ""
}
