package mcs

import "github.com/radissect/radissect/dissect"

var (
	fIdentifier    = &dissect.Field{Name: "identifier", Spec: "X.690 8.1.2", Base: dissect.Hex}
	fConnectTag    = &dissect.Field{Name: "tag", Spec: "T.125 7", Names: tagNames}
	fBERLength     = &dissect.Field{Name: "length", Spec: "X.690 8.1.3", Base: dissect.Hex}
	fBERLongLength = &dissect.Field{Name: "long length", Spec: "X.690 8.1.3"}
	fContents      = &dissect.Field{Name: "contents", Spec: "X.690 8.1.4", Base: dissect.Group}
	fOctets        = &dissect.Field{Name: "octets", Spec: "X.690 8.7", Base: dissect.Bytes}
	fValue         = &dissect.Field{Name: "value", Spec: "X.690 8.3"}

	fConnectBody      = &dissect.Field{Name: "connect PDU", Spec: "T.125 7", Base: dissect.Group}
	fCallingSelector  = &dissect.Field{Name: "callingDomainSelector", Spec: "T.125 7", Base: dissect.Group}
	fCalledSelector   = &dissect.Field{Name: "calledDomainSelector", Spec: "T.125 7", Base: dissect.Group}
	fUpward           = &dissect.Field{Name: "upwardFlag", Spec: "T.125 7", Base: dissect.Group}
	fTarget           = &dissect.Field{Name: "targetParameters", Spec: "T.125 7", Base: dissect.Group}
	fMinimum          = &dissect.Field{Name: "minimumParameters", Spec: "T.125 7", Base: dissect.Group}
	fMaximum          = &dissect.Field{Name: "maximumParameters", Spec: "T.125 7", Base: dissect.Group}
	fDomainParameters = &dissect.Field{Name: "domainParameters", Spec: "T.125 7", Base: dissect.Group}
	fResultElement    = &dissect.Field{Name: "result", Spec: "T.125 7", Base: dissect.Group}
	fCalledConnectID  = &dissect.Field{Name: "calledConnectId", Spec: "T.125 7", Base: dissect.Group}
	fUserData         = &dissect.Field{Name: "userData", Spec: "T.125 7", Base: dissect.Group}

	fMaxChannelIDs   = &dissect.Field{Name: "maxChannelIds", Spec: "T.125 7", Base: dissect.Group}
	fMaxUserIDs      = &dissect.Field{Name: "maxUserIds", Spec: "T.125 7", Base: dissect.Group}
	fMaxTokenIDs     = &dissect.Field{Name: "maxTokenIds", Spec: "T.125 7", Base: dissect.Group}
	fNumPriorities   = &dissect.Field{Name: "numPriorities", Spec: "T.125 7", Base: dissect.Group}
	fMinThroughput   = &dissect.Field{Name: "minThroughput", Spec: "T.125 7", Base: dissect.Group}
	fMaxHeight       = &dissect.Field{Name: "maxHeight", Spec: "T.125 7", Base: dissect.Group}
	fMaxMCSPDUSize   = &dissect.Field{Name: "maxMCSPDUsize", Spec: "T.125 7", Base: dissect.Group}
	fProtocolVersion = &dissect.Field{Name: "protocolVersion", Spec: "T.125 7", Base: dissect.Group}

	fChoiceByte    = &dissect.Field{Name: "DomainMCSPDU", Spec: "T.125 7", Base: dissect.Hex}
	fChoice        = &dissect.Field{Name: "choice", Spec: "T.125 7", Names: choiceNames}
	fReasonByte    = &dissect.Field{Name: "end of reason", Spec: "T.125 7", Base: dissect.Hex}
	fReason        = &dissect.Field{Name: "reason", Spec: "T.125 7", Names: reasonNames}
	fResultByte    = &dissect.Field{Name: "end of result", Spec: "T.125 7", Base: dissect.Hex}
	fResult        = &dissect.Field{Name: "result", Spec: "T.125 7", Names: resultNames}
	fPERLength     = &dissect.Field{Name: "length", Spec: "X.691 11.9", Base: dissect.Hex}
	fPERLongLength = &dissect.Field{Name: "long length", Spec: "X.691 11.9", Base: dissect.Hex}
	fSubHeight     = &dissect.Field{Name: "subHeight", Spec: "T.125 7", Base: dissect.Group}
	fSubInterval   = &dissect.Field{Name: "subInterval", Spec: "T.125 7", Base: dissect.Group}
	fEncodedUser   = &dissect.Field{Name: "initiator less 1001", Spec: "T.125 7"}
	fInitiator     = &dissect.Field{Name: "initiator", Spec: "T.125 7"}
	fRequested     = &dissect.Field{Name: "requested", Spec: "T.125 7"}
	fChannelID     = &dissect.Field{Name: "channelId", Spec: "T.125 7"}
	fPriorityByte  = &dissect.Field{Name: "dataPriority and segmentation", Spec: "T.125 7", Base: dissect.Hex}
	fDataPriority  = &dissect.Field{Name: "dataPriority", Spec: "T.125 7", Names: priorityNames}
	fSegmentation  = &dissect.Field{Name: "segmentation", Spec: "T.125 7", Base: dissect.Hex, Names: segmentationNames}
	fClosed        = &dissect.Field{Name: "body", Spec: "T.125 7", Base: dissect.Bytes}
	fTrailing      = &dissect.Field{Name: "trailing", Spec: "T.125 7", Base: dissect.Bytes}
)
