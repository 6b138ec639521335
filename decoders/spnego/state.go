package spnego

import "github.com/radissect/radissect/dissect"

// A Context is a security context that an authentication has established, as
// far as the given secrets open it. The mechanisms implement it; carriers use it
// without knowing which one it is. Messages have to be given to it in the order
// of the wire, each once. It is used by one goroutine.
type Context interface {
	// Mechanism is its name for people: "NTLM", "Kerberos".
	Mechanism() string
	// Cipher is what it seals messages with, for people: "RC4-128".
	Cipher() string
	// SessionKey is a copy of the key that carriers may derive their own from.
	SessionKey() []byte
	// Unwrap opens one message that GSS_Wrap made and appends the plain text to
	// dst. On error the plain text may be wrong or missing.
	Unwrap(dst []byte, dir dissect.Dir, token []byte) ([]byte, error)
	// Unseal opens a message of which only sealed is encrypted while before and
	// after are signed with it; token is the signature that was sent apart
	// (DCE/RPC packet privacy). It appends the plain text of sealed to dst.
	Unseal(dst []byte, dir dissect.Dir, before, sealed, after, token []byte) ([]byte, error)
	// VerifyMIC checks the signature of a message that is not encrypted, given
	// in parts.
	VerifyMIC(dir dissect.Dir, mic []byte, message ...[]byte) error
	// VerifyListMIC checks mechListMIC over the list of mechanisms.
	VerifyListMIC(dir dissect.Dir, mic, list []byte) error
}

// maxExchanges is how many authentications of one conversation are kept.
// DCE/RPC clients make a handful; the oldest is forgotten.
const maxExchanges = 64

// maxList is the longest list of mechanisms that is kept for its signature: far
// more than the eleven bytes each of all mechanisms there are.
const maxList = 1024

// An Exchange is one authentication: the negotiation, the mechanism inside, and
// the context that results.
type Exchange struct {
	// Context is what the mechanism has established, nil before, and where no
	// secret fits.
	Context Context
	// With is the name of the given secret that opened it, "" where none was needed.
	With string
	// Mech is the mechanism whose tokens were seen last, UnknownMech before any.
	Mech Mech
	// Private is the mechanism's own state.
	Private any
	// Final says that the token handed over last was the initiator's last one;
	// mechanisms that can tell set it.
	Final bool

	offered [maxMechs]Mech
	n       int
	list    []byte // MechTypeList as sent
	replied bool   // the acceptor has answered
	wantMIC bool   // request-mic was sent
}

// State is what is known about the authentications of a conversation.
type State struct {
	keys      []uint32
	exchanges []*Exchange
	current   uint32
}

// Of is the state of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// Select says which authentication the tokens handed over from now on belong to,
// where a conversation has several at a time (auth_context_id of DCE/RPC). Key 0
// is selected at first.
func (s *State) Select(key uint32) *Exchange {
	s.current = key
	return s.Exchange(key)
}

// Current is the authentication that was selected.
func (s *State) Current() *Exchange { return s.Exchange(s.current) }

// Exchange is the authentication with this key; it is made on first use.
func (s *State) Exchange(key uint32) *Exchange {
	for i := range s.keys {
		if s.keys[i] == key {
			return s.exchanges[i]
		}
	}
	if len(s.keys) == maxExchanges {
		s.keys = append(s.keys[:0], s.keys[1:]...)
		s.exchanges = append(s.exchanges[:0], s.exchanges[1:]...)
	}
	e := &Exchange{}
	s.keys = append(s.keys, key)
	s.exchanges = append(s.exchanges, e)
	return e
}

// Restart forgets what was negotiated, for a client that begins anew.
func (e *Exchange) Restart() { *e = Exchange{} }
