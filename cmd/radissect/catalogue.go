package main

import (
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// listOptions are the flags of the commands that list what radissect knows.
type listOptions struct {
	format string
	color  string
}

func (o *listOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&o.format, "format", "T", "text", "`FORMAT` of the output: "+strings.Join(formatsList, ", "))
	cmd.Flags().StringVar(&o.color, "color", "auto", "`WHEN` to colour text: auto, always, never")
}

// listing is the options for package report.
func (p *program) listing(o *listOptions) (report.Options, error) {
	ro := readOptions{format: o.format, color: o.color, formats: formatsList}
	if err := ro.check(p.reg); err != nil {
		return report.Options{}, err
	}
	return report.Options{Color: p.colours(&ro, p.stdout), Width: p.width(p.stdout)}, nil
}

// selects reports whether a pattern of the user means name: as a glob, or as a
// part of it.
func selects(pattern, name string) bool {
	return matches(pattern, name) || strings.Contains(strings.ToLower(name), strings.ToLower(pattern))
}

func onePattern(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return misuse(cmd.CommandPath() + " takes one pattern; put it in quotes so that the shell leaves it alone")
	}
	return nil
}

// rulesCommand is "radissect rules".
func (p *program) rulesCommand() *cobra.Command {
	opt := &listOptions{}
	cmd := &cobra.Command{
		Use:   "rules [PATTERN]",
		Short: "List the rules that traffic is held against",
		Long:  "Lists the rules whose id matches PATTERN, a glob or a part of an id; all without.",
		Example: `  radissect rules
  radissect rules 'x224.*'
  radissect rules -T jsonl | jq -r 'select(.level == "security").id'`,
		Args: onePattern,
		RunE: func(_ *cobra.Command, args []string) error {
			ro, err := p.listing(opt)
			if err != nil {
				return err
			}
			var list []*dissect.Rule
			for _, r := range p.reg.Rules() {
				if len(args) == 0 || selects(args[0], r.ID) {
					list = append(list, r)
				}
			}
			if len(list) == 0 {
				return misuse("no rule matches " + quote(args[0]) + nearest(args[0], p.ruleIDs()))
			}
			if opt.format == "jsonl" {
				_, err = p.stdout.Write(report.AppendRuleRecords(nil, list))
			} else {
				_, err = p.stdout.Write(report.AppendRules(nil, list, ro))
			}
			return err
		},
		ValidArgsFunction: p.completeRules,
	}
	opt.addFlags(cmd)
	return cmd
}

func (p *program) ruleIDs() []string {
	var ids []string
	for _, r := range p.reg.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// explainCommand is "radissect explain".
func (p *program) explainCommand() *cobra.Command {
	opt := &listOptions{}
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain one rule in full",
		Long:  "Shows what a rule wants, where it is written, what breaks it and what that leads to.",
		Example: `  radissect explain length.short
  radissect explain tcp.overlap-differs`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(`name one rule, as in "radissect explain length.short" ("radissect rules" lists them)`)
			}
			ro, err := p.listing(opt)
			if err != nil {
				return err
			}
			r := p.reg.Rule(args[0])
			if r == nil {
				return misuse("there is no rule " + quote(args[0]) + nearest(args[0], p.ruleIDs()) +
					` ("radissect rules" lists them)`)
			}
			if opt.format == "jsonl" {
				_, err = p.stdout.Write(report.AppendRuleRecords(nil, []*dissect.Rule{r}))
				return err
			}
			_, err = p.stdout.Write(report.AppendExplanation(nil, r, p.requirement(r), ro))
			return err
		},
		ValidArgsFunction: p.completeRules,
	}
	opt.addFlags(cmd)
	return cmd
}

// requirement is the line of the catalogue that r watches, or nil.
func (p *program) requirement(r *dissect.Rule) *dissect.Requirement {
	if r.Req == "" {
		return nil
	}
	for _, q := range p.reg.Requirements() {
		if q.ID == r.Req {
			return &q
		}
	}
	return nil
}

// fieldsCommand is "radissect fields".
func (p *program) fieldsCommand() *cobra.Command {
	opt := &listOptions{}
	cmd := &cobra.Command{
		Use:   "fields [PATTERN]",
		Short: "List the fields that are read, with their sections",
		Long:  "Lists the fields whose name matches PATTERN, a glob or a part of a name; all without.",
		Example: `  radissect fields
  radissect fields 'x224.*'
  radissect fields requestedProtocols`,
		Args: onePattern,
		RunE: func(_ *cobra.Command, args []string) error {
			ro, err := p.listing(opt)
			if err != nil {
				return err
			}
			var list []report.NamedField
			var names []string
			for _, f := range p.fields() {
				names = append(names, f.Name)
				if len(args) == 0 || selects(args[0], f.Name) {
					list = append(list, f)
				}
			}
			if len(list) == 0 && len(args) > 0 {
				return misuse("no field matches " + quote(args[0]) + nearest(args[0], names))
			}
			if opt.format == "jsonl" {
				_, err = p.stdout.Write(report.AppendFieldRecords(nil, list))
			} else {
				_, err = p.stdout.Write(report.AppendFields(nil, list, ro))
			}
			return err
		},
	}
	opt.addFlags(cmd)
	return cmd
}

// fields lists every field under its full name, by protocol and name. Fields
// that share a name and a section are listed once.
func (p *program) fields() []report.NamedField {
	type key struct {
		name string
		spec dissect.Spec
	}
	seen := map[key]bool{}
	var list []report.NamedField
	for _, proto := range p.reg.Protocols() {
		for _, f := range proto.Fields {
			k := key{proto.Name + "." + f.Name, f.Spec}
			if !seen[k] {
				seen[k] = true
				list = append(list, report.NamedField{Name: k.name, Field: f})
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}
