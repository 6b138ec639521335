package http2

import "github.com/radissect/radissect/dissect"

// The types of frames: RFC 9113 6, RFC 7838 4, RFC 8336 2.1, RFC 9218 7.1.
const (
	typeData           = 0x0
	typeHeaders        = 0x1
	typePriority       = 0x2
	typeRstStream      = 0x3
	typeSettings       = 0x4
	typePushPromise    = 0x5
	typePing           = 0x6
	typeGoaway         = 0x7
	typeWindowUpdate   = 0x8
	typeContinuation   = 0x9
	typeAltSvc         = 0xa
	typeOrigin         = 0xc
	typePriorityUpdate = 0x10
)

// The flags of frames, RFC 9113 6.
const (
	flagEndStream  = 0x01
	flagAck        = 0x01
	flagEndHeaders = 0x04
	flagPadded     = 0x08
	flagPriority   = 0x20
)

// The settings, RFC 9113 6.5.2, RFC 8441 3, RFC 9218 2.1.
const (
	settingHeaderTableSize   = 0x1
	settingEnablePush        = 0x2
	settingInitialWindowSize = 0x4
	settingMaxFrameSize      = 0x5
	settingLast              = 0x10 // beyond those that are registered
)

const (
	headerLength  = 9 // of the frame header, RFC 9113 4.1
	settingLength = 6 // RFC 9113 6.5.1
)

// bits names the flags given.
func bits(flags ...uint64) *dissect.Names {
	names := map[uint64]string{flagEndStream: "END_STREAM", flagEndHeaders: "END_HEADERS", flagPadded: "PADDED", flagPriority: "PRIORITY"}
	n := &dissect.Names{}
	for _, f := range flags {
		n.Bits = append(n.Bits, dissect.Bit{Mask: f, Name: names[f]})
	}
	return n
}

// A shape is what RFC 9113 6 says about a type of frame.
type shape struct {
	kind  *dissect.Kind
	flags *dissect.Field
	used  uint8 // flags that are defined
	place place
	fixed int // length of the payload in bytes, -1 for any
}

// A place is where frames of a type belong.
type place uint8

const (
	anywhere place = iota
	onStream       // a stream
	onConn         // stream 0
)

var shapes = [...]shape{
	typeData:           {kindData, fFlagsData, flagEndStream | flagPadded, onStream, -1},
	typeHeaders:        {kindHeaders, fFlagsHeaders, flagEndStream | flagEndHeaders | flagPadded | flagPriority, onStream, -1},
	typePriority:       {kindPriority, fFlags, 0, onStream, 5},
	typeRstStream:      {kindRstStream, fFlags, 0, onStream, 4},
	typeSettings:       {kindSettings, fFlagsAck, flagAck, onConn, -1},
	typePushPromise:    {kindPushPromise, fFlagsPush, flagEndHeaders | flagPadded, onStream, -1},
	typePing:           {kindPing, fFlagsPing, flagAck, onConn, 8},
	typeGoaway:         {kindGoaway, fFlags, 0, onConn, -1},
	typeWindowUpdate:   {kindWindowUpdate, fFlags, 0, anywhere, 4},
	typeContinuation:   {kindContinuation, fFlagsContinue, flagEndHeaders, onStream, -1},
	typeAltSvc:         {kindAltSvc, fFlags, 0, anywhere, -1},
	0xb:                {kindUnknown, fFlags, 0xff, anywhere, -1},
	typeOrigin:         {kindOrigin, fFlags, 0, anywhere, -1},
	0xd:                {kindUnknown, fFlags, 0xff, anywhere, -1},
	0xe:                {kindUnknown, fFlags, 0xff, anywhere, -1},
	0xf:                {kindUnknown, fFlags, 0xff, anywhere, -1},
	typePriorityUpdate: {kindPriorityUp, fFlags, 0, anywhere, -1},
}

var unknownShape = shape{kindUnknown, fFlags, 0xff, anywhere, -1}

func shapeOf(typ uint8) *shape {
	if int(typ) < len(shapes) {
		return &shapes[typ]
	}
	return &unknownShape
}

var typeNames = &dissect.Names{Values: map[uint64]string{
	typeData: "DATA", typeHeaders: "HEADERS", typePriority: "PRIORITY", typeRstStream: "RST_STREAM", typeSettings: "SETTINGS",
	typePushPromise: "PUSH_PROMISE", typePing: "PING", typeGoaway: "GOAWAY", typeWindowUpdate: "WINDOW_UPDATE",
	typeContinuation: "CONTINUATION", typeAltSvc: "ALTSVC", typeOrigin: "ORIGIN", typePriorityUpdate: "PRIORITY_UPDATE",
}}

// settingNames are the settings, RFC 9113 6.5.2, RFC 8441 3, RFC 9218 2.1.
var settingNames = &dissect.Names{Values: map[uint64]string{
	1: "SETTINGS_HEADER_TABLE_SIZE", 2: "SETTINGS_ENABLE_PUSH", 3: "SETTINGS_MAX_CONCURRENT_STREAMS",
	4: "SETTINGS_INITIAL_WINDOW_SIZE", 5: "SETTINGS_MAX_FRAME_SIZE", 6: "SETTINGS_MAX_HEADER_LIST_SIZE",
	8: "SETTINGS_ENABLE_CONNECT_PROTOCOL", 9: "SETTINGS_NO_RFC7540_PRIORITIES",
}}

// errorNames are the error codes, RFC 9113 7.
var errorNames = &dissect.Names{Values: map[uint64]string{
	0: "NO_ERROR", 1: "PROTOCOL_ERROR", 2: "INTERNAL_ERROR", 3: "FLOW_CONTROL_ERROR", 4: "SETTINGS_TIMEOUT", 5: "STREAM_CLOSED",
	6: "FRAME_SIZE_ERROR", 7: "REFUSED_STREAM", 8: "CANCEL", 9: "COMPRESSION_ERROR", 10: "CONNECT_ERROR",
	11: "ENHANCE_YOUR_CALM", 12: "INADEQUATE_SECURITY", 13: "HTTP_1_1_REQUIRED",
}}

// static is the static table, RFC 7541 Appendix A, from index 1 on.
var static = [...]entry{
	1:  {name: ":authority"},
	2:  {name: ":method", value: "GET"},
	3:  {name: ":method", value: "POST"},
	4:  {name: ":path", value: "/"},
	5:  {name: ":path", value: "/index.html"},
	6:  {name: ":scheme", value: "http"},
	7:  {name: ":scheme", value: "https"},
	8:  {name: ":status", value: "200"},
	9:  {name: ":status", value: "204"},
	10: {name: ":status", value: "206"},
	11: {name: ":status", value: "304"},
	12: {name: ":status", value: "400"},
	13: {name: ":status", value: "404"},
	14: {name: ":status", value: "500"},
	15: {name: "accept-charset"},
	16: {name: "accept-encoding", value: "gzip, deflate"},
	17: {name: "accept-language"},
	18: {name: "accept-ranges"},
	19: {name: "accept"},
	20: {name: "access-control-allow-origin"},
	21: {name: "age"},
	22: {name: "allow"},
	23: {name: "authorization"},
	24: {name: "cache-control"},
	25: {name: "content-disposition"},
	26: {name: "content-encoding"},
	27: {name: "content-language"},
	28: {name: "content-length"},
	29: {name: "content-location"},
	30: {name: "content-range"},
	31: {name: "content-type"},
	32: {name: "cookie"},
	33: {name: "date"},
	34: {name: "etag"},
	35: {name: "expect"},
	36: {name: "expires"},
	37: {name: "from"},
	38: {name: "host"},
	39: {name: "if-match"},
	40: {name: "if-modified-since"},
	41: {name: "if-none-match"},
	42: {name: "if-range"},
	43: {name: "if-unmodified-since"},
	44: {name: "last-modified"},
	45: {name: "link"},
	46: {name: "location"},
	47: {name: "max-forwards"},
	48: {name: "proxy-authenticate"},
	49: {name: "proxy-authorization"},
	50: {name: "range"},
	51: {name: "referer"},
	52: {name: "refresh"},
	53: {name: "retry-after"},
	54: {name: "server"},
	55: {name: "set-cookie"},
	56: {name: "strict-transport-security"},
	57: {name: "transfer-encoding"},
	58: {name: "user-agent"},
	59: {name: "vary"},
	60: {name: "via"},
	61: {name: "www-authenticate"},
}

// staticNames are the entries of the static table in words; staticFieldNames
// only their names.
var staticNames, staticFieldNames = func() (pairs, names *dissect.Names) {
	pairs = &dissect.Names{Values: map[uint64]string{}}
	names = &dissect.Names{Values: map[uint64]string{0: "new name"}}
	for i, e := range static[1:] {
		s := e.name
		names.Values[uint64(i+1)] = s
		if e.value != "" {
			s += ": " + e.value
		}
		pairs.Values[uint64(i+1)] = s
	}
	return pairs, names
}()
