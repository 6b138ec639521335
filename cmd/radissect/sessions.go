package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// sessionsCommand is "radissect sessions".
func (p *program) sessionsCommand() *cobra.Command {
	opt := &readOptions{}
	cmd := &cobra.Command{
		Use:   "sessions CAPTURE...",
		Short: "Show a card for each session: who, when, how, and what happened",
		Long: `Shows one card for each session: who helped whom, when and for how long, what
protects it, how it came about and how it ended, what was held against given
secrets and invitations, and then everything that happened, in order: who had
control, chat, files, voice, settings, and when nothing did.`,
		Example: `  radissect sessions session.pcapng
  radissect sessions --keylog keys.log --invitation help.msrcIncident session.pcapng
  radissect sessions -T jsonl captures/ | jq 'select(.type == "session").chat'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(opt.files) == 0 {
				return misuse(`name a capture, as in "radissect sessions FILE"`)
			}
			return p.scan(cmd.Context(), opt, args, func(w io.Writer, o report.Options) (dissect.Sink, error) {
				if opt.format == "text" {
					return report.Sessions(w, o), nil
				}
				return report.SessionsJSON(w, o), nil
			})
		},
	}
	opt.addFlags(cmd.Flags(), formatsRecord)
	opt.addClock(cmd.Flags())
	return cmd
}
