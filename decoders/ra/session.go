package ra

import "github.com/radissect/radissect/dissect"

// handler reads MS-RA in one conversation.
type handler struct{ m message }

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is never asked: virtual channels hand over whole messages.
func (*handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one message.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) { h.m.decode(dir, c) }

// Commit keeps nothing: all that is checked here shows in a single message.
func (*handler) Commit(dissect.Dir, *dissect.Context) {}

// Info says what is in the message decoded last.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte { return h.m.info(dst) }
