// Package dscpm decodes MS-DSCPM, the Desired State Configuration Pull Model
// Protocol: operations 1.0 and 1.1, whose URLs name a ConfigurationId, and those
// of 2.0, whose URLs name an AgentId or a module.
//
// The protocol lives in HTTP. It is handed the head of every request and
// response, and then the body. Heads are read for their URL and header fields,
// bodies for the members of their JSON. Checksums are computed again over the
// body; the signature of a registration is too, where the registration key is
// given.
package dscpm

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// Protocol is MS-DSCPM.
var Protocol = &dissect.Protocol{
	Name:         "dscpm",
	Title:        "Desired State Configuration Pull Model",
	Specs:        []dissect.Spec{"MS-DSCPM"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds: []dissect.Bind{
		http.Service.Key(http.Match{On: http.Segment, Value: "action(configurationid"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "module(configurationid"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "node(configurationid"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "node (configurationid"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "nodes(configurationid"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "node(agentid"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "nodes(agentid"}),
		http.Service.Key(http.Match{On: http.Segment, Value: "modules(modulename"}),
	},
	New: newHandler,
}

// op is an operation.
type op uint8

const (
	opNone op = iota
	opGetConfiguration
	opGetModule
	opGetAction
	opSendStatusReport
	opGetStatusReport
	opGetDscAction
	opRegisterDscAgent
	opSendReport
	opGetReports
	opCertificateRotation
)

// content reports whether the operation gets a configuration or module.
func (o op) content() bool { return o == opGetConfiguration || o == opGetModule }

// reads reports whether the operation reads something and so has to be a GET.
func (o op) reads() bool { return o.content() || o == opGetStatusReport || o == opGetReports }

// posts reports whether the operation has to be a POST.
func (o op) posts() bool {
	return o == opGetAction || o == opSendStatusReport || o == opGetDscAction || o == opSendReport || o == opCertificateRotation
}

// report reports whether the request is a status report.
func (o op) report() bool { return o == opSendStatusReport || o == opSendReport }
