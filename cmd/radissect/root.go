package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const rootLong = `radissect reads network captures of Microsoft Remote Assistance and of the
protocols below it (RDP, TLS, DCE/RPC, HTTP and others), message by message. It
shows every field with its place and its specification section, and says where
the traffic departs from the specification.

CAPTURE is a pcap or pcapng file, also compressed with gzip, zstd or lz4; a
folder, which is walked; or - for standard input. Without a command, captures
are read as with "radissect read".`

const exitHelp = `
Exit status:
  0  done; check: nothing at or above --fail-on
  1  findings at or above --fail-on (those that lost packets could explain do not count)
  2  wrong usage
  3  a capture could not be read, or was cut short; what could be read was reported first
  4  a limit was hit and results are incomplete
`

// rootCommand is radissect with all of its commands.
func (p *program) rootCommand() *cobra.Command {
	opt := &readOptions{}
	root := &cobra.Command{
		Use:   "radissect [command] CAPTURE...",
		Short: "Dissect Remote Assistance and RDP traffic, and check it against the specifications",
		Long:  rootLong,
		Example: `  radissect session.pcapng
  radissect session.pcapng -V | less -R
  radissect check --fail-on security captures/
  tcpdump -w - port 3389 | radissect -`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       buildInfo().version,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(opt.files) == 0 {
				return misuse(`name a capture, as in "radissect FILE", or see "radissect help"`)
			}
			if err := p.mistyped(cmd, args); err != nil {
				return err
			}
			return p.read(cmd.Context(), opt, args)
		},
	}
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetFlagErrorFunc(flagError)
	root.SetVersionTemplate("radissect {{.Version}}\n")
	root.SetHelpTemplate(`{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}{{end}}

{{.UsageString}}{{if not .HasParent}}` + exitHelp + `{{end}}`)
	opt.addFlags(root.Flags(), formatsRead)
	root.AddCommand(
		p.readCommand(), p.checkCommand(), p.sessionsCommand(), p.extractCommand(), p.followCommand(), p.reportCommand(), p.keysCommand(),
		p.liveCommand(), p.interfacesCommand(),
		p.rulesCommand(), p.explainCommand(), p.fieldsCommand(), p.versionCommand(),
	)
	root.AddCommand(p.invitationCommand(), filtersHelpCommand())
	if man := p.manCommand(); man != nil {
		root.AddCommand(man)
	}
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			c.Short = "Print the completion script for a shell"
			c.Example = "  source <(radissect completion bash)"
			for _, sub := range c.Commands() {
				sub.Example = "  radissect completion " + sub.Name()
			}
		case "help":
			c.Short = "Help about any command"
			c.Example = "  radissect help check"
			c.Run = nil
			c.RunE = func(cmd *cobra.Command, args []string) error { return helpFor(root, args) }
		}
	}
	p.complete(root)
	return root
}

// helpFor shows the help of the command that args name.
func helpFor(root *cobra.Command, args []string) error {
	cmd, rest, err := root.Find(args)
	if err == nil && cmd.IsAdditionalHelpTopicCommand() {
		_, err := root.OutOrStdout().Write([]byte(cmd.Long))
		return err
	}
	if err != nil || len(rest) > 0 || (cmd == root && len(args) > 0) {
		return misuse("there is no command " + quote(strings.Join(args, " ")) + nearest(strings.Join(args, " "), commandNames(root)))
	}
	return cmd.Help()
}

// commandNames lists the commands of root.
func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" || c.IsAdditionalHelpTopicCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// mistyped is the error for a first argument that is no file and looks like the
// name of a command.
func (p *program) mistyped(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || strings.ContainsAny(args[0], "./\\") {
		return nil
	}
	if _, err := os.Stat(args[0]); err == nil || args[0] == "-" {
		return nil
	}
	hint := nearest(args[0], commandNames(cmd.Root()))
	if hint == "" {
		return nil
	}
	return misuse("there is no command and no file " + quote(args[0]) + hint)
}

// flagError turns what pflag says into an error that names the nearest flag.
func flagError(cmd *cobra.Command, err error) error {
	msg := err.Error()
	if name, ok := strings.CutPrefix(msg, "unknown flag: --"); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return misuse("there is no flag " + quote("--"+name) + nearest("--"+name, names) + seeHelp(cmd))
	}
	return misuse(msg + seeHelp(cmd))
}

// seeHelp says where the flags of cmd are described.
func seeHelp(cmd *cobra.Command) string { return ` (see "` + cmd.CommandPath() + ` --help")` }

func quote(s string) string { return `"` + s + `"` }
