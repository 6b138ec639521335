package ra

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// Values of msgType, MS-RA 2.2.1.3.
const (
	typeRemoteControlDesktop = 1 + iota
	typeResult
	typeAuthenticate
	typeServerAnnounce
	typeDisconnect
	typeVersionInfo
	typeIsConnected
	typeVerifyPassword
	typeExpertOnVista
	typeNoviceName
	typeExpertName
	typeToken
)

// controlKind is what is known about one msgType.
type controlKind struct {
	kind      *dissect.Kind
	channel   *dissect.Rule // it has to name the session initialization channel
	direction *dissect.Rule // nil where both sides send it, or a rule of its own sees to it
	from      dissect.Dir   // who sends it
	least     int           // bytes of the shortest payload
	most      int           // bytes of the longest payload, -1 when there is no limit
}

var controls = [...]controlKind{
	typeRemoteControlDesktop: {kindRemoteControlDesktop, RuleRemoteControlDesktopChannel, RuleRemoteControlDesktopDirection, expert, 2, -1},
	typeResult:               {kindResult, RuleResultChannel, nil, novice, 4, 4},
	typeAuthenticate:         {kindAuthenticate, RuleAuthenticateChannel, RuleAuthenticateDirection, expert, 2, -1},
	typeServerAnnounce:       {kindServerAnnounce, RuleServerAnnounceChannel, RuleServerAnnounceDirection, novice, 0, 0},
	typeDisconnect:           {kindDisconnect, RuleDisconnectChannel, nil, novice, 0, 0},
	typeVersionInfo:          {kindVersionInfo, RuleVersionInfoChannel, nil, novice, 8, 8},
	typeIsConnected:          {kindIsConnected, RuleIsConnectedChannel, nil, novice, 0, 0},
	typeVerifyPassword:       {kindVerifyPassword, RuleVerifyPasswordChannel, RuleVerifyPasswordDirection, expert, 2, -1},
	typeExpertOnVista:        {kindExpertOnVista, RuleExpertOnVistaChannel, RuleExpertOnVistaDirection, expert, 4, -1},
	typeNoviceName:           {kindNoviceName, RuleNoviceNameChannel, RuleNoviceNameDirection, novice, 4, -1},
	typeExpertName:           {kindExpertName, RuleExpertNameChannel, RuleExpertNameDirection, expert, 4, -1},
	typeToken:                {kindToken, RuleTokenChannel, nil, novice, 4, -1},
}

// likelyControl reports whether b, which came under a channel name that means
// nothing, can be nothing but a session initialization message: a known
// msgType and a payload of a length that it can have.
func likelyControl(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	t := binary.LittleEndian.Uint32(b)
	if t == 0 || t >= uint32(len(controls)) {
		return false
	}
	k := &controls[t]
	return len(b)-4 >= k.least && (k.most < 0 || len(b)-4 <= k.most)
}

// control is one session initialization message, MS-RA 2.2.1.3 to 2.2.1.15.
// Slices lie in the message's bytes; which are set depends on the type.
type control struct {
	msgType      uint32
	versionMajor uint32
	versionMinor uint32
	result       uint32
	connection   connectionString
	blob         expertBlob
	name         []byte // of novice or expert, UTF-16LE
	secret       []byte // the token or the encrypted password
}

func (t *control) decode(m *message, dir dissect.Dir, c *dissect.Cursor) {
	*t = control{}
	m.is(c, kindControl)
	c.Enter(fBufHeader)
	t.msgType = c.U32LE(fMsgType)
	known := t.msgType > 0 && t.msgType < uint32(len(controls))
	c.Require(known, RuleMessageType)
	if known && c.OK() {
		k := &controls[t.msgType]
		m.is(c, k.kind)
		if k.direction != nil {
			if dir == k.from {
				c.Held(k.direction)
			} else {
				c.ReportLast(k.direction, k.kind.Name+" from the "+side(dir))
			}
		}
	}
	c.Leave()
	if !c.OK() {
		return
	}
	switch t.msgType {
	case typeRemoteControlDesktop:
		t.connection.decode(c, len(trimNUL(c.Peek())))
		terminator(c)
	case typeResult:
		t.decodeResult(dir, c)
	case typeAuthenticate:
		t.decodeAuthenticate(c)
	case typeDisconnect:
		empty(c, RuleDisconnectPayload)
	case typeVersionInfo:
		t.decodeVersionInfo(c)
	case typeIsConnected:
		empty(c, RuleIsConnectedPayload)
	case typeVerifyPassword:
		t.blob.decode(c, RuleVerifyPasswordBlob)
		terminator(c)
	case typeExpertOnVista:
		t.secret = payload(c, fEncryptedPassword, nil)
	case typeNoviceName:
		t.name = payload(c, fNoviceName, RuleNameBSTR)
	case typeExpertName:
		t.name = payload(c, fExpertName, RuleNameBSTR)
	case typeToken:
		t.secret = payload(c, fToken, RuleTokenBSTR)
	}
	if !known {
		closed(c)
		return
	}
	c.Done()
}

// confidential reports whether messages of this type carry proofs or tokens,
// which bytes behind a wrong DataLen may be part of.
func (t *control) confidential() bool {
	switch t.msgType {
	case typeRemoteControlDesktop, typeAuthenticate, typeVerifyPassword, typeExpertOnVista, typeToken:
		return true
	}
	return false
}

// side names the sender.
func side(dir dissect.Dir) string {
	if dir == expert {
		return "expert"
	}
	return "novice"
}

// empty checks that nothing follows msgType.
func empty(c *dissect.Cursor, r *dissect.Rule) {
	if n := c.Left(); n > 0 {
		c.Closed(fAdditionalData, n)
		c.ReportLast(r, strconv.Itoa(n)+" bytes follow msgType")
		return
	}
	c.Held(r)
}

// terminator reads one NUL, where there is one.
func terminator(c *dissect.Cursor) bool {
	if b := c.Peek(); len(b) < 2 || unit(b, 0) != 0 {
		return false
	}
	c.Bytes(fTerminator, 2)
	return true
}

// decodeVersionInfo reads the payload of MS-RA 2.2.1.8.
func (t *control) decodeVersionInfo(c *dissect.Cursor) {
	t.versionMajor = c.U32LE(fVersionMajor)
	if t.versionMajor != 1 {
		c.Require(false, RuleVersionInfoValues)
		t.versionMinor = c.U32LE(fVersionMinor)
		return
	}
	t.versionMinor = c.U32LE(fVersionMinor)
	c.Require(t.versionMinor == 2, RuleVersionInfoValues)
}

// resultFail is E_FAIL, which Windows Vista and later return in version 1 where
// SAFERROR_INCOMPATIBLEVERSION is due (MS-RA, notes 5 and 6).
const resultFail = 0x80004005

// resultIncompatible is SAFERROR_INCOMPATIBLEVERSION, MS-RA 2.2.6.
const resultIncompatible = 47

// decodeResult reads the payload of MS-RA 2.2.1.10.
func (t *control) decodeResult(dir dissect.Dir, c *dissect.Cursor) {
	n := c.Left()
	t.result = c.U32LE(fResult)
	if n < 4 {
		return
	}
	c.Require(t.result != resultFail, RuleResultFail)
	c.Require(t.result == resultFail || resultNames.Value(uint64(t.result)) != "", RuleResultListed)
	switch t.result {
	case 35, 36, 38, 48:
		c.Require(false, RuleResultUnused)
	default:
		c.Held(RuleResultUnused)
	}
	c.Require(dir == novice || t.result == resultIncompatible || t.result == resultFail, RuleResultDirection)
	if n := c.Left(); n > 0 {
		c.Closed(fAdditionalData, n)
		c.ReportLast(RuleResultPayload, strconv.Itoa(n)+" bytes follow result")
		return
	}
	c.Held(RuleResultPayload)
}

// decodeAuthenticate reads the payload of MS-RA 2.2.1.4.
func (t *control) decodeAuthenticate(c *dissect.Cursor) {
	t.connection.decode(c, connectionEnd(c.Peek()))
	if terminator(c) {
		c.Held(RuleAuthenticateConnection)
	} else {
		c.ReportLast(RuleAuthenticateConnection, "raConnectionString has no NUL")
	}
	t.blob.decode(c, RuleAuthenticateBlob)
	if terminator(c) {
		c.Held(RuleAuthenticateBlobEnd)
	} else {
		c.ReportLast(RuleAuthenticateBlobEnd, "expertBlob has no NUL")
	}
}

// payload reads a BSTR (MS-DTYP 2.2.5), a length and as many bytes, with or
// without a NUL that the length does not count. What is no BSTR is read as the
// value itself: so FreeRDP sends the encrypted password, and Windows takes it.
func payload(c *dissect.Cursor, f *dissect.Field, r *dissect.Rule) []byte {
	b := c.Peek()
	n, ok := uint64(0), false
	if len(b) >= 4 {
		n = uint64(binary.LittleEndian.Uint32(b))
		left := uint64(len(b) - 4)
		ok = n == left || n+2 == left && n%2 == 0 && unit(b, len(b)-2) == 0
	}
	if !ok {
		v := c.Rest(f)
		if r != nil {
			c.ReportLast(r, bstrDetail(n, len(b)))
		}
		return v
	}
	if r != nil {
		c.Held(r)
	}
	c.Enter(fBSTR)
	c.U32LE(fBSTRLength)
	v := c.Bytes(f, int(n))
	terminator(c)
	c.Leave()
	return v
}

func bstrDetail(n uint64, have int) string {
	if have < 4 {
		return strconv.Itoa(have) + " bytes are too short for a length"
	}
	return "length " + strconv.FormatUint(n, 10) + ", but " + strconv.Itoa(have-4) + " bytes follow it"
}

// info appends what is in a session initialization message.
func (t *control) info(k *dissect.Kind, dst []byte) []byte {
	switch k {
	case kindVersionInfo:
		dst = append(dst, "version "...)
		dst = strconv.AppendUint(dst, uint64(t.versionMajor), 10)
		dst = append(dst, '.')
		dst = strconv.AppendUint(dst, uint64(t.versionMinor), 10)
	case kindResult:
		if s := resultNames.Value(uint64(t.result)); s != "" {
			return append(dst, s...)
		}
		dst = append(dst, "0x"...)
		dst = strconv.AppendUint(dst, uint64(t.result), 16)
	case kindRemoteControlDesktop:
		dst = t.connection.info(dst)
	case kindAuthenticate, kindVerifyPassword:
		if len(t.blob.name) > 0 {
			dst = append(dst, "expert "...)
			dst = dissect.AppendUTF16(dst, t.blob.name)
		}
	case kindNoviceName, kindExpertName:
		dst = dissect.AppendUTF16(dst, t.name)
	case kindExpertOnVista, kindToken:
		dst = appendCount(dst, len(t.secret))
		dst = append(dst, " bytes"...)
	case kindControl:
		dst = append(dst, "msgType "...)
		dst = strconv.AppendUint(dst, uint64(t.msgType), 10)
	}
	return dst
}
