package gcc

import (
	"bytes"

	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxChannels is the limit of MS-RDPBCGR 2.2.1.3.4. What is beyond it is
	// shown and not kept.
	maxChannels = 31
	// maxMonitors is the limit of MS-RDPBCGR 2.2.1.3.6.
	maxMonitors = 16

	sasDel        = 0xAA03 // RNS_UD_SAS_DEL, MS-RDPBCGR 2.2.1.3.2
	attributeSize = 20     // TS_MONITOR_ATTRIBUTES, MS-RDPBCGR 2.2.1.3.10
	channelSize   = 12     // CHANNEL_DEF, MS-RDPBCGR 2.2.1.3.4.1
	skipJoinFlag  = 0x0800 // RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN
)

// channelDef is CHANNEL_DEF, MS-RDPBCGR 2.2.1.3.4.1.
type channelDef struct {
	name    [8]byte
	options uint32
}

// clientData is what the client's blocks say.
type clientData struct {
	version       uint32
	width, height uint16
	layout, build uint32
	name          place
	early         uint16
	hasSelected   bool
	selected      uint32
	selectedAt    place
	coreAt        place

	methods, extMethods uint32
	methodsAt           place

	count       uint32
	channels    [maxChannels]channelDef
	kept        int
	cluster     uint32
	transport   uint32
	hasNet      bool
	hasMessage  bool
	hasTransp   bool
	extended    place // the first Extended Client Data Block
	monitors    uint32
	attributes  uint32
	hasMonitors bool
	attrAt      place
}

// clientBlock reads one block of the client; at is where it starts, n the bytes
// after its header.
func (m *message) clientBlock(typ uint16, at, n int, c *dissect.Cursor) {
	d := &m.client
	switch typ {
	case csMonitor, csMsgChannel, csMonitorEx, csMultitransport:
		if d.extended.n == 0 {
			d.extended = place{at, headerLength}
		}
	}
	switch typ {
	case csCore:
		b := c.Sub(fClientCore, n)
		d.coreAt = place{at, headerLength}
		d.core(&b)
		b.Done()
	case csSecurity:
		b := c.Sub(fClientSecurity, n)
		d.methodsAt = place{b.Offset(), 4}
		d.methods = b.U32LE(fEncryptionMethods)
		if b.Left() > 0 {
			d.extMethods = b.U32LE(fExtEncryptionMethods)
		}
		b.Done()
	case csNet:
		b := c.Sub(fClientNetwork, n)
		d.network(&b)
		b.Done()
	case csCluster:
		b := c.Sub(fClientCluster, n)
		d.cluster = b.U32LE(fClusterFlags)
		b.Part(fRedirectionVersion, 2, 4)
		b.U32LE(fRedirectedSessionID)
		b.Done()
	case csMonitor:
		b := c.Sub(fClientMonitor, n)
		flags := b.U32LE(fReservedFlags)
		b.Require(flags == 0, BlockFlags)
		d.monitors, d.hasMonitors = b.U32LE(fMonitorCount), true
		b.Require(d.monitors <= maxMonitors, MonitorCount)
		for i := uint32(0); i < d.monitors && b.Left() > 0 && b.OK(); i++ {
			monitor(&b)
		}
		b.Done()
	case csMsgChannel:
		b := c.Sub(fClientMessage, n)
		d.hasMessage = true
		flags := b.U32LE(fReservedFlags)
		b.Require(flags == 0, BlockFlags)
		b.Done()
	case csMonitorEx:
		b := c.Sub(fClientMonitorEx, n)
		d.monitorEx(&b)
		b.Done()
	case csMultitransport:
		b := c.Sub(fClientMultitransport, n)
		d.transport, d.hasTransp = b.U32LE(fTransportFlags), true
		b.Done()
	case csUnused1:
		b := c.Sub(fClientUnused, n)
		if b.Left() > 0 {
			b.Bytes(fPad2Octets, b.Left())
		}
		b.Done()
	}
}

// core reads TS_UD_CS_CORE, MS-RDPBCGR 2.2.1.3.2.
func (d *clientData) core(c *dissect.Cursor) {
	d.version = c.U32LE(fVersion)
	d.width = c.U16LE(fDesktopWidth)
	d.height = c.U16LE(fDesktopHeight)
	c.U16LE(fColorDepth)
	sas := c.U16LE(fSASSequence)
	c.Require(sas == sasDel, SASSequence)
	d.layout = c.U32LE(fKeyboardLayout)
	d.build = c.U32LE(fClientBuild)
	d.name = place{c.Offset(), 32}
	c.Bytes(fClientName, 32)
	c.U32LE(fKeyboardType)
	c.U32LE(fKeyboardSubType)
	c.U32LE(fKeyboardFunctionKey)
	c.Bytes(fImeFileName, 64)
	d.tail(c)
}

// tail reads the optional fields: each needs all those before it.
func (d *clientData) tail(c *dissect.Cursor) {
	if !more(c, 2) {
		return
	}
	c.U16LE(fPostBeta2ColorDepth)
	if !more(c, 2) {
		return
	}
	product := c.U16LE(fClientProductID)
	c.Require(product == 1, ClientProductID)
	if !more(c, 4) {
		return
	}
	serial := c.U32LE(fSerialNumber)
	c.Require(serial == 0, SerialNumber)
	if !more(c, 2) {
		return
	}
	c.U16LE(fHighColorDepth)
	if !more(c, 2) {
		return
	}
	c.U16LE(fSupportedColorDepths)
	if !more(c, 2) {
		return
	}
	d.early = c.U16LE(fEarlyCapabilityFlags)
	if !more(c, 64) {
		return
	}
	c.Bytes(fClientDigProductID, 64)
	if !more(c, 1) {
		return
	}
	c.U8(fConnectionType)
	if !more(c, 1) {
		return
	}
	c.U8(fPad1Octet)
	if !more(c, 4) {
		return
	}
	d.selectedAt = place{c.Offset(), 4}
	d.selected = c.U32LE(fServerSelectedProtocol)
	d.hasSelected = true
	d.display(c)
}

// display reads the fields that RDP 8.1 added.
func (d *clientData) display(c *dissect.Cursor) {
	if !more(c, 4) {
		return
	}
	c.U32LE(fPhysicalWidth)
	if !more(c, 4) {
		return
	}
	c.U32LE(fPhysicalHeight)
	if !more(c, 2) {
		return
	}
	c.U16LE(fDesktopOrientation)
	if !more(c, 4) {
		return
	}
	c.U32LE(fDesktopScaleFactor)
	if !more(c, 4) {
		return
	}
	c.U32LE(fDeviceScaleFactor)
}

// more reports whether another optional field of n bytes follows. Fewer bytes
// than that are a part of one.
func more(c *dissect.Cursor, n int) bool {
	left := c.Left()
	if left == 0 || !c.OK() {
		return false
	}
	if left >= n {
		c.Held(CoreBoundary)
		return true
	}
	c.Report(CoreBoundary, c.Offset(), left, "")
	c.Closed(fPartial, left)
	return false
}

// network reads TS_UD_CS_NET, MS-RDPBCGR 2.2.1.3.4.
func (d *clientData) network(c *dissect.Cursor) {
	d.count, d.hasNet, d.kept = c.U32LE(fChannelCount), true, 0
	c.Require(d.count <= maxChannels && c.Left() == int(d.count)*channelSize, ChannelCount)
	for i := uint32(0); i < d.count && c.Left() > 0 && c.OK(); i++ {
		c.Enter(fChannelDef)
		name := c.Bytes(fChannelName, 8)
		c.Require(bytes.IndexByte(name, 0) >= 0, ChannelName)
		options := c.U32LE(fChannelOptions)
		c.Leave()
		if c.OK() && d.kept < maxChannels {
			copy(d.channels[d.kept].name[:], name)
			d.channels[d.kept].options = options
			d.kept++
		}
	}
}

// text is the channel's name up to its NUL.
func (d *channelDef) text() string {
	b := d.name[:]
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}

// channel is the definition as a channel of MCS.
func (d *channelDef) channel(id uint16) mcs.Channel {
	return mcs.Channel{ID: id, Kind: mcs.StaticChannel, Name: d.text(), Options: d.options}
}

// monitor reads TS_MONITOR_DEF, MS-RDPBCGR 2.2.1.3.6.1.
func monitor(c *dissect.Cursor) {
	c.Enter(fMonitorDef)
	c.U32LE(fLeft)
	c.U32LE(fTop)
	c.U32LE(fRight)
	c.U32LE(fBottom)
	c.U32LE(fMonitorFlags)
	c.Leave()
}

// monitorEx reads TS_UD_CS_MONITOR_EX, MS-RDPBCGR 2.2.1.3.10.
func (d *clientData) monitorEx(c *dissect.Cursor) {
	flags := c.U32LE(fReservedFlags)
	c.Require(flags == 0, BlockFlags)
	size := c.U32LE(fMonitorAttributeSize)
	c.Require(size == attributeSize, AttributeSize)
	d.attrAt = place{c.Offset(), 4}
	d.attributes = c.U32LE(fMonitorCount)
	if size != attributeSize {
		if n := c.Left(); n > 0 {
			c.Closed(fBlockData, n)
		}
		return
	}
	for i := uint32(0); i < d.attributes && c.Left() > 0 && c.OK(); i++ {
		c.Enter(fMonitorAttributes)
		c.U32LE(fMonitorWidth)
		c.U32LE(fMonitorHeight)
		c.U32LE(fMonitorOrientation)
		c.U32LE(fMonitorDesktopScale)
		c.U32LE(fMonitorDeviceScale)
		c.Leave()
	}
}
