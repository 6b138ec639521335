package source

import (
	"encoding/binary"
	"fmt"

	"github.com/radissect/radissect/dissect"
)

// Block types (draft-ietf-opsawg-pcapng 11.1).
const (
	blockInterface  = 0x00000001
	blockPacket     = 0x00000002 // obsolete
	blockSimple     = 0x00000003
	blockNames      = 0x00000004
	blockStatistics = 0x00000005
	blockEnhanced   = 0x00000006
	blockSecrets    = 0x0000000a
	blockCustom     = 0x00000bad
	blockCustomNo   = 0x40000bad // not to be copied when a file is rewritten
	blockSection    = 0x0a0d0d0a
)

// Lengths in bytes of whole blocks without options and data (draft-ietf-opsawg-pcapng
// 3.1, 4).
const (
	blockMinLen      = 12
	sectionHeaderLen = 28
	interfaceMinLen  = 20
	simpleMinLen     = 16
	enhancedMinLen   = 32
	packetMinLen     = 32
	secretsMinLen    = 20
)

// byteOrderMagic is the number after the length of a section header.
const byteOrderMagic = 0x1a2b3c4d

// maxInterfaces bounds the interfaces of one file. Captures have a handful.
const maxInterfaces = 1 << 16

// maxUnknown bounds the unknown block types that are counted apart.
const maxUnknown = 16

// maxDiffering bounds the notices about blocks whose two lengths differ.
const maxDiffering = 10

// An ngInterface is what an interface description block says.
type ngInterface struct {
	link    uint32
	snapLen uint32
	clock   clock
}

// An unknownBlock counts the blocks of a type that is not read.
type unknownBlock struct {
	kind  uint32
	count uint64
}

// A pcapngWalker reads the blocks of a pcapng file.
type pcapngWalker struct {
	big        bool
	interfaces []ngInterface // of the current section
	base       uint32        // interfaces of the sections before it
	secrets    int           // bytes kept so far
	full       bool          // secrets were left out
	unknown    []unknownBlock
	others     uint64 // unknown blocks of further types
	sections   uint32
	blocks     uint64 // read so far
	suspect    bool   // the lengths of the last block differed
	differing  uint64 // blocks of which that is so
	unpadded   bool   // a notice about a length that is no multiple of 4 has been left
	undeclared bool   // a notice about undeclared interfaces has been left
	short      bool   // a notice about a block too short for its type has been left
	tooMany    bool   // a notice about maxInterfaces has been left
}

// newPcapng checks the start of the first section header.
func newPcapng(c *capture, header []byte) (*pcapngWalker, error) {
	if _, ok := sectionOrder(header); !ok {
		return nil, fmt.Errorf("%w: pcapng section header without byte-order magic", ErrFormat)
	}
	c.info.Format = "pcapng"
	return &pcapngWalker{}, nil
}

// sectionOrder tells the byte order of a section from the first 12 bytes of its header.
func sectionOrder(h []byte) (big, ok bool) {
	if binary.BigEndian.Uint32(h[8:]) == byteOrderMagic {
		return true, true
	}
	return false, binary.LittleEndian.Uint32(h[8:]) == byteOrderMagic
}

// u16 reads a number in the section's byte order.
func (w *pcapngWalker) u16(b []byte) uint16 {
	if w.big {
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}

// u32 reads a number in the section's byte order.
func (w *pcapngWalker) u32(b []byte) uint32 {
	if w.big {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

// walk implements walker (draft-ietf-opsawg-pcapng 3.1).
func (w *pcapngWalker) walk(c *capture, b *dissect.Batch, buf []byte, pos int) (int, verdict) {
	for len(b.Packets) < maxPackets {
		rest := buf[pos:]
		if len(rest) < blockMinLen {
			return pos, needMore
		}
		// The type of a section header reads the same in both byte orders.
		section := binary.LittleEndian.Uint32(rest) == blockSection
		if section {
			big, ok := sectionOrder(rest)
			if !ok {
				c.notice(b, dissect.NoticeCut, fmt.Sprintf("block %d: section header without byte-order magic", w.blocks+1))
				return pos, broken
			}
			w.big = big
		}
		kind, total := w.u32(rest), w.u32(rest[4:])
		if w.suspect && !w.plausible(c, kind, total) {
			c.notice(b, dissect.NoticeCut, fmt.Sprintf("block %d: no block starts here: nothing behind it can be read", w.blocks+1))
			return pos, broken
		}
		if total < blockMinLen || (section && total < sectionHeaderLen) || uint64(total) > uint64(c.opts.MaxRecord) {
			c.notice(b, dissect.NoticeCut, fmt.Sprintf("block %d: length %d is not possible: nothing behind it can be read", w.blocks+1, total))
			return pos, broken
		}
		n := int(total+3) &^ 3 // old writers did not count the padding
		if len(rest) < n {
			return pos, needMore
		}
		block := rest[:n:n]
		w.blocks++
		w.checkLengths(c, b, block, total)
		w.read(c, b, kind, block)
		pos += n
	}
	return pos, full
}

// checkLengths leaves a notice when the two lengths of a block are not what they
// should be. When they differ, the one at the head is believed once. Early writers
// left the padding out of both, which is harmless.
func (w *pcapngWalker) checkLengths(c *capture, b *dissect.Batch, block []byte, total uint32) {
	tail := w.u32(block[len(block)-4:])
	if tail != total && tail != uint32(len(block)) {
		if w.differing++; w.differing <= maxDiffering {
			c.notice(b, dissect.NoticeCut, fmt.Sprintf(
				"block %d: its lengths at the head (%d) and at the tail (%d) differ", w.blocks, total, tail))
		}
		w.suspect = true
		return
	}
	w.suspect = false
	if total%4 != 0 && !w.unpadded {
		w.unpadded = true
		c.notice(b, dissect.NoticeInfo, fmt.Sprintf("block %d: length %d is not a multiple of 4", w.blocks, total))
	}
}

// plausible reports whether a block may start with kind and total behind one whose
// lengths were wrong.
func (w *pcapngWalker) plausible(c *capture, kind, total uint32) bool {
	switch kind {
	case blockInterface, blockPacket, blockSimple, blockNames, blockStatistics,
		blockEnhanced, blockSecrets, blockCustom, blockCustomNo, blockSection:
		return total >= blockMinLen && total%4 == 0 && uint64(total) <= uint64(c.opts.MaxRecord)
	}
	return false
}

// read takes what a block has. block is the whole block, at least 12 bytes.
func (w *pcapngWalker) read(c *capture, b *dissect.Batch, kind uint32, block []byte) {
	ok := true
	switch kind {
	case blockSection:
		w.base += uint32(len(w.interfaces))
		w.interfaces = w.interfaces[:0]
		w.sections++
	case blockInterface:
		ok = w.readInterface(c, b, block)
	case blockEnhanced:
		ok = w.readEnhanced(c, b, block)
	case blockPacket:
		ok = w.readPacket(c, b, block)
	case blockSimple:
		ok = w.readSimple(c, b, block)
	case blockSecrets:
		ok = w.readSecrets(c, b, block)
	case blockNames, blockStatistics, blockCustom, blockCustomNo:
	default:
		w.countUnknown(kind)
	}
	if !ok && !w.short {
		w.short = true
		c.notice(b, dissect.NoticeCut, fmt.Sprintf("block %d of type %d is too short for what it holds", w.blocks, kind))
	}
}

// countUnknown counts a block of a type that is not read.
func (w *pcapngWalker) countUnknown(kind uint32) {
	for i := range w.unknown {
		if w.unknown[i].kind == kind {
			w.unknown[i].count++
			return
		}
	}
	if len(w.unknown) == maxUnknown {
		w.others++
		return
	}
	w.unknown = append(w.unknown, unknownBlock{kind, 1})
}

// readEnhanced reads an Enhanced Packet Block (draft-ietf-opsawg-pcapng 4.3).
func (w *pcapngWalker) readEnhanced(c *capture, b *dissect.Batch, block []byte) bool {
	if len(block) < enhancedMinLen {
		return false
	}
	ticks := uint64(w.u32(block[12:]))<<32 | uint64(w.u32(block[16:]))
	if !w.addPacket(c, b, w.u32(block[8:]), ticks, block[20:]) {
		return false
	}
	data := (uint64(w.u32(block[20:])) + 3) &^ 3 // addPacket has found that it fits
	if at := enhancedMinLen - 4 + data; at+8 < uint64(len(block)) {
		p := &b.Packets[len(b.Packets)-1]
		p.Comments = w.comments(block[at : len(block)-4])
	}
	return true
}

// maxComments is how many comments of a packet are kept. People write one or two.
const maxComments = 100

// comments are the comments among the options of a block (draft-ietf-opsawg-pcapng
// 3.5).
func (w *pcapngWalker) comments(opts []byte) (list []string) {
	for len(opts) >= 4 && len(list) < maxComments {
		code, n := w.u16(opts), int(w.u16(opts[2:]))
		opts = opts[4:]
		if code == optEnd || n > len(opts) {
			break
		}
		if code == optComment {
			list = append(list, string(opts[:n]))
		}
		opts = opts[min(len(opts), (n+3)&^3):]
	}
	return list
}

// readPacket reads an obsolete Packet Block (draft-ietf-opsawg-pcapng A).
func (w *pcapngWalker) readPacket(c *capture, b *dissect.Batch, block []byte) bool {
	if len(block) < packetMinLen {
		return false
	}
	ticks := uint64(w.u32(block[12:]))<<32 | uint64(w.u32(block[16:]))
	return w.addPacket(c, b, uint32(w.u16(block[8:])), ticks, block[20:])
}

// addPacket adds the packet of a block; rest starts with its captured and original
// length and ends with the end of the block.
func (w *pcapngWalker) addPacket(c *capture, b *dissect.Batch, iface uint32, ticks uint64, rest []byte) bool {
	captured, original := w.u32(rest), w.u32(rest[4:])
	data := rest[8 : len(rest)-4]
	if uint64(captured) > uint64(len(data)) {
		return false
	}
	data = data[:captured:captured]
	if uint64(iface) >= uint64(len(w.interfaces)) {
		w.addUndeclared(c, b, iface, data, original)
		return true
	}
	i := &w.interfaces[iface]
	c.add(b, &frame{
		time:    i.clock.nanoseconds(ticks),
		data:    data,
		wireLen: original,
		iface:   w.base + iface,
		link:    i.link,
		snapLen: i.snapLen,
	})
	return true
}

// addUndeclared adds a packet whose interface has no description: nothing tells how
// to read it.
func (w *pcapngWalker) addUndeclared(c *capture, b *dissect.Batch, iface uint32, data []byte, original uint32) {
	c.addSkipped(b, &frame{data: data, wireLen: original, iface: iface}, skipUndeclared)
	if !w.undeclared {
		w.undeclared = true
		c.notice(b, dissect.NoticeCut, fmt.Sprintf("frame %d is of interface %d, which the file does not describe", c.frames, iface))
	}
}

// readSimple reads a Simple Packet Block (draft-ietf-opsawg-pcapng 4.4). It has no
// time, belongs to the first interface and is as long as its snap length allows.
func (w *pcapngWalker) readSimple(c *capture, b *dissect.Batch, block []byte) bool {
	if len(block) < simpleMinLen {
		return false
	}
	original := w.u32(block[8:])
	data := block[12 : len(block)-4]
	captured := original
	if len(w.interfaces) > 0 && w.interfaces[0].snapLen != 0 {
		captured = min(captured, w.interfaces[0].snapLen)
	}
	if uint64(captured) > uint64(len(data)) {
		captured = uint32(len(data))
	}
	data = data[:captured:captured]
	if len(w.interfaces) == 0 {
		w.addUndeclared(c, b, 0, data, original)
		return true
	}
	i := &w.interfaces[0]
	c.add(b, &frame{data: data, wireLen: original, iface: w.base, link: i.link, snapLen: i.snapLen})
	return true
}

// secretsHead is the length of the type and length fields of a secrets block.
const secretsHead = 8

// readSecrets reads a Decryption Secrets Block (draft-ietf-opsawg-pcapng 4.7).
func (w *pcapngWalker) readSecrets(c *capture, b *dissect.Batch, block []byte) bool {
	if len(block) < secretsMinLen {
		return false
	}
	body := block[8 : len(block)-4]
	kind, n := w.u32(body), w.u32(body[4:])
	body = body[secretsHead:]
	if uint64(n) > uint64(len(body)) {
		return false
	}
	if w.secrets+int(n) > c.opts.MaxSecrets {
		if !w.full {
			w.full = true
			c.notice(b, dissect.NoticeLimit, fmt.Sprintf("more than %d bytes of decryption secrets: the rest is left out", c.opts.MaxSecrets))
		}
		return true
	}
	w.secrets += int(n)
	b.Secrets = append(b.Secrets, dissect.Secret{Type: kind, Data: append([]byte(nil), body[:n]...)})
	return true
}

// finish implements walker.
func (w *pcapngWalker) finish(c *capture, b *dissect.Batch, rest []byte, cut bool) {
	if cut && len(rest) > 0 {
		if len(rest) < blockMinLen {
			c.notice(b, dissect.NoticeCut, fmt.Sprintf("block %d needs at least %d bytes, %d are left", w.blocks+1, blockMinLen, len(rest)))
		} else {
			c.notice(b, dissect.NoticeCut, fmt.Sprintf("block %d needs %d bytes, %d are left", w.blocks+1, w.u32(rest[4:]), len(rest)))
		}
	}
	if w.differing > maxDiffering {
		c.notice(b, dissect.NoticeCut, fmt.Sprintf("%d blocks in all have different lengths at head and tail", w.differing))
	}
	for _, u := range w.unknown {
		c.notice(b, dissect.NoticeInfo, fmt.Sprintf("%d unknown blocks of type 0x%08x were skipped", u.count, u.kind))
	}
	if w.others > 0 {
		c.notice(b, dissect.NoticeInfo, fmt.Sprintf("%d unknown blocks of further types were skipped", w.others))
	}
}
