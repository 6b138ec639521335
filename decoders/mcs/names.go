package mcs

import "github.com/radissect/radissect/dissect"

var (
	kindConnectInitial    = &dissect.Kind{Name: "Connect-Initial", Spec: "T.125 7"}
	kindConnectResponse   = &dissect.Kind{Name: "Connect-Response", Spec: "T.125 7"}
	kindConnectAdditional = &dissect.Kind{Name: "Connect-Additional", Spec: "T.125 7"}
	kindConnectResult     = &dissect.Kind{Name: "Connect-Result", Spec: "T.125 7"}
	kindUnknown           = &dissect.Kind{Name: "Unknown PDU", Spec: "T.125 7"}

	kindPlumbDomainIndication       = &dissect.Kind{Name: "PlumbDomainIndication", Spec: "T.125 7"}
	kindErectDomainRequest          = &dissect.Kind{Name: "ErectDomainRequest", Spec: "T.125 7"}
	kindMergeChannelsRequest        = &dissect.Kind{Name: "MergeChannelsRequest", Spec: "T.125 7"}
	kindMergeChannelsConfirm        = &dissect.Kind{Name: "MergeChannelsConfirm", Spec: "T.125 7"}
	kindPurgeChannelsIndication     = &dissect.Kind{Name: "PurgeChannelsIndication", Spec: "T.125 7"}
	kindMergeTokensRequest          = &dissect.Kind{Name: "MergeTokensRequest", Spec: "T.125 7"}
	kindMergeTokensConfirm          = &dissect.Kind{Name: "MergeTokensConfirm", Spec: "T.125 7"}
	kindPurgeTokensIndication       = &dissect.Kind{Name: "PurgeTokensIndication", Spec: "T.125 7"}
	kindDisconnectProviderUltimatum = &dissect.Kind{Name: "DisconnectProviderUltimatum", Spec: "T.125 7"}
	kindRejectMCSPDUUltimatum       = &dissect.Kind{Name: "RejectMCSPDUUltimatum", Spec: "T.125 7"}
	kindAttachUserRequest           = &dissect.Kind{Name: "AttachUserRequest", Spec: "T.125 7"}
	kindAttachUserConfirm           = &dissect.Kind{Name: "AttachUserConfirm", Spec: "T.125 7"}
	kindDetachUserRequest           = &dissect.Kind{Name: "DetachUserRequest", Spec: "T.125 7"}
	kindDetachUserIndication        = &dissect.Kind{Name: "DetachUserIndication", Spec: "T.125 7"}
	kindChannelJoinRequest          = &dissect.Kind{Name: "ChannelJoinRequest", Spec: "T.125 7"}
	kindChannelJoinConfirm          = &dissect.Kind{Name: "ChannelJoinConfirm", Spec: "T.125 7"}
	kindChannelLeaveRequest         = &dissect.Kind{Name: "ChannelLeaveRequest", Spec: "T.125 7"}
	kindChannelConveneRequest       = &dissect.Kind{Name: "ChannelConveneRequest", Spec: "T.125 7"}
	kindChannelConveneConfirm       = &dissect.Kind{Name: "ChannelConveneConfirm", Spec: "T.125 7"}
	kindChannelDisbandRequest       = &dissect.Kind{Name: "ChannelDisbandRequest", Spec: "T.125 7"}
	kindChannelDisbandIndication    = &dissect.Kind{Name: "ChannelDisbandIndication", Spec: "T.125 7"}
	kindChannelAdmitRequest         = &dissect.Kind{Name: "ChannelAdmitRequest", Spec: "T.125 7"}
	kindChannelAdmitIndication      = &dissect.Kind{Name: "ChannelAdmitIndication", Spec: "T.125 7"}
	kindChannelExpelRequest         = &dissect.Kind{Name: "ChannelExpelRequest", Spec: "T.125 7"}
	kindChannelExpelIndication      = &dissect.Kind{Name: "ChannelExpelIndication", Spec: "T.125 7"}
	kindSendDataRequest             = &dissect.Kind{Name: "SendDataRequest", Spec: "T.125 7"}
	kindSendDataIndication          = &dissect.Kind{Name: "SendDataIndication", Spec: "T.125 7"}
	kindUniformSendDataRequest      = &dissect.Kind{Name: "UniformSendDataRequest", Spec: "T.125 7"}
	kindUniformSendDataIndication   = &dissect.Kind{Name: "UniformSendDataIndication", Spec: "T.125 7"}
	kindTokenGrabRequest            = &dissect.Kind{Name: "TokenGrabRequest", Spec: "T.125 7"}
	kindTokenGrabConfirm            = &dissect.Kind{Name: "TokenGrabConfirm", Spec: "T.125 7"}
	kindTokenInhibitRequest         = &dissect.Kind{Name: "TokenInhibitRequest", Spec: "T.125 7"}
	kindTokenInhibitConfirm         = &dissect.Kind{Name: "TokenInhibitConfirm", Spec: "T.125 7"}
	kindTokenGiveRequest            = &dissect.Kind{Name: "TokenGiveRequest", Spec: "T.125 7"}
	kindTokenGiveIndication         = &dissect.Kind{Name: "TokenGiveIndication", Spec: "T.125 7"}
	kindTokenGiveResponse           = &dissect.Kind{Name: "TokenGiveResponse", Spec: "T.125 7"}
	kindTokenGiveConfirm            = &dissect.Kind{Name: "TokenGiveConfirm", Spec: "T.125 7"}
	kindTokenPleaseRequest          = &dissect.Kind{Name: "TokenPleaseRequest", Spec: "T.125 7"}
	kindTokenPleaseIndication       = &dissect.Kind{Name: "TokenPleaseIndication", Spec: "T.125 7"}
	kindTokenReleaseRequest         = &dissect.Kind{Name: "TokenReleaseRequest", Spec: "T.125 7"}
	kindTokenReleaseConfirm         = &dissect.Kind{Name: "TokenReleaseConfirm", Spec: "T.125 7"}
	kindTokenTestRequest            = &dissect.Kind{Name: "TokenTestRequest", Spec: "T.125 7"}
	kindTokenTestConfirm            = &dissect.Kind{Name: "TokenTestConfirm", Spec: "T.125 7"}
)

// domainKinds are the types of domain PDUs by choice.
var domainKinds = [choices]*dissect.Kind{
	plumbDomainIndication:       kindPlumbDomainIndication,
	erectDomainRequest:          kindErectDomainRequest,
	mergeChannelsRequest:        kindMergeChannelsRequest,
	mergeChannelsConfirm:        kindMergeChannelsConfirm,
	purgeChannelsIndication:     kindPurgeChannelsIndication,
	mergeTokensRequest:          kindMergeTokensRequest,
	mergeTokensConfirm:          kindMergeTokensConfirm,
	purgeTokensIndication:       kindPurgeTokensIndication,
	disconnectProviderUltimatum: kindDisconnectProviderUltimatum,
	rejectMCSPDUUltimatum:       kindRejectMCSPDUUltimatum,
	attachUserRequest:           kindAttachUserRequest,
	attachUserConfirm:           kindAttachUserConfirm,
	detachUserRequest:           kindDetachUserRequest,
	detachUserIndication:        kindDetachUserIndication,
	channelJoinRequest:          kindChannelJoinRequest,
	channelJoinConfirm:          kindChannelJoinConfirm,
	channelLeaveRequest:         kindChannelLeaveRequest,
	channelConveneRequest:       kindChannelConveneRequest,
	channelConveneConfirm:       kindChannelConveneConfirm,
	channelDisbandRequest:       kindChannelDisbandRequest,
	channelDisbandIndication:    kindChannelDisbandIndication,
	channelAdmitRequest:         kindChannelAdmitRequest,
	channelAdmitIndication:      kindChannelAdmitIndication,
	channelExpelRequest:         kindChannelExpelRequest,
	channelExpelIndication:      kindChannelExpelIndication,
	sendDataRequest:             kindSendDataRequest,
	sendDataIndication:          kindSendDataIndication,
	uniformSendDataRequest:      kindUniformSendDataRequest,
	uniformSendDataIndication:   kindUniformSendDataIndication,
	tokenGrabRequest:            kindTokenGrabRequest,
	tokenGrabConfirm:            kindTokenGrabConfirm,
	tokenInhibitRequest:         kindTokenInhibitRequest,
	tokenInhibitConfirm:         kindTokenInhibitConfirm,
	tokenGiveRequest:            kindTokenGiveRequest,
	tokenGiveIndication:         kindTokenGiveIndication,
	tokenGiveResponse:           kindTokenGiveResponse,
	tokenGiveConfirm:            kindTokenGiveConfirm,
	tokenPleaseRequest:          kindTokenPleaseRequest,
	tokenPleaseIndication:       kindTokenPleaseIndication,
	tokenReleaseRequest:         kindTokenReleaseRequest,
	tokenReleaseConfirm:         kindTokenReleaseConfirm,
	tokenTestRequest:            kindTokenTestRequest,
	tokenTestConfirm:            kindTokenTestConfirm,
}

var choiceNames = &dissect.Names{Values: map[uint64]string{
	plumbDomainIndication:       "plumbDomainIndication",
	erectDomainRequest:          "erectDomainRequest",
	mergeChannelsRequest:        "mergeChannelsRequest",
	mergeChannelsConfirm:        "mergeChannelsConfirm",
	purgeChannelsIndication:     "purgeChannelsIndication",
	mergeTokensRequest:          "mergeTokensRequest",
	mergeTokensConfirm:          "mergeTokensConfirm",
	purgeTokensIndication:       "purgeTokensIndication",
	disconnectProviderUltimatum: "disconnectProviderUltimatum",
	rejectMCSPDUUltimatum:       "rejectMCSPDUUltimatum",
	attachUserRequest:           "attachUserRequest",
	attachUserConfirm:           "attachUserConfirm",
	detachUserRequest:           "detachUserRequest",
	detachUserIndication:        "detachUserIndication",
	channelJoinRequest:          "channelJoinRequest",
	channelJoinConfirm:          "channelJoinConfirm",
	channelLeaveRequest:         "channelLeaveRequest",
	channelConveneRequest:       "channelConveneRequest",
	channelConveneConfirm:       "channelConveneConfirm",
	channelDisbandRequest:       "channelDisbandRequest",
	channelDisbandIndication:    "channelDisbandIndication",
	channelAdmitRequest:         "channelAdmitRequest",
	channelAdmitIndication:      "channelAdmitIndication",
	channelExpelRequest:         "channelExpelRequest",
	channelExpelIndication:      "channelExpelIndication",
	sendDataRequest:             "sendDataRequest",
	sendDataIndication:          "sendDataIndication",
	uniformSendDataRequest:      "uniformSendDataRequest",
	uniformSendDataIndication:   "uniformSendDataIndication",
	tokenGrabRequest:            "tokenGrabRequest",
	tokenGrabConfirm:            "tokenGrabConfirm",
	tokenInhibitRequest:         "tokenInhibitRequest",
	tokenInhibitConfirm:         "tokenInhibitConfirm",
	tokenGiveRequest:            "tokenGiveRequest",
	tokenGiveIndication:         "tokenGiveIndication",
	tokenGiveResponse:           "tokenGiveResponse",
	tokenGiveConfirm:            "tokenGiveConfirm",
	tokenPleaseRequest:          "tokenPleaseRequest",
	tokenPleaseIndication:       "tokenPleaseIndication",
	tokenReleaseRequest:         "tokenReleaseRequest",
	tokenReleaseConfirm:         "tokenReleaseConfirm",
	tokenTestRequest:            "tokenTestRequest",
	tokenTestConfirm:            "tokenTestConfirm",
}}

var tagNames = &dissect.Names{Values: map[uint64]string{
	tagConnectInitial: "Connect-Initial", tagConnectResponse: "Connect-Response",
	tagConnectAdditional: "Connect-Additional", tagConnectResult: "Connect-Result",
}}

// reasonNames holds Reason, T.125 7 part 1.
var reasonNames = &dissect.Names{Values: map[uint64]string{
	0: "rn-domain-disconnected", 1: "rn-provider-initiated", 2: "rn-token-purged", 3: "rn-user-requested", 4: "rn-channel-purged",
}}

// resultNames holds Result, T.125 7 part 1.
var resultNames = &dissect.Names{Values: map[uint64]string{
	0: "rt-successful", 1: "rt-domain-merging", 2: "rt-domain-not-hierarchical", 3: "rt-no-such-channel",
	4: "rt-no-such-domain", 5: "rt-no-such-user", 6: "rt-not-admitted", 7: "rt-other-user-id",
	8: "rt-parameters-unacceptable", 9: "rt-token-not-available", 10: "rt-token-not-possessed",
	11: "rt-too-many-channels", 12: "rt-too-many-tokens", 13: "rt-too-many-users",
	14: "rt-unspecified-failure", 15: "rt-user-rejected",
}}

// priorityNames holds DataPriority, T.125 7 part 1.
var priorityNames = &dissect.Names{Values: map[uint64]string{0: "top", 1: "high", 2: "medium", 3: "low"}}

// segmentationNames holds Segmentation, T.125 7 part 1: a bit string, so that
// its first bit is the higher one.
var segmentationNames = &dissect.Names{Bits: []dissect.Bit{{Mask: 2, Name: "begin"}, {Mask: 1, Name: "end"}}}
