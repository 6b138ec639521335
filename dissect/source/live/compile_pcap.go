//go:build pcap

package live

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"github.com/google/gopacket/layers"
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
	if dlt := toDLT(linkType); dlt <= 0xff {
		return pcap.CompileBPFFilter(layers.LinkType(dlt), snapLen, expr)
	}
	return compileLikeFile(expr, linkType, snapLen)
}

// compileLikeFile compiles for any link type. Those beyond 8 bits cannot be given to
// gopacket but in the header of a capture file (draft-ietf-opsawg-pcap 4).
func compileLikeFile(expr string, linkType uint32, snapLen int) ([]pcap.BPFInstruction, error) {
	f, err := os.CreateTemp("", "radissect-*.pcap")
	if err != nil {
		return nil, fmt.Errorf("link type %d: %w", linkType, err)
	}
	defer os.Remove(f.Name())
	header := make([]byte, 24)
	binary.LittleEndian.PutUint32(header, 0xa1b2c3d4)
	binary.LittleEndian.PutUint16(header[4:], 2)
	binary.LittleEndian.PutUint16(header[6:], 4)
	binary.LittleEndian.PutUint32(header[16:], uint32(snapLen))
	binary.LittleEndian.PutUint32(header[20:], linkType)
	_, err = f.Write(header)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("link type %d: %w", linkType, err)
	}
	h, err := pcap.OpenOffline(f.Name())
	if err != nil {
		return nil, fmt.Errorf("link type %d: %w", linkType, err)
	}
	defer h.Close()
	return h.CompileBPFFilter(expr)
}

// renumbered are the link types whose DLT_ value, which libpcap uses inside, is not
// their LINKTYPE_ value on some systems. All others that radissect reads have the
// same value everywhere.
var renumbered = [...]struct {
	link uint32
	name string // libpcap's name of the DLT_ value
}{
	{101, "RAW"},
	{12, "RAW"}, // DLT_RAW of most systems, found in files that should have 101
	{14, "RAW"}, // DLT_RAW of OpenBSD
	{108, "LOOP"},
	{258, "PKTAP"},
}

// toDLT returns this system's DLT_ value for a LINKTYPE_ value.
func toDLT(link uint32) uint32 {
	for _, r := range renumbered {
		if r.link == link {
			if dlt := pcap.DatalinkNameToVal(r.name); dlt >= 0 {
				return uint32(dlt)
			}
		}
	}
	return link
}

// fromDLT returns the LINKTYPE_ value for this system's DLT_ value.
func fromDLT(dlt int) uint32 {
	for _, r := range renumbered {
		if pcap.DatalinkNameToVal(r.name) == dlt {
			return r.link
		}
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
