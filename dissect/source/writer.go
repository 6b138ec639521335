package source

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/radissect/radissect/dissect"
)

// Options of blocks (draft-ietf-opsawg-pcapng 3.5, 4.1, 4.3).
const (
	optComment     = 1
	optApplication = 4 // shb_userappl
)

const (
	// maxOption is the longest value that an option can have, cut to whole words.
	maxOption = 65535 &^ 3
	// nanoseconds9 is if_tsresol for nanoseconds.
	nanoseconds9 = 9
)

// A Writer writes a pcapng file of one section, in little-endian byte order
// (draft-ietf-opsawg-pcapng 4). It buffers nothing: each block is one Write.
type Writer struct {
	w     io.Writer
	buf   []byte
	clock []uint8 // by interface: if_tsresol, a power of ten
}

// NewWriter writes the section header; application names the program that writes.
func NewWriter(w io.Writer, application string) (*Writer, error) {
	f := &Writer{w: w}
	f.begin(blockSection)
	f.u32(byteOrderMagic)
	f.u16(1) // version 1.0
	f.u16(0)
	f.u32(0xffffffff) // section length not known: -1 in 64 bits
	f.u32(0xffffffff)
	f.option(optApplication, application)
	f.u32(optEnd)
	return f, f.end()
}

// begin starts a block of a type.
func (f *Writer) begin(kind uint32) {
	f.buf = f.buf[:0]
	f.u32(kind)
	f.u32(0) // the length, set by end
}

func (f *Writer) u16(v uint16) { f.buf = binary.LittleEndian.AppendUint16(f.buf, v) }
func (f *Writer) u32(v uint32) { f.buf = binary.LittleEndian.AppendUint32(f.buf, v) }

// pad fills up to whole words.
func (f *Writer) pad() {
	for len(f.buf)%4 != 0 {
		f.buf = append(f.buf, 0)
	}
}

// option appends an option, cut to what it can hold; nothing for an empty one.
func (f *Writer) option(code uint16, value string) {
	if value == "" {
		return
	}
	value = value[:min(len(value), maxOption)]
	f.u16(code)
	f.u16(uint16(len(value)))
	f.buf = append(f.buf, value...)
	f.pad()
}

// end writes the block with its length at both ends.
func (f *Writer) end() error {
	f.pad()
	n := uint32(len(f.buf) + 4)
	f.u32(n)
	binary.LittleEndian.PutUint32(f.buf[4:], n)
	_, err := f.w.Write(f.buf)
	return err
}

// Interface writes the description of an interface and returns its number in the
// file. Times are written in its unit where that is a power of ten that nanoseconds
// can be counted in, and in nanoseconds otherwise.
func (f *Writer) Interface(i *dissect.CaptureInterface) (uint32, error) {
	if i.LinkType > 0xffff {
		return 0, fmt.Errorf("link type %d does not fit into pcapng", i.LinkType)
	}
	unit := i.Resolution
	if unit == 0 || unit > nanoseconds9 {
		unit = nanoseconds9
	}
	f.begin(blockInterface)
	f.u16(uint16(i.LinkType))
	f.u16(0)
	f.u32(i.SnapLen)
	f.option(optName, i.Name)
	f.option(optTimeRes, string([]byte{unit}))
	f.u32(optEnd)
	f.clock = append(f.clock, unit)
	return uint32(len(f.clock) - 1), f.end()
}

// Packet writes a packet of an interface with comments. The time of p is cut to the
// unit of the interface.
func (f *Writer) Packet(iface uint32, p *dissect.Packet, comments []string) error {
	ticks := uint64(p.Time)
	if p.Time < 0 {
		ticks = 0 // pcapng has no times before 1970
	}
	ticks /= pow10(uint(nanoseconds9 - f.clock[iface]))
	f.begin(blockEnhanced)
	f.u32(iface)
	f.u32(uint32(ticks >> 32))
	f.u32(uint32(ticks))
	f.u32(uint32(len(p.Data)))
	f.u32(p.WireLen)
	f.buf = append(f.buf, p.Data...)
	f.pad()
	for _, c := range comments {
		f.option(optComment, c)
	}
	if len(comments) > 0 {
		f.u32(optEnd)
	}
	return f.end()
}

// Secret writes a decryption secrets block.
func (f *Writer) Secret(s *dissect.Secret) error {
	f.begin(blockSecrets)
	f.u32(s.Type)
	f.u32(uint32(len(s.Data)))
	f.buf = append(f.buf, s.Data...)
	return f.end()
}
