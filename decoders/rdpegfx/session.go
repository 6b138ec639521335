package rdpegfx

import (
	"strconv"

	"github.com/radissect/radissect/decoders/bulk"
	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// maxInflated is the most plain data in bytes that one message may give before
// the server has drawn: what comes then are commands of some hundred bytes, and
// the first picture, 8.3 MB for one uncompressed screen of 1920 by 1080 pixels.
const maxInflated = 8 << 20

// maxOutKept is the size in bytes up to which storage of plain data is kept.
const maxOutKept = 64 << 10

// room is what all conversations of a worker share: the plain data of the message at
// hand.
type room struct{ out []byte }

// rooms is its key.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{conv: c, room: c.Room(rooms, func() any { return &room{} }).(*room)}
}

// handler reads the graphics channel of one conversation.
type handler struct {
	conv  *dissect.Conversation
	m     command
	kind  *dissect.Kind
	ok    bool
	plain bool // the message at hand holds commands of the server

	zgfx  *bulk.ZGFX // of the server, nil while it has sent nothing
	lost  bool       // its history is not known
	drawn bool       // the first picture came; nothing is read any more
	from  reassembly.Map
	room  *room
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
)

// Frame is not used: messages are handed over whole.
func (*handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads a message: of the client one or more commands, of the server
// compressed data or the commands in it.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	h.m = command{}
	switch {
	case dir == dissect.FromServer && !h.plain:
		h.kind, h.ok = kindSegmented, segmented(c)
	case several(c.Peek()):
		h.kind, h.ok = kindCommands, true
		c.Is(kindCommands)
		c.Closed(fData, c.Left())
	default:
		h.kind = kindCommand
		h.m.decode(c)
		h.ok = c.OK()
	}
}

// several reports whether more than one whole command stands in b.
func several(b []byte) bool {
	n := length(b)
	return n > 0 && n < len(b)
}

// length is the size of the command that b starts with, 0 when it is not whole.
func length(b []byte) int {
	if len(b) < headerLen {
		return 0
	}
	n := uint64(b[4]) | uint64(b[5])<<8 | uint64(b[6])<<16 | uint64(b[7])<<24
	if n < headerLen || n > uint64(len(b)) {
		return 0
	}
	return int(n)
}

// Commit looks for the first command that draws.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	switch {
	case h.kind == kindCommands:
		b := x.Bytes()
		for at := 0; at < len(b) && !h.drawn; {
			n := length(b[at:])
			if n == 0 {
				n = len(b) - at
			}
			x.Pass(Protocol, at, n, "")
			at += n
		}
	case !h.ok || dir == dissect.FromClient:
	case h.kind == kindSegmented:
		h.inflate(x)
	case h.m.draws():
		h.drawn, h.zgfx = true, nil
		dvc.Of(h.conv).Leave(Listener)
		rdp.Of(h.conv).Show(x)
	}
}

// inflate undoes the compression of a message of the server and hands its
// commands on.
func (h *handler) inflate(x *dissect.Context) {
	if h.drawn || h.lost {
		return
	}
	if h.zgfx == nil {
		h.zgfx = &bulk.ZGFX{Limit: maxInflated}
	}
	out, err := h.zgfx.Decode(h.room.out[:0], x.Bytes())
	if err != nil {
		h.lose()
		return
	}
	if h.room.out = out; cap(out) > maxOutKept {
		h.room.out = nil
	}
	if len(out) == 0 {
		return
	}
	h.from.Reset()
	h.from.AddWhole(0, x.Ranges(0, len(x.Bytes())))
	h.plain = true
	x.PassBytes(Protocol, out, &h.from, "")
	h.plain = false
}

// Gap gives the history up: what follows cannot be read.
func (h *handler) Gap(dir dissect.Dir, _ uint64) {
	if dir == dissect.FromServer {
		h.lose()
	}
}

func (h *handler) lose() {
	h.lost, h.zgfx = true, nil
	dvc.Of(h.conv).Leave(Listener)
}

// Info names the command.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	if h.kind != kindCommand || !h.ok {
		return dst
	}
	if s := cmdNames.Value(uint64(h.m.ID)); s != "" {
		return append(dst, s...)
	}
	return strconv.AppendUint(append(dst, "cmdId "...), uint64(h.m.ID), 10)
}

// Held is what the history of bulk compression takes, in bytes.
func (h *handler) Held() int {
	if h.zgfx == nil {
		return 0
	}
	return h.zgfx.Size()
}
