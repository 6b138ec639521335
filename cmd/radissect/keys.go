package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// keysCommand is "radissect keys".
func (p *program) keysCommand() *cobra.Command {
	opt := &readOptions{}
	cmd := &cobra.Command{
		Use:   "keys CAPTURE...",
		Short: "Show what protects each conversation, and which secret opens it",
		Long: `Shows for each conversation that is protected: by what, whether it could be
opened, with which of the given secrets, and if not, which secret would do it.
Then follow the secrets that were given, and whether they were of use.`,
		Example: `  radissect keys session.pcapng
  radissect keys --keylog keys.log --rsa-key server.pem captures/
  radissect keys -T jsonl session.pcapng | jq 'select(.open == false).need'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(opt.files) == 0 {
				return misuse(`name a capture, as in "radissect keys FILE"`)
			}
			return p.scan(cmd.Context(), opt, args, func(w io.Writer, o report.Options) (dissect.Sink, error) {
				if opt.format == "text" {
					return report.Protections(w, o), nil
				}
				return report.ProtectionsJSON(w, o), nil
			})
		},
	}
	opt.addFlags(cmd.Flags(), formatsRecord)
	return cmd
}
