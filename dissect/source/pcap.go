package source

import (
	"encoding/binary"
	"fmt"

	"github.com/radissect/radissect/dissect"
)

// Lengths in bytes (draft-ietf-opsawg-pcap 4, 5).
const (
	pcapHeaderLen         = 24
	pcapRecordLen         = 16
	pcapModifiedRecordLen = 24
)

// Magic numbers as read in the writer's byte order. The first two are of
// draft-ietf-opsawg-pcap 4; the last is that of Alexey Kuznetzov's patched libpcap,
// whose record header has 8 more bytes (interface, protocol, packet type).
const (
	pcapMicro    = 0xa1b2c3d4
	pcapNano     = 0xa1b23c4d
	pcapModified = 0xa1b2cd34
)

// linkTypeMask leaves out the bits for the frame check sequence that share the last
// header field with the link type (draft-ietf-opsawg-pcap 4, Wireshark wiretap/libpcap.h).
const linkTypeMask = 0x03ffffff

// A pcapWalker reads the records of a pcap file.
type pcapWalker struct {
	order   binary.ByteOrder
	big     bool
	nano    bool
	swapped bool // versions before 2.3 have the two lengths of a record exchanged
	either  bool // version 2.3 has them in either order
	header  int  // length of a record header
	link    uint32
	snapLen uint32
}

// isPcap reports whether a file that starts with magic, read big-endian, is pcap.
func isPcap(magic uint32) bool {
	_, _, ok := pcapMagic(magic)
	return ok
}

// pcapMagic divides a magic number read big-endian into its kind and byte order.
func pcapMagic(magic uint32) (kind uint32, big, ok bool) {
	swapped := magic<<24 | magic>>24 | magic<<8&0xff0000 | magic>>8&0xff00
	for _, kind := range [...]uint32{pcapMicro, pcapNano, pcapModified} {
		if magic == kind || swapped == kind {
			return kind, magic == kind, true
		}
	}
	return 0, false, false
}

// newPcap reads the file header, which has been found to have a known magic number.
func newPcap(c *capture, header []byte) *pcapWalker {
	kind, big, _ := pcapMagic(binary.BigEndian.Uint32(header))
	w := &pcapWalker{order: binary.LittleEndian, big: big, nano: kind == pcapNano, header: pcapRecordLen}
	if big {
		w.order = binary.BigEndian
	}
	if kind == pcapModified {
		w.header = pcapModifiedRecordLen
	}
	major, minor := w.order.Uint16(header[4:]), w.order.Uint16(header[6:])
	w.swapped = major == 2 && minor < 3
	w.either = major == 2 && minor == 3
	w.snapLen = w.order.Uint32(header[16:])
	w.link = w.order.Uint32(header[20:]) & linkTypeMask
	c.info.Format = "pcap"
	if w.nano {
		c.info.Format = "pcap-ns"
	}
	resolution := microseconds.resolution
	if w.nano {
		resolution = nanoseconds9
	}
	c.info.Interfaces = []dissect.CaptureInterface{{LinkType: w.link, SnapLen: w.snapLen, Resolution: resolution}}
	return w
}

// u32 reads a number in the file's byte order, without a call through an interface.
func (w *pcapWalker) u32(b []byte) uint32 {
	if w.big {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

// lengths returns the captured and the original length of a record.
func (w *pcapWalker) lengths(h []byte) (captured, original uint32) {
	captured, original = w.u32(h[8:]), w.u32(h[12:])
	if w.swapped || (w.either && captured > original) {
		captured, original = original, captured
	}
	return captured, original
}

// walk implements walker (draft-ietf-opsawg-pcap 5).
func (w *pcapWalker) walk(c *capture, b *dissect.Batch, buf []byte, pos int) (int, verdict) {
	f := frame{link: w.link, snapLen: w.snapLen}
	for len(b.Packets) < maxPackets {
		if len(buf)-pos < w.header {
			return pos, needMore
		}
		h := buf[pos : pos+w.header]
		captured, original := w.lengths(h)
		if captured > uint32(c.opts.MaxRecord) {
			c.notice(b, dissect.NoticeCut, fmt.Sprintf(
				"record %d claims %d bytes, more than a record may have: nothing behind it can be read",
				c.frames+1, captured))
			return pos, broken
		}
		start := pos + w.header
		if len(buf)-start < int(captured) {
			return pos, needMore
		}
		pos = start + int(captured)
		fraction := int64(w.u32(h[4:]))
		if !w.nano {
			fraction *= 1000
		}
		f.time = int64(w.u32(h))*1e9 + fraction
		f.wireLen = original
		f.data = buf[start:pos:pos]
		c.add(b, &f)
	}
	return pos, full
}

// finish implements walker.
func (w *pcapWalker) finish(c *capture, b *dissect.Batch, rest []byte, cut bool) {
	if !cut || len(rest) == 0 {
		return
	}
	if len(rest) < w.header {
		c.notice(b, dissect.NoticeCut, fmt.Sprintf("the header of record %d needs %d bytes, %d are left",
			c.frames+1, w.header, len(rest)))
		return
	}
	captured, _ := w.lengths(rest)
	c.notice(b, dissect.NoticeCut, fmt.Sprintf("record %d needs %d bytes, %d are left",
		c.frames+1, captured, len(rest)-w.header))
}
