package pnrp

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// handler reads the datagrams between two nodes.
type handler struct {
	conv   *dissect.Conversation
	m      Message
	sent   [2]history
	ads    [2]offer // the last ADVERTISE of each direction
	joins  [2][]*join
	told   [2]bool // the port of a direction was judged
	buffer bool    // the message is an AUTHORITY_BUFFER
	answer *sent   // what the buffer answers, nil where that was not seen
	is     bool    // the datagram is a PNRP message

	content Content
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is never called: datagrams are whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one datagram, or a buffer that was carried in some.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	if h.is = true; h.buffer {
		h.m.decodeBuffer(c)
		return
	}
	b := c.Peek()
	if len(b) < headerLength || FieldID(uint16(b[0])<<8|uint16(b[1])) != fieldHeader || b[2] != 0 || b[3] != headerLength {
		h.is = false
		c.Is(kindOther)
		c.Closed(fOther, len(b))
		return
	}
	h.m.decode(c)
}

// Commit lets one message take effect.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	switch {
	case !h.is:
		return
	case h.buffer:
		h.commitBuffer(dir, x)
		return
	}
	h.ports(dir, x)
	m := &h.m
	if kindOf(m.Type) == nil {
		return
	}
	h.resent(dir, x)
	h.answered(dir, x)
	switch m.Type {
	case TypeAdvertise:
		h.advertise(dir, x)
	case TypeRequest:
		h.request(dir, x)
	case TypeFlood:
		h.flood(dir, x)
	case TypeLookup:
		if w := h.watcher(); w != nil && len(m.Target) == idLength {
			w.Lookup(dir, x, [idLength]byte(m.Target), m.Reason)
		}
	case TypeAuthority:
		h.authority(dir, x)
	}
}

// ports judges the port that the message came from.
func (h *handler) ports(dir dissect.Dir, x *dissect.Context) {
	from := h.conv.Client.Port
	if dir == dissect.FromServer {
		from = h.conv.Server.Port
	}
	if from >= lowestPort {
		x.Held(LowPort)
	} else {
		x.Report(LowPort, 0, len(x.Bytes()), "UDP port "+strconv.Itoa(int(from)))
	}
	if h.told[dir] {
		return
	}
	h.told[dir] = true
	if from == port {
		x.Held(StandardPort)
	} else {
		x.Report(StandardPort, 0, len(x.Bytes()), "UDP port "+strconv.Itoa(int(from)))
	}
}

// Times, in nanoseconds.
const (
	second = int64(1e9)
	// twice is how close two copies of one datagram are that the capture holds
	// because it saw it in two places. The retransmission timer runs for a second
	// (MS-PNRP 3.1.2).
	twice = second / 10
	// forget is when a Message ID may mean another message. Three tries take three
	// seconds.
	forget = 10 * second
	// floodTime is how long after its ACK a REQUEST is taken to be answered.
	floodTime = 2 * second
)

// maxSent is how many messages of a direction are remembered. A node answers
// within a second or is asked again.
const maxSent = 64

// history is the messages that one side sent last.
type history struct {
	list []sent
	next int // the place of the next one, when all are taken
}

// sent is one message that an answer may name.
type sent struct {
	id    uint32
	kind  MessageType
	size  int
	at    int64 // when it was sent last
	times int
	flags uint16
	acked int64 // when it was acknowledged, 0 for not
	hash  [hashLength]byte
	nonce [nonceLength]byte
	ids   [][idLength]byte // of a REQUEST: those that no FLOOD has brought
}

// find is the message of this ID and one of two types, nil for none.
func (h *history) find(id uint32, a, b MessageType) *sent {
	for i := range h.list {
		if s := &h.list[i]; s.id == id && (s.kind == a || s.kind == b) {
			return s
		}
	}
	return nil
}

// has reports whether a message of this ID was sent, of any type that can be
// answered.
func (h *history) has(id uint32) bool {
	for i := range h.list {
		if s := &h.list[i]; s.id == id && waits(s.kind) {
			return true
		}
	}
	return false
}

// waits reports whether a message of this type can have an answer.
func waits(t MessageType) bool {
	switch t {
	case TypeSolicit, TypeRequest, TypeFlood, TypeInquire, TypeLookup:
		return true
	}
	return false
}

// resent takes note of a message that can be answered, and judges copies of it.
func (h *handler) resent(dir dissect.Dir, x *dissect.Context) {
	m, now := &h.m, x.Time()
	if !waits(m.Type) {
		return
	}
	hist := &h.sent[dir]
	if s := hist.find(m.ID, m.Type, m.Type); s != nil && s.size == len(x.Bytes()) && now-s.at < forget {
		if now-s.at < twice {
			return
		}
		s.at = now
		s.times++
		if s.times <= 3 {
			x.Held(Resends)
		} else {
			x.Report(Resends, 0, headerLength, "sent for the "+strconv.Itoa(s.times)+"th time")
		}
		return
	}
	s := sent{id: m.ID, kind: m.Type, size: len(x.Bytes()), at: now, times: 1, flags: m.Flags}
	copy(s.hash[:], m.HashedNonce)
	copy(s.nonce[:], m.Nonce)
	if m.Type == TypeRequest {
		s.ids = idsOf(m.IDs)
	}
	if len(hist.list) < maxSent {
		hist.list = append(hist.list, s)
		return
	}
	hist.list[hist.next] = s
	hist.next = (hist.next + 1) % maxSent
}

// maxIDs is how many PNRP IDs of a message are remembered. An ADVERTISE should
// have five (MS-PNRP 3.2.5.3).
const maxIDs = 64

func idsOf(b []byte) (ids [][idLength]byte) {
	for ; len(b) >= idLength && len(ids) < maxIDs; b = b[idLength:] {
		ids = append(ids, [idLength]byte(b))
	}
	return ids
}

// answered looks for the message that this one answers.
func (h *handler) answered(dir dissect.Dir, x *dissect.Context) {
	m := &h.m
	h.answer = nil
	hist := &h.sent[dir.Other()]
	var a, b MessageType
	switch m.Type {
	case TypeAdvertise:
		a, b = TypeSolicit, TypeSolicit
	case TypeAuthority:
		a, b = TypeInquire, TypeLookup
	case TypeAck:
		a, b = TypeRequest, TypeFlood
	default:
		return
	}
	h.answer = hist.find(m.Acked, a, b)
	if h.answer == nil {
		if hist.has(m.Acked) {
			x.Report(AnswerType, headerLength, 8, "the acknowledged message is of another type")
		}
		return // or it was not captured
	}
	x.Held(AnswerType)
	if m.Type != TypeAck {
		return
	}
	switch s := h.answer; {
	case s.kind == TypeRequest:
		x.Held(RequestAnswer)
		if s.acked == 0 {
			s.acked = x.Time()
		}
	case s.flags&floodD != 0:
		x.Report(AckWanted, headerLength, 8, "D is set in the FLOOD")
	default:
		x.Held(AckWanted)
	}
}

// An offer is what an ADVERTISE said.
type offer struct {
	there bool
	hash  [hashLength]byte // of the SOLICIT
	ids   [][idLength]byte
}

// advertise holds the hash against that of the SOLICIT.
func (h *handler) advertise(dir dissect.Dir, x *dissect.Context) {
	m, s := &h.m, h.answer
	h.ads[dir] = offer{}
	if s == nil || len(m.HashedNonce) != hashLength {
		return
	}
	if bytes.Equal(s.hash[:], m.HashedNonce) {
		x.Held(AdvertiseForm)
	} else {
		x.Report(AdvertiseForm, len(x.Bytes())-hashLength, hashLength, "HashedNonce is not that of the SOLICIT")
	}
	h.ads[dir] = offer{true, s.hash, idsOf(m.IDs)}
}

// request holds the nonce against the SOLICIT, where the ADVERTISE that answered
// that named what is requested.
func (h *handler) request(dir dissect.Dir, x *dissect.Context) {
	m, ad := &h.m, &h.ads[dir.Other()]
	if len(m.Nonce) != nonceLength || !ad.there || len(m.IDs) == 0 {
		return
	}
	for _, id := range idsOf(m.IDs) {
		if !contains(ad.ids, id) {
			return
		}
	}
	if sha1.Sum(m.Nonce) == ad.hash {
		x.Held(RequestNonce)
	} else {
		x.Report(RequestNonce, headerLength+4, nonceLength, "its SHA-1 is not the hash that was solicited with")
	}
}

func contains(ids [][idLength]byte, id [idLength]byte) bool {
	for i := range ids {
		if ids[i] == id {
			return true
		}
	}
	return false
}

// flood judges a FLOOD that answers a REQUEST, and a Revoke CPA.
func (h *handler) flood(dir dissect.Dir, x *dissect.Context) {
	m := &h.m
	if m.CPA.whole != nil {
		h.cpa(x, nil)
		if id, ok := m.CPA.ID(); ok {
			if w := h.watcher(); w != nil && m.CPA.Flags&cpaR != 0 {
				w.Revoke(dir, x, id)
			}
		}
	}
	if len(m.Route.ID) != idLength {
		return
	}
	id := [idLength]byte(m.Route.ID)
	hist := &h.sent[dir.Other()]
	for i := range hist.list {
		s := &hist.list[i]
		if s.kind != TypeRequest || s.acked == 0 || x.Time()-s.acked > floodTime {
			continue
		}
		for k := range s.ids {
			if s.ids[k] != id {
				continue
			}
			if m.Flags&floodD != 0 {
				x.Held(RequestAnswer)
			} else {
				x.Report(RequestAnswer, headerLength, 8, "D is clear")
			}
			s.ids = append(s.ids[:k], s.ids[k+1:]...)
			return
		}
	}
}

// Info says what is in the message.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := &h.m
	if !h.is {
		return dst
	}
	switch m.Type {
	case TypeSolicit:
		if m.Route.ID != nil {
			dst = appendID(append(dst, "of "...), m.Route.ID)
		}
	case TypeAdvertise:
		dst = appendCount(dst, len(m.IDs)/idLength)
		dst = appendAcked(dst, m.Acked)
	case TypeRequest:
		dst = appendCount(dst, len(m.IDs)/idLength)
	case TypeFlood:
		if m.CPA.whole != nil {
			dst = append(dst, "revoke"...)
			if id, ok := m.CPA.ID(); ok {
				dst = appendID(append(dst, ' '), id[:])
			}
		}
		if m.Route.ID != nil {
			dst = appendID(appendWord(dst, "route to "), m.Route.ID)
		}
		if m.Flags&floodD == 0 {
			dst = appendWord(dst, "to be acknowledged")
		}
	case TypeInquire:
		dst = appendID(dst, m.Validate)
		if m.Flags&inquireA != 0 {
			dst = appendWord(dst, "CPA")
		}
		if m.Flags&inquireX != 0 {
			dst = appendWord(dst, "extended payload")
		}
		if m.Flags&inquireC != 0 {
			dst = appendWord(dst, "certificate chain")
		}
	case TypeAuthority:
		dst = strconv.AppendInt(dst, int64(len(m.Part)), 10)
		dst = append(dst, " bytes from "...)
		dst = strconv.AppendUint(dst, uint64(m.Offset), 10)
		dst = append(dst, " of "...)
		dst = strconv.AppendUint(dst, uint64(m.Size), 10)
		dst = appendAcked(dst, m.Acked)
	case TypeAck:
		dst = appendAcked(dst, m.Acked)
		if m.Flags&ackN != 0 {
			dst = appendWord(dst, "not found")
		}
	case TypeLookup:
		dst = appendID(dst, m.Target)
		if s := reasonNames.Value(uint64(m.Reason)); s != "" {
			dst = appendWord(dst, s)
		}
	case typeBuffer:
		dst = h.infoBuffer(dst)
	}
	return dst
}

func (h *handler) infoBuffer(dst []byte) []byte {
	m := &h.m
	if m.Flags&bufferN != 0 {
		dst = append(dst, "not found"...)
	}
	if m.Flags&bufferB != 0 {
		dst = appendWord(dst, "busy")
	}
	if m.Flags&bufferL != 0 {
		dst = appendWord(dst, "leaf set")
	}
	if len(m.Buffer.Classifier) > 0 {
		dst = m.Buffer.appendClassifier(appendWord(dst, "classifier "))
	}
	if m.Route.ID != nil {
		dst = appendID(appendWord(dst, "route to "), m.Route.ID)
	}
	if m.CPA.whole != nil {
		dst = appendWord(dst, "CPA")
	}
	if m.Buffer.Chain.Count > 0 {
		dst = strconv.AppendInt(appendWord(dst, "certificates: "), int64(m.Buffer.Chain.Count), 10)
	}
	if len(m.Extended.Data) > 0 {
		dst = strconv.AppendInt(appendWord(dst, "payload of "), int64(len(m.Extended.Data)), 10)
		dst = append(dst, " bytes"...)
	}
	return dst
}

// appendClassifier appends the classifier as UTF-8.
func (m *Buffer) appendClassifier(dst []byte) []byte {
	if m.Little {
		return dissect.AppendUTF16(dst, m.Classifier)
	}
	return dissect.AppendUTF16BE(dst, m.Classifier)
}

// appendID appends the first eight bytes of a PNRP ID, which tell one from
// another.
func appendID(dst, id []byte) []byte {
	if len(id) < 8 {
		return dst
	}
	return append(hex.AppendEncode(dst, id[:8]), "..."...)
}

func appendCount(dst []byte, n int) []byte {
	dst = strconv.AppendInt(dst, int64(n), 10)
	if n == 1 {
		return append(dst, " PNRP ID"...)
	}
	return append(dst, " PNRP IDs"...)
}

func appendAcked(dst []byte, id uint32) []byte {
	dst = appendWord(dst, "answers 0x")
	return strconv.AppendUint(dst, uint64(id), 16)
}

func appendWord(dst []byte, word string) []byte {
	if len(dst) > 0 {
		dst = append(dst, ", "...)
	}
	return append(dst, word...)
}
