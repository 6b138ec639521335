package tls

import "github.com/radissect/radissect/dissect"

// handler reads the records of one conversation.
type handler struct {
	m      Record
	sealed [2]bool // records of this direction are encrypted from here on
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dissect.Resyncer = (*handler)(nil)
)

// Frame tells the length of a record.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return frame(b) }

// Resync finds the next place that looks like a record and is followed by
// another or by the end of the bytes.
func (h *handler) Resync(_ dissect.Dir, b []byte) int {
	for i := range b {
		n := frame(b[i:])
		if n == dissect.Lost {
			continue
		}
		if n == 0 || n >= len(b)-i || frame(b[i+n:]) != dissect.Lost {
			return i
		}
	}
	return len(b)
}

// Decode reads one record.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.m = Record{}
	h.m.Decode(c)
}

// Commit notes where encryption begins.
func (h *handler) Commit(dir dissect.Dir, _ *dissect.Context) {
	if h.m.Type == changeCipherSpec {
		h.sealed[dir] = true
	}
}

// Info names the handshake message that the record begins with.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	dst = append(dst, versionNames.Value(uint64(h.m.Version))...)
	if h.m.Type != handshake {
		return dst
	}
	if h.sealed[dir] {
		return append(dst, " encrypted"...)
	}
	if s := handshakeNames.Value(uint64(h.m.First)); s != "" {
		dst = append(append(dst, ' '), s...)
	}
	return dst
}
