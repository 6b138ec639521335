package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// readCommand is "radissect read".
func (p *program) readCommand() *cobra.Command {
	opt := &readOptions{}
	cmd := &cobra.Command{
		Use:   "read CAPTURE...",
		Short: "Show every message, then what is wrong and a summary",
		Long: `Shows one line for every message: its number, the seconds since the first
message, its conversation and direction, protocol, name and a few words. Then
follow the findings and a summary. Messages that only carry others are left out
unless -V is given.`,
		Example: `  radissect read session.pcapng
  radissect read -V -x session.pcapng
  radissect read -T jsonl captures/ | jq 'select(.type == "finding")'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(opt.files) == 0 {
				return misuse(`name a capture, as in "radissect read FILE"`)
			}
			return p.read(cmd.Context(), opt, args)
		},
	}
	opt.addFlags(cmd.Flags(), formatsRead)
	return cmd
}

// read shows messages.
func (p *program) read(ctx context.Context, opt *readOptions, args []string) error {
	return p.scan(ctx, opt, args, func(w io.Writer, o report.Options) (dissect.Sink, error) {
		switch opt.format {
		case "text":
			return report.Text(w, o), nil
		case "csv":
			return report.CSV(w, opt.names, opt.sessions, o), nil
		case "pdml":
			return report.PDML(w, "radissect/"+buildInfo().version, vocabulary(p.reg).FieldNames(), o), nil
		}
		return report.JSON(w, o), nil
	})
}

// checkCommand is "radissect check".
func (p *program) checkCommand() *cobra.Command {
	opt := &readOptions{}
	cmd := &cobra.Command{
		Use:   "check CAPTURE...",
		Short: "Show findings only; the exit status is for scripts",
		Long: `Shows one line for every finding and exits with 1 when there is one at or above
--fail-on, which is "must" unless given. Findings that lost or cut packets could
explain are shown, marked, and do not count.

With --coverage it shows instead, for every requirement of the specifications,
how often the traffic kept and broke it.`,
		Example: `  radissect check session.pcapng
  radissect check --fail-on security --ignore 'tcp.*' captures/
  radissect check --coverage -T jsonl session.pcapng`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(opt.files) == 0 {
				return misuse(`name a capture, as in "radissect check FILE"`)
			}
			if opt.failOn == "" {
				opt.failOn = dissect.Must.String()
			}
			return p.check(cmd.Context(), opt, args)
		},
	}
	opt.addFlags(cmd.Flags(), formatsCheck)
	cmd.Flags().BoolVar(&opt.coverage, "coverage", false, "show the requirement matrix")
	return cmd
}

// check shows findings or the requirement matrix.
func (p *program) check(ctx context.Context, opt *readOptions, args []string) error {
	return p.scan(ctx, opt, args, func(w io.Writer, o report.Options) (dissect.Sink, error) {
		switch {
		case opt.coverage && opt.format == "text":
			return report.Coverage(w, p.reg.Requirements(), o), nil
		case opt.coverage:
			return report.CoverageJSON(w, p.reg.Requirements(), o), nil
		case opt.format == "text":
			return report.Findings(w, o), nil
		case opt.format == "csv":
			return report.FindingsCSV(w, opt.names, opt.sessions, o), nil
		case opt.format == "sarif":
			return report.SARIF(w, buildInfo().version, o), nil
		}
		return report.FindingsJSON(w, o), nil
	})
}
