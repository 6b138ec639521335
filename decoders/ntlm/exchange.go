package ntlm

import (
	"bytes"
	"encoding/binary"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// An Outcome is the result of a check that needs a secret.
type Outcome uint8

// The outcomes.
const (
	Unchecked Outcome = iota // no secret was given, or the message was not seen
	Fits
	Differs
)

// maxToken is the longest message that is kept for the MIC. Real ones have less
// than a kilobyte. The MIC of an exchange with a longer one is not checked.
const maxToken = 16 << 10

// An Exchange is one authentication: the three messages, and what they yield.
type Exchange struct {
	Challenged      bool    // a CHALLENGE was seen
	Offered, Chosen Flags   // of NEGOTIATE and CHALLENGE
	Timestamp       uint64  // MsvAvTimestamp of the CHALLENGE, FILETIME; 0 where there is none
	User, Domain    string  // of AUTHENTICATE
	Workstation     string  // of AUTHENTICATE
	Proof           Outcome // whether a given secret yields the response
	MIC             Outcome
	Context         *Context      // nil where no secret fits
	Account         *keys.Account // the one that fits

	negotiate, challenge []byte
	serverChallenge      []byte
	long                 bool // a message was too long to keep
}

// Take lets a message take effect. b is the message that m was decoded from.
func (e *Exchange) Take(m *Message, b []byte, secrets *keys.Snapshot) {
	switch m.Type {
	case TypeNegotiate:
		*e = Exchange{Offered: m.Flags}
		e.negotiate = e.keep(b)
	case TypeChallenge:
		*e = Exchange{Offered: e.Offered, negotiate: e.negotiate, long: e.long}
		e.Challenged, e.Chosen, e.Timestamp = true, m.Flags, m.AV.Timestamp
		e.challenge = e.keep(b)
		e.serverChallenge = append([]byte(nil), m.ServerChallenge.Of(b)...)
	case TypeAuthenticate:
		e.authenticate(m, b, secrets)
	}
}

// keep is a copy of a message.
func (e *Exchange) keep(b []byte) []byte {
	if len(b) > maxToken {
		e.long = true
		return nil
	}
	return append([]byte(nil), b...)
}

// authenticate looks for the account whose secret yields the response.
func (e *Exchange) authenticate(m *Message, b []byte, secrets *keys.Snapshot) {
	e.User, e.Domain, e.Workstation = m.text(m.User, b), m.text(m.Domain, b), m.text(m.Workstation, b)
	e.Proof, e.MIC, e.Context, e.Account = Unchecked, Unchecked, nil, nil
	flags := m.Flags
	if flags == 0 { // old clients send none
		flags = e.Chosen
	}
	if m.Anonymous() {
		// MS-NLMP 3.2.5.1.2: the session base key of an anonymous session is zero.
		e.establish(m, b, flags, Key{})
		return
	}
	if secrets == nil || len(e.serverChallenge) != 8 {
		return
	}
	for a := range secrets.Accounts(e.User, e.Domain) {
		e.Proof = Differs
		p := m.try(b, e.serverChallenge, flags, a)
		if !p.fits {
			continue
		}
		a.Origin.MarkUsed()
		e.Proof, e.Account = Fits, a
		e.establish(m, b, flags, p.kx)
		return
	}
}

// establish derives the exported session key from the key exchange key and
// checks the MIC, MS-NLMP 3.1.5.1.2.
func (e *Exchange) establish(m *Message, b []byte, flags Flags, kx Key) {
	exported := kx
	if sent := m.SessionKey.Of(b); flags&NegotiateKeyExch != 0 && len(sent) == len(exported) {
		copy(exported[:], rc4Bytes(kx[:], sent))
	}
	e.Context = NewContext(flags, exported)
	got := m.MIC.Of(b)
	if len(got) != micLength || allZero(got) || len(e.challenge) == 0 || e.long {
		return
	}
	whole := append([]byte(nil), b...)
	clear(whole[m.MIC.Off : m.MIC.Off+micLength])
	want := hmacMD5(exported[:], e.negotiate, e.challenge, whole)
	e.MIC = Differs
	if bytes.Equal(want[:], got) {
		e.MIC = Fits
	}
}

// text is a name of the message as UTF-8.
func (m *Message) text(p Buffer, b []byte) string {
	return string(m.appendText(nil, p, b))
}

func (m *Message) appendText(dst []byte, p Buffer, b []byte) []byte {
	if m.Flags&NegotiateUnicode == 0 {
		return append(dst, p.Of(b)...)
	}
	return dissect.AppendUTF16(dst, p.Of(b))
}

// Of is the authentication that is selected in conv (spnego.State.Select), nil
// where none was seen.
func Of(conv *dissect.Conversation) *Exchange {
	e, _ := spnego.Of(conv).Current().Private.(*Exchange)
	return e
}

// Parse reads one message outside of any conversation. It reports whether b is
// one of the three messages.
func Parse(b []byte) (m Message, ok bool) {
	m.Decode(dissect.NewCursor(b, nil))
	ok = len(b) >= 12 && string(b[:8]) == signature && binary.LittleEndian.Uint32(b[8:]) == m.Type
	return m, ok && m.Type >= TypeNegotiate && m.Type <= TypeAuthenticate
}
