package rdp

import "github.com/radissect/radissect/dissect"

// Types of data PDUs, MS-RDPBCGR 2.2.8.1.1.1.2.
const (
	dataUpdate         = 0x02
	dataControl        = 0x14
	dataPointer        = 0x1B
	dataInput          = 0x1C
	dataSynchronize    = 0x1F
	dataRefreshRect    = 0x21
	dataPlaySound      = 0x22
	dataSuppressOutput = 0x23
	dataShutdown       = 0x24
	dataDenied         = 0x25
	dataSaveSession    = 0x26
	dataFontList       = 0x27
	dataFontMap        = 0x28
	dataIndicators     = 0x29
	dataKeyList        = 0x2B
	dataBitmapCache    = 0x2C
	dataIMEStatus      = 0x2D
	dataOffscreen      = 0x2E
	dataErrorInfo      = 0x2F
	dataNineGrid       = 0x30
	dataGDIPlus        = 0x31
	dataARCStatus      = 0x32
	dataStatusInfo     = 0x36
	dataMonitorLayout  = 0x37
	dataFrameAck       = 0x38 // MS-RDPRFX 2.2.3.1
)

func dataKind(typ uint8) *dissect.Kind {
	switch typ {
	case dataUpdate:
		return kindUpdate
	case dataControl:
		return kindControl
	case dataPointer:
		return kindPointer
	case dataInput:
		return kindInput
	case dataSynchronize:
		return kindSynchronize
	case dataRefreshRect:
		return kindRefreshRect
	case dataPlaySound:
		return kindPlaySound
	case dataSuppressOutput:
		return kindSuppressOutput
	case dataShutdown:
		return kindShutdown
	case dataDenied:
		return kindShutdownDenied
	case dataSaveSession:
		return kindSaveSession
	case dataFontList:
		return kindFontList
	case dataFontMap:
		return kindFontMap
	case dataIndicators:
		return kindIndicators
	case dataKeyList:
		return kindKeyList
	case dataBitmapCache:
		return kindBitmapCacheError
	case dataIMEStatus:
		return kindIMEStatus
	case dataOffscreen:
		return kindOffscreenError
	case dataErrorInfo:
		return kindErrorInfo
	case dataNineGrid:
		return kindNineGridError
	case dataGDIPlus:
		return kindGDIPlusError
	case dataARCStatus:
		return kindARCStatus
	case dataStatusInfo:
		return kindStatusInfo
	case dataMonitorLayout:
		return kindMonitorLayout
	case dataFrameAck:
		return kindFrameAck
	}
	return kindData
}

// dataBody reads what follows a share data header.
func (m *message) dataBody(dir dissect.Dir, typ uint8, c *dissect.Cursor) {
	switch typ {
	case dataSynchronize: // 2.2.1.14.1
		m.step(stepSynchronize)
		c.U16LE(fMessageType)
		c.U16LE(fTargetUser)
	case dataControl: // 2.2.1.15.1
		m.control(c)
	case dataKeyList:
		m.step(stepKeyList)
		keyList(c)
	case dataFontList: // 2.2.1.18.1
		m.step(stepFontList)
		c.U16LE(fNumberFonts)
		c.U16LE(fTotalNumFonts)
		c.U16LE(fListFlags)
		c.U16LE(fEntrySize)
	case dataFontMap: // 2.2.1.22.1; Windows may send it without a body, as FreeRDP notes
		m.step(stepFontMap)
		if c.Left() > 0 {
			c.U16LE(fNumberEntries)
			c.U16LE(fTotalNumEntries)
			c.U16LE(fMapFlags)
			c.U16LE(fEntrySize)
		}
	case dataErrorInfo: // 2.2.5.1.1
		m.code = c.U32LE(fErrorInfoCode)
	case dataStatusInfo: // 2.2.5.2
		m.code = c.U32LE(fStatusCode)
	case dataFrameAck: // MS-RDPRFX 2.2.3.1
		c.U32LE(fFrameID)
	case dataARCStatus: // 2.2.4.1.1
		c.U32LE(fArcStatus)
	case dataIndicators: // 2.2.8.2.1.1
		c.U16LE(fUnitID)
		c.U16LE(fLedFlags)
	case dataIMEStatus: // 2.2.8.2.2.1
		c.U16LE(fUnitID)
		c.U32LE(fImeState)
		c.U32LE(fImeConvMode)
	case dataPlaySound: // 2.2.9.1.1.5.1
		c.U32LE(fDuration)
		c.U32LE(fFrequency)
	case dataRefreshRect: // 2.2.11.2.1
		n := int(c.U8(fNumberOfAreas))
		c.UintLE(fPad3Octects, 3)
		for i := 0; i < n && c.OK(); i++ {
			rectangle(c, fArea)
		}
	case dataSuppressOutput: // 2.2.11.3.1
		c.U8(fAllowUpdates)
		c.UintLE(fPad3Octets, 3)
		if c.Left() > 0 {
			rectangle(c, fDesktopRect)
		}
	case dataMonitorLayout:
		monitorLayout(c)
	case dataSaveSession:
		m.saveSession(c)
	case dataInput:
		m.inputEvents(c)
	case dataUpdate:
		m.update(c)
	case dataPointer:
		pointer(c)
	case dataShutdown, dataDenied: // no body
	default:
		c.Closed(fUndecoded, c.Left())
	}
}

// Actions of the Control PDU, MS-RDPBCGR 2.2.1.15.1.
const (
	actionRequest   = 1
	actionGranted   = 2
	actionCooperate = 4
)

func (m *message) control(c *dissect.Cursor) {
	m.action = c.U16LE(fAction)
	c.U16LE(fGrantID)
	c.U32LE(fControlID)
	switch m.action {
	case actionRequest:
		m.step(stepRequestControl)
	case actionGranted:
		m.step(stepGrantedControl)
	case actionCooperate:
		m.step(stepCooperate)
	}
}

// keyList reads a Persistent Key List PDU, MS-RDPBCGR 2.2.1.17.1.
func keyList(c *dissect.Cursor) {
	entries := 0
	for range 5 {
		entries += int(c.U16LE(fNumEntriesCache))
	}
	for range 5 {
		c.U16LE(fTotalEntriesCache)
	}
	c.U8(fBitMask)
	c.U8(fKeyPad2)
	c.U16LE(fKeyPad3)
	for i := 0; i < entries && c.OK(); i++ {
		c.Enter(fKeyEntry)
		c.U32LE(fKey1)
		c.U32LE(fKey2)
		c.Leave()
	}
}

// rectangle reads a TS_RECTANGLE16, MS-RDPBCGR 2.2.11.1.
func rectangle(c *dissect.Cursor, f *dissect.Field) {
	c.Enter(f)
	c.U16LE(fLeft)
	c.U16LE(fTop)
	c.U16LE(fRight)
	c.U16LE(fBottom)
	c.Leave()
}

// monitorLayout reads a Monitor Layout PDU, MS-RDPBCGR 2.2.12.1.
func monitorLayout(c *dissect.Cursor) {
	n := c.U32LE(fMonitorCount)
	for i := uint32(0); i < n && c.OK() && c.Left() > 0; i++ {
		c.Enter(fMonitor)
		c.U32LE(fMonLeft)
		c.U32LE(fMonTop)
		c.U32LE(fMonRight)
		c.U32LE(fMonBottom)
		c.U32LE(fMonFlags)
		c.Leave()
	}
}

// Save Session Info, MS-RDPBCGR 2.2.10.1.1.
const (
	infoLogon         = 0
	infoLogonLong     = 1
	infoPlainNotify   = 2
	infoExtended      = 3
	logonDomain       = 52  // bytes of the fixed Domain field
	logonUserName     = 512 // bytes of the fixed UserName field
	logonPad          = 558
	logonExAutoCookie = 1 // LOGON_EX_AUTORECONNECTCOOKIE
	logonExErrors     = 2 // LOGON_EX_LOGONERRORS
)

func (m *message) saveSession(c *dissect.Cursor) {
	m.code = c.U32LE(fInfoType)
	switch m.code {
	case infoLogon:
		c.U32LE(fLogonCbDomain)
		c.Bytes(fLogonDomain, logonDomain)
		c.U32LE(fLogonCbUserName)
		c.Bytes(fLogonUserName, logonUserName)
		if c.Left() > 0 {
			c.U32LE(fLogonSessionID)
		}
	case infoLogonLong:
		c.U16LE(fLogonVersion)
		c.U32LE(fLogonSize)
		c.U32LE(fLogonSessionID)
		domain := int(c.U32LE(fLogonCbDomain))
		user := int(c.U32LE(fLogonCbUserName))
		c.Bytes(fLogonPad, logonPad)
		c.Bytes(fLogonDomain, domain)
		c.Bytes(fLogonUserName, user)
	case infoPlainNotify:
		c.Rest(fLogonPad)
	case infoExtended:
		logonExtended(c)
	default:
		c.Closed(fUndecoded, c.Left())
	}
}

// logonExtended reads a TS_LOGON_INFO_EXTENDED, MS-RDPBCGR 2.2.10.1.1.4. Length
// does not count the padding.
func logonExtended(c *dissect.Cursor) {
	c.U16LE(fExtLength)
	present := c.U32LE(fFieldsPresent)
	for _, flag := range [...]uint32{logonExAutoCookie, logonExErrors} {
		if present&flag == 0 {
			continue
		}
		c.Enter(fLogonField)
		n := int(c.U32LE(fCbFieldData))
		sub := c.Sub(fFieldData, n)
		if flag == logonExAutoCookie {
			sub.U32LE(fArcCbLen)
			sub.U32LE(fArcVersion)
			sub.U32LE(fArcLogonID)
			sub.Bytes(fArcRandomBits, 16)
		} else {
			sub.U32LE(fNotificationType)
			sub.U32LE(fNotificationData)
		}
		sub.Done()
		c.Leave()
	}
	c.Rest(fLogonPad)
}
