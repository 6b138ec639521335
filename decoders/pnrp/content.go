package pnrp

import (
	"bytes"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// Payload maps the type of an extended payload to the protocol that knows such
// payloads. It is asked by Taker whether the payload is its own.
var Payload = dissect.NewTable[uint32]("pnrp.payload")

// A Content is an extended payload and what its buffer says of the name that it
// was published for. Slices are valid while the payload is handed on.
type Content struct {
	Data           []byte // Payload
	Time           int64  // when it was captured, in nanoseconds since 1970
	ID             []byte // PNRP ID of the route entry, or else of EXTENDED_PAYLOAD; 32 bytes
	Classifier     string // "" where the buffer has none
	ClassifierHash []byte // of the CPA, nil where it has none
	HasCPA         bool
	Secure         bool   // the CPA has an authority
	FriendlyName   string // of the CPA
}

// A Taker is the handler of a protocol in the table Payload.
type Taker interface {
	// Takes reports whether the payload is one of the protocol.
	Takes(c *Content) bool
}

// A Watcher is the handler of a protocol in the table Payload that looks for its
// names in other messages.
type Watcher interface {
	// Lookup is called with each LOOKUP.
	Lookup(dir dissect.Dir, x *dissect.Context, target [32]byte, reason uint8)
	// Revoke is called with each FLOOD that revokes a CPA.
	Revoke(dir dissect.Dir, x *dissect.Context, id [32]byte)
}

// ReasonAppRequest is the ResolveReasonCode of a LOOKUP for an application, MS-PNRP
// 2.2.2.8.
const ReasonAppRequest = 0

// Of is the payload that is handed on in conv; nil outside of that.
func Of(conv *dissect.Conversation) *Content {
	if conv == nil || !conv.Has(Protocol) {
		return nil
	}
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok || h.content.Data == nil {
		return nil
	}
	return &h.content
}

// watcher is the handler that wants to know of names, nil for none.
func (h *handler) watcher() Watcher {
	p := Payload.In(h.conv, TypeBinary)
	if p == nil {
		return nil
	}
	w, _ := h.conv.Handler(p).(Watcher)
	return w
}

// commitBuffer judges what a buffer says, and hands its payload on.
func (h *handler) commitBuffer(dir dissect.Dir, x *dissect.Context) {
	h.cpa(x, h.answer)
	h.classifier(x)
	h.extended(x)
	h.hand(x)
}

// hand passes the extended payload to the protocol that takes it.
func (h *handler) hand(x *dissect.Context) {
	m := &h.m
	if len(m.Extended.Data) == 0 || m.Extended.signature.at == 0 {
		return
	}
	p := Payload.In(h.conv, m.Extended.Type)
	if p == nil {
		return
	}
	taker, ok := h.conv.Handler(p).(Taker)
	if !ok {
		return
	}
	h.content = Content{
		Data: m.Extended.Data, Time: x.Time(), ID: m.Route.ID,
		HasCPA: m.CPA.There(), Secure: m.CPA.Authority != nil, ClassifierHash: m.CPA.ClassifierHash,
		Classifier: string(m.Buffer.appendClassifier(nil)),
	}
	if m.CPA.Flags&cpaU != 0 {
		h.content.FriendlyName = string(m.CPA.FriendlyName)
	} else {
		h.content.FriendlyName = string(dissect.AppendUTF16(nil, m.CPA.FriendlyName))
	}
	if len(h.content.ID) != idLength && len(m.Extended.ID) == idLength {
		h.content.ID = make([]byte, idLength)
		reversed(h.content.ID, m.Extended.ID)
	}
	if taker.Takes(&h.content) {
		x.Keep() // what else the buffer says is not shown elsewhere
		x.Pass(p, m.Extended.dataAt, len(m.Extended.Data), "")
	}
	h.content = Content{}
}

// Times of Not After, in nanoseconds.
const (
	hour       = 3600 * second
	leastAhead = 12 * hour
	mostAhead  = 7 * 24 * hour
	clocks     = hour // what the clocks of capture and node may differ
	// fileTimeEpoch is 1970-01-01 in units of 100 ns since 1601-01-01 (MS-DTYP 2.3.3).
	fileTimeEpoch = 116444736000000000
)

// ahead is how far a FILETIME lies ahead of now, in nanoseconds; far off times are
// cut to a year and more.
func ahead(t uint64, now int64) int64 {
	d := int64(t) - fileTimeEpoch - now/100
	const limit = 400 * 24 * int64(hour) / 100
	return 100 * max(-limit, min(d, limit))
}

// cpa judges the CPA of the message against its key, the clock and the INQUIRE.
func (h *handler) cpa(x *dissect.Context, answer *sent) {
	m := &h.m.CPA
	if !m.There() || len(m.Nonce) != nonceLength && m.Flags&cpaR == 0 {
		return
	}
	switch revoke := m.Flags&cpaR != 0; {
	case len(m.Nonce) != nonceLength: // left out, and reported
	case revoke:
		x.Require(zero(m.Nonce), CPANonce, m.nonceAt, nonceLength, "it is not zero, and R is set")
	case answer != nil && answer.kind == TypeInquire:
		x.Require(bytes.Equal(m.Nonce, answer.nonce[:]), CPANonce, m.nonceAt, nonceLength, "it is not that of the INQUIRE")
	}
	if d := ahead(m.NotAfter, x.Time()); d >= leastAhead-clocks && d <= mostAhead+clocks {
		x.Held(NotAfter)
	} else {
		x.Report(NotAfter, m.notAfterAt, 8, hoursAhead(d))
	}
	h.authorityHash(x)
	if route := &h.m.Route; h.buffer && len(route.ID) == idLength {
		if id, ok := m.ID(); ok {
			x.Require(bytes.Equal(id[:], route.ID), IDRight, m.at, len(m.whole), "the ID made of the CPA is another one")
		}
	}
	h.signed(x, &m.signature, m.whole)
}

func hoursAhead(d int64) string {
	n := strconv.FormatInt(max(d, -d)/hour, 10)
	if d < 0 {
		return n + " hours before the message was captured"
	}
	return n + " hours after the message was captured"
}

func (h *handler) authorityHash(x *dissect.Context) {
	m := &h.m.CPA
	switch {
	case m.Authority == nil:
		x.Held(Authority)
	case m.Key == nil:
	case zero(m.Authority):
		x.Report(Authority, m.authorityAt, hashLength, "it is zero, as that of an unsecured name, and should be left out")
	case authorityOf(m.Authority, m.Key, &h.m.Buffer.Chain):
		x.Held(Authority)
	default:
		x.Report(Authority, m.authorityAt, hashLength, "it is not the hash of the public key")
	}
}

// signed holds a signature against the key of the CPA.
func (h *handler) signed(x *dissect.Context, s *signature, whole []byte) {
	if s.at == 0 || x.Touched() {
		return
	}
	switch s.verify(whole, h.m.CPA.Key) {
	case right:
		x.Held(SignatureRight)
	case wrong:
		x.Report(SignatureRight, s.at, signatureField, "it is not that of the structure under the key of the CPA")
	}
}

// classifier holds the hash in the CPA against the text.
func (h *handler) classifier(x *dissect.Context) {
	m := &h.m
	if len(m.Buffer.Classifier) == 0 || len(m.CPA.ClassifierHash) != hashLength {
		return
	}
	for _, sum := range ClassifierHashes(m.Buffer.Classifier) {
		if bytes.Equal(sum[:], m.CPA.ClassifierHash) {
			x.Held(ClassifierHash)
			return
		}
	}
	x.Report(ClassifierHash, m.CPA.hashAt, hashLength, "it is not that of the classifier")
}

// extended holds an EXTENDED_PAYLOAD against the INQUIRE and the route entry.
func (h *handler) extended(x *dissect.Context) {
	m := &h.m
	e := &m.Extended
	if len(e.Nonce) != nonceLength {
		return
	}
	if a := h.answer; a != nil && a.kind == TypeInquire {
		x.Require(bytes.Equal(e.Nonce, a.nonce[:]), ExtendedForm, e.nonceAt, nonceLength, "Nonce is not that of the INQUIRE")
	}
	if len(m.Route.ID) == idLength {
		var id [idLength]byte
		reversed(id[:], e.ID)
		x.Require(bytes.Equal(id[:], m.Route.ID), ExtendedID, e.idAt, idLength, "it is another one")
	}
	h.signed(x, &e.signature, e.whole)
}
