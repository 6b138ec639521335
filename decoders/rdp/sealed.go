package rdp

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/reassembly"
)

// sessionKeys is what is known of the keys of standard RDP security.
type sessionKeys struct {
	cipher *Cipher // nil while nothing can be opened
	origin *keys.Origin
	asked  bool // a Security Exchange was seen
	tried  int  // private key operations
	open   bool // a MAC was right: the keys are
	right  [2]bool
	wrong  [2]int // MACs in a row, by sender
	doubt  int    // wrong MACs before the first right one
}

// maxWrong is how many MACs in a row may be wrong before the state of the cipher
// counts as lost, or, at the beginning, the key as another one.
const maxWrong = 3

// maxTries is how many Security Exchanges of one connection are decrypted. One is
// what a client sends; each costs a millisecond.
const maxTries = 2

// An innerForm says what the bytes are that one protocol of this package hands to
// another, or to itself.
type innerForm uint8

const (
	innerNone     innerForm = iota // a message as it came
	innerOpened                    // the plain text of an encrypted packet, behind its header
	innerInflated                  // the plain data of a compressed or fragmented part
)

// An inner tells the reader of bytes made out of a message what the message said
// about them. It is set while they are handed on, so that it is the same for
// every decode of them.
type inner struct {
	form   innerForm
	sec    Security // of the packet
	events int      // numEvents of a fast-path header
	code   uint8    // type of the data PDU, or code of the fast-path update
}

// room are the buffers of derived bytes. Opened packets do not nest, and neither
// do inflated parts, so that one of each serves a connection.
type room struct {
	plain    []byte
	from     reassembly.Map // of plain
	inflated []byte
	whole    reassembly.Map // of inflated
	held     int            // inflated bytes in joiners
}

// opens reports whether the packets of a direction can be opened.
func (s *State) opens(dir dissect.Dir) bool {
	return s.keys.cipher != nil && !s.keys.cipher.Lost(dir)
}

// exchange takes in the encrypted client random of a Security Exchange, which is
// at [off, off+n) of the message of x, and derives the session keys where the
// server's private key was given (MS-RDPBCGR 5.3.4.2).
func (s *State) exchange(x *dissect.Context, off, n int) {
	method, _, known := s.Encryption()
	s.keys.asked = true
	if !known || method == MethodNone || s.keys.open {
		return
	}
	s.conv.Protect(dissect.Protection{Kind: protectionKind, Cipher: MethodName(method)})
	key := s.privateKey()
	if key == nil || s.keys.tried == maxTries {
		return
	}
	s.keys.tried++
	random, err := key.DecryptRawLE(x.Bytes()[off : off+n])
	if err == nil && len(random) >= randomLength && zero(random[randomLength:]) {
		s.keys.cipher = NewCipher(method, random[:randomLength], s.settings().ServerRandom)
		s.keys.origin = key.Origin()
	}
	if s.keys.cipher == nil {
		x.Report(KeyFits, off, n, "the key "+key.Origin().Name()+" gives no client random of 32 bytes")
		return
	}
	x.Held(KeyFits)
}

// cipherName is MethodName, or says that the start with the choice was missed.
func cipherName(method uint32) string {
	if name := MethodName(method); name != "" {
		return name
	}
	return "unknown"
}

// protectionKind names standard RDP security in reports.
const protectionKind = "rdp-standard"

// Sealed is called with every encrypted packet of a direction when it takes
// effect, in the order of the stream and whatever package reads it: sec tells
// method, MAC and the place of the cipher text in the message of x. It has to see
// all of them. Where the packet can be opened, its plain text is handed to p,
// whose messages it is made of, and Sealed returns true. It comes last in a
// Commit: p may be the caller.
func (s *State) Sealed(dir dissect.Dir, sec *Security, x *dissect.Context, p *dissect.Protocol) bool {
	return s.sealed(dir, sec, x, p, 0)
}

// sealed is Sealed for packets of which the header counts the events.
func (s *State) sealed(dir dissect.Dir, sec *Security, x *dissect.Context, p *dissect.Protocol, events int) bool {
	if s.Encrypted[0]+s.Encrypted[1] == 0 && !s.keys.asked {
		s.conv.Protect(dissect.Protection{Kind: protectionKind, Cipher: cipherName(sec.Method)})
	}
	s.Encrypted[dir]++
	if sec.Cut || !s.opens(dir) || !s.decrypt(dir, sec, x) {
		s.loseHistory(dir) // compressed data may be in it
		s.unread = true
		return false
	}
	r := &s.room
	r.from.Reset()
	if from := x.Ranges(sec.Off, sec.Len); sec.Method == MethodFIPS {
		// Every block of cipher text has a part in two blocks of plain text.
		r.from.AddWhole(0, from)
	} else {
		r.from.AddRanges(0, uint32(sec.Len), from)
	}
	x.HandOn(sec.Off, sec.Len)
	in := inner{form: innerOpened, sec: *sec, events: events}
	in.sec.Encrypted, in.sec.Opened = false, true
	s.handOn(x, p, r.plain, &r.from, in)
	return true
}

// Unread reports whether packets went by that stayed closed. What one side seems
// to have left out may then be in them.
func (s *State) Unread() bool { return s.unread }

// handOn hands derived bytes to p.
func (s *State) handOn(x *dissect.Context, p *dissect.Protocol, b []byte, m *reassembly.Map, in inner) {
	before := s.inner
	s.inner = in
	x.PassBytes(p, b, m, "")
	s.inner = before
}

// decrypt puts the plain text of a packet into the room for it. It reports
// whether that is the sender's: a wrong MAC is reported once the keys are proven
// right, and proves nothing behind lost bytes.
func (s *State) decrypt(dir dissect.Dir, sec *Security, x *dissect.Context) bool {
	k := &s.keys
	src := x.Bytes()[sec.Off : sec.Off+sec.Len]
	plain, mac, ok := k.cipher.Open(s.room.plain[:0], dir, src, sec.MAC, sec.Flags&SecSecureChecksum != 0, sec.Padding)
	s.room.plain = plain
	if !ok {
		return false
	}
	at := sec.Off - len(sec.MAC)
	if mac != MACWrong {
		if !k.open {
			s.proven(sec, x)
		}
		k.right[dir], k.wrong[dir] = true, 0
		if mac == MACRight {
			x.Held(MACVerifies)
		} else {
			x.Report(MACVerifies, at, len(sec.MAC), "it is that "+otherForm(sec)+" the count of packets, unlike the flags say")
		}
		return true
	}
	if x.Touched() || !k.right[dir] && (s.conv.Losses(dir) > 0 || s.conv.Missed()) {
		k.cipher.Lose(dir)
		return false
	}
	k.wrong[dir]++
	switch {
	case k.open && k.wrong[dir] < maxWrong:
		x.Report(MACVerifies, at, len(sec.MAC), "it does not fit the decrypted data")
		return true
	case k.open:
		x.Report(MACVerifies, at, len(sec.MAC), "it does not fit the decrypted data, as those before; nothing more from the "+dir.String()+" is opened")
		k.cipher.Lose(dir)
	default:
		if k.doubt++; k.doubt >= maxWrong {
			x.Report(KeyFits, at, len(sec.MAC), "no MAC is right with the key "+k.origin.Name())
			k.cipher = nil
		}
	}
	return false
}

// otherForm says which form of the MAC the flags do not announce.
func otherForm(sec *Security) string {
	if sec.Flags&SecSecureChecksum != 0 {
		return "without"
	}
	return "with"
}

// proven is called with the first packet whose MAC is right.
func (s *State) proven(sec *Security, x *dissect.Context) {
	k := &s.keys
	k.open = true
	k.origin.MarkUsed()
	s.conv.Protect(dissect.Protection{Kind: protectionKind, Cipher: MethodName(sec.Method), Open: true, With: k.origin.Name()})
	if k.doubt > 0 {
		x.Report(MACVerifies, 0, min(4, len(x.Bytes())), "this MAC is right, those of the packets before were not: "+strconv.Itoa(k.doubt))
	}
}

// lose says that bytes of a direction are missing. The key stream and the
// histories depend on every byte before.
func (s *State) lose(dir dissect.Dir) {
	if s.keys.cipher != nil {
		s.keys.cipher.Lose(dir)
	}
	s.loseHistory(dir)
	if dir == dissect.FromServer {
		s.updates.lose(s)
	}
}

// AppendSealed says of an encrypted packet of a direction what it is encrypted
// with and, where it could not be opened for that reason, that bytes before it
// are missing.
func (s *State) AppendSealed(dst []byte, dir dissect.Dir, sec *Security) []byte {
	dst = append(dst, "encrypted"...)
	if name := MethodName(sec.Method); name != "" {
		dst = append(append(dst, " with "...), name...)
	}
	if s.keys.cipher != nil && s.keys.cipher.Lost(dir) {
		dst = append(dst, ", the state of the cipher is lost"...)
	}
	return dst
}
