// Package mcs decodes the multipoint communication service of T.125 as RDP uses
// it: the BER connect PDUs, the PER domain PDUs, and the channels of a
// connection with who may use them (MS-RDPBCGR 2.2.1.3 to 2.2.1.9, 2.2.2.3, 3.1.5.2.1).
package mcs

import (
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// A ChannelKind says what a channel carries.
type ChannelKind uint8

// The kinds of channels.
const (
	UnknownChannel ChannelKind = iota // its announcement was not seen
	IOChannel                         // RDP itself (MS-RDPBCGR 2.2.1.4.4, MCSChannelId)
	MessageChannel                    // auto-detect, multitransport, heartbeat (MS-RDPBCGR 2.2.1.4.5)
	StaticChannel                     // a static virtual channel (MS-RDPBCGR 2.2.1.4.4)
	UserChannel                       // the client's own (MS-RDPBCGR 2.2.1.7)
)

var channelKindNames = [...]string{"unknown channel", "I/O channel", "message channel", "static channel", "user channel"}

// String is the kind in words.
func (k ChannelKind) String() string {
	if int(k) < len(channelKindNames) {
		return channelKindNames[k]
	}
	return "unknown channel"
}

// UserData holds the protocol of the user data of Connect-Initial and
// Connect-Response. gcc binds itself here.
var UserData = dissect.NewTable[struct{}]("mcs.userdata")

// Data holds the protocols of the data of channels, by kind of channel.
var Data = dissect.NewTable[ChannelKind]("mcs.channel")

// Protocol is MCS.
var Protocol = &dissect.Protocol{
	Name:         "mcs",
	Title:        "Multipoint communication service (T.125)",
	Specs:        []dissect.Spec{"T.125 7", "MS-RDPBCGR 2.2.1.3", "MS-RDPBCGR 2.2.2.3"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{x224.Data.Key(struct{}{})},
	New:          func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// part is where something lies in a message.
type part struct{ off, n int }

// PDU is one PDU of T.125. Which of its members count depends on Choice and
// Connect; the others are zero.
type PDU struct {
	Connect  bool   // a connect PDU: BER
	Tag      uint8  // of a connect PDU: 101 to 104
	Choice   uint8  // of a domain PDU: its place in DomainMCSPDU
	Result   uint32 // of confirms and Connect-Response
	HasID    bool   // the optional member of a confirm is there
	User     uint16 // initiator
	Asked    uint16 // requested (channel join confirm)
	Channel  uint16 // channelId
	Reason   uint8  // disconnect provider ultimatum
	Priority uint8  // dataPriority
	Segments uint8  // segmentation: 2 begin, 1 end

	data part // userData
	cut  bool // the userData is in fragments
}

// Decode reads a PDU.
func (m *PDU) Decode(c *dissect.Cursor) {
	if c.PeekU8(0) == berConnect {
		m.connect(c)
		return
	}
	m.domain(c)
}
