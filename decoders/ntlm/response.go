package ntlm

import "github.com/radissect/radissect/dissect"

const (
	responseLength = 24 // NTLM_RESPONSE, LM_RESPONSE and LMv2_RESPONSE, MS-NLMP 2.2.2.3 to 2.2.2.6
	proofLength    = 16 // Response of NTLMv2_RESPONSE, MS-NLMP 2.2.2.8
	// v2Least is an NTLMv2_RESPONSE with no AV pair: proof, client challenge
	// without AvPairs.
	v2Least = proofLength + 28
)

// A ResponseKind says how a client proved that it knows the password.
type ResponseKind uint8

// The kinds of responses.
const (
	NoResponse ResponseKind = iota // anonymous
	V1                             // NTLM v1, MS-NLMP 3.3.1
	V1ESS                          // NTLM v1 with client challenge ("NTLM2 session response"), MS-NLMP 3.3.1
	V2                             // NTLM v2, MS-NLMP 3.3.2
)

var responseNames = [...]string{"no response", "NTLMv1", "NTLMv1 with client challenge", "NTLMv2"}

// String is the kind in words.
func (k ResponseKind) String() string {
	if int(k) < len(responseNames) {
		return responseNames[k]
	}
	return "unknown response"
}

// Response is the kind of NtChallengeResponse in an AUTHENTICATE_MESSAGE.
func (m *Message) Response() ResponseKind {
	switch {
	case m.NT.Len == 0:
		return NoResponse
	case m.NT.Len > responseLength:
		return V2
	case m.Flags&NegotiateESS != 0:
		return V1ESS
	}
	return V1
}

// Anonymous reports whether an AUTHENTICATE_MESSAGE asks for an anonymous
// session: no user and no response but at most one zero byte (MS-NLMP 3.2.5.1.2).
func (m *Message) Anonymous() bool {
	return m.Type == TypeAuthenticate && m.User.Len == 0 && m.NT.Len == 0 && m.LM.Len <= 1
}

// lmResponse reads LmChallengeResponse: an LMv2_RESPONSE beside NTLM v2, the
// client challenge beside NTLM v1 with extended session security, else an LM_RESPONSE.
func (m *Message) lmResponse(c *dissect.Cursor, n int) {
	if n != responseLength {
		c.Bytes(fLmResponse, n)
		return
	}
	zero := allZero(c.Peek()[:n])
	switch {
	case zero:
		c.Bytes(fLmResponse, n)
	case m.Response() == V2:
		c.Enter(fLMv2)
		c.Bytes(fLMv2Response, proofLength)
		c.Bytes(fChallengeFromClientLM, 8)
		c.Leave()
	case m.Response() == V1ESS:
		c.Enter(fLMClient)
		c.Bytes(fChallengeFromClientLM, 8)
		c.Bytes(fPadding, responseLength-8)
		c.Leave()
	default:
		c.Bytes(fLmResponse, n)
	}
}

// ntResponse reads NtChallengeResponse.
func (m *Message) ntResponse(c *dissect.Cursor, n int) {
	if n == responseLength {
		c.Bytes(fNtResponse, n)
		c.Held(NtResponseLength)
		return
	}
	if n < v2Least {
		c.Bytes(fNtResponse, n)
		c.ReportLast(NtResponseLength, "")
		return
	}
	c.Held(NtResponseLength)
	sub := c.Sub(fNTLMv2, n)
	sub.Bytes(fProof, proofLength)
	sub.Enter(fClientChallenge)
	sub.Require(sub.U8(fRespType) == 1, RespType)
	sub.Require(sub.U8(fHiRespType) == 1, HiRespType)
	sub.U16LE(fReserved1)
	sub.U32LE(fReserved2)
	m.Time = sub.U64LE(fTimeStamp)
	sub.Bytes(fChallengeFromClient, 8)
	sub.U32LE(fReserved3)
	sub.Enter(fAvPairs)
	m.AV.decode(&sub)
	sub.Leave()
	if sub.Left() > 0 {
		sub.Bytes(fPadding, sub.Left())
	}
	sub.Leave()
	sub.Done()
}

// An AVSummary is what is kept of a list of AV_PAIR structures.
type AVSummary struct {
	NbComputer, NbDomain bool   // the pairs that every server must send
	Timestamp            uint64 // MsvAvTimestamp, FILETIME; 0 where there is none
	Flags                uint32 // MsvAvFlags
	ChannelBinding       bool   // MsvAvChannelBindings with a hash in it
	TargetSPN            bool   // MsvAvTargetName with a name in it

	whole bool // the list was read up to its end
}

// The AV_PAIR identifiers, MS-NLMP 2.2.2.1.
const (
	avEOL             = 0
	avNbComputerName  = 1
	avNbDomainName    = 2
	avDNSComputerName = 3
	avDNSDomainName   = 4
	avDNSTreeName     = 5
	avFlags           = 6
	avTimestamp       = 7
	avSingleHost      = 8
	avTargetName      = 9
	avChannelBindings = 10
)

// FlagMIC is the bit of MsvAvFlags by which a client promises a MIC, MS-NLMP 2.2.2.1.
const FlagMIC = 0x2

// decode reads AV_PAIR structures up to the one that ends the list.
func (s *AVSummary) decode(c *dissect.Cursor) {
	for c.Left() > 0 {
		c.Enter(fAVPair)
		id := c.U16LE(fAvID)
		c.Require(id <= avChannelBindings, AVID)
		n := int(c.U16LE(fAvLen))
		if id == avEOL && c.OK() {
			c.Require(n == 0, AVEOLLength)
			if n > 0 {
				c.Bytes(fAvValue, min(n, c.Left()))
			}
			c.Leave()
			c.Held(AVEOL)
			s.whole = true
			return
		}
		v := c.Sub(fAvValueGroup, n)
		s.value(&v, id)
		v.Done()
		c.Leave()
	}
	if c.OK() {
		c.ReportLast(AVEOL, "")
	}
}

// value reads the Value of one AV_PAIR.
func (s *AVSummary) value(c *dissect.Cursor, id uint16) {
	n := c.Left()
	switch id {
	case avNbComputerName:
		s.NbComputer = true
		c.Bytes(fNbComputerName, n)
	case avNbDomainName:
		s.NbDomain = true
		c.Bytes(fNbDomainName, n)
	case avDNSComputerName:
		c.Bytes(fDNSComputerName, n)
	case avDNSDomainName:
		c.Bytes(fDNSDomainName, n)
	case avDNSTreeName:
		c.Bytes(fDNSTreeName, n)
	case avFlags:
		s.Flags = c.U32LE(fAvFlags)
	case avTimestamp:
		s.Timestamp = c.U64LE(fAvTimestamp)
	case avSingleHost: // Single_Host_Data, MS-NLMP 2.2.2.2
		c.U32LE(fSize)
		c.U32LE(fZ4)
		c.Bytes(fCustomData, min(8, c.Left()))
		c.Bytes(fMachineID, min(32, c.Left()))
	case avTargetName:
		s.TargetSPN = n > 0
		c.Bytes(fAvTargetName, n)
	case avChannelBindings:
		s.ChannelBinding = !allZero(c.Bytes(fChannelBindings, 16))
	default:
		c.Bytes(fAvValue, n)
	}
}
