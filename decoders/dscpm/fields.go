package dscpm

import "github.com/radissect/radissect/dissect"

// Fields of heads. x-ms-date is none of the specification, but what Windows signs
// over; its meaning is taken from traffic.
var (
	fMethod               = &dissect.Field{Name: "method", Spec: "MS-DSCPM 2.1", Base: dissect.Text}
	fServiceBase          = &dissect.Field{Name: "service base", Spec: "MS-DSCPM 2.2.3", Base: dissect.Text}
	fPunctuation          = &dissect.Field{Name: "punctuation", Spec: "MS-DSCPM 2.2.3", Base: dissect.Text}
	fResource             = &dissect.Field{Name: "resource", Spec: "MS-DSCPM 2.2.3", Base: dissect.Text}
	fKey                  = &dissect.Field{Name: "key", Spec: "MS-DSCPM 2.2.3", Base: dissect.Text}
	fConfigurationID      = &dissect.Field{Name: "ConfigurationId", Spec: "MS-DSCPM 2.2.3.1", Base: dissect.Text}
	fURIAgentID           = &dissect.Field{Name: "AgentId", Spec: "MS-DSCPM 2.2.3.4", Base: dissect.Text}
	fJobID                = &dissect.Field{Name: "JobId", Spec: "MS-DSCPM 3.5.5.1.1", Base: dissect.Text}
	fModuleName           = &dissect.Field{Name: "ModuleName", Spec: "MS-DSCPM 2.2.3.2", Base: dissect.Text}
	fModuleVersion        = &dissect.Field{Name: "ModuleVersion", Spec: "MS-DSCPM 2.2.3.3", Base: dissect.Text}
	fURIConfigurationName = &dissect.Field{Name: "ConfigurationName", Spec: "MS-DSCPM 3.6.5.2", Base: dissect.Text}
	fOtherValue           = &dissect.Field{Name: "value", Spec: "MS-DSCPM 2.2.3", Base: dissect.Text}
	fRestOfTarget         = &dissect.Field{Name: "rest of the URL", Spec: "MS-DSCPM 2.2.3", Base: dissect.Text}
	fStartLine            = &dissect.Field{Name: "start-line", Spec: "MS-DSCPM 2.1", Base: dissect.Text}
	fHeaderName           = &dissect.Field{Name: "header name", Spec: "MS-DSCPM 2.2.2", Base: dissect.Text}
	fHeaderValue          = &dissect.Field{Name: "header value", Spec: "MS-DSCPM 2.2.2", Base: dissect.Text}
	fContentType          = &dissect.Field{Name: "Content-Type", Spec: "MS-DSCPM 2.2.2.1", Base: dissect.Text}
	fChecksum             = &dissect.Field{Name: "Checksum", Spec: "MS-DSCPM 2.2.2.2", Base: dissect.Text}
	fChecksumAlgorithm    = &dissect.Field{Name: "ChecksumAlgorithm", Spec: "MS-DSCPM 2.2.2.3", Base: dissect.Text}
	fConfigurationName    = &dissect.Field{Name: "ConfigurationName", Spec: "MS-DSCPM 2.2.2.4", Base: dissect.Text}
	fProtocolVersion      = &dissect.Field{Name: "ProtocolVersion", Spec: "MS-DSCPM 2.2.2.5", Base: dissect.Text}
	fAgentID              = &dissect.Field{Name: "AgentId", Spec: "MS-DSCPM 2.2.2.6", Base: dissect.Text}
	fAuthorization        = &dissect.Field{Name: "Authorization", Spec: "MS-DSCPM 2.2.2.7", Base: dissect.Text, Secret: true}
	fCredentials          = &dissect.Field{Name: "credentials", Spec: "MS-DSCPM 2.1", Base: dissect.Text, Secret: true}
	fCertificateRotation  = &dissect.Field{Name: "DSC-certificateRotation", Spec: "MS-DSCPM 2.2.2.8", Base: dissect.Text}
	fDate                 = &dissect.Field{Name: "x-ms-date", Spec: "MS-DSCPM 2.2.2.7", Base: dissect.Text}
	fRestOfHead           = &dissect.Field{Name: "rest of the head", Spec: "MS-DSCPM 2.2.2", Base: dissect.Text, Secret: true}
	fHeadEnd              = &dissect.Field{Name: "end of the head", Spec: "MS-DSCPM 2.1", Base: dissect.Text}
)

// Fields of bodies.
var (
	fBody          = &dissect.Field{Name: "body", Spec: "MS-DSCPM 2.1", Base: dissect.Bytes}
	fConfiguration = &dissect.Field{Name: "configuration", Spec: "MS-DSCPM 3.1.5.1.1.2", Base: dissect.Bytes}
	fModule        = &dissect.Field{Name: "module", Spec: "MS-DSCPM 3.2.5.1.1.2", Base: dissect.Bytes}
	fObject        = &dissect.Field{Name: "object", Spec: "MS-DSCPM 6", Base: dissect.Group}
	fArray         = &dissect.Field{Name: "array", Spec: "MS-DSCPM 6", Base: dissect.Group}
	fStructure     = &dissect.Field{Name: "structure", Spec: "MS-DSCPM 6", Base: dissect.Text}
	fMemberName    = &dissect.Field{Name: "member name", Spec: "MS-DSCPM 6", Base: dissect.Text}
	fOtherMember   = &dissect.Field{Name: "member", Spec: "MS-DSCPM 6", Base: dissect.Text}
)

// Members of bodies.
var (
	fMemberChecksum                = &dissect.Field{Name: "Checksum", Spec: "MS-DSCPM 3.3.5.1.1.1", Base: dissect.Text}
	fMemberAlgorithm               = &dissect.Field{Name: "ChecksumAlgorithm", Spec: "MS-DSCPM 3.3.5.1.1.1", Base: dissect.Text}
	fMemberConfigurationName       = &dissect.Field{Name: "ConfigurationName", Spec: "MS-DSCPM 3.3.5.1.1.1", Base: dissect.Text}
	fMemberNodeCompliant           = &dissect.Field{Name: "NodeCompliant", Spec: "MS-DSCPM 3.3.5.1.1.1", Base: dissect.Text}
	fMemberStatusCode              = &dissect.Field{Name: "StatusCode", Spec: "MS-DSCPM 3.3.5.1.1.1", Base: dissect.Text}
	fMemberValue                   = &dissect.Field{Name: "value", Spec: "MS-DSCPM 3.3.5.1.1.2", Base: dissect.Text}
	fMemberClientStatus            = &dissect.Field{Name: "ClientStatus", Spec: "MS-DSCPM 3.8.5.1.1.1", Base: dissect.Text}
	fMemberNodeStatus              = &dissect.Field{Name: "NodeStatus", Spec: "MS-DSCPM 3.8.5.1.1.2", Base: dissect.Text}
	fMemberDetails                 = &dissect.Field{Name: "Details", Spec: "MS-DSCPM 3.8.5.1.1.2", Base: dissect.Text}
	fMemberStatus                  = &dissect.Field{Name: "Status", Spec: "MS-DSCPM 3.8.5.1.1.2", Base: dissect.Text}
	fMemberAgentInformation        = &dissect.Field{Name: "AgentInformation", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberLCMVersion              = &dissect.Field{Name: "LCMVersion", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberNodeName                = &dissect.Field{Name: "NodeName", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberIPAddress               = &dissect.Field{Name: "IPAddress", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberConfigurationNames      = &dissect.Field{Name: "ConfigurationNames", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberRegistrationInformation = &dissect.Field{Name: "RegistrationInformation", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberRegistrationMessageType = &dissect.Field{Name: "RegistrationMessageType", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberRotationInformation     = &dissect.Field{Name: "RotationInformation", Spec: "MS-DSCPM 3.12.5.1.1.1", Base: dissect.Text}
	fMemberCertificateInformation  = &dissect.Field{Name: "CertificateInformation", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberFriendlyName            = &dissect.Field{Name: "FriendlyName", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberIssuer                  = &dissect.Field{Name: "Issuer", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberNotAfter                = &dissect.Field{Name: "NotAfter", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberNotBefore               = &dissect.Field{Name: "NotBefore", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberSubject                 = &dissect.Field{Name: "Subject", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberPublicKey               = &dissect.Field{Name: "PublicKey", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberThumbprint              = &dissect.Field{Name: "Thumbprint", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberVersion                 = &dissect.Field{Name: "Version", Spec: "MS-DSCPM 3.9.5.1.1.1", Base: dissect.Text}
	fMemberJobId                   = &dissect.Field{Name: "JobId", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberOperationType           = &dissect.Field{Name: "OperationType", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberRefreshMode             = &dissect.Field{Name: "RefreshMode", Spec: "MS-DSCPM 3.10.5.1.1.1", Base: dissect.Text}
	fMemberReportFormatVersion     = &dissect.Field{Name: "ReportFormatVersion", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberConfigurationVersion    = &dissect.Field{Name: "ConfigurationVersion", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberStartTime               = &dissect.Field{Name: "StartTime", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberEndTime                 = &dissect.Field{Name: "EndTime", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberRebootRequested         = &dissect.Field{Name: "RebootRequested", Spec: "MS-DSCPM 3.10.5.1.1.1", Base: dissect.Text}
	fMemberErrors                  = &dissect.Field{Name: "Errors", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberStatusData              = &dissect.Field{Name: "StatusData", Spec: "MS-DSCPM 3.4.5.1.1.1", Base: dissect.Text}
	fMemberAdditionalData          = &dissect.Field{Name: "AdditionalData", Spec: "MS-DSCPM 3.10.5.1.1.1", Base: dissect.Text}
	fMemberKey                     = &dissect.Field{Name: "Key", Spec: "MS-DSCPM 3.10.5.1.1.1", Base: dissect.Text}
)

// paramFields are the fields of URL parameters.
var paramFields = [params]*dissect.Field{
	fConfigurationID, fURIAgentID, fJobID, fModuleName, fModuleVersion, fURIConfigurationName,
}

// headerFields are the fields of header values, by name in lower case.
var headerFields = [...]struct {
	name string
	f    *dissect.Field
}{
	{"content-type", fContentType}, {"checksum", fChecksum}, {"checksumalgorithm", fChecksumAlgorithm},
	{"configurationname", fConfigurationName}, {"protocolversion", fProtocolVersion}, {"agentid", fAgentID},
	{"authorization", fAuthorization}, {"dsc-certificaterotation", fCertificateRotation}, {"x-ms-date", fDate},
	{"proxy-authorization", fCredentials}, {"www-authenticate", fCredentials}, {"proxy-authenticate", fCredentials},
	{"cookie", fCredentials}, {"set-cookie", fCredentials}, {"authentication-info", fCredentials},
}

// memberFields are the fields of members of JSON, by name in lower case.
var memberFields = [...]struct {
	name string
	f    *dissect.Field
}{
	{"checksum", fMemberChecksum},
	{"checksumalgorithm", fMemberAlgorithm},
	{"configurationname", fMemberConfigurationName},
	{"nodecompliant", fMemberNodeCompliant},
	{"statuscode", fMemberStatusCode},
	{"value", fMemberValue},
	{"clientstatus", fMemberClientStatus},
	{"nodestatus", fMemberNodeStatus},
	{"details", fMemberDetails},
	{"status", fMemberStatus},
	{"agentinformation", fMemberAgentInformation},
	{"lcmversion", fMemberLCMVersion},
	{"nodename", fMemberNodeName},
	{"ipaddress", fMemberIPAddress},
	{"configurationnames", fMemberConfigurationNames},
	{"registrationinformation", fMemberRegistrationInformation},
	{"registrationmessagetype", fMemberRegistrationMessageType},
	{"rotationinformation", fMemberRotationInformation},
	{"certificateinformation", fMemberCertificateInformation},
	{"friendlyname", fMemberFriendlyName},
	{"issuer", fMemberIssuer},
	{"notafter", fMemberNotAfter},
	{"notbefore", fMemberNotBefore},
	{"subject", fMemberSubject},
	{"publickey", fMemberPublicKey},
	{"thumbprint", fMemberThumbprint},
	{"version", fMemberVersion},
	{"jobid", fMemberJobId},
	{"operationtype", fMemberOperationType},
	{"refreshmode", fMemberRefreshMode},
	{"reportformatversion", fMemberReportFormatVersion},
	{"configurationversion", fMemberConfigurationVersion},
	{"starttime", fMemberStartTime},
	{"endtime", fMemberEndTime},
	{"rebootrequested", fMemberRebootRequested},
	{"errors", fMemberErrors},
	{"statusdata", fMemberStatusData},
	{"additionaldata", fMemberAdditionalData},
	{"key", fMemberKey},
}
