//go:build pcap

package live

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"github.com/google/gopacket/pcap"
	"golang.org/x/net/bpf"
)

// maxExpression bounds the length of an expression in bytes, which bounds the program
// that libpcap makes of it.
const maxExpression = 64 << 10

// CompileFilter compiles an expression in tcpdump's language for frames of one link
// type (a LINKTYPE_ value). The program returns snapLen for frames that match, which
// is MaxSnapLen for 0. The error holds libpcap's own message; libpcap does not tell a
// position. Names of hosts in the expression are looked up by libpcap.
func CompileFilter(expr string, linkType uint32, snapLen int) ([]bpf.RawInstruction, error) {
	if snapLen <= 0 {
		snapLen = MaxSnapLen
	}
	raw, err := compile(expr, linkType, snapLen)
	if err != nil {
		return nil, fmt.Errorf("filter %q: %w", shorten(expr), err)
	}
	program := make([]bpf.RawInstruction, len(raw))
	for i, r := range raw {
		program[i] = bpf.RawInstruction{Op: r.Code, Jt: r.Jt, Jf: r.Jf, K: r.K}
	}
	return program, nil
}

// setFilter makes the kernel pass only frames that match.
func setFilter(h *pcap.Handle, expr string) error {
	err := checkExpression(expr)
	if err == nil {
		err = h.SetBPFFilter(expr)
	}
	if err != nil {
		return fmt.Errorf("filter %q: %w", shorten(expr), err)
	}
	return nil
}

// checkExpression refuses what must not be given to libpcap. It would end silently at
// a byte of 0.
func checkExpression(expr string) error {
	if len(expr) > maxExpression {
		return fmt.Errorf("longer than %d bytes", maxExpression)
	}
	for i := range len(expr) {
		if expr[i] == 0 {
			return errors.New("holds a byte of 0")
		}
	}
	return nil
}

func compile(expr string, linkType uint32, snapLen int) (program []pcap.BPFInstruction, err error) {
	if err := checkExpression(expr); err != nil {
		return nil, err
	}
	// gopacket panics on programs beyond the 32,768 instructions it has room for.
	defer func() {
		if recover() != nil {
			program, err = nil, errors.New("program too long")
		}
	}()
	h, err := openEmpty(linkType, snapLen)
	if err != nil {
		return nil, fmt.Errorf("link type %d: %w", linkType, err)
	}
	defer h.Close()
	return h.CompileBPFFilter(expr)
}

// openEmpty opens a capture file without packets. A handle that is neither on a device
// nor on a file will not do: gopacket keeps 8 bits of its link type, and libpcap
// compiles differently for files, such as for the address families of other systems in
// link type 0. Those it takes to be in the byte order of this machine.
func openEmpty(linkType uint32, snapLen int) (*pcap.Handle, error) {
	// The file header of draft-ietf-opsawg-pcap 4.
	header := binary.NativeEndian.AppendUint32(nil, 0xa1b2c3d4)
	header = binary.NativeEndian.AppendUint16(header, 2)
	header = binary.NativeEndian.AppendUint16(header, 4)
	header = append(header, make([]byte, 8)...)
	header = binary.NativeEndian.AppendUint32(header, uint32(snapLen))
	header = binary.NativeEndian.AppendUint32(header, linkType)
	// A pipe spares a file where the system names its descriptors.
	if r, w, err := os.Pipe(); err == nil {
		defer r.Close()
		_, err = w.Write(header)
		if err = errors.Join(err, w.Close()); err == nil {
			if h, err := pcap.OpenOffline(fmt.Sprintf("/dev/fd/%d", r.Fd())); err == nil {
				return h, nil
			}
		}
	}
	return openTemporary(header)
}

// openTemporary opens a file with the given content.
func openTemporary(content []byte) (*pcap.Handle, error) {
	f, err := os.CreateTemp("", "radissect-*.pcap")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return pcap.OpenOffline(f.Name())
}

// fromDLT returns the LINKTYPE_ value for this system's DLT_ value, by libpcap's names.
// All other types that radissect reads have the same value everywhere.
func fromDLT(dlt int) uint32 {
	switch dlt {
	case pcap.DatalinkNameToVal("RAW"):
		return 101
	case pcap.DatalinkNameToVal("LOOP"):
		return 108
	case pcap.DatalinkNameToVal("PKTAP"):
		return 258
	}
	return uint32(dlt)
}

// shorten keeps error messages in one line of reasonable length.
func shorten(expr string) string {
	const most = 200
	if len(expr) > most {
		return expr[:most] + "..."
	}
	return expr
}
