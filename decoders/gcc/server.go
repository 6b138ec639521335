package gcc

import "github.com/radissect/radissect/dissect"

const (
	randomLength = 32   // MS-RDPBCGR 2.2.1.4.3, serverRandomLen
	scSkipJoin   = 0x08 // RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED, MS-RDPBCGR 2.2.1.4.2
)

// serverData is what the server's blocks say.
type serverData struct {
	version     uint32
	hasRequest  bool
	requested   uint32
	requestedAt place
	early       uint32

	hasSecurity   bool
	method, level uint32
	securityAt    place
	random        place
	cert          certificate

	hasNet      bool
	io          uint16
	count       uint16
	ids         [maxChannels]uint16
	kept        int
	countAt     place
	hasMessage  bool
	message     uint16
	messageAt   place
	hasTransp   bool
	transport   uint32
	transportAt place
}

// serverBlock reads one block of the server; at is where it starts, n the bytes
// after its header.
func (m *message) serverBlock(typ uint16, at, n int, c *dissect.Cursor) {
	d := &m.server
	switch typ {
	case scCore:
		b := c.Sub(fServerCore, n)
		d.version = b.U32LE(fVersion)
		if b.Left() > 0 {
			d.requestedAt = place{b.Offset(), 4}
			d.requested = b.U32LE(fClientRequestedProtocols)
			d.hasRequest = b.OK()
		}
		if b.Left() > 0 {
			d.early = b.U32LE(fServerEarlyFlags)
		}
		b.Done()
	case scSecurity:
		b := c.Sub(fServerSecurity, n)
		d.security(&b)
		b.Done()
	case scNet:
		c.Require((n+headerLength)%4 == 0, NetworkSize)
		b := c.Sub(fServerNetwork, n)
		d.network(&b)
		b.Done()
	case scMsgChannel:
		b := c.Sub(fServerMessage, n)
		d.messageAt = place{at, headerLength}
		d.message, d.hasMessage = b.U16LE(fMessageChannelID), true
		b.Done()
	case scMultitransport:
		b := c.Sub(fServerMultitransport, n)
		d.transportAt = place{at, headerLength}
		d.transport, d.hasTransp = b.U32LE(fTransportFlags), true
		b.Done()
	}
}

// network reads TS_UD_SC_NET, MS-RDPBCGR 2.2.1.4.4.
func (d *serverData) network(c *dissect.Cursor) {
	d.io = c.U16LE(fMCSChannelID)
	d.countAt = place{c.Offset(), 2}
	d.count = c.U16LE(fServerChannelCount)
	d.hasNet, d.kept = c.OK(), 0
	c.Enter(fChannelIDArray)
	for i := 0; i < int(d.count) && c.Left() > 0 && c.OK(); i++ {
		id := c.U16LE(fChannelID)
		if c.OK() && d.kept < maxChannels {
			d.ids[d.kept] = id
			d.kept++
		}
	}
	c.Leave()
	if d.count%2 == 1 && c.Left() > 0 {
		c.U16LE(fPad)
	}
}

// security reads TS_UD_SC_SEC1, MS-RDPBCGR 2.2.1.4.3.
func (d *serverData) security(c *dissect.Cursor) {
	d.securityAt = place{c.Offset(), 8}
	d.method = c.U32LE(fEncryptionMethod)
	d.level = c.U32LE(fEncryptionLevel)
	d.hasSecurity = c.OK()
	c.RequireAt(consistent(d.method, d.level), SecurityLevel, d.securityAt.off, 8, "")
	if d.method == 0 && d.level == 0 {
		at, left := c.Offset(), c.Left()
		if c.OK() {
			c.RequireAt(left == 0, SecurityEmpty, at, left, "")
		}
		if left == 0 {
			return
		}
	}
	n := c.U32LE(fServerRandomLen)
	if d.method != 0 || d.level != 0 {
		c.Require(n == randomLength, ServerRandomLen)
	}
	cert := c.U32LE(fServerCertLen)
	if !c.OK() {
		return
	}
	if n > 0 {
		r := c.Sub(fServerRandom, int(n))
		d.random = place{r.Offset(), r.Left()}
		if r.Left() > 0 {
			r.Rest(fRandomBytes)
		}
		r.Done()
	}
	if cert > 0 {
		b := c.Sub(fServerCertificate, int(cert))
		d.cert.decode(&b)
		b.Done()
	}
}

// Encryption methods and levels, MS-RDPBCGR 2.2.1.4.3.
const (
	method128  = 0x02
	methodFIPS = 0x10
	levelHigh  = 3
	levelFIPS  = 4
)

// consistent reports whether method and level go together, MS-RDPBCGR 5.3.1 and 5.3.2.
func consistent(method, level uint32) bool {
	switch {
	case (method == 0) != (level == 0):
		return false
	case level == levelHigh:
		return method == method128
	case level == levelFIPS:
		return method == methodFIPS
	}
	return true
}
