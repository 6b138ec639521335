package invitation

import "github.com/radissect/radissect/decoders/invitation/xmltag"

// item names what a part of an invitation is.
type item uint8

// The items: groups first, then values.
const (
	itemUploadInfo  item = iota // element UPLOADINFO
	itemUploadData              // element UPLOADDATA
	itemE                       // root of a connection string 2
	itemA                       // Auth String Node
	itemC                       // Connector Node
	itemT                       // Transport Node
	itemL                       // Listener Node
	itemElement                 // any other element
	itemTicket                  // the value of RCTICKET, where it is readable
	itemString1                 // a bare connection string 1
	itemAddressList             // machineAddressList
	itemAddress                 // one IPAddress:PortID

	itemMarkup      // what stands between values
	itemDeclaration // the XML declaration
	itemContent     // text where none is wanted
	itemRest        // what could not be read
	itemUnknown     // the value of an attribute that no specification names

	itemType
	itemUserName
	itemLHTicket
	itemRCTicket // where it is not readable
	itemEncrypted
	itemDtStart
	itemDtLength
	itemPassStub
	itemModem

	itemKH
	itemKH2
	itemAuthID
	itemTransportID
	itemSID
	itemListenerPort
	itemListenerName
	itemURI

	itemVersion
	itemProtocol
	itemHost
	itemPort
	itemAccountPwd
	itemSessionID
	itemSessionName
	itemSessionPwd
	itemParms

	itemCount
)

// A part is one step through an invitation: a group begins, a group ends, or a
// value. Values follow each other without holes.
type part struct {
	item item
	op   op
	at   xmltag.Span // of a value; of a group that begins, its name where it has one
	name xmltag.Span // of an attribute
}

type op uint8

const (
	value op = iota
	enter
	leave
)

// elements are the names of elements, MS-RAI 6 and 2.2.2.
var elements = [...]struct {
	name string
	item item
}{
	{"UPLOADINFO", itemUploadInfo},
	{"UPLOADDATA", itemUploadData},
	{"E", itemE},
	{"A", itemA},
	{"C", itemC},
	{"T", itemT},
	{"L", itemL},
}

// attributes are the names of attributes by element, MS-RAI 6 and 2.2.2.
var attributes = [...]struct {
	element item
	name    string
	item    item
}{
	{itemUploadInfo, "TYPE", itemType},
	{itemUploadData, "USERNAME", itemUserName},
	{itemUploadData, "LHTICKET", itemLHTicket},
	{itemUploadData, "RCTICKET", itemRCTicket},
	{itemUploadData, "RCTICKETENCRYPTED", itemEncrypted},
	{itemUploadData, "DtStart", itemDtStart},
	{itemUploadData, "DtLength", itemDtLength},
	{itemUploadData, "PassStub", itemPassStub},
	{itemUploadData, "L", itemModem},
	{itemA, "KH", itemKH},
	{itemA, "KH2", itemKH2},
	{itemA, "ID", itemAuthID},
	{itemT, "ID", itemTransportID},
	{itemT, "SID", itemSID},
	{itemL, "P", itemListenerPort},
	{itemL, "N", itemListenerName},
	{itemL, "U", itemURI},
}

// fields1 are the eight parts of a connection string 1 in order, MS-RAI 2.2.1.
var fields1 = [...]item{
	itemVersion, itemProtocol, itemAddressList, itemAccountPwd,
	itemSessionID, itemSessionName, itemSessionPwd, itemParms,
}

func elementOf(name xmltag.Text) item {
	for i := range elements {
		if name.Equal(elements[i].name) {
			return elements[i].item
		}
	}
	return itemElement
}

func attributeOf(element item, name xmltag.Text) item {
	for i := range attributes {
		if a := &attributes[i]; a.element == element && name.Equal(a.name) {
			return a.item
		}
	}
	return itemUnknown
}
