package decoders_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestAPI checks that what others import is described: every package says what it is
// and, where it reads a protocol, by which specification; every exported identifier
// has a comment that begins with its name; times have their unit; and every package
// has an example that is run.
func TestAPI(t *testing.T) {
	packages := 0
	err := filepath.WalkDir("..", func(dir string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		switch name := e.Name(); {
		case name == "internal", name == "testdata", name == "cmd", dir != ".." && strings.HasPrefix(name, "."):
			return filepath.SkipDir
		}
		if a := readAPI(t, dir); a != nil {
			packages++
			t.Run(filepath.ToSlash(dir)[3:], a.check)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if packages < 40 {
		t.Errorf("%d packages, want all", packages)
	}
}

// api is one package as go doc shows it.
type api struct {
	dir string
	*doc.Package
}

func readAPI(t *testing.T, dir string) *api {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(names, func(n string) bool { return !strings.HasSuffix(n, "_test.go") }) {
		return nil
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	p, err := doc.NewFromFiles(fset, files, "github.com/radissect/radissect/"+filepath.ToSlash(dir)[3:])
	if err != nil {
		t.Fatal(err)
	}
	if p.Name == "main" {
		return nil
	}
	return &api{dir, p}
}

// section is how documents are named that protocols are read by; DOCUMENT is what
// "make new" writes.
var section = regexp.MustCompile(`\b(MS-[A-Z]{2,}|RFC \d+|[XT]\.\d+|C706|UPnP|XML 1\.0|SOAP 1\.\d|draft-[a-z-]+|DOCUMENT)`)

// helpers are the packages below decoders that read no protocol of their own.
var helpers = map[string]bool{"decoders": true}

func (p *api) check(t *testing.T) {
	if !strings.HasPrefix(p.Doc, "Package "+p.Name+" ") {
		t.Errorf("the package comment has to begin with \"Package %s\"", p.Name)
	}
	if path := strings.TrimPrefix(filepath.ToSlash(p.dir), "../"); strings.HasPrefix(path, "decoders") && !helpers[path] && !section.MatchString(p.Doc) {
		t.Errorf("the package comment names no specification: %q", p.Doc)
	}
	examples := len(p.Examples)
	p.values(t, p.Consts)
	p.values(t, p.Vars)
	examples += p.funcs(t, "", p.Funcs)
	for _, typ := range p.Types {
		p.named(t, typ.Name, typ.Doc)
		p.values(t, typ.Consts)
		p.values(t, typ.Vars)
		examples += len(typ.Examples) + p.funcs(t, "", typ.Funcs) + p.funcs(t, typ.Name+".", typ.Methods)
		p.members(t, typ)
	}
	// What craft writes is read by tests only.
	if examples == 0 && p.Name != "craft" {
		t.Error("the package has no example")
	}
}

func (p *api) named(t *testing.T, name, text string) {
	t.Helper()
	for _, article := range []string{"A ", "An ", "The "} {
		text = strings.TrimPrefix(text, article)
	}
	if rest, ok := strings.CutPrefix(text, name[strings.LastIndex(name, ".")+1:]); !ok || rest != "" && !strings.ContainsAny(rest[:1], " ,:;\n") {
		t.Errorf("%s: the comment has to begin with its name: %.60q", name, text)
	}
}

func (p *api) funcs(t *testing.T, of string, funcs []*doc.Func) (examples int) {
	t.Helper()
	for _, f := range funcs {
		p.named(t, of+f.Name, f.Doc)
		for _, e := range f.Examples {
			if e.Output == "" && !e.EmptyOutput {
				t.Errorf("%s%s: an example without output is not run", of, f.Name)
			}
		}
		examples += len(f.Examples)
	}
	return examples
}

// values checks constants and variables: of a group the group or each one.
func (p *api) values(t *testing.T, values []*doc.Value) {
	t.Helper()
	for _, v := range values {
		for _, s := range v.Decl.Specs {
			spec := s.(*ast.ValueSpec)
			for _, n := range spec.Names {
				if n.IsExported() && strings.TrimSpace(v.Doc+spec.Doc.Text()+spec.Comment.Text()) == "" {
					t.Errorf("%s has no comment", n.Name)
				}
			}
		}
	}
}

// instant are the fields that hold a time as a number.
var instant = regexp.MustCompile(`^(Time|Start|End|First|Last|Elapsed)$`)

// members checks the methods of interfaces, and the units of times.
func (p *api) members(t *testing.T, typ *doc.Type) {
	t.Helper()
	for _, s := range typ.Decl.Specs {
		switch decl := s.(*ast.TypeSpec).Type.(type) {
		case *ast.InterfaceType:
			for _, m := range decl.Methods.List {
				for _, n := range m.Names {
					if n.IsExported() && m.Comment.Text() == "" {
						p.named(t, typ.Name+"."+n.Name, strings.TrimSpace(m.Doc.Text()+" "))
					}
				}
			}
		case *ast.StructType:
			for _, f := range decl.Fields.List {
				kind, _ := f.Type.(*ast.Ident)
				for _, n := range f.Names {
					if kind != nil && kind.Name == "int64" && instant.MatchString(n.Name) && !strings.Contains(f.Doc.Text()+f.Comment.Text(), "seconds") {
						t.Errorf("%s.%s: a time without its unit", typ.Name, n.Name)
					}
				}
			}
		}
	}
}
