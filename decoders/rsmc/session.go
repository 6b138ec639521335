package rsmc

import (
	"bytes"
	"crypto/x509"
	"strconv"
	"time"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

const (
	// maxCalls is how many requests of a conversation wait for their responses.
	maxCalls = 128
	// maxName is how many bytes of a name, URI or identifier are kept.
	maxName = 512
)

// handler reads the messages of one conversation.
type handler struct {
	conv  *dissect.Conversation
	env   *soap.Envelope // the one at hand; one serves all conversations of a worker
	msg   *message       // what the envelope holds, nil for what is not known
	reply bool           // it is a response
	text  []byte         // room for contents

	// The bytes of an ArrayOfBytes of the message, where they are, and whether
	// some are not what they should be.
	blob    []byte
	blobAt  span
	blobBad bool

	inner bool           // the blob itself is being read
	from  reassembly.Map // of the blob

	calls []call
	pair  *binding // what the two hosts share, once a message has told their roles
}

// rooms is the key of what the conversations of a worker share.
var rooms = new(byte)

// A call is a request that waits for its response.
type call struct {
	number uint64 // of the exchange
	op     *operation
	id     string // MessageID
	host   string // that was asked, without port
	arg    string // what of the request the response is needed for
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dissect.Ender    = (*handler)(nil)
	_ soap.Entries     = (*handler)(nil)
)

// Frame is not used: envelopes are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads an envelope, or a certificate that was in one.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	if h.inner {
		c.Is(kindCertificate)
		c.Enter(fCertificate)
		tls.DecodeCertificate(c)
		c.Leave()
		return
	}
	m := h.env
	m.Parse(c.Peek())
	h.blob, h.blobAt, h.blobBad = h.blob[:0], span{}, false
	in := http.Of(h.conv)
	h.reply = dir == dissect.FromServer
	if in != nil {
		h.reply = in.Reply
	}
	h.msg = h.find()
	switch {
	case m.Version == 0:
		c.Is(kindUnknown)
		c.Rest(fNoEnvelope)
		return
	case h.msg != nil:
		c.Is(h.msg.kind)
	case m.Fault >= 0:
		c.Is(kindOtherFault)
	default:
		c.Is(kindUnknown)
	}
	m.Show(c, h)
	h.checkEnvelope(c, in)
}

// find is the message that the envelope holds.
func (h *handler) find() *message {
	m := h.env
	switch {
	case m.Version == 0 || m.Entry < 0:
	case m.Fault >= 0:
		if m.Doc.Is(m.Detail, space, "WmsFaultType") {
			return operations.fault
		}
	case string(m.Doc.Space(m.Entry)) == space:
		return operations.messages[string(m.Doc.Local(m.Entry))]
	}
	return nil
}

// Commit lets an envelope take effect.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	if h.inner {
		return
	}
	defer h.env.Doc.Shrink()
	if h.env.Version == 0 {
		return
	}
	in := http.Of(h.conv)
	var number uint64
	if in != nil {
		number = in.Number
	}
	if h.env.Fault < 0 && h.msg != nil && h.msg.reply != h.reply {
		return // told already; it means nothing
	}
	if h.reply {
		h.commitReply(x, in, number)
	} else if h.msg != nil && h.env.Fault < 0 {
		h.commitRequest(x, in, number)
	}
	h.passBlob(x)
}

// passBlob hands a certificate on as a message of its own.
func (h *handler) passBlob(x *dissect.Context) {
	if len(h.blob) == 0 || h.blobBad || h.msg == nil {
		return
	}
	x.Keep()
	x.HandOn(h.blobAt.off, h.blobAt.n)
	h.from.Reset()
	h.from.AddWhole(0, x.Ranges(h.blobAt.off, h.blobAt.n))
	h.inner = true
	x.PassBytes(Protocol, h.blob, &h.from, "")
	h.inner = false
}

// End tells the binding that the conversation has ended: what it shares with
// others goes out with the last of them.
func (h *handler) End(x *dissect.Context) {
	if h.pair != nil {
		h.pair.leave(x)
	}
}

// take removes the call of an exchange, nil where it was not seen. Where nothing
// counts exchanges it is the last call.
func (h *handler) take(number uint64, counted bool) *call {
	for i := len(h.calls) - 1; i >= 0; i-- {
		if h.calls[i].number == number || !counted {
			c := h.calls[i]
			h.calls = append(h.calls[:i], h.calls[i+1:]...)
			return &c
		}
	}
	return nil
}

// content is the text of element i, at most its first maxName bytes.
func (h *handler) content(i int) string {
	if i < 0 {
		return ""
	}
	h.text = h.env.Doc.Content(h.text[:0], i)
	return string(h.text[:min(len(h.text), maxName)])
}

// arg is the element of the operation at hand that has this name, -1 for none.
func (h *handler) arg(name string) int {
	if h.env.Entry < 0 {
		return -1
	}
	return h.env.Doc.Child(h.env.Entry, space, name)
}

// value is the content of an element of the operation at hand.
func (h *handler) value(name string) string { return h.content(h.arg(name)) }

// num is a number of the operation at hand.
func (h *handler) num(name string) (uint64, bool) {
	i := h.arg(name)
	if i < 0 {
		return 0, false
	}
	h.text = h.env.Doc.Content(h.text[:0], i)
	return number(h.text, 1<<64-1)
}

// place is where the content of element i lies; the start of the message for none.
func (h *handler) place(i int) (off, n int) {
	if i < 0 {
		return 0, 0
	}
	return h.env.Doc.Place(i)
}

// tag is where the start-tag of element i lies.
func (h *handler) tag(i int) (off, n int) {
	if i < 0 {
		return 0, 0
	}
	return h.env.Doc.TagPlace(i)
}

// Info tells the arguments, as far as they are short and no secrets.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := h.env
	if h.inner {
		if cert, err := x509.ParseCertificate(h.blob); err == nil {
			dst = append(append(dst, "subject "...), cert.Subject.String()...)
			dst = cert.NotAfter.UTC().AppendFormat(append(dst, ", until "...), time.DateOnly)
		}
		return dst
	}
	if m.Version == 0 {
		return dst
	}
	if h.msg == nil {
		if m.Entry >= 0 && m.Fault < 0 {
			dst = append(dst, m.Doc.Local(m.Entry)...)
		}
		if m.Fault >= 0 && m.Version == 12 {
			dst = m.Doc.Content(dst, m.Doc.Child(m.Doc.Child(m.Fault, soap.Space12, "Reason"), soap.Space12, "Text"))
		} else if m.Fault >= 0 {
			dst = m.Doc.Content(dst, m.Doc.Child(m.Fault, "", "faultstring"))
		}
		return dst
	}
	top := m.Entry
	if m.Fault >= 0 {
		top = m.Detail
	}
	return h.arguments(dst, top, h.msg.elements)
}

// appendNames appends the name of v, or those of its bits.
func appendNames(dst []byte, n *dissect.Names, v uint64) []byte {
	dst = append(dst, n.Value(v)...)
	first := true
	for _, b := range n.Bits {
		if v&b.Mask != b.Mask {
			continue
		}
		if !first {
			dst = append(dst, " | "...)
		}
		first = false
		dst = append(dst, b.Name...)
	}
	return dst
}

// maxInfo is how long Info gets, and maxArgument how long one argument in it.
const (
	maxInfo     = 160
	maxArgument = 60
)

func (h *handler) arguments(dst []byte, top int, list []element) []byte {
	d := &h.env.Doc
	for k := d.First(top); k >= 0 && len(dst) < maxInfo; k = d.Next(k, top) {
		e := find(list, d, k)
		if e < 0 || list[e].secret || list[e].typ == typeBase64 {
			continue
		}
		h.text = d.Content(h.text[:0], k)
		if len(h.text) == 0 && d.First(k) < 0 {
			continue
		}
		if len(dst) > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(append(dst, list[e].name...), ' ')
		switch list[e].typ {
		case typeBytes, typeStruct:
			n := 0
			for j := d.First(k); j >= 0; j = d.Next(j, k) {
				n++
			}
			dst = strconv.AppendInt(dst, int64(n), 10)
			if list[e].typ == typeBytes {
				dst = append(dst, " bytes"...)
			}
			continue
		}
		if v, ok := list[e].typ.parse(h.text); ok && list[e].limits != nil && list[e].limits.names != nil {
			was := len(dst)
			if dst = appendNames(dst, list[e].limits.names, v); len(dst) > was {
				continue
			}
		}
		t := h.text[:min(len(h.text), maxArgument)]
		dst = append(dst, bytes.ToValidUTF8(t, nil)...)
	}
	return dst
}
