package raiop

import (
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// contactName is the classifier of every secure name, MS-RAIOP 3.3.5.2.
const contactName = "RAContact"

// lifetime is the time of the expiration timer, in nanoseconds (MS-RAIOP 3.1.2.1).
const lifetime = 30 * int64(time.Minute)

// maxNames is how many names between two hosts are remembered.
const maxNames = 64

// names is what the conversations of two hosts share.
type names struct {
	seen  []name
	tries []tries
}

// A name is one that a payload was seen for.
type name struct {
	id    [32]byte
	first int64 // when it was seen first
}

var sharedNames = new(int) // the key of names

// handler reads the payloads of one conversation, and watches for their names.
type handler struct {
	conv  *dissect.Conversation
	given *given
	shape shape // of the payload that is handed on
}

// A shape is what the name of a payload says of it, worked out once.
type shape struct {
	clear   bool // it is a connection string that everybody can read
	contact bool // the name is the one of a contact
	secure  bool // it is a secure one, or of a contact
	said    int  // FriendlyName as a number of bytes, 0 for anything else
	key     int  // length of the exported AES key in bytes, 0 for none
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ pnrp.Taker       = (*handler)(nil)
	_ pnrp.Watcher     = (*handler)(nil)
)

func (h *handler) names() *names {
	return h.conv.Shared(sharedNames, func() any { return &names{} }).(*names)
}

// Frame is never called: payloads are whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// keyDigits is the length of a key string, MS-RAIOP 3.1.5.2.
const keyDigits = 32

// isKey reports whether a classifier is a key string, in whatever case.
func isKey(s string) bool {
	return len(s) == keyDigits && strings.Trim(s, "0123456789abcdefABCDEF") == ""
}

// isClear reports whether a payload is a connection string 2 that everybody can
// read: one with the hash of a key. That of MS-RAIOP 2.2.1 is of type 2.
func isClear(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("<E>")) && !bytes.HasPrefix(b, []byte{'<', 0, 'E', 0, '>', 0}) {
		return false
	}
	inv, err := invitation.Parse(b)
	return err == nil && inv.String2 != nil && inv.String2.KH.Set
}

// isContact reports whether the name is the one of a contact.
func isContact(c *pnrp.Content) bool {
	if c.Classifier != "" || len(c.ClassifierHash) != sha1.Size {
		return c.Classifier == contactName
	}
	for _, sum := range pnrp.ClassifierHashes(wide(contactName)) {
		if bytes.Equal(sum[:], c.ClassifierHash) {
			return true
		}
	}
	return false
}

// exported is the length in bytes of the exported AES key that a payload begins
// with: base64 in UTF-16LE, of a number of bytes that RSA keys have. It is 0 for
// none. Where no padding ends the base64, what follows may look like more of it;
// then said, the length in FriendlyName, decides.
func exported(b []byte, said int) int {
	n, padding := 0, 0
	for n+1 < len(b) && b[n+1] == 0 && digit64(b[n]) && (padding == 0 || b[n] == '=' && padding < 2) {
		if b[n] == '=' {
			padding++
		}
		n += 2
	}
	if padding == 0 && said > 0 && said < n {
		n = said
	}
	text := make([]byte, 0, n/2)
	for i := 0; i+1 < n; i += 2 {
		text = append(text, b[i])
	}
	key, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil || len(key) < 64 || len(key)%8 != 0 {
		return 0
	}
	return n
}

func digit64(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '='
}

// length is FriendlyName as a number of bytes, 0 for anything else.
func length(c *pnrp.Content) int {
	n, err := strconv.Atoi(c.FriendlyName)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// Takes reports whether a payload is one of Remote Assistance, or has the name of
// one.
func (h *handler) Takes(c *pnrp.Content) bool {
	s := shape{clear: isClear(c.Data), contact: isContact(c)}
	if s.secure = c.Secure || s.contact; s.secure {
		s.said = length(c)
		s.key = exported(c.Data, s.said)
	}
	h.shape = s
	switch {
	case s.clear, s.contact:
		return true
	case s.secure:
		return s.key > 0 && s.key == s.said && (len(c.Data)-s.key)%16 == 0 && len(c.Data) > s.key
	case c.Classifier == "":
		_, k := h.keyFor(c)
		return k != ""
	}
	return isKey(c.Classifier)
}

// Decode shows one payload.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	in := pnrp.Of(h.conv)
	b := c.Peek()
	switch {
	case h.shape.clear:
		c.Is(kindClear)
		c.Bytes(fClear, len(b))
	case in != nil && h.shape.secure:
		c.Is(kindSecure)
		h.secure(c, in)
	default:
		c.Is(kindUnsecured)
		c.Closed(fEncrypted, len(b))
	}
}

// secure shows the payload of a secure name, MS-RAIOP 3.3.5.1.
func (h *handler) secure(c *dissect.Cursor, in *pnrp.Content) {
	if n := h.shape.key; n > 0 {
		c.Bytes(fExported, n)
		if in.HasCPA {
			c.Require(n == h.shape.said, FriendlyName)
		}
	}
	if m := c.Left(); m > 0 {
		c.Closed(fData, m)
	}
}

// Info says whether it was opened. It is asked before Commit, so it says what the
// name tells.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	in := pnrp.Of(h.conv)
	if in == nil {
		return dst
	}
	dst = strconv.AppendInt(dst, int64(len(in.Data)), 10)
	dst = append(dst, " bytes"...)
	switch {
	case h.shape.contact:
		dst = append(dst, ", for the key of a contact"...)
	case isKey(in.Classifier):
		dst = append(dst, ", the name has the form of a key"...)
	}
	return dst
}

// Commit opens a payload and judges its name.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	in := pnrp.Of(h.conv)
	if in == nil {
		return
	}
	x.Keep()
	b := x.Bytes()
	switch {
	case h.shape.clear:
		h.age(x, in)
		x.Report(Clear, 0, len(b), "")
		if !in.Secure {
			x.Report(Encrypted, 0, len(b), "it is not encrypted")
		}
		h.string(x, b, len(b))
	case h.shape.secure:
		h.age(x, in)
		h.closed(x, in)
	default:
		x.Held(Clear)
		h.unsecured(x, in)
	}
}

// closed says what would open the payload of a secure name.
func (h *handler) closed(x *dissect.Context, in *pnrp.Content) {
	if h.shape.contact {
		x.Held(Classifier)
	} else {
		x.Report(Classifier, 0, len(x.Bytes()), "it is "+in.Classifier)
	}
	h.conv.Protect(dissect.Protection{
		Kind: "raiop", Cipher: "AES-256, key under RSA",
		Need: "nothing that radissect takes: the private key of the expert opens the key of the payload (MS-RAIOP 3.4.5.2), and how RSA and AES are applied is not stated",
	})
}

// unsecured opens the payload of an unsecured name.
func (h *handler) unsecured(x *dissect.Context, in *pnrp.Content) {
	b := x.Bytes()
	word, key := h.keyFor(in)
	public := false
	var plain []byte
	if isKey(in.Classifier) {
		for _, k := range []string{strings.ToUpper(in.Classifier), in.Classifier} {
			if plain = open(k, b); plain != nil {
				key, public = k, true
				break
			}
		}
	} else if key != "" {
		plain = open(key, b)
	}
	if plain == nil {
		if word != nil && key == strings.ToUpper(in.Classifier) {
			x.Report(Encrypted, 0, len(b), "the key of the name does not open it")
		}
		h.conv.Protect(dissect.Protection{
			Kind: "raiop", Cipher: "AES-128-CBC or something else",
			Need: "nothing that is known: the key that follows from the name does not open it, so that it may be of another application",
		})
		return
	}
	h.age(x, in) // a name that only looks like one of Remote Assistance may stay
	x.Held(Encrypted)
	p := dissect.Protection{Kind: "raiop", Cipher: "AES-128-CBC, key from the name", Open: true, With: "the classifier on the wire"}
	if public {
		x.Report(KeyOnWire, 0, len(b), "the classifier opens it")
		x.Require(in.Classifier == strings.ToUpper(in.Classifier), Name, 0, len(b), "the classifier has lower-case digits")
	} else {
		x.Held(KeyOnWire)
		p.With = word.origin.Name()
		word.origin.MarkUsed()
	}
	h.conv.Protect(p)
	h.password(x, plain, key, word)
	h.string(x, plain, len(b))
}

// open decrypts a payload; nil where what comes out is no text.
func open(key string, b []byte) []byte {
	plain := invitation.DecryptPayload(key, b)
	if len(plain) < 8 || len(plain)%2 != 0 {
		return nil
	}
	for i := 0; i < len(plain); i += 2 {
		if c := plain[i]; plain[i+1] == 0 && c < ' ' && c != 0 && c != '\t' && c != '\r' && c != '\n' {
			return nil
		}
	}
	inv, err := invitation.Parse(plain)
	if err == nil && inv.Encoding == invitation.UTF16LE && inv.String2 != nil {
		return plain
	}
	for i := 0; i < len(plain); i += 2 {
		if plain[i+1] != 0 || plain[i] >= 0x7f {
			return nil
		}
	}
	return plain
}

// string hands the connection string on. All of it comes from the n bytes of the
// payload.
func (h *handler) string(x *dissect.Context, text []byte, n int) {
	if len(text) == n {
		x.Pass(invitation.Protocol, 0, n, "")
		return
	}
	var from reassembly.Map
	from.AddWhole(0, x.Ranges(0, n))
	x.HandOn(0, n)
	x.PassBytes(invitation.Protocol, text, &from, "")
}

// age judges how long a name is there.
func (h *handler) age(x *dissect.Context, in *pnrp.Content) {
	if len(in.ID) != 32 {
		return
	}
	all := h.names()
	id := [32]byte(in.ID)
	for i := range all.seen {
		if all.seen[i].id != id {
			continue
		}
		if d := x.Time() - all.seen[i].first; d > lifetime {
			x.Report(Unregistered, 0, len(x.Bytes()), "it is there after "+strconv.FormatInt(d/int64(time.Minute), 10)+" minutes")
		}
		return
	}
	if len(all.seen) < maxNames {
		all.seen = append(all.seen, name{id, x.Time()})
	}
}

// Revoke takes note that a name is given up.
func (h *handler) Revoke(_ dissect.Dir, x *dissect.Context, id [32]byte) {
	for _, n := range h.names().seen {
		if n.id == id && x.Time()-n.first <= lifetime {
			x.Held(Unregistered)
		}
	}
}
