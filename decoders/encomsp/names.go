package encomsp

import "github.com/radissect/radissect/dissect"

// Values of Type, MS-RDPEMC 2.2.1.
const (
	typeFilterStateUpdated    = 0x0001
	typeAppRemoved            = 0x0002
	typeAppCreated            = 0x0003
	typeWndRemoved            = 0x0004
	typeWndCreated            = 0x0005
	typeWndShow               = 0x0006
	typeParticipantRemoved    = 0x0007
	typeParticipantCreated    = 0x0008
	typeControlChange         = 0x0009
	typeGraphicsPaused        = 0x000A
	typeGraphicsResumed       = 0x000B
	typeWndRegionUpdate       = 0x000C
	typeControlChangeResponse = 0x000D
)

var typeNames = &dissect.Names{Values: map[uint64]string{
	typeFilterStateUpdated:    "ODTYPE_FILTER_STATE_UPDATED",
	typeAppRemoved:            "ODTYPE_APP_REMOVED",
	typeAppCreated:            "ODTYPE_APP_CREATED",
	typeWndRemoved:            "ODTYPE_WND_REMOVED",
	typeWndCreated:            "ODTYPE_WND_CREATED",
	typeWndShow:               "ODTYPE_WND_SHOW",
	typeParticipantRemoved:    "ODTYPE_PARTICIPANT_REMOVED",
	typeParticipantCreated:    "ODTYPE_PARTICIPANT_CREATED",
	typeControlChange:         "ODTYPE_PARTICIPANT_CTRL_CHANGED",
	typeGraphicsPaused:        "ODTYPE_GRAPHICS_STREAM_PAUSED",
	typeGraphicsResumed:       "ODTYPE_GRAPHICS_STREAM_RESUMED",
	typeWndRegionUpdate:       "ODTYPE_WND_RGN_UPDATE",
	typeControlChangeResponse: "ODTYPE_PARTICIPANT_CTRL_CHANGE_RESPONSE",
}}

// FilterEnabled is the flag of a Filter-Updated PDU, MS-RDPEMC 2.2.3.1.
const FilterEnabled = 0x01

var filterNames = &dissect.Names{Bits: []dissect.Bit{{Mask: FilterEnabled, Name: "FILTER_ENABLED"}}}

// Shared is the flag of an Application-Created or Window-Created PDU,
// MS-RDPEMC 2.2.3.2 and 2.2.3.4.
const Shared = 0x0001

var (
	appNames = &dissect.Names{Bits: []dissect.Bit{{Mask: Shared, Name: "APPLICATION_SHARED"}}}
	wndNames = &dissect.Names{Bits: []dissect.Bit{{Mask: Shared, Name: "WINDOW_SHARED"}}}
)

// Flags of a Participant-Created PDU, MS-RDPEMC 2.2.4.1.
const (
	MayView       = 0x0001
	MayInteract   = 0x0002
	IsParticipant = 0x0004 // the PDU is about its receiver
)

var participantNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: MayView, Name: "MAY_VIEW"},
	{Mask: MayInteract, Name: "MAY_INTERACT"},
	{Mask: IsParticipant, Name: "IS_PARTICIPANT"},
}}

// Flags of a Change Participant Control Level PDU and its response, MS-RDPEMC
// 2.2.4.3 and 2.2.4.4. The first two ask for what MayView and MayInteract grant.
const (
	RequestView          = 0x0001
	RequestInteract      = 0x0002
	AllowControlRequests = 0x0008
)

var controlNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: RequestView, Name: "REQUEST_VIEW"},
	{Mask: RequestInteract, Name: "REQUEST_INTERACT"},
	{Mask: AllowControlRequests, Name: "ALLOW_CONTROL_REQUESTS"},
}}

// level are the flags that a request, its response and the Participant-Created
// PDU have in common.
const level = MayView | MayInteract

var discTypeNames = &dissect.Names{Values: map[uint64]string{
	0: "PARTICIPANT_DISCONNECT_REASON_APP",
	2: "PARTICIPANT_DISCONNECT_REASON_CLI",
}}

// discCodeNames are the values of MS-RDPEMC 2.2.4.2 and the example it names.
var discCodeNames = &dissect.Names{Values: map[uint64]string{
	0x00000000: "S_OK",
	0x80004004: "E_ABORT",
	0xD00A0006: "no data could be sent to the participant",
	0xD0000001: "error on the host side",
}}
