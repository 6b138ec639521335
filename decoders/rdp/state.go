package rdp

import (
	"github.com/radissect/radissect/decoders/bulk"
	"github.com/radissect/radissect/dissect"
)

// Chunk sizes of static channels in bytes, MS-RDPBCGR 2.2.6.1 and 2.2.7.1.10.
const (
	DefaultChunk = 1600  // CHANNEL_CHUNK_LENGTH
	MaxChunk     = 16256 // the largest VCChunkSize
)

// A State is what a connection has agreed on, as far as it was seen. It changes
// when messages of package rdp take effect.
type State struct {
	conv *dissect.Conversation

	// ShareID is that of the last Demand Active PDU; Shared says that there was one.
	ShareID uint32
	Shared  bool
	// InfoFlags are the flags of the Client Info PDU (MS-RDPBCGR 2.2.1.11.1.1),
	// HasInfo says that one was read: an encrypted one is not.
	InfoFlags uint32
	HasInfo   bool
	// By sender, from the capability sets of the last Demand and Confirm Active:
	// extraFlags of the general set, flags and VCChunkSize (0 for none) of the
	// virtual channel set.
	ExtraFlags  [2]uint16
	VCFlags     [2]uint32
	VCChunkSize [2]uint32
	// Logon is what that PDU asks for.
	Logon Logon
	// Watch is who wants to be told what goes on.
	Watch Watch
	// Drawn counts the PDUs of the server with graphics of the desktop: orders,
	// bitmaps and surface commands, on slow and fast path.
	Drawn uint64
	// Phase is how far the connection sequence has come.
	Phase Phase
	// Encrypted counts the packets of each direction encrypted with standard RDP
	// security, on slow and fast path together: the number that the salted MAC
	// holds (5.3.6.1.1) and that rules the update of the keys (5.3.7).
	Encrypted [2]uint64

	// Compressed is what was compressed, by sender.
	Compressed [2]Compressed

	keys    sessionKeys
	inner   inner
	history [2]*bulk.Decompressor
	room    room
	updates updateJoin

	client, server finalStep // progress of the connection finalization
	unread         bool      // encrypted packets stayed closed
	blind          bool      // PDUs went by that could not be read: the order is not known
}

// Of is the state of the RDP connection that conv carries. Outside of an engine,
// where conv is nil, it is a state in which nothing is known.
func Of(conv *dissect.Conversation) *State {
	if conv == nil {
		return &State{}
	}
	if h, ok := conv.Handler(Protocol).(*handler); ok {
		return &h.state
	}
	return &State{}
}

// Chunk is the largest size in bytes of the data of one Virtual Channel PDU: what
// the server says when both sides sent VCChunkSize, else 1,600
// (MS-RDPBCGR 3.1.5.2.1). known is false while the capabilities of a side have
// not been read, as in an encrypted connection.
func (s *State) Chunk() (size uint32, known bool) {
	known = s.Phase >= Confirmed && !s.blind
	if s.VCChunkSize[dissect.FromClient] != 0 && s.VCChunkSize[dissect.FromServer] != 0 {
		return max(DefaultChunk, s.VCChunkSize[dissect.FromServer]), known
	}
	return DefaultChunk, known
}

// Compression is the highest compression type that the client announced in its
// Client Info PDU (a bulk.Type value); ok is false where it announced none or
// was not read.
func (s *State) Compression() (highest uint8, ok bool) {
	if !s.HasInfo || s.InfoFlags&infoCompression == 0 {
		return 0, false
	}
	return uint8(s.InfoFlags >> infoCompressionShift & infoCompressionMask), true
}

// ReadSecurity reads the security header of a PDU of a static channel. It is
// there when standard RDP security encrypts the connection (MS-RDPBCGR 2.2.6.1).
// Where it says that the rest is encrypted, ReadSecurity also reads the rest, as
// closed bytes. In the plain text of an opened packet there is no header left to
// read; the result is that of the packet, with Opened set.
func (s *State) ReadSecurity(c *dissect.Cursor) Security {
	var sec Security
	if s.inner.form == innerOpened {
		sec = s.inner.sec
		sec.Off, sec.Len = c.Offset(), c.Left()
		return sec
	}
	method, _, _ := s.Encryption()
	if method == MethodNone {
		sec.Off, sec.Len = c.Offset(), c.Left()
		return sec
	}
	readSecurity(c, method, &sec)
	if sec.Encrypted {
		sec.closed(c)
	}
	return sec
}

// MustEncrypt reports whether standard RDP security has to encrypt the packets of
// a direction: those of the client at every level but 0, those of the server from
// level 2 on (MS-RDPBCGR 5.3.6). known is false where the choice was not seen.
func (s *State) MustEncrypt(dir dissect.Dir) (must, known bool) {
	method, level, known := s.Encryption()
	if !known || method == MethodNone {
		return false, known
	}
	return dir == dissect.FromClient || level >= LevelClientCompatible, true
}

// checkEncrypted checks, when a message takes effect, that the level of
// encryption is kept. Licensing is free to do without, and the Security Exchange
// comes before the keys.
func (s *State) checkEncrypted(dir dissect.Dir, sec *Security, x *dissect.Context) {
	must, _ := s.MustEncrypt(dir)
	if must && sec.Flags&(SecExchange|SecLicense) == 0 {
		x.Require(sec.Encrypted, Encrypted, 0, min(4, len(x.Bytes())), "not encrypted")
	}
}
