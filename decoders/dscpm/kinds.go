package dscpm

import "github.com/radissect/radissect/dissect"

// The kinds of messages: the head of a request or response, and its body. An
// operation that both versions of the protocol have is named once; the section
// is that of the older one.
var (
	kindRequest  = &dissect.Kind{Name: "unknown operation request", Spec: "MS-DSCPM 2.2.3"}
	kindResponse = &dissect.Kind{Name: "unknown operation response", Spec: "MS-DSCPM 2.2.3"}
	kindBody     = &dissect.Kind{Name: "unknown operation body", Spec: "MS-DSCPM 2.2.3"}
	kindError    = &dissect.Kind{Name: "error body", Spec: "MS-DSCPM 2.2.3"}

	kindGetConfigurationRequest      = &dissect.Kind{Name: "GetConfiguration request", Spec: "MS-DSCPM 3.1.5.1.1"}
	kindGetConfigurationResponse     = &dissect.Kind{Name: "GetConfiguration response", Spec: "MS-DSCPM 3.1.5.1.1"}
	kindGetConfigurationRequestBody  = &dissect.Kind{Name: "GetConfiguration request body", Spec: "MS-DSCPM 3.1.5.1.1.1"}
	kindGetConfigurationResponseBody = &dissect.Kind{Name: "GetConfiguration response body", Spec: "MS-DSCPM 3.1.5.1.1.2"}

	kindGetModuleRequest      = &dissect.Kind{Name: "GetModule request", Spec: "MS-DSCPM 3.2.5.1.1"}
	kindGetModuleResponse     = &dissect.Kind{Name: "GetModule response", Spec: "MS-DSCPM 3.2.5.1.1"}
	kindGetModuleRequestBody  = &dissect.Kind{Name: "GetModule request body", Spec: "MS-DSCPM 3.2.5.1.1.1"}
	kindGetModuleResponseBody = &dissect.Kind{Name: "GetModule response body", Spec: "MS-DSCPM 3.2.5.1.1.2"}

	kindGetActionRequest      = &dissect.Kind{Name: "GetAction request", Spec: "MS-DSCPM 3.3.5.1.1"}
	kindGetActionResponse     = &dissect.Kind{Name: "GetAction response", Spec: "MS-DSCPM 3.3.5.1.1"}
	kindGetActionRequestBody  = &dissect.Kind{Name: "GetAction request body", Spec: "MS-DSCPM 3.3.5.1.1.1"}
	kindGetActionResponseBody = &dissect.Kind{Name: "GetAction response body", Spec: "MS-DSCPM 3.3.5.1.1.2"}

	kindSendStatusReportRequest      = &dissect.Kind{Name: "SendStatusReport request", Spec: "MS-DSCPM 3.4.5.1.1"}
	kindSendStatusReportResponse     = &dissect.Kind{Name: "SendStatusReport response", Spec: "MS-DSCPM 3.4.5.1.1"}
	kindSendStatusReportRequestBody  = &dissect.Kind{Name: "SendStatusReport request body", Spec: "MS-DSCPM 3.4.5.1.1.1"}
	kindSendStatusReportResponseBody = &dissect.Kind{Name: "SendStatusReport response body", Spec: "MS-DSCPM 3.4.5.1.1.2"}

	kindGetStatusReportRequest      = &dissect.Kind{Name: "GetStatusReport request", Spec: "MS-DSCPM 3.5.5.1.1"}
	kindGetStatusReportResponse     = &dissect.Kind{Name: "GetStatusReport response", Spec: "MS-DSCPM 3.5.5.1.1"}
	kindGetStatusReportRequestBody  = &dissect.Kind{Name: "GetStatusReport request body", Spec: "MS-DSCPM 3.5.5.1.1.1"}
	kindGetStatusReportResponseBody = &dissect.Kind{Name: "GetStatusReport response body", Spec: "MS-DSCPM 3.5.5.1.1.2"}

	kindGetDscActionRequest      = &dissect.Kind{Name: "GetDscAction request", Spec: "MS-DSCPM 3.8.5.1.1"}
	kindGetDscActionResponse     = &dissect.Kind{Name: "GetDscAction response", Spec: "MS-DSCPM 3.8.5.1.1"}
	kindGetDscActionRequestBody  = &dissect.Kind{Name: "GetDscAction request body", Spec: "MS-DSCPM 3.8.5.1.1.1"}
	kindGetDscActionResponseBody = &dissect.Kind{Name: "GetDscAction response body", Spec: "MS-DSCPM 3.8.5.1.1.2"}

	kindRegisterDscAgentRequest      = &dissect.Kind{Name: "RegisterDscAgent request", Spec: "MS-DSCPM 3.9.5.1.1"}
	kindRegisterDscAgentResponse     = &dissect.Kind{Name: "RegisterDscAgent response", Spec: "MS-DSCPM 3.9.5.1.1"}
	kindRegisterDscAgentRequestBody  = &dissect.Kind{Name: "RegisterDscAgent request body", Spec: "MS-DSCPM 3.9.5.1.1.1"}
	kindRegisterDscAgentResponseBody = &dissect.Kind{Name: "RegisterDscAgent response body", Spec: "MS-DSCPM 3.9.5.1.1.2"}

	kindSendReportRequest      = &dissect.Kind{Name: "SendReport request", Spec: "MS-DSCPM 3.10.5.1.1"}
	kindSendReportResponse     = &dissect.Kind{Name: "SendReport response", Spec: "MS-DSCPM 3.10.5.1.1"}
	kindSendReportRequestBody  = &dissect.Kind{Name: "SendReport request body", Spec: "MS-DSCPM 3.10.5.1.1.1"}
	kindSendReportResponseBody = &dissect.Kind{Name: "SendReport response body", Spec: "MS-DSCPM 3.10.5.1.1.2"}

	kindGetReportsRequest      = &dissect.Kind{Name: "GetReports request", Spec: "MS-DSCPM 3.11.5.1.1"}
	kindGetReportsResponse     = &dissect.Kind{Name: "GetReports response", Spec: "MS-DSCPM 3.11.5.1.1"}
	kindGetReportsRequestBody  = &dissect.Kind{Name: "GetReports request body", Spec: "MS-DSCPM 3.11.5.1.1.1"}
	kindGetReportsResponseBody = &dissect.Kind{Name: "GetReports response body", Spec: "MS-DSCPM 3.11.5.1.1.2"}

	kindCertificateRotationRequest      = &dissect.Kind{Name: "CertificateRotation request", Spec: "MS-DSCPM 3.12.5.1.1"}
	kindCertificateRotationResponse     = &dissect.Kind{Name: "CertificateRotation response", Spec: "MS-DSCPM 3.12.5.1.1"}
	kindCertificateRotationRequestBody  = &dissect.Kind{Name: "CertificateRotation request body", Spec: "MS-DSCPM 3.12.5.1.1.1"}
	kindCertificateRotationResponseBody = &dissect.Kind{Name: "CertificateRotation response body", Spec: "MS-DSCPM 3.12.5.1.1.2"}
)

// kindsOf are the kinds of an operation: the heads of request and response, and
// the bodies of these.
var kindsOf = [...][4]*dissect.Kind{
	opNone:                {kindRequest, kindResponse, kindBody, kindBody},
	opGetConfiguration:    {kindGetConfigurationRequest, kindGetConfigurationResponse, kindGetConfigurationRequestBody, kindGetConfigurationResponseBody},
	opGetModule:           {kindGetModuleRequest, kindGetModuleResponse, kindGetModuleRequestBody, kindGetModuleResponseBody},
	opGetAction:           {kindGetActionRequest, kindGetActionResponse, kindGetActionRequestBody, kindGetActionResponseBody},
	opSendStatusReport:    {kindSendStatusReportRequest, kindSendStatusReportResponse, kindSendStatusReportRequestBody, kindSendStatusReportResponseBody},
	opGetStatusReport:     {kindGetStatusReportRequest, kindGetStatusReportResponse, kindGetStatusReportRequestBody, kindGetStatusReportResponseBody},
	opGetDscAction:        {kindGetDscActionRequest, kindGetDscActionResponse, kindGetDscActionRequestBody, kindGetDscActionResponseBody},
	opRegisterDscAgent:    {kindRegisterDscAgentRequest, kindRegisterDscAgentResponse, kindRegisterDscAgentRequestBody, kindRegisterDscAgentResponseBody},
	opSendReport:          {kindSendReportRequest, kindSendReportResponse, kindSendReportRequestBody, kindSendReportResponseBody},
	opGetReports:          {kindGetReportsRequest, kindGetReportsResponse, kindGetReportsRequestBody, kindGetReportsResponseBody},
	opCertificateRotation: {kindCertificateRotationRequest, kindCertificateRotationResponse, kindCertificateRotationRequestBody, kindCertificateRotationResponseBody},
}
