//go:build man

package main

import (
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// manCommand writes the manual pages: go run -tags man ./cmd/radissect man DIR.
// They carry the date of the build, so that they can be made again.
func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man DIR",
		Short:   "Write the manual pages",
		Example: "  radissect man dist/man",
		Hidden:  true,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			b := buildInfo()
			date, err := time.Parse(time.RFC3339, b.date)
			if err != nil {
				date = time.Unix(0, 0)
			}
			date = date.UTC()
			root := cmd.Root()
			root.DisableAutoGenTag = true
			root.Long += "\n" + strings.TrimRight(exitHelp, "\n")
			return doc.GenManTree(root, &doc.GenManHeader{
				Title: "RADISSECT", Section: "1", Source: "radissect " + b.version, Manual: "radissect", Date: &date,
			}, args[0])
		},
	}
}
