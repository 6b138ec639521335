package main

import (
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Set by the linker: -ldflags "-X main.version=v1.2.3 -X main.commit=… -X main.date=…".
var version, commit, date string

// A build says what this program was built from.
type build struct{ version, commit, date string }

// buildInfo is what the linker was told, or what the Go tool wrote down.
func buildInfo() build {
	b := build{version, commit, date}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b.known()
	}
	if b.version == "" && info.Main.Version != "(devel)" {
		b.version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && b.commit == "":
			b.commit = s.Value
		case s.Key == "vcs.time" && b.date == "":
			b.date = s.Value
		}
	}
	return b.known()
}

// known replaces what is not known.
func (b build) known() build {
	for _, s := range []*string{&b.version, &b.commit, &b.date} {
		if *s == "" {
			*s = "unknown"
		}
	}
	return b
}

// versionCommand is "radissect version".
func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Show version, commit and date, and what is built in",
		Example: "  radissect version",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			b := buildInfo()
			live := "not built in (build with -tags pcap)"
			if liveBuiltIn {
				live = "built in"
			}
			_, err := io.WriteString(p.stdout, "radissect     "+b.version+
				"\ncommit        "+b.commit+"\ndate          "+b.date+
				"\ngo            "+runtime.Version()+" "+runtime.GOOS+"/"+runtime.GOARCH+
				"\nlive capture  "+live+"\n")
			return err
		},
	}
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return misuse(cmd.CommandPath() + " takes no arguments" + seeHelp(cmd))
	}
	return nil
}
