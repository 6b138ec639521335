package main

import "github.com/spf13/cobra"

// complete registers what the shell may complete for flags.
func (p *program) complete(root *cobra.Command) {
	fixed := map[string][]string{"color": colors, "fail-on": levels, "time": clocks}
	for _, cmd := range append(root.Commands(), root) {
		for name, values := range fixed {
			if cmd.Flags().Lookup(name) != nil {
				cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
			}
		}
		if cmd.Flags().Lookup("column") != nil {
			cmd.RegisterFlagCompletionFunc("column", p.completeNames)
		}
		for _, name := range []string{"only", "ignore"} {
			if cmd.Flags().Lookup(name) != nil {
				cmd.RegisterFlagCompletionFunc(name, p.completeRules)
			}
		}
		if cmd.Flags().Lookup("format") == nil {
			continue
		}
		formats := formatsRead
		switch cmd.Name() {
		case "check":
			formats = formatsCheck
		case "report":
			formats = formatsReport
		case "sessions", "extract", "keys":
			formats = formatsRecord
		case "follow":
			formats = formatsFollow
		case "rules", "explain", "fields":
			formats = formatsList
		}
		cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	}
}

// completeRules offers the ids of rules.
func (p *program) completeRules(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return p.ruleIDs(), cobra.ShellCompDirectiveNoFileComp
}

// completeNames offers the names that filters and columns may use.
func (p *program) completeNames(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return vocabulary(p.reg).Names(), cobra.ShellCompDirectiveNoFileComp
}
