package main

import (
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// reportCommand is "radissect report".
func (p *program) reportCommand() *cobra.Command {
	opt := &readOptions{late: true}
	most := uint64(report.HTMLMessages)
	cmd := &cobra.Command{
		Use:   "report CAPTURE... -o FILE.html",
		Short: "Write one HTML file to look at and to share",
		Long: `Writes one HTML file that needs no network and no other file: a summary, the
findings by rule with their explanations, a card and a timeline for each session,
conversations with what protects them, and every message with its fields beside
its bytes. What was captured is in it as data only and cannot act on the page;
secrets are masked as everywhere.

A browser holds all of it in memory, so that a report shows the first 10,000
messages, and later ones that break a rule; it says what it leaves out.`,
		Example: `  radissect report session.pcapng -o session.html
  radissect report --keylog keys.log --invitation help.msrcIncident session.pcapng -o session.html
  radissect report -Y 'finding.level >= should' captures/ -o wrong.html
  radissect report --max-messages 50000 captures/ -o all.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(opt.files) == 0 {
				return misuse(`name a capture, as in "radissect report FILE -o FILE.html"`)
			}
			if opt.output == "" {
				return misuse(`name the file to write, as in "radissect report FILE -o FILE.html" ("-o -" for standard output)`)
			}
			if most < 1 || most > report.MaxHTMLMessages {
				return misuse("--max-messages wants a number from 1 to " + strconv.Itoa(report.MaxHTMLMessages) + ": more do not fit into a browser")
			}
			return p.report(cmd, opt, args, most)
		},
	}
	opt.addFlags(cmd.Flags(), formatsReport)
	cmd.Flags().MarkHidden("format")
	cmd.Flags().Lookup("output").Usage = "the HTML `FILE` to write; - for standard output"
	cmd.Flags().Uint64VarP(&opt.count, "count", "c", 0, "stop after `N` messages")
	cmd.Flags().Uint64Var(&most, "max-messages", most, "show at most `N` messages, besides those that break a rule")
	return cmd
}

// report writes the HTML file of -o.
func (p *program) report(cmd *cobra.Command, opt *readOptions, args []string, most uint64) error {
	var sink *report.HTML
	err := p.scan(cmd.Context(), opt, args, func(w io.Writer, o report.Options) (dissect.Sink, error) {
		sink = report.NewHTML(w, report.HTMLOptions{Options: o, Messages: most, Version: buildInfo().version, Filter: opt.where})
		return sink, nil
	})
	if sink != nil && err == nil && !opt.quiet && opt.output != "-" {
		p.say("wrote " + opt.output + ": " + counted(int(sink.Sessions), "session", "sessions") + ", " +
			counted(int(sink.Findings), "finding", "findings") + ", " + counted(int(sink.Messages), "message", "messages"))
	}
	return err
}
