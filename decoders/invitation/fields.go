package invitation

import "github.com/radissect/radissect/dissect"

// Structures of invitation files (MS-RAI 6) and of connection strings.
var (
	fUploadInfo  = &dissect.Field{Name: "UPLOADINFO", Spec: "MS-RAI 6", Base: dissect.Group}
	fUploadData  = &dissect.Field{Name: "UPLOADDATA", Spec: "MS-RAI 6", Base: dissect.Group}
	fE           = &dissect.Field{Name: "E", Spec: "MS-RAI 2.2.2", Base: dissect.Group}
	fA           = &dissect.Field{Name: "A", Spec: "MS-RAI 2.2.2", Base: dissect.Group}
	fC           = &dissect.Field{Name: "C", Spec: "MS-RAI 2.2.2", Base: dissect.Group}
	fT           = &dissect.Field{Name: "T", Spec: "MS-RAI 2.2.2", Base: dissect.Group}
	fL           = &dissect.Field{Name: "L", Spec: "MS-RAI 2.2.2", Base: dissect.Group}
	fElement     = &dissect.Field{Name: "element", Spec: "MS-RAI 2.2.2", Base: dissect.Group}
	fTicket      = &dissect.Field{Name: "RCTICKET", Spec: "MS-RAI 6", Base: dissect.Group}
	fAddressList = &dissect.Field{Name: "machineAddressList", Spec: "MS-RAI 2.2.1", Base: dissect.Group}
	fAddress     = &dissect.Field{Name: "address", Spec: "MS-RAI 2.2.1", Base: dissect.Group}
	fString1     = &dissect.Field{Name: "connectionString1", Spec: "MS-RAI 2.2.1", Base: dissect.Group}
)

// Bytes that are no part of the text.
var (
	fMark       = &dissect.Field{Name: "byteOrderMark", Spec: "MS-RAI 6", Base: dissect.Bytes}
	fTerminator = &dissect.Field{Name: "terminator", Spec: "MS-RAI 2.2", Base: dissect.Bytes}
	fBigEndian  = &dissect.Field{Name: "bigEndianText", Spec: "MS-RAI 6", Base: dissect.Bytes, Secret: true}
)

// Values of an invitation file, MS-RAI 6. Every value has two fields, one for
// 8-bit text and one for UTF-16.
var (
	fType        = &dissect.Field{Name: "TYPE", Spec: "MS-RAI 6", Base: dissect.Text}
	fType16      = &dissect.Field{Name: "TYPE", Spec: "MS-RAI 6", Base: dissect.UTF16}
	fUserName    = &dissect.Field{Name: "USERNAME", Spec: "MS-RAI 6", Base: dissect.Text}
	fUserName16  = &dissect.Field{Name: "USERNAME", Spec: "MS-RAI 6", Base: dissect.UTF16}
	fLHTicket    = &dissect.Field{Name: "LHTICKET", Spec: "MS-RAI 6", Base: dissect.Text, Secret: true}
	fLHTicket16  = &dissect.Field{Name: "LHTICKET", Spec: "MS-RAI 6", Base: dissect.UTF16, Secret: true}
	fRCTicket    = &dissect.Field{Name: "RCTICKET", Spec: "MS-RAI 6", Base: dissect.Text, Secret: true}
	fRCTicket16  = &dissect.Field{Name: "RCTICKET", Spec: "MS-RAI 6", Base: dissect.UTF16, Secret: true}
	fEncrypted   = &dissect.Field{Name: "RCTICKETENCRYPTED", Spec: "MS-RAI 6", Base: dissect.Text}
	fEncrypted16 = &dissect.Field{Name: "RCTICKETENCRYPTED", Spec: "MS-RAI 6", Base: dissect.UTF16}
	fDtStart     = &dissect.Field{Name: "DtStart", Spec: "MS-RAI 6", Base: dissect.Text}
	fDtStart16   = &dissect.Field{Name: "DtStart", Spec: "MS-RAI 6", Base: dissect.UTF16}
	fDtLength    = &dissect.Field{Name: "DtLength", Spec: "MS-RAI 6", Base: dissect.Text}
	fDtLength16  = &dissect.Field{Name: "DtLength", Spec: "MS-RAI 6", Base: dissect.UTF16}
	fPassStub    = &dissect.Field{Name: "PassStub", Spec: "MS-RAI 6", Base: dissect.Text, Secret: true}
	fPassStub16  = &dissect.Field{Name: "PassStub", Spec: "MS-RAI 6", Base: dissect.UTF16, Secret: true}
	fModem       = &dissect.Field{Name: "L", Spec: "MS-RAI 6", Base: dissect.Text}
	fModem16     = &dissect.Field{Name: "L", Spec: "MS-RAI 6", Base: dissect.UTF16}
)

// Values of a connection string 2, MS-RAI 2.2.2.
var (
	fKH             = &dissect.Field{Name: "KH", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fKH16           = &dissect.Field{Name: "KH", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fKH2            = &dissect.Field{Name: "KH2", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fKH216          = &dissect.Field{Name: "KH2", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fAuthID         = &dissect.Field{Name: "ID", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fAuthID16       = &dissect.Field{Name: "ID", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fTransportID    = &dissect.Field{Name: "ID", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fTransportID16  = &dissect.Field{Name: "ID", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fSID            = &dissect.Field{Name: "SID", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fSID16          = &dissect.Field{Name: "SID", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fListenerPort   = &dissect.Field{Name: "P", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fListenerPort16 = &dissect.Field{Name: "P", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fListenerName   = &dissect.Field{Name: "N", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fListenerName16 = &dissect.Field{Name: "N", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fURI            = &dissect.Field{Name: "U", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fURI16          = &dissect.Field{Name: "U", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
)

// Values of a connection string 1, MS-RAI 2.2.1.
var (
	fVersion       = &dissect.Field{Name: "ProtocolVersion", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fVersion16     = &dissect.Field{Name: "ProtocolVersion", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
	fProtocol      = &dissect.Field{Name: "protocolType", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fProtocol16    = &dissect.Field{Name: "protocolType", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
	fHost          = &dissect.Field{Name: "IPAddress", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fHost16        = &dissect.Field{Name: "IPAddress", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
	fPort          = &dissect.Field{Name: "PortID", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fPort16        = &dissect.Field{Name: "PortID", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
	fAccountPwd    = &dissect.Field{Name: "assistantAccountPwd", Spec: "MS-RAI 2.2.1", Base: dissect.Text, Secret: true}
	fAccountPwd16  = &dissect.Field{Name: "assistantAccountPwd", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16, Secret: true}
	fSessionID     = &dissect.Field{Name: "RASessionID", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fSessionID16   = &dissect.Field{Name: "RASessionID", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
	fSessionName   = &dissect.Field{Name: "RASessionName", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fSessionName16 = &dissect.Field{Name: "RASessionName", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
	fSessionPwd    = &dissect.Field{Name: "RASessionPwd", Spec: "MS-RAI 2.2.1", Base: dissect.Text, Secret: true}
	fSessionPwd16  = &dissect.Field{Name: "RASessionPwd", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16, Secret: true}
	fParms         = &dissect.Field{Name: "protocolSpecificParms", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fParms16       = &dissect.Field{Name: "protocolSpecificParms", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
)

// What stands between values, and what could not be read.
var (
	fMarkup        = &dissect.Field{Name: "markup", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fMarkup16      = &dissect.Field{Name: "markup", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
	fDeclaration   = &dissect.Field{Name: "declaration", Spec: "MS-RAI 6", Base: dissect.Text}
	fDeclaration16 = &dissect.Field{Name: "declaration", Spec: "MS-RAI 6", Base: dissect.UTF16}
	fContent       = &dissect.Field{Name: "text", Spec: "MS-RAI 2.2.2", Base: dissect.Text, Secret: true}
	fContent16     = &dissect.Field{Name: "text", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16, Secret: true}
	fRest          = &dissect.Field{Name: "unreadString", Spec: "MS-RAI 2.2", Base: dissect.Text, Secret: true}
	fRest16        = &dissect.Field{Name: "unreadString", Spec: "MS-RAI 2.2", Base: dissect.UTF16, Secret: true}
	fUnknown       = &dissect.Field{Name: "unknownAttribute", Spec: "MS-RAI 2.2.2", Base: dissect.Text}
	fUnknown16     = &dissect.Field{Name: "unknownAttribute", Spec: "MS-RAI 2.2.2", Base: dissect.UTF16}
)

// What stands between values in a file, and in a connection string 1.
var (
	fFileMarkup      = &dissect.Field{Name: "markup", Spec: "MS-RAI 6", Base: dissect.Text}
	fFileMarkup16    = &dissect.Field{Name: "markup", Spec: "MS-RAI 6", Base: dissect.UTF16}
	fString1Markup   = &dissect.Field{Name: "markup", Spec: "MS-RAI 2.2.1", Base: dissect.Text}
	fString1Markup16 = &dissect.Field{Name: "markup", Spec: "MS-RAI 2.2.1", Base: dissect.UTF16}
)

// fieldsOf are the fields of an item: for 8-bit text and for UTF-16. Groups have
// one.
var fieldsOf = [itemCount][2]*dissect.Field{
	itemUploadInfo:   {fUploadInfo, fUploadInfo},
	itemUploadData:   {fUploadData, fUploadData},
	itemE:            {fE, fE},
	itemA:            {fA, fA},
	itemC:            {fC, fC},
	itemT:            {fT, fT},
	itemL:            {fL, fL},
	itemElement:      {fElement, fElement},
	itemTicket:       {fTicket, fTicket},
	itemAddressList:  {fAddressList, fAddressList},
	itemAddress:      {fAddress, fAddress},
	itemString1:      {fString1, fString1},
	itemType:         {fType, fType16},
	itemUserName:     {fUserName, fUserName16},
	itemLHTicket:     {fLHTicket, fLHTicket16},
	itemRCTicket:     {fRCTicket, fRCTicket16},
	itemEncrypted:    {fEncrypted, fEncrypted16},
	itemDtStart:      {fDtStart, fDtStart16},
	itemDtLength:     {fDtLength, fDtLength16},
	itemPassStub:     {fPassStub, fPassStub16},
	itemModem:        {fModem, fModem16},
	itemKH:           {fKH, fKH16},
	itemKH2:          {fKH2, fKH216},
	itemAuthID:       {fAuthID, fAuthID16},
	itemTransportID:  {fTransportID, fTransportID16},
	itemSID:          {fSID, fSID16},
	itemListenerPort: {fListenerPort, fListenerPort16},
	itemListenerName: {fListenerName, fListenerName16},
	itemURI:          {fURI, fURI16},
	itemVersion:      {fVersion, fVersion16},
	itemProtocol:     {fProtocol, fProtocol16},
	itemHost:         {fHost, fHost16},
	itemPort:         {fPort, fPort16},
	itemAccountPwd:   {fAccountPwd, fAccountPwd16},
	itemSessionID:    {fSessionID, fSessionID16},
	itemSessionName:  {fSessionName, fSessionName16},
	itemSessionPwd:   {fSessionPwd, fSessionPwd16},
	itemParms:        {fParms, fParms16},
	itemMarkup:       {fMarkup, fMarkup16},
	itemDeclaration:  {fDeclaration, fDeclaration16},
	itemContent:      {fContent, fContent16},
	itemRest:         {fRest, fRest16},
	itemUnknown:      {fUnknown, fUnknown16},
}

// StringFields are the fields that a connection string in another protocol's
// message is shown with: UTF-16, as MS-RAI 2.2 has it.
var StringFields = []*dissect.Field{
	fE, fA, fC, fT, fL, fElement, fString1, fAddressList, fAddress,
	fKH16, fKH216, fAuthID16, fTransportID16, fSID16, fListenerPort16, fListenerName16, fURI16,
	fVersion16, fProtocol16, fHost16, fPort16, fAccountPwd16, fSessionID16, fSessionName16, fSessionPwd16, fParms16,
	fMarkup16, fString1Markup16, fDeclaration16, fContent16, fRest16, fUnknown16,
}
