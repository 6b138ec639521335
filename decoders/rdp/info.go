package rdp

import "github.com/radissect/radissect/dissect"

// Flags of the Client Info PDU, MS-RDPBCGR 2.2.1.11.1.1.
const (
	infoUnicode          = 0x10
	infoCompression      = 0x80
	infoReserved         = 0x800000 | 0x1000000
	infoCompressionShift = 9
	infoCompressionMask  = 0xF
)

// Limits of the strings in bytes including the NUL, MS-RDPBCGR 2.2.1.11.1.1 and
// 2.2.1.11.1.1.1, for servers newer than RDP 5.
const (
	maxInfoString    = 512
	maxClientAddress = 80
	maxClientDir     = 512
	maxKeyName       = 254
)

// arcLength is the length of an ARC_CS_PRIVATE_PACKET, MS-RDPBCGR 2.2.4.3.
const arcLength = 28

// A clientInfo is the part of a Client Info PDU that its handler needs. The
// texts are part of the message.
type clientInfo struct {
	flags      uint32
	user       []byte
	domain     []byte
	password   []byte
	shell      []byte
	dir        []byte
	passwordAt int // its offset in the message
}

// decode reads a TS_INFO_PACKET, MS-RDPBCGR 2.2.1.11.1.1.
func (m *clientInfo) decode(c *dissect.Cursor) {
	c.Enter(fInfoPacket)
	c.U32LE(fCodePage)
	m.flags = c.U32LE(fInfoFlags)
	c.Require(m.flags&infoReserved == 0, InfoReserved)
	c.Part(fCompressionType, infoCompressionShift, 4)
	domain := infoLength(c, fCbDomain, m.flags)
	user := infoLength(c, fCbUserName, m.flags)
	password := infoLength(c, fCbPassword, m.flags)
	shell := infoLength(c, fCbAlternateShell, m.flags)
	dir := infoLength(c, fCbWorkingDir, m.flags)
	m.domain = m.text(c, fDomain, fDomainA, domain)
	m.user = m.text(c, fUserName, fUserNameA, user)
	m.passwordAt = c.Offset()
	m.password = m.text(c, fPassword, fPasswordA, password)
	m.shell = m.text(c, fAlternateShell, fAlternateShellA, shell)
	m.dir = m.text(c, fWorkingDir, fWorkingDirA, dir)
	if c.Left() > 0 { // RDP 4.0 ends here
		m.extended(c)
	}
	c.Leave()
}

// infoLength reads one of the cb fields. The NUL is not counted in them.
func infoLength(c *dissect.Cursor, f *dissect.Field, flags uint32) int {
	n := int(c.U16LE(f))
	c.Require(n+terminator(flags) <= maxInfoString, InfoLimit)
	return n
}

// terminator is the size in bytes of a NUL.
func terminator(flags uint32) int {
	if flags&infoUnicode != 0 {
		return 2
	}
	return 1
}

// text reads a string of n bytes and the NUL behind it.
func (m *clientInfo) text(c *dissect.Cursor, wide, narrow *dissect.Field, n int) []byte {
	f, nul := narrow, 1
	if m.flags&infoUnicode != 0 {
		f, nul = wide, 2
	}
	b := c.Bytes(f, n+nul)
	c.Require(b == nil || zero(b[n:]), InfoStrings)
	if b == nil {
		return nil
	}
	return b[:n]
}

// counted reads a string of n bytes that include its NUL.
func (m *clientInfo) counted(c *dissect.Cursor, wide, narrow *dissect.Field, n, most int) {
	f, nul := narrow, 1
	if m.flags&infoUnicode != 0 {
		f, nul = wide, 2
	}
	b := c.Bytes(f, n)
	c.Require(n <= most, InfoLimit)
	c.Require(len(b) < nul || zero(b[len(b)-nul:]), InfoStrings)
}

func zero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

// extended reads a TS_EXTENDED_INFO_PACKET, MS-RDPBCGR 2.2.1.11.1.1.1. Every field
// from clientTimeZone on is optional, and requires those before it. FreeRDP 2
// ends behind an empty cookie: that is allowed, though tshark calls it malformed.
func (m *clientInfo) extended(c *dissect.Cursor) {
	c.Enter(fExtraInfo)
	defer c.Leave()
	c.U16LE(fAddressFamily)
	n := int(c.U16LE(fCbClientAddress))
	m.counted(c, fClientAddress, fClientAddressA, n, maxClientAddress)
	n = int(c.U16LE(fCbClientDir))
	m.counted(c, fClientDir, fClientDirA, n, maxClientDir)
	if c.Left() == 0 {
		return
	}
	timeZone(c)
	if c.Left() == 0 {
		return
	}
	c.U32LE(fClientSessionID)
	if c.Left() == 0 {
		return
	}
	c.U32LE(fPerformanceFlags)
	if c.Left() == 0 {
		return
	}
	n = int(c.U16LE(fCbCookie))
	c.Require(n == 0 || n == arcLength, InfoCookie)
	switch {
	case n == arcLength:
		c.Enter(fCookie)
		c.U32LE(fArcCbLen)
		c.U32LE(fArcVersion)
		c.U32LE(fArcLogonID)
		c.Bytes(fSecurityVerifier, 16)
		c.Leave()
	case n > 0:
		c.Bytes(fCookieRaw, n)
	}
	if c.Left() == 0 {
		return
	}
	c.U16LE(fReserved1)
	if c.Left() == 0 {
		return
	}
	v := c.U16LE(fReserved2)
	c.Require(v == 0, InfoReserved2)
	if c.Left() == 0 {
		return
	}
	n = int(c.U16LE(fCbKeyName))
	c.Require(n <= maxKeyName, InfoKeyName)
	c.Bytes(fKeyName, n)
	if c.Left() > 0 {
		c.U16LE(fDaylightDisabled)
	}
	if c.Left() > 0 {
		// The Windows 10 client sends zeros here that no document describes: as many
		// as would fill a buffer of 256 bytes for the key name.
		c.Closed(fInfoTail, c.Left())
	}
}

// timeZone reads a TS_TIME_ZONE_INFORMATION, MS-RDPBCGR 2.2.1.11.1.1.1.1.
func timeZone(c *dissect.Cursor) {
	c.Enter(fTimeZone)
	c.U32LE(fBias)
	c.Bytes(fStandardName, 64)
	systemTime(c, fStandardDate)
	c.U32LE(fStandardBias)
	c.Bytes(fDaylightName, 64)
	systemTime(c, fDaylightDate)
	c.U32LE(fDaylightBias)
	c.Leave()
}

// systemTime reads a TS_SYSTEMTIME, MS-RDPBCGR 2.2.1.11.1.1.1.1.1.
func systemTime(c *dissect.Cursor, f *dissect.Field) {
	c.Enter(f)
	c.U16LE(fYear)
	c.U16LE(fMonth)
	c.U16LE(fDayOfWeek)
	c.U16LE(fDay)
	c.U16LE(fHour)
	c.U16LE(fMinute)
	c.U16LE(fSecond)
	c.U16LE(fMilliseconds)
	c.Leave()
}
