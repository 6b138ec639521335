package rxad

import "github.com/radissect/radissect/dissect"

// Actions.
var (
	fAcquireNonce         = &dissect.Field{Name: "AcquireNonce", Spec: "MS-RXAD 3.1.4.1.1.1", Base: dissect.Group}
	fAcquireNonceResponse = &dissect.Field{Name: "AcquireNonceResponse", Spec: "MS-RXAD 3.1.4.1.1.2", Base: dissect.Group}
	fAdvertise            = &dissect.Field{Name: "Advertise", Spec: "MS-RXAD 3.1.4.2.1.1", Base: dissect.Group}
	fAdvertiseResponse    = &dissect.Field{Name: "AdvertiseResponse", Spec: "MS-RXAD 3.1.4.2.1.2", Base: dissect.Group}
	fInhibit              = &dissect.Field{Name: "Inhibit", Spec: "MS-RXAD 3.1.4.3.1.1", Base: dissect.Group}
	fInhibitResponse      = &dissect.Field{Name: "InhibitResponse", Spec: "MS-RXAD 3.1.4.3.1.2", Base: dissect.Group}
	fOther                = &dissect.Field{Name: "unknown action", Spec: "MS-RXAD 2.2.2", Base: dissect.Group}
	fUnread               = &dissect.Field{Name: "not read", Spec: "MS-RXAD 2.2.2", Base: dissect.Bytes, Secret: true}
)

// Arguments.
var (
	fNonce                  = &dissect.Field{Name: "Nonce", Spec: "MS-RXAD 3.1.4.1.2.3", Base: dissect.Text}
	fHostID                 = &dissect.Field{Name: "HostId", Spec: "MS-RXAD 3.1.4.1.2.2", Base: dissect.Text}
	fApplicationID          = &dissect.Field{Name: "ApplicationId", Spec: "MS-RXAD 3.1.4.2.2.2", Base: dissect.Text}
	fApplicationVersion     = &dissect.Field{Name: "ApplicationVersion", Spec: "MS-RXAD 3.1.4.2.2.3", Base: dissect.Text}
	fApplicationData        = &dissect.Field{Name: "ApplicationData", Spec: "MS-RXAD 3.1.4.2.2.1", Base: dissect.Group}
	fHostFriendlyName       = &dissect.Field{Name: "HostFriendlyName", Spec: "MS-RXAD 3.1.4.2.1.1", Base: dissect.Text}
	fExperienceFriendlyName = &dissect.Field{Name: "ExperienceFriendlyName", Spec: "MS-RXAD 3.1.4.2.2.6", Base: dissect.Text}
	fExperienceIconURI      = &dissect.Field{Name: "ExperienceIconUri", Spec: "MS-RXAD 3.1.4.2.2.7", Base: dissect.Text}
	fEndpointURI            = &dissect.Field{Name: "ExperienceEndpointUri", Spec: "MS-RXAD 3.1.4.2.2.5", Base: dissect.Group}
	fEndpointData           = &dissect.Field{Name: "ExperienceEndpointData", Spec: "MS-RXAD 3.1.4.2.2.4", Base: dissect.Group}
	fReasonCode             = &dissect.Field{Name: "ReasonCode", Spec: "MS-RXAD 3.1.4.3.2.7", Base: dissect.Text}
	fReasonMessage          = &dissect.Field{Name: "ReasonMessage", Spec: "MS-RXAD 3.1.4.3.2.8", Base: dissect.Text}
	fSignatureAlgorithm     = &dissect.Field{Name: "SignatureAlgorithm", Spec: "MS-RXAD 3.1.4.2.2.12", Base: dissect.Text}
	fSignature              = &dissect.Field{Name: "Signature", Spec: "MS-RXAD 3.1.4.2.2.11", Base: dissect.Text}
	fHostCertificate        = &dissect.Field{Name: "HostCertificate", Spec: "MS-RXAD 3.1.4.2.2.8", Base: dissect.Text}
	fSupportedAlgorithms    = &dissect.Field{Name: "SupportedSignatureAlgorithms", Spec: "MS-RXAD 3.1.4.1.2.4", Base: dissect.Text}
	fAttachCertificate      = &dissect.Field{Name: "AttachCertificate", Spec: "MS-RXAD 3.1.4.1.2.1", Base: dissect.Text}
)

// Texts that are shown whole where they cannot be taken apart.
var (
	fDataText     = &dissect.Field{Name: "ApplicationData", Spec: "MS-RXAD 3.1.4.2.2.1", Base: dissect.Text}
	fEndpointText = &dissect.Field{Name: "ExperienceEndpointUri", Spec: "MS-RXAD 3.1.4.2.2.5", Base: dissect.Text}
	fSecretData   = &dissect.Field{Name: "ExperienceEndpointData", Spec: "MS-RXAD 3.1.4.2.2.4", Base: dissect.Bytes, Secret: true}
)

// Parts of arguments. The specification has the key=value; lists in its examples
// only (MS-RXAD 4.3).
var (
	fKey        = &dissect.Field{Name: "key", Spec: "MS-RXAD 4.3", Base: dissect.Text}
	fValue      = &dissect.Field{Name: "value", Spec: "MS-RXAD 4.3", Base: dissect.Text}
	fSecret     = &dissect.Field{Name: "value", Spec: "MS-RXAD 4.3", Base: dissect.Text, Secret: true}
	fDelimiter  = &dissect.Field{Name: "delimiter", Spec: "MS-RXAD 4.3", Base: dissect.Text}
	fScheme     = &dissect.Field{Name: "scheme", Spec: "RFC 3986 3.1", Base: dissect.Text}
	fUserinfo   = &dissect.Field{Name: "userinfo", Spec: "RFC 3986 3.2.1", Base: dissect.Text, Secret: true}
	fURIHost    = &dissect.Field{Name: "host", Spec: "RFC 3986 3.2.2", Base: dissect.Text}
	fPort       = &dissect.Field{Name: "port", Spec: "RFC 3986 3.2.3", Base: dissect.Text}
	fPath       = &dissect.Field{Name: "path", Spec: "RFC 3986 3.3", Base: dissect.Text}
	fMark       = &dissect.Field{Name: "delimiter", Spec: "RFC 3986 2.2", Base: dissect.Text}
	fPrefix     = &dissect.Field{Name: "prefix", Spec: "MS-RXAD 4.3", Base: dissect.Bytes}
	fCertLength = &dissect.Field{Name: "length", Spec: "MS-RXAD 4.3"}
	fBehind     = &dissect.Field{Name: "behind the certificate", Spec: "MS-RXAD 3.1.4.2.2.8", Base: dissect.Bytes}
)

// argNames are the names of arguments on the wire.
var argNames = [arguments]string{
	argNonce: "Nonce", argHostID: "HostId", argApplicationID: "ApplicationId", argApplicationVersion: "ApplicationVersion",
	argApplicationData: "ApplicationData", argHostFriendlyName: "HostFriendlyName",
	argExperienceFriendlyName: "ExperienceFriendlyName", argExperienceIconURI: "ExperienceIconUri",
	argExperienceEndpointURI: "ExperienceEndpointUri", argExperienceEndpointData: "ExperienceEndpointData",
	argReasonCode: "ReasonCode", argReasonMessage: "ReasonMessage", argSignatureAlgorithm: "SignatureAlgorithm",
	argSignature: "Signature", argHostCertificate: "HostCertificate",
	argSupportedAlgorithms: "SupportedSignatureAlgorithms", argAttachCertificate: "AttachCertificate",
}

// argFields are the fields of arguments that are one text.
var argFields = [arguments]*dissect.Field{
	argNonce: fNonce, argHostID: fHostID, argApplicationID: fApplicationID, argApplicationVersion: fApplicationVersion,
	argApplicationData: fDataText, argHostFriendlyName: fHostFriendlyName, argExperienceFriendlyName: fExperienceFriendlyName,
	argExperienceIconURI: fExperienceIconURI, argExperienceEndpointURI: fEndpointText, argExperienceEndpointData: fSecretData,
	argReasonCode: fReasonCode, argReasonMessage: fReasonMessage, argSignatureAlgorithm: fSignatureAlgorithm,
	argSignature: fSignature, argHostCertificate: fHostCertificate, argSupportedAlgorithms: fSupportedAlgorithms,
	argAttachCertificate: fAttachCertificate,
}

// groups are the groups of requests and responses.
var groups = [actions][2]*dissect.Field{
	{fOther, fOther}, {fAcquireNonce, fAcquireNonceResponse}, {fAdvertise, fAdvertiseResponse}, {fInhibit, fInhibitResponse},
}
