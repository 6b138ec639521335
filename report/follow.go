package report

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// FollowOptions say what a Follow shows.
type FollowOptions struct {
	Options
	Conversation uint64
	Channel      string // "" for the innermost byte stream
	Dump         bool   // hexadecimal with times and frames, rather than the bytes alone
	One          bool   // only the direction From
	From         dissect.Dir
}

// maxChannels is how many names of channels a Follow remembers.
const maxChannels = 100

// A Follow is a sink for the bytes of one conversation: of its innermost byte
// stream, which is the plain text of TLS where that could be opened, or the
// messages of one virtual channel. As which stream is the innermost shows only in
// the end, bytes are kept until then; those of a channel go out at once. The
// bytes are what was captured: secrets in them are not masked.
type Follow struct {
	// What is known after Close.
	Seen     bool     // the conversation has bytes
	Written  uint64   // bytes shown
	Lost     uint64   // bytes known to be missing between them
	Channels []string // of the conversation, in the order of their first messages
	Layer    int      // that was shown: 0 for the payload of TCP or UDP
	Total    uint64   // conversations in the run

	opt   FollowOptions
	p     *palette
	w     *bufio.Writer
	held  spool
	off   [2]uint64
	line  []byte
	last  *dissect.Message // of the conversation
	began bool
	start int64
	err   error
}

var (
	_ dissect.Sink    = (*Follow)(nil)
	_ dissect.Stopper = (*Follow)(nil)
)

// NewFollow is a sink that writes to w.
func NewFollow(w io.Writer, o FollowOptions) *Follow {
	return &Follow{opt: o, p: newPalette(o.Color), w: bufio.NewWriterSize(w, 1<<16)}
}

// Want implements dissect.Sink. Messages tell which bytes of a channel are shown
// again in messages that they carry.
func (f *Follow) Want() dissect.Want {
	return dissect.Want{Bytes: true, Messages: true}
}

// Done implements dissect.Stopper.
func (f *Follow) Done() bool { return f.err != nil }

// Accept implements dissect.Sink. Everything is done here, in the order of the
// capture; nothing is left to be rendered.
func (f *Follow) Accept(ev *dissect.Event) bool {
	if ev.Conv == nil || ev.Conv.ID != f.opt.Conversation || f.err != nil {
		return false
	}
	switch ev.Kind {
	case dissect.EventMessage:
		f.last = ev.Message
	case dissect.EventBytes:
		f.Seen = true
		if b := ev.Bytes; b.Channel == "" {
			f.stream(b)
		} else {
			f.channel(b)
		}
	}
	return false
}

// stream takes bytes of a byte stream. Those of a deeper one take the place of
// what was held.
func (f *Follow) stream(b *dissect.StreamBytes) {
	if f.opt.Channel != "" || b.Layer < f.Layer {
		return
	}
	if b.Layer > f.Layer {
		f.Layer, f.off, f.Written, f.Lost, f.began = b.Layer, [2]uint64{}, 0, 0, false
		f.err = f.held.reset()
	}
	f.write(&f.held, b)
}

// channel takes a message of a channel. One that only carries others, which
// follow, is left out.
func (f *Follow) channel(b *dissect.StreamBytes) {
	if !slices.Contains(f.Channels, b.Channel) && len(f.Channels) < maxChannels {
		f.Channels = append(f.Channels, strings.Clone(b.Channel))
	}
	m := f.last
	if b.Channel != f.opt.Channel || m != nil && m.Carrier && m.Channel == b.Channel && m.Len == len(b.Data) {
		return
	}
	f.write(f.w, b)
}

// write writes b to w in the wanted form.
func (f *Follow) write(w io.Writer, b *dissect.StreamBytes) {
	if f.opt.One && b.Dir != f.opt.From || f.err != nil {
		return
	}
	f.Written += uint64(len(b.Data))
	f.Lost += b.Lost
	if !f.opt.Dump {
		_, f.err = w.Write(b.Data)
		return
	}
	if !f.began {
		f.began, f.start = true, b.Time
	}
	f.line = f.appendDump(f.line[:0], b)
	_, f.err = w.Write(f.line)
}

// dumpBytes is how many bytes a line of a dump has.
const dumpBytes = 16

// appendDump appends who sends, when and in which frames, and the bytes.
func (f *Follow) appendDump(dst []byte, b *dissect.StreamBytes) []byte {
	st := f.p.arrow
	if b.Dir == dissect.FromServer {
		st = f.p.proto
	}
	dst = append(dst, st.on...)
	dst = append(dst, arrows[b.Dir&1]...)
	dst = append(dst, ' ')
	dst = append(dst, b.Dir.String()...)
	dst = append(dst, st.off...)
	dst = append(dst, f.p.dim.on...)
	dst = append(dst, "  "...)
	if f.opt.Absolute {
		dst = appendClock(dst, b.Time)
	} else {
		dst = appendSeconds(dst, b.Time-f.start, 0)
	}
	dst = append(dst, "  "...)
	dst = appendFrames(dst, b.Frames)
	dst = append(dst, "  "...)
	dst = append(dst, counted(uint64(len(b.Data)), "byte", "bytes")...)
	dst = append(dst, f.p.dim.off...)
	dst = append(dst, '\n')
	if b.Lost > 0 {
		dst = append(dst, f.p.warn.in("["+counted(b.Lost, "byte", "bytes")+" missing from the capture]")...)
		dst = append(dst, '\n')
	}
	at := f.off[b.Dir&1]
	f.off[b.Dir&1] += uint64(len(b.Data))
	for rest := b.Data; len(rest) > 0; {
		n := min(len(rest), dumpBytes)
		dst = appendDumpLine(dst, f.p, at, rest[:n])
		rest, at = rest[n:], at+uint64(n)
	}
	return append(dst, '\n')
}

// appendDumpLine appends an offset, up to dumpBytes bytes, and the characters
// they stand for: 75 columns.
func appendDumpLine(dst []byte, p *palette, at uint64, b []byte) []byte {
	dst = append(dst, p.dim.on...)
	dst = appendHex(dst, uint32(at), 8)
	dst = append(dst, p.dim.off...)
	dst = append(dst, ' ')
	for i := range dumpBytes {
		if i == dumpBytes/2 {
			dst = append(dst, ' ')
		}
		if i >= len(b) {
			dst = append(dst, "   "...)
			continue
		}
		dst = append(dst, ' ', hexDigits[b[i]>>4], hexDigits[b[i]&15])
	}
	dst = append(dst, "  "...)
	for _, c := range b {
		if c < 0x20 || c >= 0x7f {
			c = '.'
		}
		dst = append(dst, c)
	}
	return append(dst, '\n')
}

// Render implements dissect.Sink; there is nothing to be rendered.
func (f *Follow) Render(dst []byte, _ *dissect.Event) []byte { return dst }

// Write implements dissect.Sink.
func (f *Follow) Write(p []byte) (int, error) { return len(p), nil }

// Close implements dissect.Sink.
func (f *Follow) Close(sum *dissect.Summary) error {
	f.Total = sum.Conversations
	defer f.held.close()
	if f.err == nil && f.opt.Channel == "" {
		f.err = f.held.copyTo(f.w)
	}
	if f.err == nil {
		f.err = f.w.Flush()
	}
	return f.err
}
