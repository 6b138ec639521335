//go:build !pcap

package live

import "golang.org/x/net/bpf"

// Built says whether this build has libpcap.
const Built = false

// Interfaces lists the devices that can be captured from.
func Interfaces() ([]Interface, error) { return nil, ErrNotBuilt }

// Open starts a capture.
func Open(Options) (*Source, error) { return nil, ErrNotBuilt }

// CompileFilter compiles an expression in tcpdump's language.
func CompileFilter(expr string, linkType uint32, snapLen int) ([]bpf.RawInstruction, error) {
	return nil, ErrNotBuilt
}
