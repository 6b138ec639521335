package mcs

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// Choices of DomainMCSPDU, T.125 7 part 10: the high six bits of the first byte.
const (
	plumbDomainIndication = iota
	erectDomainRequest
	mergeChannelsRequest
	mergeChannelsConfirm
	purgeChannelsIndication
	mergeTokensRequest
	mergeTokensConfirm
	purgeTokensIndication
	disconnectProviderUltimatum
	rejectMCSPDUUltimatum
	attachUserRequest
	attachUserConfirm
	detachUserRequest
	detachUserIndication
	channelJoinRequest
	channelJoinConfirm
	channelLeaveRequest
	channelConveneRequest
	channelConveneConfirm
	channelDisbandRequest
	channelDisbandIndication
	channelAdmitRequest
	channelAdmitIndication
	channelExpelRequest
	channelExpelIndication
	sendDataRequest
	sendDataIndication
	uniformSendDataRequest
	uniformSendDataIndication
	tokenGrabRequest
	tokenGrabConfirm
	tokenInhibitRequest
	tokenInhibitConfirm
	tokenGiveRequest
	tokenGiveIndication
	tokenGiveResponse
	tokenGiveConfirm
	tokenPleaseRequest
	tokenPleaseIndication
	tokenReleaseRequest
	tokenReleaseConfirm
	tokenTestRequest
	tokenTestConfirm
	choices
)

// userBase is the lowest DynamicChannelId, which PER encodes as 0 (T.125 7 part 1).
const userBase = 1001

// Reasons of a disconnect, T.125 7 part 1.
const (
	reasonProviderInitiated = 1
	reasonUserRequested     = 3
)

// domain reads a domain PDU: aligned PER of T.125 7, where fields of a few bits
// follow each other and larger ones begin at the next byte (X.691).
func (m *PDU) domain(c *dissect.Cursor) {
	first := c.U8(fChoiceByte)
	m.Choice = uint8(c.Part(fChoice, 2, 6))
	c.Require(m.Choice < choices, Choice)
	if m.Choice >= choices {
		c.Is(kindUnknown)
		if n := c.Left(); n > 0 {
			c.Closed(fClosed, n)
		}
		return
	}
	c.Is(domainKinds[m.Choice])
	switch m.Choice {
	case erectDomainRequest:
		height := perInteger(c, fSubHeight)
		c.Require(height == 0, ErectDomainZero)
		interval := perInteger(c, fSubInterval)
		c.Require(interval == 0, ErectDomainZero)
	case disconnectProviderUltimatum:
		second := c.U8(fReasonByte)
		m.Reason = first<<1&6 | second>>7
		c.Note(fReason, uint64(m.Reason))
		switch {
		case !c.OK():
		case m.Reason == reasonProviderInitiated || m.Reason == reasonUserRequested:
			c.Held(DisconnectReason)
		default:
			c.Report(DisconnectReason, 0, 2, "reason is "+strconv.Itoa(int(m.Reason))+" "+reasonNames.Value(uint64(m.Reason)))
		}
	case attachUserRequest:
	case attachUserConfirm:
		m.HasID = first&2 != 0
		m.result(c, first)
		if m.HasID {
			m.User = user(c, fInitiator)
		}
		c.Require(m.Result != 0 || m.HasID, AttachInitiator)
	case channelJoinRequest:
		m.User = user(c, fInitiator)
		m.Channel = c.U16(fChannelID)
		c.Require(m.Channel != 0, JoinZero)
	case channelJoinConfirm:
		m.HasID = first&2 != 0
		m.result(c, first)
		m.User = user(c, fInitiator)
		m.Asked = c.U16(fRequested)
		if m.HasID {
			m.Channel = c.U16(fChannelID)
		}
		c.Require(m.HasID && m.Channel == m.Asked, JoinConfirmChannel)
	case sendDataRequest, sendDataIndication, uniformSendDataRequest, uniformSendDataIndication:
		m.send(c)
	default:
		if n := c.Left(); n > 0 {
			c.Closed(fClosed, n)
		}
	}
	if n := c.Left(); n > 0 && c.OK() {
		c.Closed(fTrailing, n)
	}
}

// result reads the Result of a confirm: four bits, the highest of them in the
// byte of the choice.
func (m *PDU) result(c *dissect.Cursor, first uint8) {
	b := c.U8(fResultByte)
	m.Result = uint32(first&1)<<3 | uint32(b>>5)
	c.Note(fResult, uint64(m.Result))
}

// send reads SendDataRequest, SendDataIndication and their uniform forms.
func (m *PDU) send(c *dissect.Cursor) {
	m.User = user(c, fInitiator)
	m.Channel = c.U16(fChannelID)
	c.U8(fPriorityByte)
	m.Priority = uint8(c.Part(fDataPriority, 6, 2))
	m.Segments = uint8(c.Part(fSegmentation, 4, 2))
	n, whole := perLength(c)
	m.cut = !whole
	if !whole {
		n = c.Left()
	}
	body := c.Sub(fUserData, n)
	m.data = part{body.Offset(), body.Left()}
	if m.data.n > 0 {
		body.Rest(fOctets)
	}
	body.Done()
}

// perLength reads a length determinant, X.691 11.9. It is not the length of
// the whole when that is cut into fragments of 16 KiB.
func perLength(c *dissect.Cursor) (n int, whole bool) {
	switch c.PeekU8(0) & 0xC0 {
	case 0x80:
		return int(c.U16(fPERLongLength) & 0x3FFF), true
	case 0xC0:
		return int(c.U8(fPERLength)&0x3F) << 14, false
	}
	return int(c.U8(fPERLength)), true
}

// perInteger reads an INTEGER (0..MAX): its length and its bytes, X.691 13.2.6.
func perInteger(c *dissect.Cursor, f *dissect.Field) uint64 {
	c.Enter(f)
	defer c.Leave()
	n := int(c.U8(fPERLength))
	switch {
	case n == 0:
		return 0
	case n > 8:
		v := c.Sub(fContents, n)
		if v.Left() > 0 {
			v.Closed(fOctets, v.Left())
		}
		v.Done()
		return 0
	}
	return c.UintBE(fValue, n)
}

// user reads a UserId. The bytes hold it less 1001.
func user(c *dissect.Cursor, f *dissect.Field) uint16 {
	v := c.U16(fEncodedUser)
	if !c.OK() {
		return 0
	}
	id := uint32(v) + userBase
	c.Note(f, uint64(id))
	return uint16(min(id, 0xFFFF))
}
