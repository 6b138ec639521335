package decoders_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// goBlock is Go code in a page, behind a comment that says what it is: a file of the
// project and the names of declarations in it. An example stands for what is in it.
var goBlock = regexp.MustCompile("(?s)<!-- (\\S+_test\\.go)((?: \\w+)+) -->\n```go\n(.*?)```\n")

// TestLibraryPages holds the Go code of the documentation against the examples, which
// are compiled and run: the text is the same.
func TestLibraryPages(t *testing.T) {
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	for _, page := range append(pages, "../README.md") {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		out := goBlock.ReplaceAllStringFunc(text, func(block string) string {
			blocks++
			m := goBlock.FindStringSubmatch(block)
			want := declarations(t, m[1], strings.Fields(m[2]))
			if want == m[3] || dissecttest.Update() {
				return strings.TrimSuffix(block, m[3]+"```\n") + want + "```\n"
			}
			t.Errorf("%s: the code is not that of %s%s (-page +file):\n%s", page, m[1], m[2], cmp.Diff(strings.Split(m[3], "\n"), strings.Split(want, "\n")))
			return block
		})
		if page != "../docs/adding-a-protocol.md" { // shows parts that stand for any protocol
			if all := strings.Count(text, "\n```go\n"); all != len(goBlock.FindAllString(text, -1)) {
				t.Errorf("%s: %d blocks of Go, but %d of them name where they come from", page, all, len(goBlock.FindAllString(text, -1)))
			}
		}
		if out != text {
			if err := os.WriteFile(page, []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if blocks == 0 {
		t.Error("no page shows any Go code")
	}
}

// declarations is the source of declarations of a file, with their comments; of an
// example the lines in it, without the output.
func declarations(t *testing.T, file string, names []string) string {
	t.Helper()
	path := filepath.Join("..", filepath.FromSlash(file))
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	part := func(from, to token.Pos) string {
		return string(src[fset.Position(from).Offset:fset.Position(to).Offset])
	}
	var out []string
	for _, name := range names {
		found := false
		for _, d := range f.Decls {
			from, fn := d.Pos(), (*ast.FuncDecl)(nil)
			var doc *ast.CommentGroup
			of := ""
			switch d := d.(type) {
			case *ast.FuncDecl:
				doc, fn, of = d.Doc, d, d.Name.Name
				if d.Recv != nil {
					of = part(d.Recv.Pos(), d.Recv.End())
					of = of[strings.LastIndexAny(of, " *(")+1 : len(of)-1]
				}
			case *ast.GenDecl:
				doc = d.Doc
				switch s := d.Specs[0].(type) {
				case *ast.TypeSpec:
					of = s.Name.Name
				case *ast.ValueSpec:
					of = s.Names[0].Name
				}
			}
			if of != name {
				continue
			}
			found = true
			if doc != nil {
				from = doc.Pos()
			}
			if fn == nil || fn.Recv != nil || !strings.HasPrefix(name, "Example") {
				out = append(out, part(from, d.End()))
				continue
			}
			body, _, _ := strings.Cut(part(fn.Body.Lbrace+1, fn.Body.Rbrace), "\t// Output:")
			body = strings.ReplaceAll(strings.Trim(body, "\n"), "\n\t", "\n")
			out = append(out, strings.TrimPrefix(body, "\t"))
		}
		if !found {
			t.Errorf("%s has no %s", file, name)
		}
	}
	return strings.Join(out, "\n\n") + "\n"
}
