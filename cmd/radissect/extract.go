package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// extractCommand is "radissect extract".
func (p *program) extractCommand() *cobra.Command {
	opt := &readOptions{late: true}
	var force bool
	cmd := &cobra.Command{
		Use:   "extract CAPTURE... -o DIR",
		Short: "Write transferred files, chats and certificates into a folder",
		Long: `Writes what was transferred (files, chats, contact files, invitations,
certificates, bodies of HTTP messages) into a folder, one folder inside of it for
each kind, with a manifest.json that gives the original name, the SHA-256, and
the frames of each. Names are made safe, nothing is written outside of the
folder, and no file that was there before is changed. What the capture does not
hold completely is marked as partial.`,
		Example: `  radissect extract session.pcapng -o out
  radissect extract --keylog keys.log captures/ -o out
  radissect extract -T jsonl session.pcapng -o out | jq 'select(.partial)'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(opt.files) == 0 {
				return misuse(`name a capture, as in "radissect extract FILE -o DIR"`)
			}
			if opt.output == "" || opt.output == "-" {
				return misuse(`name a folder to write to, as in "radissect extract FILE -o DIR"`)
			}
			return p.extract(cmd, opt, args, force)
		},
	}
	opt.addFlags(cmd.Flags(), formatsRecord)
	out := cmd.Flags().Lookup("output")
	out.Usage = "write into the folder `DIR`; it is made where it does not exist"
	cmd.Flags().BoolVar(&force, "force", false, "also into a folder that is not empty; what is there is left alone")
	return cmd
}

// extract writes artifacts into the folder of -o.
func (p *program) extract(cmd *cobra.Command, opt *readOptions, args []string, force bool) error {
	dir := opt.output
	opt.output = ""
	var sink *report.Extract
	err := p.scan(cmd.Context(), opt, args, func(w io.Writer, o report.Options) (dissect.Sink, error) {
		var err error
		sink, err = report.NewExtract(w, dir, force, opt.format != "text", o)
		switch {
		case errors.Is(err, report.ErrNotEmpty):
			return nil, misuse("-o " + quote(dir) + " is not empty: name a new folder, or give --force to add to it")
		case err != nil:
			return nil, misuse("-o: " + err.Error())
		}
		return sink, nil
	})
	if sink != nil && sink.Dropped > 0 {
		p.say("too many files: " + counted(int(sink.Dropped), "was", "were") + " left out")
		p.raise(exitLimit)
	}
	return err
}
