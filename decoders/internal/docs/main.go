// Command docs writes the generated pages: docs/rules and docs/fields, one page
// for each protocol, from the same values that the decoders use.
//
//	go run ./decoders/internal/docs docs
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: docs FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	list := decoders.All()
	reg, err := dissect.NewRegistry(list)
	if err != nil {
		return err
	}
	pages := map[string][]byte{}
	pages["rules/core.md"] = rulesPage("core", "Rules that hold for every protocol", nil, dissect.CoreRules, nil)
	var rules, fields bytes.Buffer
	rules.WriteString("# Rules\n\n" + generated + "\n| page | protocol | rules | catalogue |\n|---|---|---|---|\n")
	fmt.Fprintf(&rules, "| [core](core.md) | every protocol | %d | |\n", len(dissect.CoreRules))
	fields.WriteString("# Fields\n\n" + generated + "\nNames are those of the specifications, and of the display filter: `protocol.name`.\n\n| page | protocol | fields | messages |\n|---|---|---|---|\n")
	requirements := reg.Requirements()
	seen := map[string]bool{}
	for _, p := range list {
		if len(p.Rules)+len(p.Requirements) > 0 && !sharedWithEarlier(list, p) {
			var reqs []dissect.Requirement
			for _, q := range requirements {
				for _, own := range p.Requirements {
					if own.ID == q.ID {
						reqs = append(reqs, q)
					}
				}
			}
			pages["rules/"+p.Name+".md"] = rulesPage(p.Name, p.Title, p.Specs, p.Rules, reqs)
			fmt.Fprintf(&rules, "| [%s](%s.md) | %s | %d | %d |\n", p.Name, p.Name, cell(p.Title), len(p.Rules), len(reqs))
		}
		if !seen[p.Name] && !sharedWithEarlier(list, p) {
			pages["fields/"+p.Name+".md"] = fieldsPage(p)
			fmt.Fprintf(&fields, "| [%s](%s.md) | %s | %d | %d |\n", p.Name, p.Name, cell(p.Title), len(p.Fields), len(p.Kinds))
		}
		seen[p.Name] = true
	}
	pages["rules/README.md"] = rules.Bytes()
	pages["fields/README.md"] = fields.Bytes()
	for _, dir := range []string{"rules", "fields"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			return err
		}
		old, _ := filepath.Glob(filepath.Join(root, dir, "*.md"))
		for _, name := range old {
			if pages[dir+"/"+filepath.Base(name)] == nil {
				os.Remove(name)
			}
		}
	}
	for name, text := range pages {
		if err := os.WriteFile(filepath.Join(root, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

const generated = "Made by `make generate` from the values that the decoders use; do not edit.\n"

// sharedWithEarlier reports whether a protocol before p in the list is from the
// same folder and so declares the same rules and fields.
func sharedWithEarlier(list []*dissect.Protocol, p *dissect.Protocol) bool {
	for _, o := range list {
		if o == p {
			return false
		}
		if len(o.Fields) > 0 && len(p.Fields) > 0 && o.Fields[0] == p.Fields[0] {
			return true
		}
	}
	return false
}

func rulesPage(name, title string, specs []dissect.Spec, rules []*dissect.Rule, reqs []dissect.Requirement) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s: %s\n\n%s", name, title, generated)
	if len(specs) > 0 {
		b.WriteString("\nRead by")
		for i, s := range specs {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, " %s", s)
		}
		b.WriteString(".\n")
	}
	for _, r := range rules {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n", r.ID, strings.TrimSuffix(r.Title, "."))
		fmt.Fprintf(&b, "Level %s", r.Level)
		if r.Spec != "" {
			fmt.Fprintf(&b, ", %s", r.Spec)
		}
		if r.Req != "" {
			fmt.Fprintf(&b, ", requirement %s", r.Req)
		}
		fmt.Fprintf(&b, ". Seen in `%s`.\n\n%s\n", r.Seen, r.Doc)
	}
	if len(reqs) > 0 {
		watched, unseen := 0, 0
		for _, q := range reqs {
			switch {
			case q.Rule != nil:
				watched++
			case q.Unseen != "":
				unseen++
			}
		}
		fmt.Fprintf(&b, "\n## Catalogue\n\n%d requirements: %d watched by a rule, %d that no wire can show, %d open.\n", len(reqs), watched, unseen, len(reqs)-watched-unseen)
		b.WriteString("\n| requirement | level | section | condition | rule |\n|---|---|---|---|---|\n")
		for _, q := range reqs {
			rule := ""
			switch {
			case q.Rule != nil:
				rule = "`" + q.Rule.ID + "`"
			case q.Unseen != "":
				rule = "not on the wire: " + q.Unseen
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s: %s | %s |\n", q.ID, cell(q.Level), cell(string(q.Spec)), cell(q.Packets), cell(q.Text), cell(rule))
		}
	}
	return b.Bytes()
}

func fieldsPage(p *dissect.Protocol) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s: %s\n\n%s", p.Name, p.Title, generated)
	if len(p.Kinds) > 0 {
		b.WriteString("\n## Messages\n\n| name | section |\n|---|---|\n")
		for _, k := range p.Kinds {
			name := k.Name
			if k.Proto != "" && k.Proto != p.Name {
				name += " (" + k.Proto + ")"
			}
			fmt.Fprintf(&b, "| %s | %s |\n", cell(name), k.Spec)
		}
	}
	if len(p.Fields) > 0 {
		b.WriteString("\n## Fields\n\n| name | shown as | section |\n|---|---|---|\n")
		type line struct{ name, base, spec string }
		seen := map[line]bool{}
		for _, f := range p.Fields {
			l := line{f.Name, bases[f.Base], string(f.Spec)}
			if f.Secret {
				l.base += ", masked"
			}
			if !seen[l] {
				fmt.Fprintf(&b, "| %s.%s | %s | %s |\n", p.Name, cell(l.name), l.base, l.spec)
			}
			seen[l] = true
		}
	}
	return b.Bytes()
}

var bases = map[dissect.Base]string{
	dissect.Dec: "number", dissect.Int: "signed number", dissect.Hex: "hexadecimal number", dissect.Bytes: "bytes",
	dissect.Text: "text", dissect.UTF16: "UTF-16 text", dissect.Time: "time", dissect.GUID: "GUID", dissect.Group: "structure",
	dissect.Address: "IP address", dissect.UTF16BE: "UTF-16 text, big-endian",
}

// cell makes s safe inside of a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "<", "&lt;", "\n", " ").Replace(s)
}
