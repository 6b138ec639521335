package main

import (
	"io"
	"strconv"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/where"
	"github.com/radissect/radissect/report"
)

// followCommand is "radissect follow".
func (p *program) followCommand() *cobra.Command {
	opt := &readOptions{}
	var from string
	cmd := &cobra.Command{
		Use:   "follow CAPTURE ID [CHANNEL]",
		Short: "Show the bytes of one conversation or virtual channel",
		Long: `Shows the bytes of the conversation with the number ID, which "radissect read"
and conversation records name: those of its innermost byte stream, which is the
plain text of TLS where that could be opened. With CHANNEL it shows the messages
of that virtual channel, decrypted, decompressed and joined. On a terminal it
shows both sides in hexadecimal, else the bytes alone. Secrets are not masked
here: these are the bytes as they were.`,
		Example: `  radissect follow session.pcapng 3
  radissect follow --keylog keys.log session.pcapng 1 remdesk
  radissect follow -T raw --from server session.pcapng 2 > page.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("format") && (opt.output != "" || !term.IsTerminal(int(p.stdout.Fd()))) {
				opt.format = "raw"
			}
			return p.follow(cmd, opt, args, from)
		},
	}
	opt.addFlags(cmd.Flags(), formatsFollow)
	opt.addClock(cmd.Flags())
	format := cmd.Flags().Lookup("format")
	format.DefValue = "" // it depends
	format.Usage += "; hex on a terminal, else raw"
	cmd.Flags().StringVar(&from, "from", "", "only what this `SIDE` sends: client, server")
	cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(sides, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

var sides = []string{"client", "server"}

// follow shows one conversation.
func (p *program) follow(cmd *cobra.Command, opt *readOptions, args []string, from string) error {
	const usage = `name a capture and a conversation, as in "radissect follow FILE 3"`
	if len(opt.files) == 0 {
		if len(args) == 0 {
			return misuse(usage)
		}
		opt.files, args = args[:1], args[1:]
	}
	if len(args) == 0 || len(args) > 2 {
		return misuse(usage)
	}
	id, err := strconv.ParseUint(args[0], 10, 64)
	if err != nil || id == 0 {
		return misuse(quote(args[0]) + " is no number of a conversation, which are 1, 2, 3 and so on")
	}
	fo := report.FollowOptions{Conversation: id, Dump: opt.format == "hex"}
	if len(args) == 2 {
		if fo.Channel = args[1]; fo.Channel == "" {
			return misuse("a channel has a name; leave it out for the stream of the conversation")
		}
	}
	switch from {
	case "":
	case "client", "server":
		fo.One = true
		if from == "server" {
			fo.From = dissect.FromServer
		}
	default:
		return misuse("--from " + quote(from) + " is not one of client, server" + nearest(from, sides))
	}
	if !fo.Dump && opt.output == "" && term.IsTerminal(int(p.stdout.Fd())) {
		return misuse("raw bytes can do anything to a terminal: use -T hex, or -o FILE")
	}
	opt.late = fo.Channel == ""
	const messages = where.PartMessage | where.PartInfo | where.PartTree | where.PartFindings | where.PartArtifact
	if opt.where != "" && fo.Channel == "" {
		f, err := compileFilter(opt.where, p.reg)
		if err != nil {
			return err
		}
		if f.Uses(messages) {
			return misuse("-Y: a byte stream has no messages: its filter can use addresses, ports, frame, frame.time, message.from and session; name a channel to filter messages")
		}
	}
	var sink *report.Follow
	err = p.scan(cmd.Context(), opt, nil, func(w io.Writer, o report.Options) (dissect.Sink, error) {
		fo.Options = o
		sink = report.NewFollow(w, fo)
		return sink, nil
	})
	if err != nil || sink == nil || p.status >= exitCapture {
		return err
	}
	return p.followed(sink, &fo, opt.quiet)
}

// followed says what is wrong with what was asked for, and what is missing from
// what was shown.
func (p *program) followed(f *report.Follow, o *report.FollowOptions, quiet bool) error {
	id := strconv.FormatUint(o.Conversation, 10)
	switch {
	case !f.Seen && o.Conversation > f.Total:
		return misuse("there is no conversation " + id + " among " + strconv.FormatUint(f.Total, 10))
	case !f.Seen:
		return misuse("conversation " + id + " has no bytes")
	case o.Channel != "" && f.Written == 0 && len(f.Channels) == 0:
		return misuse("conversation " + id + " has no channels that could be read")
	case o.Channel != "" && f.Written == 0 && !knows(f.Channels, o.Channel):
		return misuse("conversation " + id + " has no channel " + quote(o.Channel) + "; it has " + listed(f.Channels) +
			nearest(o.Channel, f.Channels))
	}
	if f.Lost > 0 && !quiet {
		p.say(counted(int(f.Lost), "byte is", "bytes are") + " missing from the capture")
	}
	return nil
}

func knows(list []string, name string) bool {
	for _, n := range list {
		if n == name {
			return true
		}
	}
	return false
}

// listed is a list of names in quotes.
func listed(names []string) string {
	s := ""
	for i, n := range names {
		if i > 0 {
			s += ", "
		}
		s += quote(n)
	}
	return s
}
