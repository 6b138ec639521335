package source

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/radissect/radissect/dissect"
)

// Sizes of a batch. What is made of a batch, with its trees and texts, should fit
// into the cache of one core: larger ones were measured to be slower. A read is
// much smaller than the buffer so that little has to be carried over when a batch
// of small packets is full before its buffer is.
const (
	bufferSize = 256 << 10
	readSize   = 32 << 10
	maxPackets = 512
)

// maxIdleReads is how often in a row a reader may return nothing at all.
const maxIdleReads = 100

// A verdict is why a walker stopped.
type verdict uint8

const (
	needMore verdict = iota // the next record is not complete
	full                    // the batch has all the packets it should have
	broken                  // nothing more can be read; a notice has been left
)

// A walker finds the records of one capture format in the bytes read so far.
type walker interface {
	// walk reads records from buf[pos:] into b and returns the position behind the
	// last one it has read.
	walk(c *capture, b *dissect.Batch, buf []byte, pos int) (int, verdict)
	// finish is called once, at the end of the file or where reading broke off.
	// rest is what follows the last record; when cut is set it is the beginning of
	// another one.
	finish(c *capture, b *dissect.Batch, rest []byte, cut bool)
}

// A capture is the dissect.Source for one file.
type capture struct {
	unwrapped
	name    string
	opts    Options
	closer  io.Closer
	patient bool
	info    dissect.CaptureInfo
	walker  walker
	links   links

	carry []byte // read, but not yet handed over
	err   error  // what ended reading; io.EOF for the end
	done  bool

	frames    uint64 // handed over so far
	snapped   uint64 // frames longer than the snap length or than they were on the wire
	firstSnap uint64
}

var _ dissect.Source = (*capture)(nil)

// start takes off compression, tells the format and reads the file header.
func (c *capture) start(r io.Reader) error {
	var err error
	if c.unwrapped, err = unwrap(r); err != nil {
		return err
	}
	if len(c.head) == 0 {
		return ErrEmpty
	}
	if len(c.head) < 4 {
		return fmt.Errorf("%w: only %d bytes", ErrFormat, len(c.head))
	}
	var need int
	switch magic := binary.BigEndian.Uint32(c.head); {
	case magic == blockSection:
		need = sectionHeaderLen
	case isPcap(magic):
		need = pcapHeaderLen
	default:
		return formatError(c.head)
	}
	header := make([]byte, need)
	n := copy(header, c.head)
	m, err := io.ReadFull(c.r, header[n:])
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("file header cut short: %d of %d bytes", n+m, need)
	} else if err != nil {
		return err
	}
	if need == pcapHeaderLen {
		c.walker = newPcap(c, header)
		return nil
	}
	c.carry = header
	c.walker, err = newPcapng(c, header)
	return err
}

// formatError names the format that starts with head, where it is a known one.
func formatError(head []byte) error {
	what := ""
	switch string(head) {
	case "snoo":
		what = " (it looks like a Sun snoop capture)"
	case "GMBU", "RTSS":
		what = " (it looks like a Microsoft Network Monitor capture)"
	}
	return fmt.Errorf("%w: it starts with %x%s", ErrFormat, head, what)
}

// Info implements dissect.Source.
func (c *capture) Info() dissect.CaptureInfo {
	info := c.info
	info.Interfaces = append([]dissect.CaptureInterface(nil), info.Interfaces...)
	return info
}

// Close implements dissect.Source.
func (c *capture) Close() error {
	c.done = true
	c.unwrapped.close()
	if c.closer == nil {
		return nil
	}
	closer := c.closer
	c.closer = nil
	return closer.Close()
}

// Fill implements dissect.Source. Reading from a pipe it returns as soon as it has
// a packet and the pipe has no more for the moment.
func (c *capture) Fill(b *dissect.Batch) error {
	b.Reset()
	if c.done {
		return io.EOF
	}
	if cap(b.Buf) < bufferSize {
		b.Buf = make([]byte, 0, bufferSize)
	}
	buf := append(b.Buf[:0], c.carry...)
	c.carry = c.carry[:0]
	pos, err, idle := 0, error(nil), false
	for {
		var v verdict
		pos, v = c.walker.walk(c, b, buf, pos)
		if v == broken {
			c.finish(b, nil, false)
			err = io.EOF
			break
		}
		if v == full || (idle && len(b.Packets) > 0) {
			break
		}
		if c.err != nil {
			c.finish(b, buf[pos:], true)
			err = io.EOF
			break
		}
		if len(b.Packets) == 0 && pos > 0 {
			// Nothing points into the buffer yet, so it can be cleared for more.
			buf = buf[:copy(buf, buf[pos:])]
			pos = 0
		}
		if len(buf) == cap(buf) {
			if len(b.Packets) > 0 {
				break
			}
			// A single record fills the buffer. It grows with the bytes that came,
			// not with the length that the record claims.
			bigger := make([]byte, len(buf), 2*cap(buf))
			copy(bigger, buf)
			buf = bigger
		}
		want := min(readSize, cap(buf)-len(buf))
		n := c.read(buf[len(buf) : len(buf)+want])
		buf = buf[:len(buf)+n]
		// A pipe that gives less than it was asked for is empty for now.
		idle = n < want && !c.patient
	}
	if err == nil {
		c.carry = append(c.carry, buf[pos:]...)
	}
	b.Buf = buf
	return err
}

// read reads once into p, more often only while nothing comes. The end or an error
// is kept in c.err.
func (c *capture) read(p []byte) int {
	for range maxIdleReads {
		n, err := c.r.Read(p)
		if n < 0 || n > len(p) {
			n, err = 0, errors.New("reader returned an impossible count")
		}
		if err != nil {
			c.err = err
		}
		if n > 0 || err != nil {
			return n
		}
	}
	c.err = io.ErrNoProgress
	return 0
}

// finish leaves the last notices and ends the capture.
func (c *capture) finish(b *dissect.Batch, rest []byte, cut bool) {
	c.done = true
	if c.err != nil && c.err != io.EOF {
		c.notice(b, dissect.NoticeCut, "reading stopped: "+c.err.Error())
	}
	c.walker.finish(c, b, rest, cut)
	if c.snapped > 0 {
		what := fmt.Sprintf("frame %d holds", c.firstSnap)
		if c.snapped > 1 {
			what = fmt.Sprintf("%d frames, the first of them %d, hold", c.snapped, c.firstSnap)
		}
		b.Notices = append(b.Notices, dissect.Notice{
			Kind: dissect.NoticeInfo, File: c.name, Reason: what + " more bytes than the snap length or the length on the wire",
		})
	}
}

// notice adds a notice about the place behind the last frame.
func (c *capture) notice(b *dissect.Batch, kind dissect.NoticeKind, reason string) {
	b.Notices = append(b.Notices, dissect.Notice{Kind: kind, File: c.name, Frame: c.frames, Reason: reason})
}

// A frame is one packet record of any format.
type frame struct {
	time    int64 // nanoseconds since 1970-01-01 UTC
	data    []byte
	wireLen uint32
	iface   uint32
	link    uint32
	snapLen uint32 // 0 for none
}

// add appends the packet of f to b and locates its headers.
func (c *capture) add(b *dissect.Batch, f *frame) {
	p := c.put(b, f)
	if size := uint32(len(f.data)); size > f.wireLen || (f.snapLen != 0 && size > f.snapLen) {
		if c.snapped == 0 {
			c.firstSnap = c.frames
		}
		c.snapped++
	}
	c.links.locate(p)
}

// addSkipped appends the packet of f to b without looking into it.
func (c *capture) addSkipped(b *dissect.Batch, f *frame, reason string) {
	c.put(b, f).Skip = reason
}

// put appends a packet to b, as yet without its headers. The storage of b is used
// again, so this allocates only while it grows.
func (c *capture) put(b *dissect.Batch, f *frame) *dissect.Packet {
	c.frames++
	b.Packets = append(b.Packets, dissect.Packet{
		Time:      f.time,
		Number:    c.frames,
		Data:      f.data,
		WireLen:   f.wireLen,
		Interface: f.iface,
		LinkType:  f.link,
	})
	return &b.Packets[len(b.Packets)-1]
}
