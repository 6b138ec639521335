package dissect

import (
	"strconv"

	"github.com/radissect/radissect/reassembly"
)

const (
	// maxMessage is the longest message that is put together. The longest that
	// the RDP chain can announce is 65,535 bytes (TPKT); HTTP bodies and joined
	// channel data are handed on in parts.
	maxMessage = 16 << 20
	// maxProbe is how many bytes of one direction are held back while no probe
	// can tell.
	maxProbe = 4096
	// minProbe is how many bytes that start no message are held back while some
	// other protocol may still recognise them.
	minProbe = 64
)

// A lane is a byte stream with a protocol on it: both directions of a TCP
// connection, or of a stream that was found inside of one.
type lane struct {
	conv    *Conversation
	proto   *Protocol
	h       Handler
	chooser Chooser
	half    [2]half
	depth   int
	layer   int // streams that this one lies in
}

// half is one direction of a lane.
type half struct {
	buf      []byte // the beginning of a message that is not whole yet
	off      uint64 // stream offset of buf[0], or of the next byte when buf is empty
	need     int    // bytes of the whole message, 0 when not known
	skip     uint64 // bytes to pass over: the rest of a message that lost some
	m        *reassembly.Map
	touched  bool   // the next message starts behind a loss
	adrift   bool   // the next start of a message has to be searched
	dead     bool   // nothing more is read
	unframed bool   // inside a run of bytes that start no message
	gone     uint64 // bytes lost since the last that came
	tried    bool   // identification has given up on this direction
}

// hold keeps b behind what is held.
func (hf *half) hold(sh *shard, b []byte) {
	hf.buf = append(sh.buffers.grow(hf.buf, len(b)), b...)
}

// drop forgets what is held.
func (hf *half) drop(sh *shard) {
	sh.buffers.put(hf.buf)
	hf.buf = nil
}

func (l *lane) bind(p *Protocol) {
	l.proto = p
	l.h = l.conv.Handler(p)
	l.chooser, _ = l.h.(Chooser)
}

// data takes the next bytes of one direction, which begin at stream offset off.
func (l *lane) data(sh *shard, dir Dir, off uint64, b []byte) {
	hf := &l.half[dir]
	if sh.want.Bytes && len(b) > 0 {
		sh.bytes(l.conv, &StreamBytes{Dir: dir, Layer: l.layer, Data: b, Lost: hf.gone}, hf.m, off, 0)
		hf.gone = 0
	}
	if hf.dead {
		return
	}
	if hf.skip > 0 {
		n := min(hf.skip, uint64(len(b)))
		hf.skip -= n
		b, off = b[n:], off+n
	}
	if len(b) == 0 {
		return
	}
	if len(hf.buf) == 0 {
		hf.off = off
	}
	if l.h == nil {
		if !l.identify(sh, dir, b) {
			return
		}
		b = nil // identify has put them into buf
		if other := &l.half[dir.Other()]; len(other.buf) > 0 {
			l.buffered(sh, dir.Other(), nil)
		}
	}
	l.buffered(sh, dir, b)
}

// buffered reads messages from what is held and then from b, copying no more of
// b than the message that straddles the two needs.
func (l *lane) buffered(sh *shard, dir Dir, b []byte) {
	hf := &l.half[dir]
	for len(hf.buf) > 0 && !hf.dead {
		if len(b) > 0 {
			n := 512 // enough for every header
			if hf.need > len(hf.buf) {
				n = hf.need - len(hf.buf)
			}
			n = min(n, len(b))
			hf.hold(sh, b[:n])
			b = b[n:]
		}
		if hf.need > len(hf.buf) {
			return
		}
		used := l.read(sh, dir, hf.buf)
		if hf.dead {
			break
		}
		if used == 0 && len(b) == 0 {
			return
		}
		rest := copy(hf.buf, hf.buf[used:])
		hf.buf = hf.buf[:rest]
	}
	hf.drop(sh)
	if hf.dead || len(b) == 0 {
		return
	}
	used := l.read(sh, dir, b)
	if used < len(b) && !hf.dead {
		hf.hold(sh, b[used:])
	}
}

// read takes messages from the front of b and returns how many bytes it is done
// with. What is left is the beginning of a message; hf.need says how long it
// will be, where that is known.
func (l *lane) read(sh *shard, dir Dir, b []byte) int {
	hf := &l.half[dir]
	at := 0
	for at < len(b) {
		view := b[at:]
		if hf.adrift {
			n := l.resync(dir, view)
			if n < 0 {
				l.kill(sh, dir, uint64(len(view)))
				return len(b)
			}
			sh.unframed += uint64(n)
			at += n
			hf.off += uint64(n)
			if n == len(view) {
				return at
			}
			hf.adrift, hf.touched = false, true
			continue
		}
		n := l.h.Frame(dir, view)
		switch {
		case n == 0 && len(view) < maxMessage:
			hf.need = 0
			return at
		case n > 0 && n <= len(view):
			hf.need, hf.unframed = 0, false
			touched := hf.touched
			hf.touched = false
			sh.framed(l, dir, view[:n], hf.off, touched)
			at += n
			hf.off += uint64(n)
			if hf.dead {
				return len(b)
			}
		case n > 0 && n <= maxMessage:
			hf.need = n
			return at
		default:
			if n == Lost {
				p, more := l.reprobe(sh, dir, view)
				if p != nil {
					l.bind(p)
					continue
				}
				if more && len(view) < minProbe {
					hf.need = 0
					return at
				}
			}
			if n == 0 || n > maxMessage {
				sh.streamFinding(l, dir, LimitBuffer, hf.off, 1, "a message of more than 16 MiB")
			} else if !hf.unframed {
				sh.streamFinding(l, dir, StreamUnframed, hf.off, 1,
					"no "+l.proto.Name+" message at offset "+strconv.FormatUint(hf.off, 10)+" of the stream from the "+dir.String())
			}
			hf.unframed = true
			n = l.resync(dir, view[1:])
			if n < 0 {
				l.kill(sh, dir, uint64(len(view)))
				return len(b)
			}
			sh.unframed += uint64(n + 1)
			at += n + 1
			hf.off += uint64(n + 1)
			hf.touched = true
		}
	}
	return at
}

// reprobe asks which other protocol the stream may have become: peers switch
// protocols, and captures are put together from decrypted parts. more says that
// some protocol needs more bytes to tell.
func (l *lane) reprobe(sh *shard, dir Dir, b []byte) (p *Protocol, more bool) {
	for _, p := range sh.eng.reg.probes {
		if p == l.proto {
			continue
		}
		switch p.Probe(dir, b, false) {
		case Yes:
			return p, false
		case More:
			more = true
		}
	}
	return nil, more
}

// resync finds the next start of a message in b: -1 when the handler cannot.
func (l *lane) resync(dir Dir, b []byte) int {
	r, ok := l.h.(Resyncer)
	if !ok {
		if len(b) > 0 && l.h.Frame(dir, b) != Lost {
			return 0
		}
		return -1
	}
	return max(0, min(r.Resync(dir, b), len(b)))
}

func (l *lane) kill(sh *shard, dir Dir, n uint64) {
	sh.unframed += n
	hf := &l.half[dir]
	hf.dead, hf.buf = true, nil
}

// gap says that n bytes from off on are missing.
func (l *lane) gap(sh *shard, dir Dir, off, n uint64) {
	hf := &l.half[dir]
	hf.gone += n
	if hf.dead || n == 0 {
		return
	}
	if l.h == nil {
		hf.drop(sh)
		hf.off, hf.touched = off+n, true
		return
	}
	missing := uint64(0)
	if hf.skip > 0 {
		missing = hf.skip
		hf.skip = 0
	} else if len(hf.buf) > 0 {
		if hf.need > len(hf.buf) {
			missing = uint64(hf.need - len(hf.buf))
		}
		sh.cut(l, dir, hf.buf, hf.off)
		hf.drop(sh)
	}
	hf.need, hf.touched, hf.unframed = 0, true, false
	if n <= missing {
		hf.skip = missing - n
		hf.touched = false // the rest of that message is passed over; what follows is in step
	} else {
		hf.adrift = true
	}
	hf.off = off + n
	l.conv.gap(l, dir, n)
}

// identify looks for the protocol of a lane that has none. It holds the bytes
// back, and reports whether the lane has a protocol now.
func (l *lane) identify(sh *shard, dir Dir, b []byte) bool {
	hf := &l.half[dir]
	if hf.tried {
		hf.off += uint64(len(b))
		return false
	}
	hf.hold(sh, b[:min(len(b), maxProbe)])
	mid := l.conv.missed[dir] || hf.touched
	more := false
	for _, p := range sh.eng.reg.probes {
		switch p.Probe(dir, hf.buf, mid) {
		case Yes:
			l.adopt(sh, hf, b, p)
			return true
		case More:
			more = true
		}
	}
	if more && len(hf.buf) < maxProbe {
		if len(b) > maxProbe {
			hf.hold(sh, b[maxProbe:])
		}
		return false
	}
	if p := l.conv.announcedHere(); p != nil && l == &l.conv.root {
		l.adopt(sh, hf, b, p)
		return true
	}
	if p := TCPPort.in(sh.eng.reg, l.conv.Server.Port); p != nil {
		if l.conv.Handler(p).Frame(dir, hf.buf) != Lost {
			l.adopt(sh, hf, b, p)
			return true
		}
	}
	hf.tried = true
	hf.off += uint64(len(hf.buf))
	hf.drop(sh)
	if other := &l.half[dir.Other()]; other.tried && l == &l.conv.root {
		l.conv.dead = true
	}
	return false
}

func (l *lane) adopt(sh *shard, hf *half, b []byte, p *Protocol) {
	if len(b) > maxProbe {
		hf.hold(sh, b[maxProbe:])
	}
	l.bind(p)
	for i := range l.half {
		if o := &l.half[i]; o.tried {
			o.tried, o.adrift, o.touched = false, true, true
			o.off = 0
		}
	}
}

// finish says that one direction has ended.
func (l *lane) finish(sh *shard, dir Dir) {
	hf := &l.half[dir]
	if l.h != nil && !hf.dead && len(hf.buf) > 0 {
		held := hf.buf
		rest := held
		hf.buf = nil
		if f, ok := l.h.(Finisher); ok {
			for len(rest) > 0 {
				n := f.Finish(dir, rest)
				if n <= 0 || n > len(rest) {
					break
				}
				touched := hf.touched
				hf.touched = false
				sh.framed(l, dir, rest[:n], hf.off, touched)
				hf.off += uint64(n)
				rest = rest[n:]
			}
		}
		if len(rest) > 0 {
			sh.cut(l, dir, rest, hf.off)
			if !l.conv.evicted {
				sh.streamFinding(l, dir, StreamCut, hf.off, len(rest), "")
			}
		}
		sh.buffers.put(held)
	}
	if l == &l.conv.root {
		for i := 0; i < len(l.conv.streams); i++ {
			l.conv.streams[i].lane.finish(sh, dir)
		}
	}
}
