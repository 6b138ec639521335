package dvc

import (
	"strconv"
	"unsafe"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// handler reads the PDUs of one conversation.
type handler struct {
	conv  *dissect.Conversation
	m     PDU
	b     []byte // of the PDU decoded last, for Info
	state State

	bare     []byte         // compressed data with the descriptor put before it
	plain    []byte         // data inflated last
	inflated reassembly.Map // of plain
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
)

// Frame is not used: PDUs are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one PDU.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	h.m = PDU{}
	h.b = c.Peek()
	h.m.Decode(dir, c, &h.state)
}

// Commit keeps track of channels and hands messages on.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	h.b = nil
	if x.Touched() {
		h.state.lose(dir)
	}
	m := &h.m
	if !m.ok {
		return
	}
	switch m.Cmd {
	case cmdCapabilities:
		h.capabilities(dir, x)
	case cmdCreate:
		if dir == dissect.FromServer {
			h.create(x)
		} else {
			h.created(x)
		}
	case cmdDataFirst, cmdData, cmdDataFirstCompressed, cmdDataCompressed:
		h.data(dir, x)
	case cmdClose:
		h.close(dir)
	case cmdSoftSyncRequest:
		h.state.SoftSync = true
	case cmdSoftSyncResponse:
		if !h.missed() {
			x.Require(h.state.SoftSync, SoftSyncAsked, 0, 1, "")
		}
	}
}

// Gap drops the messages of which pieces may be among the lost bytes.
func (h *handler) Gap(dir dissect.Dir, _ uint64) { h.state.lose(dir) }

// capabilities takes in a Capabilities PDU.
func (h *handler) capabilities(dir dissect.Dir, x *dissect.Context) {
	m, s := &h.m, &h.state
	if dir == dissect.FromServer {
		s.Requested = m.Version
		return
	}
	s.Answered = m.Version
	if s.Requested != 0 {
		x.Require(m.Version <= s.Requested, ReplyAbove, 2, 2, "")
	}
}

// create takes in a create request.
func (h *handler) create(x *dissect.Context) {
	m, s := &h.m, &h.state
	if !h.missed() {
		x.Require(s.Requested != 0, CapsFirst, 0, len(x.Bytes()), "")
		x.Require(s.Answered != 0, CapsAnswered, 0, len(x.Bytes()), "")
	}
	old := s.Channel(m.ChannelID)
	used := old != nil && (old.Status == Opening || old.Status == Open)
	x.Require(!used, ChannelUnique, 1, 1<<m.CbID, "")
	ch := s.add(m.ChannelID)
	if ch == nil {
		x.Report(dissect.LimitBuffer, 0, len(x.Bytes()), "more than "+strconv.Itoa(maxChannels)+" dynamic channels are open")
		return
	}
	name := m.name.of(x.Bytes())
	ch.Name, ch.Priority = string(name[:min(len(name), maxName)]), m.Sp
	ch.proto = protocol(h.conv, ch.Name)
	for dir := range ch.halves {
		ch.halves[dir].zgfx.Lite = true
		ch.halves[dir].zgfx.Limit = maxInflated
	}
}

// created takes in a create response.
func (h *handler) created(x *dissect.Context) {
	ch := h.state.Channel(h.m.ChannelID)
	pending := ch != nil && ch.Status == Opening
	if pending || !h.missed() {
		x.Require(pending, CreatePending, 1, 1<<h.m.CbID, "")
	}
	switch {
	case !pending:
	case h.m.CreationStatus < 0:
		ch.Status = Refused
	default:
		ch.Status = Open
	}
}

// close takes in a Close PDU. One for a channel that is not known, or a second
// one, is right: it answers a close, or crosses one on its way.
func (h *handler) close(dir dissect.Dir) {
	ch := h.state.Channel(h.m.ChannelID)
	if ch == nil {
		return
	}
	if ch.Status != Refused {
		ch.Status = Closed
	}
	ch.halves[dir].closed = true
	h.state.drop(&ch.halves[dir])
}

// Info tells the version, or the channel and what happens to it.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	m := &h.m
	if !m.ok {
		return dst
	}
	switch m.Cmd {
	case cmdCapabilities:
		return strconv.AppendUint(append(dst, "version "...), uint64(m.Version), 10)
	case cmdCreate:
		dst = strconv.AppendUint(append(dst, "channel "...), uint64(m.ChannelID), 10)
		if dir == dissect.FromServer {
			return append(append(dst, ' '), m.name.of(h.b)...)
		}
		dst = append(h.name(dst), ": "...)
		if s := statusNames.Value(uint64(uint32(m.CreationStatus))); s != "" {
			return append(dst, s...)
		}
		return strconv.AppendUint(append(dst, "0x"...), uint64(uint32(m.CreationStatus)), 16)
	case cmdSoftSyncRequest, cmdSoftSyncResponse:
		return append(strconv.AppendUint(dst, uint64(m.NumberOfTunnels), 10), " tunnels"...)
	}
	dst = strconv.AppendUint(append(dst, "channel "...), uint64(m.ChannelID), 10)
	dst = h.name(dst)
	if m.Cmd == cmdClose {
		return dst
	}
	dst = strconv.AppendInt(append(dst, ", "...), int64(m.data.n), 10)
	dst = append(dst, " bytes"...)
	if m.compressed() {
		dst = append(dst, " compressed"...)
	}
	if m.first() {
		dst = strconv.AppendUint(append(dst, ", first of "...), uint64(m.Length), 10)
	}
	return dst
}

// name appends the name of the channel, or says that it is not known.
func (h *handler) name(dst []byte) []byte {
	ch := h.state.Channel(h.m.ChannelID)
	if ch == nil {
		return append(dst, " (its creation was not seen)"...)
	}
	return append(append(dst, ' '), ch.Name...)
}

// missed reports whether PDUs may have gone by unseen: before the capture began,
// or in packets of RDP that stayed closed.
func (h *handler) missed() bool { return h.conv.Missed() || rdp.Of(h.conv).Unread() }

// channelBytes is what a channel takes besides its parts of messages, in bytes.
const channelBytes = int(unsafe.Sizeof(Channel{})) + 64

// Held is what channels and the parts of their messages take, in bytes.
func (h *handler) Held() int {
	n := h.state.held + channelBytes*len(h.state.channels)
	for _, ch := range h.state.channels {
		n += ch.halves[0].zgfx.Size() + ch.halves[1].zgfx.Size()
	}
	return n
}
