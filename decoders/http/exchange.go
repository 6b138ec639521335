package http

import (
	"crypto/sha256"
	"hash"
	"unsafe"

	"github.com/radissect/radissect/dissect"
)

const (
	// maxKept is how much of a head is kept until the exchange is over. What
	// lies beyond is shown, but protocols that are handed the body do not see it.
	maxKept = 16 << 10
	// maxWaiting is how many requests wait for their responses. Clients that
	// pipeline have a handful.
	maxWaiting = 128
)

// An Exchange is a request and the response to it, as far as they were seen:
// either may be missing (Head.Seen).
type Exchange struct {
	Number   uint64 // in the conversation, from 1, in the order in which the first part of each was seen
	Request  Head
	Response Head // the final one

	service *dissect.Protocol
	stream  *dissect.Stream   // of a method that is bound in Method
	method  *dissect.Protocol // that reads it
	method0 string            // for framing the response, also where the head was cut
	users   int               // who holds on to it
}

const (
	// maxFree is how many bytes exchanges take that are kept for use again: those of a
	// thousand connections that go on at a time.
	maxFree = 2 << 20
	// usualFields is how many fields most heads have.
	usualFields = 16
	// maxHashes is how many hashes are kept for use again.
	maxHashes = 64
	// maxWords is how many words are remembered, of at most maxWord bytes.
	maxWords = 256
	maxWord  = 256
)

// room is what all conversations of a worker share.
type room struct {
	inflater
	head   Head
	free   []*Exchange
	kept   int // bytes that these take
	hashes []hash.Hash
	words  map[string]string // so that media types and the like are not copied each time
}

// rooms is its key.
var rooms = new(byte)

func roomOf(conv *dissect.Conversation) *room {
	return conv.Room(rooms, func() any { return &room{words: map[string]string{}} }).(*room)
}

// exchange is a new one, with one user.
func (r *room) exchange(number uint64) *Exchange {
	n := len(r.free)
	if n == 0 {
		return &Exchange{Number: number, users: 1}
	}
	e := r.free[n-1]
	r.free = r.free[:n-1]
	r.kept -= e.storage()
	e.Number, e.users = number, 1
	return e
}

// release takes one user off an exchange.
func (r *room) release(e *Exchange) {
	if e == nil {
		return
	}
	if e.users--; e.users > 0 || r.kept+e.storage() > maxFree {
		return
	}
	r.kept += e.storage()
	e.Request.reset(nil, false)
	e.Response.reset(nil, false)
	*e = Exchange{Request: e.Request, Response: e.Response}
	r.free = append(r.free, e)
}

// storage is what e takes for itself, in bytes.
func (e *Exchange) storage() int {
	return int(unsafe.Sizeof(*e)) + e.Request.storage() + e.Response.storage()
}

func (h *Head) storage() int { return cap(h.room) + cap(h.fields)*int(unsafe.Sizeof(HeaderField{})) }

// A Part is what is being handed on.
type Part uint8

// The parts.
const (
	PartHead Part = iota // the head of a request or response, to the protocol of a service
	PartBody             // a body, joined and with its codings undone
)

// Content describes what http is handing on.
type Content struct {
	*Exchange
	Part  Part
	Reply bool   // it belongs to the response
	Media string // media type in lower case, without parameters; "" where there is none
	Cut   bool   // the end is missing: lost, longer than the limit, or not decodable
	Coded bool   // a coding was undone: the bytes are not those of the wire
	Clear bool   // nothing protects the conversation, as far as was seen
	Proxy bool   // it goes to a proxy, or through a tunnel that one made: address and port are the proxy's

	// What the protocol of a service that is handed a head may ask for, about
	// the body behind it.
	Artifact *dissect.Artifact // it goes out as this one, and not under a name made of the target
	Digest   bool              // it is hashed as it comes, so that its length does not matter

	// Of a body that was to be hashed, where none of it is lost.
	Sum  *[32]byte // SHA-256, as it was on the wire, its transfer coding undone
	Size uint64    // bytes of the body that were there
}

// maxExpected is how many paths are remembered for Expect.
const maxExpected = 256

var expectKey = new(int)

// Expect says what kind of artifact the body of a response to a later request
// for path is, between the two hosts of conv: an icon that a description names.
func Expect(conv *dissect.Conversation, path, kind string) {
	m := conv.Shared(expectKey, func() any { return map[string]string{} }).(map[string]string)
	if len(m) < maxExpected && len(path) <= maxKept {
		m[path] = kind
	}
}

// expected is the kind of artifact that a body is.
func expected(conv *dissect.Conversation, path string) string {
	m := conv.Shared(expectKey, func() any { return map[string]string{} }).(map[string]string)
	if kind := m[path]; kind != "" {
		return kind
	}
	return "body"
}

// Head is the head that the content belongs to.
func (c *Content) Head() *Head {
	if c.Reply {
		return &c.Response
	}
	return &c.Request
}

// Of tells what http is handing on in conv; nil where it is not handing on
// anything. It is valid while the protocol that was handed it decodes and
// commits.
func Of(conv *dissect.Conversation) *Content {
	if conv == nil || !conv.Has(Protocol) {
		return nil
	}
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok || h.handing.Exchange == nil {
		return nil
	}
	return &h.handing
}

// keep copies a head. The spans stay right where the copy is shorter.
func (h *Head) keep(from *Head) {
	fields, b := append(h.fields[:0], from.fields...), append(h.room[:0], from.b[:min(len(from.b), maxKept)]...)
	*h = *from
	h.b, h.room, h.fields = b, b, fields
}

// media is the media type of the content, in lower case and without parameters.
func (h *Head) media(r *room) string {
	v, _ := h.Field("content-type")
	v, _ = trim(word(v, ";,"))
	return r.lower(v)
}

// lower is b in lower case; "" where it is not worth having.
func (r *room) lower(b []byte) string {
	if len(b) > maxWord {
		return ""
	}
	var room [maxWord]byte
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		room[i] = c
	}
	if s, ok := r.words[string(room[:len(b)])]; ok {
		return s
	}
	if len(r.words) == maxWords {
		clear(r.words)
	}
	s := string(room[:len(b)])
	r.words[s] = s
	return s
}

// hash is a SHA-256 of nothing.
func (r *room) hash() hash.Hash {
	n := len(r.hashes)
	if n == 0 {
		return sha256.New()
	}
	h := r.hashes[n-1]
	r.hashes = r.hashes[:n-1]
	h.Reset()
	return h
}

// over takes back what hash gave, nil for nothing.
func (r *room) over(h hash.Hash) {
	if h != nil && len(r.hashes) < maxHashes {
		r.hashes = append(r.hashes, h)
	}
}

// queue holds the requests that wait for their responses, oldest first.
type queue struct {
	list []*Exchange
	few  [2]*Exchange // storage of list while it is short
}

// push adds e, of which it is a user. Where the queue is full it gives the
// oldest one back.
func (q *queue) push(e *Exchange) (oldest *Exchange) {
	if len(q.list) >= maxWaiting {
		oldest = q.pop()
	}
	e.users++
	if q.list == nil {
		q.list = q.few[:0]
	}
	q.list = append(q.list, e)
	return oldest
}

// pop takes the oldest one out, nil where there is none. Who calls it is its
// user from then on.
func (q *queue) pop() *Exchange {
	if len(q.list) == 0 {
		return nil
	}
	e := q.list[0]
	copy(q.list, q.list[1:])
	q.list[len(q.list)-1] = nil
	q.list = q.list[:len(q.list)-1]
	return e
}
