//go:build !man

package main

import "github.com/spf13/cobra"

// manCommand is there in builds with the tag man only: pages are written when
// packages are made, and nobody else has to carry what writes them.
func (*program) manCommand() *cobra.Command { return nil }
