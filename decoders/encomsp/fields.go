package encomsp

import "github.com/radissect/radissect/dissect"

var (
	fOrder  = &dissect.Field{Name: "PDU", Spec: "MS-RDPEMC 3.1.5.1", Base: dissect.Group}
	fHeader = &dissect.Field{Name: "HDR", Spec: "MS-RDPEMC 2.2.1", Base: dissect.Group}
	fType   = &dissect.Field{Name: "Type", Spec: "MS-RDPEMC 2.2.1", Base: dissect.Hex, Names: typeNames}
	fLength = &dissect.Field{Name: "Length", Spec: "MS-RDPEMC 2.2.1"}
	fBody   = &dissect.Field{Name: "payload", Spec: "MS-RDPEMC 2.2.1", Base: dissect.Bytes}

	fCchString = &dissect.Field{Name: "cchString", Spec: "MS-RDPEMC 2.2.2"}
	fString    = &dissect.Field{Name: "String", Spec: "MS-RDPEMC 2.2.2", Base: dissect.UTF16}

	fFilterFlags = &dissect.Field{Name: "Flags", Spec: "MS-RDPEMC 2.2.3.1", Base: dissect.Hex, Names: filterNames}
	fAppFlags    = &dissect.Field{Name: "Flags", Spec: "MS-RDPEMC 2.2.3.2", Base: dissect.Hex, Names: appNames}
	fAppID       = &dissect.Field{Name: "AppId", Spec: "MS-RDPEMC 2.2.3.2"}
	fName        = &dissect.Field{Name: "Name", Spec: "MS-RDPEMC 2.2.3.2", Base: dissect.Group}
	fWndFlags    = &dissect.Field{Name: "Flags", Spec: "MS-RDPEMC 2.2.3.4", Base: dissect.Hex, Names: wndNames}
	fWndID       = &dissect.Field{Name: "WndId", Spec: "MS-RDPEMC 2.2.3.4", Base: dissect.Hex}
	fLeft        = &dissect.Field{Name: "left", Spec: "MS-RDPEMC 2.2.3.7"}
	fTop         = &dissect.Field{Name: "top", Spec: "MS-RDPEMC 2.2.3.7"}
	fRight       = &dissect.Field{Name: "right", Spec: "MS-RDPEMC 2.2.3.7"}
	fBottom      = &dissect.Field{Name: "bottom", Spec: "MS-RDPEMC 2.2.3.7"}

	fParticipantID    = &dissect.Field{Name: "ParticipantId", Spec: "MS-RDPEMC 2.2.4.1"}
	fGroupID          = &dissect.Field{Name: "GroupId", Spec: "MS-RDPEMC 2.2.4.1"}
	fParticipantFlags = &dissect.Field{Name: "Flags", Spec: "MS-RDPEMC 2.2.4.1", Base: dissect.Hex, Names: participantNames}
	fFriendlyName     = &dissect.Field{Name: "FriendlyName", Spec: "MS-RDPEMC 2.2.4.1", Base: dissect.Group}
	fDiscType         = &dissect.Field{Name: "DiscType", Spec: "MS-RDPEMC 2.2.4.2", Base: dissect.Hex, Names: discTypeNames}
	fDiscCode         = &dissect.Field{Name: "DiscCode", Spec: "MS-RDPEMC 2.2.4.2", Base: dissect.Hex, Names: discCodeNames}
	fControlFlags     = &dissect.Field{Name: "Flags", Spec: "MS-RDPEMC 2.2.4.3", Base: dissect.Hex, Names: controlNames}
	fReasonCode       = &dissect.Field{Name: "ReasonCode", Spec: "MS-RDPEMC 2.2.4.4", Base: dissect.Hex}

	fExtension = &dissect.Field{Name: "extension", Spec: "MS-RDPEMC 3.2.5.1.1", Base: dissect.Bytes}
)

// What PDUs are called.
var (
	kindSeveral               = &dissect.Kind{Name: "virtual channel payload", Spec: "MS-RDPEMC 3.1.5.1"}
	kindUnknown               = &dissect.Kind{Name: "unknown PDU", Spec: "MS-RDPEMC 2.2.1"}
	kindFilterStateUpdated    = &dissect.Kind{Name: "OD_FILTER_STATE_UPDATED", Spec: "MS-RDPEMC 2.2.3.1"}
	kindAppCreated            = &dissect.Kind{Name: "OD_APP_CREATED", Spec: "MS-RDPEMC 2.2.3.2"}
	kindAppRemoved            = &dissect.Kind{Name: "OD_APP_REMOVED", Spec: "MS-RDPEMC 2.2.3.3"}
	kindWndCreated            = &dissect.Kind{Name: "OD_WND_CREATED", Spec: "MS-RDPEMC 2.2.3.4"}
	kindWndRemoved            = &dissect.Kind{Name: "OD_WND_REMOVED", Spec: "MS-RDPEMC 2.2.3.5"}
	kindWndShow               = &dissect.Kind{Name: "OD_WND_SHOW", Spec: "MS-RDPEMC 2.2.3.6"}
	kindWndRegionUpdate       = &dissect.Kind{Name: "OD_WND_REGION_UPDATE", Spec: "MS-RDPEMC 2.2.3.7"}
	kindParticipantCreated    = &dissect.Kind{Name: "OD_PARTICIPANT_CREATED", Spec: "MS-RDPEMC 2.2.4.1"}
	kindParticipantRemoved    = &dissect.Kind{Name: "OD_PARTICIPANT_REMOVED", Spec: "MS-RDPEMC 2.2.4.2"}
	kindControlChange         = &dissect.Kind{Name: "OD_PARTICIPANT_CTRL_CHANGE", Spec: "MS-RDPEMC 2.2.4.3"}
	kindControlChangeResponse = &dissect.Kind{Name: "OD_PARTICIPANT_CTRL_CHANGE_RESPONSE", Spec: "MS-RDPEMC 2.2.4.4"}
	kindGraphicsPaused        = &dissect.Kind{Name: "OD_GRAPHICS_STREAM_PAUSED", Spec: "MS-RDPEMC 2.2.5.1"}
	kindGraphicsResumed       = &dissect.Kind{Name: "OD_GRAPHICS_STREAM_RESUMED", Spec: "MS-RDPEMC 2.2.5.2"}
)

// pduKinds are the kinds of PDUs by Type.
var pduKinds = [...]*dissect.Kind{
	typeFilterStateUpdated:    kindFilterStateUpdated,
	typeAppRemoved:            kindAppRemoved,
	typeAppCreated:            kindAppCreated,
	typeWndRemoved:            kindWndRemoved,
	typeWndCreated:            kindWndCreated,
	typeWndShow:               kindWndShow,
	typeParticipantRemoved:    kindParticipantRemoved,
	typeParticipantCreated:    kindParticipantCreated,
	typeControlChange:         kindControlChange,
	typeGraphicsPaused:        kindGraphicsPaused,
	typeGraphicsResumed:       kindGraphicsResumed,
	typeWndRegionUpdate:       kindWndRegionUpdate,
	typeControlChangeResponse: kindControlChangeResponse,
}
