package gcc

import (
	"bytes"

	"github.com/radissect/radissect/dissect"
)

// A ChannelDef is a static channel that the client asks for, MS-RDPBCGR 2.2.1.3.4.1.
type ChannelDef struct {
	Name    string
	Options uint32
	ID      uint16 // what the server assigned, 0 while not known
}

// A Client is what the client's settings say, as far as other layers need it.
type Client struct {
	Seen                 bool
	Version              uint32
	DesktopWidth         uint16
	DesktopHeight        uint16
	KeyboardLayout       uint32
	Build                uint32
	Name                 string
	EarlyCapabilityFlags uint16
	EncryptionMethods    uint32 // with the extended ones of French clients
	ClusterFlags         uint32
	MultitransportFlags  uint32
	MessageChannel       bool // the client can use a message channel
}

// A Certificate is the server's, MS-RDPBCGR 2.2.1.4.3.1.
type Certificate struct {
	Version   uint32 // 1 proprietary, 2 X.509 chain, 0 none
	Temporary bool
	Modulus   []byte // proprietary: little-endian, without padding
	Exponent  uint32 // proprietary
	DER       []byte // chain: the server's own certificate
}

// A Server is what the server's settings say.
type Server struct {
	Seen                 bool
	Version              uint32
	RequestedProtocols   uint32
	EarlyCapabilityFlags uint32
	Security             bool // a security block was seen
	EncryptionMethod     uint32
	EncryptionLevel      uint32
	ServerRandom         []byte // 32 bytes, little-endian
	Certificate          Certificate
	IOChannel            uint16
	MessageChannel       uint16
	MultitransportFlags  uint32
}

// State is what both sides of a conversation have settled. Its slices are
// copies; they must not be changed.
type State struct {
	Client   Client
	Server   Server
	Channels []ChannelDef // in the order of the client's request, at most 31
}

// Of is the state of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// cut is the place p of b, nil where b does not hold it.
func cut(b []byte, p place) []byte {
	if p.off < 0 || p.n <= 0 || p.off > len(b) || p.n > len(b)-p.off {
		return nil
	}
	return b[p.off : p.off+p.n]
}

// take copies what the certificate of b holds.
func (c *Certificate) take(m *certificate, b []byte) {
	if !m.present {
		return
	}
	c.Version, c.Temporary, c.Exponent = m.version, m.temporary, m.exponent
	c.Modulus = bytes.Clone(cut(b, m.modulus))
	c.DER = bytes.Clone(cut(b, m.last))
}
