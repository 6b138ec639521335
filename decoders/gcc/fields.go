package gcc

import (
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

var (
	fKey              = &dissect.Field{Name: "t124Identifier", Spec: "T.124 8.7", Base: dissect.Group}
	fKeyChoice        = &dissect.Field{Name: "Key", Spec: "T.124 8.7", Base: dissect.Hex}
	fObjectLength     = &dissect.Field{Name: "object length", Spec: "T.124 8.7"}
	fObject           = &dissect.Field{Name: "object", Spec: "T.124 8.7", Base: dissect.Bytes}
	fConnectPDULength = &dissect.Field{Name: "connectPDU length", Spec: "T.124 8.7", Base: dissect.Hex}
	fCreateRequest    = &dissect.Field{Name: "ConferenceCreateRequest", Spec: "T.124 8.7", Base: dissect.Group}
	fCreateResponse   = &dissect.Field{Name: "ConferenceCreateResponse", Spec: "T.124 8.7", Base: dissect.Group}
	fPreamble         = &dissect.Field{Name: "ConnectGCCPDU", Spec: "T.124 8.7", Base: dissect.Hex}
	fConferenceName   = &dissect.Field{Name: "conferenceName", Spec: "T.124 8.7", Base: dissect.Hex}
	fPadding          = &dissect.Field{Name: "lockedConference to terminationMethod", Spec: "T.124 8.7", Base: dissect.Hex}
	fEncodedNode      = &dissect.Field{Name: "nodeID less 1001", Spec: "T.124 8.7"}
	fNodeID           = &dissect.Field{Name: "nodeID", Spec: "T.124 8.7"}
	fTagLength        = &dissect.Field{Name: "tag length", Spec: "T.124 8.7"}
	fTag              = &dissect.Field{Name: "tag", Spec: "T.124 8.7", Base: dissect.Bytes}
	fResultByte       = &dissect.Field{Name: "end of result", Spec: "T.124 8.7", Base: dissect.Hex}
	fResult           = &dissect.Field{Name: "result", Spec: "T.124 8.7", Names: resultNames}
	fUserDataSets     = &dissect.Field{Name: "userData sets", Spec: "T.124 8.7"}
	fUserDataKey      = &dissect.Field{Name: "userData key", Spec: "T.124 8.7", Base: dissect.Hex}
	fH221Length       = &dissect.Field{Name: "h221NonStandard length", Spec: "T.124 8.7", Base: dissect.Hex}
	fH221Key          = &dissect.Field{Name: "h221NonStandard", Spec: "T.124 8.7", Base: dissect.Text}
	fUserDataLength   = &dissect.Field{Name: "userData length", Spec: "T.124 8.7", Base: dissect.Hex}
	fUserData         = &dissect.Field{Name: "userData", Spec: "T.124 8.7", Base: dissect.Group}
	fTrailing         = &dissect.Field{Name: "trailing", Spec: "T.124 8.7", Base: dissect.Bytes}

	fHeader       = &dissect.Field{Name: "header", Spec: "MS-RDPBCGR 2.2.1.3.1", Base: dissect.Group}
	fType         = &dissect.Field{Name: "type", Spec: "MS-RDPBCGR 2.2.1.3.1", Base: dissect.Hex, Names: typeNames}
	fLength       = &dissect.Field{Name: "length", Spec: "MS-RDPBCGR 2.2.1.3.1"}
	fUnknownBlock = &dissect.Field{Name: "unknown block", Spec: "MS-RDPBCGR 2.2.1.3.1", Base: dissect.Group}
	fBlockData    = &dissect.Field{Name: "data", Spec: "MS-RDPBCGR 2.2.1.3.1", Base: dissect.Bytes}

	fClientCore             = &dissect.Field{Name: "clientCoreData", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Group}
	fVersion                = &dissect.Field{Name: "version", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex, Names: versionNames}
	fDesktopWidth           = &dissect.Field{Name: "desktopWidth", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fDesktopHeight          = &dissect.Field{Name: "desktopHeight", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fColorDepth             = &dissect.Field{Name: "colorDepth", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex, Names: depthNames}
	fSASSequence            = &dissect.Field{Name: "SASSequence", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex, Names: sasNames}
	fKeyboardLayout         = &dissect.Field{Name: "keyboardLayout", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex}
	fClientBuild            = &dissect.Field{Name: "clientBuild", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fClientName             = &dissect.Field{Name: "clientName", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.UTF16}
	fKeyboardType           = &dissect.Field{Name: "keyboardType", Spec: "MS-RDPBCGR 2.2.1.3.2", Names: keyboardNames}
	fKeyboardSubType        = &dissect.Field{Name: "keyboardSubType", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fKeyboardFunctionKey    = &dissect.Field{Name: "keyboardFunctionKey", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fImeFileName            = &dissect.Field{Name: "imeFileName", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.UTF16}
	fPostBeta2ColorDepth    = &dissect.Field{Name: "postBeta2ColorDepth", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex, Names: depthNames}
	fClientProductID        = &dissect.Field{Name: "clientProductId", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fSerialNumber           = &dissect.Field{Name: "serialNumber", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fHighColorDepth         = &dissect.Field{Name: "highColorDepth", Spec: "MS-RDPBCGR 2.2.1.3.2", Names: highDepthNames}
	fSupportedColorDepths   = &dissect.Field{Name: "supportedColorDepths", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex, Names: supportedNames}
	fEarlyCapabilityFlags   = &dissect.Field{Name: "earlyCapabilityFlags", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex, Names: earlyNames}
	fClientDigProductID     = &dissect.Field{Name: "clientDigProductId", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.UTF16}
	fConnectionType         = &dissect.Field{Name: "connectionType", Spec: "MS-RDPBCGR 2.2.1.3.2", Names: connectionNames}
	fPad1Octet              = &dissect.Field{Name: "pad1octet", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex}
	fServerSelectedProtocol = &dissect.Field{Name: "serverSelectedProtocol", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Hex, Names: x224.ProtocolNames()}
	fPhysicalWidth          = &dissect.Field{Name: "desktopPhysicalWidth", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fPhysicalHeight         = &dissect.Field{Name: "desktopPhysicalHeight", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fDesktopOrientation     = &dissect.Field{Name: "desktopOrientation", Spec: "MS-RDPBCGR 2.2.1.3.2", Names: orientationNames}
	fDesktopScaleFactor     = &dissect.Field{Name: "desktopScaleFactor", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fDeviceScaleFactor      = &dissect.Field{Name: "deviceScaleFactor", Spec: "MS-RDPBCGR 2.2.1.3.2"}
	fPartial                = &dissect.Field{Name: "part of a field", Spec: "MS-RDPBCGR 2.2.1.3.2", Base: dissect.Bytes}

	fClientSecurity       = &dissect.Field{Name: "clientSecurityData", Spec: "MS-RDPBCGR 2.2.1.3.3", Base: dissect.Group}
	fEncryptionMethods    = &dissect.Field{Name: "encryptionMethods", Spec: "MS-RDPBCGR 2.2.1.3.3", Base: dissect.Hex, Names: methodNames}
	fExtEncryptionMethods = &dissect.Field{Name: "extEncryptionMethods", Spec: "MS-RDPBCGR 2.2.1.3.3", Base: dissect.Hex, Names: methodNames}
	fClientNetwork        = &dissect.Field{Name: "clientNetworkData", Spec: "MS-RDPBCGR 2.2.1.3.4", Base: dissect.Group}
	fChannelCount         = &dissect.Field{Name: "channelCount", Spec: "MS-RDPBCGR 2.2.1.3.4"}
	fChannelDef           = &dissect.Field{Name: "CHANNEL_DEF", Spec: "MS-RDPBCGR 2.2.1.3.4.1", Base: dissect.Group}
	fChannelName          = &dissect.Field{Name: "name", Spec: "MS-RDPBCGR 2.2.1.3.4.1", Base: dissect.Text}
	fChannelOptions       = &dissect.Field{Name: "options", Spec: "MS-RDPBCGR 2.2.1.3.4.1", Base: dissect.Hex, Names: optionNames}
	fClientCluster        = &dissect.Field{Name: "clientClusterData", Spec: "MS-RDPBCGR 2.2.1.3.5", Base: dissect.Group}
	fClusterFlags         = &dissect.Field{Name: "Flags", Spec: "MS-RDPBCGR 2.2.1.3.5", Base: dissect.Hex, Names: clusterNames}
	fRedirectionVersion   = &dissect.Field{Name: "ServerSessionRedirectionVersionMask", Spec: "MS-RDPBCGR 2.2.1.3.5", Names: redirectionNames}
	fRedirectedSessionID  = &dissect.Field{Name: "RedirectedSessionID", Spec: "MS-RDPBCGR 2.2.1.3.5"}
	fClientMonitor        = &dissect.Field{Name: "clientMonitorData", Spec: "MS-RDPBCGR 2.2.1.3.6", Base: dissect.Group}
	fReservedFlags        = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.3.6", Base: dissect.Hex}
	fMonitorCount         = &dissect.Field{Name: "monitorCount", Spec: "MS-RDPBCGR 2.2.1.3.6"}
	fMonitorDef           = &dissect.Field{Name: "TS_MONITOR_DEF", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Group}
	fLeft                 = &dissect.Field{Name: "left", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fTop                  = &dissect.Field{Name: "top", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fRight                = &dissect.Field{Name: "right", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fBottom               = &dissect.Field{Name: "bottom", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fMonitorFlags         = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Hex, Names: monitorNames}
	fClientMessage        = &dissect.Field{Name: "clientMessageChannelData", Spec: "MS-RDPBCGR 2.2.1.3.7", Base: dissect.Group}
	fClientMultitransport = &dissect.Field{Name: "clientMultitransportChannelData", Spec: "MS-RDPBCGR 2.2.1.3.8", Base: dissect.Group}
	fTransportFlags       = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.3.8", Base: dissect.Hex, Names: transportNames}
	fClientUnused         = &dissect.Field{Name: "clientUnused1Data", Spec: "MS-RDPBCGR 2.2.1.3.9", Base: dissect.Group}
	fPad2Octets           = &dissect.Field{Name: "pad2Octets", Spec: "MS-RDPBCGR 2.2.1.3.9", Base: dissect.Bytes}
	fClientMonitorEx      = &dissect.Field{Name: "clientMonitorExtendedData", Spec: "MS-RDPBCGR 2.2.1.3.10", Base: dissect.Group}
	fMonitorAttributeSize = &dissect.Field{Name: "monitorAttributeSize", Spec: "MS-RDPBCGR 2.2.1.3.10"}
	fMonitorAttributes    = &dissect.Field{Name: "TS_MONITOR_ATTRIBUTES", Spec: "MS-RDPBCGR 2.2.1.3.10.1", Base: dissect.Group}
	fMonitorWidth         = &dissect.Field{Name: "physicalWidth", Spec: "MS-RDPBCGR 2.2.1.3.10.1"}
	fMonitorHeight        = &dissect.Field{Name: "physicalHeight", Spec: "MS-RDPBCGR 2.2.1.3.10.1"}
	fMonitorOrientation   = &dissect.Field{Name: "orientation", Spec: "MS-RDPBCGR 2.2.1.3.10.1"}
	fMonitorDesktopScale  = &dissect.Field{Name: "desktopScaleFactor", Spec: "MS-RDPBCGR 2.2.1.3.10.1"}
	fMonitorDeviceScale   = &dissect.Field{Name: "deviceScaleFactor", Spec: "MS-RDPBCGR 2.2.1.3.10.1"}

	fServerCore               = &dissect.Field{Name: "serverCoreData", Spec: "MS-RDPBCGR 2.2.1.4.2", Base: dissect.Group}
	fClientRequestedProtocols = &dissect.Field{Name: "clientRequestedProtocols", Spec: "MS-RDPBCGR 2.2.1.4.2", Base: dissect.Hex, Names: x224.ProtocolNames()}
	fServerEarlyFlags         = &dissect.Field{Name: "earlyCapabilityFlags", Spec: "MS-RDPBCGR 2.2.1.4.2", Base: dissect.Hex, Names: serverEarlyNames}
	fServerSecurity           = &dissect.Field{Name: "serverSecurityData", Spec: "MS-RDPBCGR 2.2.1.4.3", Base: dissect.Group}
	fEncryptionMethod         = &dissect.Field{Name: "encryptionMethod", Spec: "MS-RDPBCGR 2.2.1.4.3", Base: dissect.Hex, Names: serverMethodNames}
	fEncryptionLevel          = &dissect.Field{Name: "encryptionLevel", Spec: "MS-RDPBCGR 2.2.1.4.3", Names: levelNames}
	fServerRandomLen          = &dissect.Field{Name: "serverRandomLen", Spec: "MS-RDPBCGR 2.2.1.4.3"}
	fServerCertLen            = &dissect.Field{Name: "serverCertLen", Spec: "MS-RDPBCGR 2.2.1.4.3"}
	fServerRandom             = &dissect.Field{Name: "serverRandom", Spec: "MS-RDPBCGR 2.2.1.4.3", Base: dissect.Group}
	fRandomBytes              = &dissect.Field{Name: "random", Spec: "MS-RDPBCGR 2.2.1.4.3", Base: dissect.Bytes}
	fServerCertificate        = &dissect.Field{Name: "serverCertificate", Spec: "MS-RDPBCGR 2.2.1.4.3.1", Base: dissect.Group}
	fCertVersion              = &dissect.Field{Name: "dwVersion", Spec: "MS-RDPBCGR 2.2.1.4.3.1", Base: dissect.Hex}
	fChainVersion             = &dissect.Field{Name: "certChainVersion", Spec: "MS-RDPBCGR 2.2.1.4.3.1", Names: chainNames}
	fTemporary                = &dissect.Field{Name: "t", Spec: "MS-RDPBCGR 2.2.1.4.3.1"}
	fCertData                 = &dissect.Field{Name: "certData", Spec: "MS-RDPBCGR 2.2.1.4.3.1", Base: dissect.Bytes}
	fSigAlgID                 = &dissect.Field{Name: "dwSigAlgId", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Names: sigAlgNames}
	fKeyAlgID                 = &dissect.Field{Name: "dwKeyAlgId", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Names: keyAlgNames}
	fPublicKeyBlobType        = &dissect.Field{Name: "wPublicKeyBlobType", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Base: dissect.Hex, Names: blobNames}
	fPublicKeyBlobLen         = &dissect.Field{Name: "wPublicKeyBlobLen", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1"}
	fPublicKeyBlob            = &dissect.Field{Name: "PublicKeyBlob", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Base: dissect.Group}
	fSignatureBlobType        = &dissect.Field{Name: "wSignatureBlobType", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Base: dissect.Hex, Names: blobNames}
	fSignatureBlobLen         = &dissect.Field{Name: "wSignatureBlobLen", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1"}
	fSignatureBlob            = &dissect.Field{Name: "SignatureBlob", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Base: dissect.Group}
	fSignature                = &dissect.Field{Name: "signature", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Base: dissect.Bytes}
	fZeroPadding              = &dissect.Field{Name: "padding", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1", Base: dissect.Bytes}
	fMagic                    = &dissect.Field{Name: "magic", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1", Base: dissect.Hex}
	fKeyLen                   = &dissect.Field{Name: "keylen", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1"}
	fBitLen                   = &dissect.Field{Name: "bitlen", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1"}
	fDataLen                  = &dissect.Field{Name: "datalen", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1"}
	fPubExp                   = &dissect.Field{Name: "pubExp", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1", Base: dissect.Hex}
	fModulusGroup             = &dissect.Field{Name: "modulus", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1", Base: dissect.Group}
	fModulus                  = &dissect.Field{Name: "modulus bytes", Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1", Base: dissect.Bytes}
	fNumCertBlobs             = &dissect.Field{Name: "NumCertBlobs", Spec: "MS-RDPELE 2.2.1.4.2"}
	fCertBlob                 = &dissect.Field{Name: "CertBlob", Spec: "MS-RDPELE 2.2.1.4.2", Base: dissect.Group}
	fCbCert                   = &dissect.Field{Name: "cbCert", Spec: "MS-RDPELE 2.2.1.4.2"}
	fCert                     = &dissect.Field{Name: "abCert", Spec: "MS-RDPELE 2.2.1.4.2", Base: dissect.Group}
	fDER                      = &dissect.Field{Name: "certificate", Spec: "MS-RDPELE 2.2.1.4.2", Base: dissect.Bytes}
	fChainPadding             = &dissect.Field{Name: "Padding", Spec: "MS-RDPELE 2.2.1.4.2", Base: dissect.Bytes}
	fServerNetwork            = &dissect.Field{Name: "serverNetworkData", Spec: "MS-RDPBCGR 2.2.1.4.4", Base: dissect.Group}
	fMCSChannelID             = &dissect.Field{Name: "MCSChannelId", Spec: "MS-RDPBCGR 2.2.1.4.4"}
	fServerChannelCount       = &dissect.Field{Name: "channelCount", Spec: "MS-RDPBCGR 2.2.1.4.4"}
	fChannelIDArray           = &dissect.Field{Name: "channelIdArray", Spec: "MS-RDPBCGR 2.2.1.4.4", Base: dissect.Group}
	fChannelID                = &dissect.Field{Name: "channelId", Spec: "MS-RDPBCGR 2.2.1.4.4"}
	fPad                      = &dissect.Field{Name: "Pad", Spec: "MS-RDPBCGR 2.2.1.4.4", Base: dissect.Hex}
	fServerMessage            = &dissect.Field{Name: "serverMessageChannelData", Spec: "MS-RDPBCGR 2.2.1.4.5", Base: dissect.Group}
	fMessageChannelID         = &dissect.Field{Name: "MCSChannelID", Spec: "MS-RDPBCGR 2.2.1.4.5"}
	fServerMultitransport     = &dissect.Field{Name: "serverMultitransportChannelData", Spec: "MS-RDPBCGR 2.2.1.4.6", Base: dissect.Group}
)

var (
	kindRequest  = &dissect.Kind{Name: "Conference Create Request", Spec: "MS-RDPBCGR 2.2.1.3"}
	kindResponse = &dissect.Kind{Name: "Conference Create Response", Spec: "MS-RDPBCGR 2.2.1.4"}
)
