package main

import "slices"

// A form says how a value is compared.
type form uint8

const (
	number form = iota // as a number
	high4              // the upper four bits of our number
	top2               // our number as the upper two bits of an octet
	text               // as text, without what surrounds it
	utf16              // our UTF-16 as text
	guid
	octets // as hexadecimal digits
	line   // header field of HTTP that has no pair of its own, with its name
)

// A pair are a field of tshark and ours for the same bytes.
type pair struct {
	theirs  string
	also    []string // further fields of tshark for the same
	ours    []string // "proto.field", "proto.group/field" (the group may be one further out) or "proto[message].field"
	form    form
	repeats bool // tshark repeats the value where the wire does not have it
}

// pairs are what is compared: every field of tshark 4.0 that has one of ours with
// the same bytes, of the protocols that both read.
var pairs = []pair{
	// TPKT, X.224 and the negotiation in it.
	{theirs: "tpkt.version", ours: []string{"tpkt.version"}},
	{theirs: "tpkt.reserved", ours: []string{"tpkt.reserved"}},
	{theirs: "tpkt.length", ours: []string{"tpkt.length"}},
	{theirs: "cotp.li", ours: []string{"x224.LI"}},
	{theirs: "cotp.type", ours: []string{"x224.TPDU code"}, form: high4},
	{theirs: "cotp.srcref", ours: []string{"x224.SRC-REF"}},
	{theirs: "cotp.eot", ours: []string{"x224.EOT"}},
	{theirs: "rdp.neg_type", ours: []string{"x224.rdpNegReq/type", "x224.rdpNegRsp/type", "x224.rdpNegFailure/type"}},
	{theirs: "rdp.neg_length", ours: []string{"x224.rdpNegReq/length", "x224.rdpNegRsp/length", "x224.rdpNegFailure/length"}},
	{theirs: "rdp.negReq.flags", ours: []string{"x224.rdpNegReq/flags", "x224.rdpNegFailure/flags"}},
	{theirs: "rdp.negReq.requestedProtocols", ours: []string{"x224.rdpNegReq/requestedProtocols"}},
	{theirs: "rdp.negRsp.flags", ours: []string{"x224.rdpNegRsp/flags"}},
	{theirs: "rdp.negReq.selectedProtocol", ours: []string{"x224.rdpNegRsp/selectedProtocol"}},
	{theirs: "rdp.negFailure.failureCode", ours: []string{"x224.rdpNegFailure/failureCode"}},
	{theirs: "rdp.correlationInfo.correlationId", ours: []string{"x224.correlationId"}, form: octets},
	// MCS and what it carries.
	{theirs: "t125.ConnectMCSPDU", ours: []string{"mcs.tag"}},
	{theirs: "t125.callingDomainSelector", ours: []string{"mcs.callingDomainSelector/octets"}, form: octets},
	{theirs: "t125.calledDomainSelector", ours: []string{"mcs.calledDomainSelector/octets"}, form: octets},
	{theirs: "t125.result", ours: []string{"mcs[Connect-Response].result"}},
	{theirs: "t125.calledConnectId", ours: []string{"mcs.calledConnectId/value"}},
	{theirs: "t125.maxChannelIds", ours: []string{"mcs.maxChannelIds/value"}},
	{theirs: "t125.maxUserIds", ours: []string{"mcs.maxUserIds/value"}},
	{theirs: "t125.maxTokenIds", ours: []string{"mcs.maxTokenIds/value"}},
	{theirs: "t125.numPriorities", ours: []string{"mcs.numPriorities/value"}},
	{theirs: "t125.minThroughput", ours: []string{"mcs.minThroughput/value"}},
	{theirs: "t125.maxHeight", ours: []string{"mcs.maxHeight/value"}},
	{theirs: "t125.maxMCSPDUsize", ours: []string{"mcs.maxMCSPDUsize/value"}},
	{theirs: "t125.protocolVersion", ours: []string{"mcs.protocolVersion/value"}},
	{theirs: "t124.DomainMCSPDU", ours: []string{"mcs.choice"}},
	{theirs: "t124.subHeight", ours: []string{"mcs.subHeight/value"}},
	{theirs: "t124.subInterval", ours: []string{"mcs.subInterval/value"}},
	{theirs: "t124.reason", ours: []string{"mcs.reason"}},
	{theirs: "t124.result", ours: []string{"mcs[AttachUserConfirm].result", "mcs[ChannelJoinConfirm].result", "gcc.result"}},
	{theirs: "t124.initiator", ours: []string{"mcs.initiator less 1001"}},
	{theirs: "t124.requested", ours: []string{"mcs.requested"}},
	{theirs: "t124.channelId", ours: []string{"mcs.channelId"}},
	{theirs: "t124.dataPriority", ours: []string{"mcs.dataPriority"}},
	{theirs: "t124.segmentation", ours: []string{"mcs.segmentation"}, form: top2},
	{theirs: "t124.nodeID", ours: []string{"gcc.nodeID"}},
	{theirs: "t124.h221NonStandard", ours: []string{"gcc.h221NonStandard"}, form: octets},
	{theirs: "rdp.header.type", ours: []string{"gcc.header/type"}},
	{theirs: "rdp.header.length", ours: []string{"gcc.header/length"}},
	{theirs: "rdp.desktop.width", ours: []string{"gcc.desktopWidth"}},
	{theirs: "rdp.desktop.height", ours: []string{"gcc.desktopHeight"}},
	{theirs: "rdp.colorDepth", ours: []string{"gcc.colorDepth"}},
	{theirs: "rdp.SASSequence", ours: []string{"gcc.SASSequence"}},
	{theirs: "rdp.keyboardLayout", ours: []string{"gcc.keyboardLayout"}},
	{theirs: "rdp.keyboard.type", ours: []string{"gcc.keyboardType"}},
	{theirs: "rdp.keyboard.subtype", ours: []string{"gcc.keyboardSubType"}},
	{theirs: "rdp.keyboard.functionkey", ours: []string{"gcc.keyboardFunctionKey"}},
	{theirs: "rdp.postBeta2ColorDepth", ours: []string{"gcc.postBeta2ColorDepth"}},
	{theirs: "rdp.client.productId", ours: []string{"gcc.clientProductId"}},
	{theirs: "rdp.serialNumber", ours: []string{"gcc.serialNumber"}},
	{theirs: "rdp.highColorDepth", ours: []string{"gcc.highColorDepth"}},
	{theirs: "rdp.supportedColorDepths", ours: []string{"gcc.supportedColorDepths"}},
	{theirs: "rdp.earlyCapabilityFlags", ours: []string{"gcc.earlyCapabilityFlags"}},
	{theirs: "rdp.client.digProductId", ours: []string{"gcc.clientDigProductId"}, form: utf16},
	{theirs: "rdp.connectionType", ours: []string{"gcc.connectionType"}},
	{theirs: "rdp.pad1octet", ours: []string{"gcc.pad1octet"}},
	{theirs: "rdp.serverSelectedProtocol", ours: []string{"gcc.serverSelectedProtocol"}},
	{theirs: "rdp.clusterFlags", ours: []string{"gcc.clientClusterData/Flags"}},
	{theirs: "rdp.redirectedSessionId", ours: []string{"gcc.RedirectedSessionID"}},
	{theirs: "rdp.channelCount", ours: []string{"gcc.channelCount"}},
	{theirs: "rdp.name", ours: []string{"gcc.CHANNEL_DEF/name"}, form: text},
	{theirs: "rdp.options", ours: []string{"gcc.CHANNEL_DEF/options"}},
	{theirs: "rdp.monitorCount", ours: []string{"gcc.monitorCount"}},
	{theirs: "rdp.monitorDef.left", ours: []string{"gcc.left"}},
	{theirs: "rdp.monitorDef.top", ours: []string{"gcc.top"}},
	{theirs: "rdp.monitorDef.right", ours: []string{"gcc.right"}},
	{theirs: "rdp.monitorDef.bottom", ours: []string{"gcc.bottom"}},
	{theirs: "rdp.encryptionMethod", ours: []string{"gcc.encryptionMethod"}},
	{theirs: "rdp.encryptionLevel", ours: []string{"gcc.encryptionLevel"}},
	{theirs: "rdp.serverRandomLen", ours: []string{"gcc.serverRandomLen"}},
	{theirs: "rdp.serverCertLen", ours: []string{"gcc.serverCertLen"}},
	{theirs: "rdp.client.requestedProtocols", ours: []string{"gcc.clientRequestedProtocols"}},
	{theirs: "rdp.client.build", ours: []string{"gcc.clientBuild"}},
	{theirs: "rdp.client.name", ours: []string{"gcc.clientName"}, form: utf16},
	{theirs: "rdp.codePage", ours: []string{"rdp.CodePage"}},
	{theirs: "rdp.domain.length", ours: []string{"rdp[Client Info PDU].cbDomain"}},
	{theirs: "rdp.userName.length", ours: []string{"rdp[Client Info PDU].cbUserName"}},
	{theirs: "rdp.password.length", ours: []string{"rdp.cbPassword"}},
	{theirs: "rdp.alternateShell.length", ours: []string{"rdp.cbAlternateShell"}},
	{theirs: "rdp.workingDir.length", ours: []string{"rdp.cbWorkingDir"}},
	{theirs: "rdp.domain", ours: []string{"rdp[Client Info PDU].Domain"}, form: utf16},
	{theirs: "rdp.userName", ours: []string{"rdp[Client Info PDU].UserName"}, form: utf16},
	{theirs: "rdp.client.addressFamily", ours: []string{"rdp.clientAddressFamily"}},
	{theirs: "rdp.client.address.length", ours: []string{"rdp.cbClientAddress"}},
	{theirs: "rdp.client.dir.length", ours: []string{"rdp.cbClientDir"}},
	{theirs: "rdp.client.address", ours: []string{"rdp.clientAddress"}, form: utf16},
	{theirs: "rdp.client.dir", ours: []string{"rdp.clientDir"}, form: utf16},
	{theirs: "rdp.performanceFlags", ours: []string{"rdp.performanceFlags"}},
	{theirs: "rdp.totalLength", ours: []string{"rdp.shareControlHeader/totalLength"}},
	{theirs: "rdp.streamId", ours: []string{"rdp.streamID"}},
	{theirs: "rdp.uncompressedLength", ours: []string{"rdp.uncompressedLength"}},
	{theirs: "rdp.compressedType", ours: []string{"rdp.shareDataHeader/compressedType"}},
	{theirs: "rdp.compressedLength", ours: []string{"rdp.shareDataHeader/compressedLength"}},
	{theirs: "rdp.lengthSourceDescriptor", ours: []string{"rdp.lengthSourceDescriptor"}},
	{theirs: "rdp.lengthCombinedCapabilities", ours: []string{"rdp.lengthCombinedCapabilities"}},
	{theirs: "rdp.numberCapabilities", ours: []string{"rdp.numberCapabilities"}},
	{theirs: "rdp.controlId", ours: []string{"rdp[Control PDU].controlId"}},
	{theirs: "rdp.grantId", ours: []string{"rdp[Control PDU].grantId"}},
	{theirs: "rdp.action", ours: []string{"rdp[Control PDU].action"}},
	{theirs: "rdp.targetUser", ours: []string{"rdp.targetUser"}},
	{theirs: "rdp.pduType.type", ours: []string{"rdp.pduType/type", "rdp.shareControlHeader/type"}},
	{theirs: "rdp.pduType2", ours: []string{"rdp.pduType2"}},
	{theirs: "rdp.shareId", ours: []string{"rdp.shareID"}},
	{theirs: "rdp.pduSource", ours: []string{"rdp.pduSource"}},
	{theirs: "rdp.channelFlags", ours: []string{"svc.channelPduHeader/flags"}},
	{theirs: "rdp_drdynvc.cmd", ours: []string{"dvc.Cmd"}},
	{theirs: "rdp_drdynvc.cbid", ours: []string{"dvc.cbId"}},
	{theirs: "rdp_drdynvc.channelId", ours: []string{"dvc.ChannelId"}},
	{theirs: "rdp_drdynvc.channelName", ours: []string{"dvc.ChannelName"}, form: text, repeats: true},
	{theirs: "rdp_drdynvc.capabilities.version", ours: []string{"dvc.Version"}},
	// TLS.
	{theirs: "tls.record.version", ours: []string{"tls.legacy_record_version"}},
	{theirs: "tls.record.length", ours: []string{"tls[TLSPlaintext].length", "tls[TLSCiphertext].length", "tls[ChangeCipherSpec].length", "tls[Alert].length", "tls[HeartbeatMessage].length"}},
	{theirs: "tls.handshake.type", ours: []string{"tls.msg_type"}},
	{theirs: "tls.handshake.version", ours: []string{"tls[ClientHello].legacy_version", "tls[ServerHello].legacy_version", "tls[HelloRetryRequest].legacy_version"}},
	{theirs: "tls.handshake.random", ours: []string{"tls.random"}, form: octets},
	{theirs: "tls.handshake.session_id_length", ours: []string{"tls.legacy_session_id.length"}},
	{theirs: "tls.handshake.ciphersuite", ours: []string{"tls.CipherSuite"}},
	{theirs: "tls.handshake.extension.type", ours: []string{"tls.extension_type"}},
	{theirs: "tls.handshake.extensions_server_name", ours: []string{"tls.HostName"}, form: text},
	{theirs: "tls.alert_message.level", ours: []string{"tls.level"}},
	{theirs: "tls.alert_message.desc", ours: []string{"tls.description"}},
	// DCE/RPC.
	{theirs: "dcerpc.ver", ours: []string{"dcerpc.rpc_vers"}},
	{theirs: "dcerpc.pkt_type", ours: []string{"dcerpc.PTYPE"}},
	{theirs: "dcerpc.cn_flags", ours: []string{"dcerpc.pfc_flags"}},
	{theirs: "dcerpc.cn_frag_len", ours: []string{"dcerpc.frag_length"}},
	{theirs: "dcerpc.cn_auth_len", ours: []string{"dcerpc.auth_length"}},
	{theirs: "dcerpc.cn_call_id", ours: []string{"dcerpc.call_id"}},
	{theirs: "dcerpc.cn_max_xmit", ours: []string{"dcerpc.max_xmit_frag"}},
	{theirs: "dcerpc.cn_max_recv", ours: []string{"dcerpc.max_recv_frag"}},
	{theirs: "dcerpc.cn_assoc_group", ours: []string{"dcerpc.assoc_group_id"}},
	{theirs: "dcerpc.cn_num_ctx_items", ours: []string{"dcerpc.n_context_elem"}},
	{theirs: "dcerpc.cn_ctx_id", ours: []string{"dcerpc.p_cont_id"}},
	{theirs: "dcerpc.cn_num_results", ours: []string{"dcerpc.n_results"}},
	{theirs: "dcerpc.cn_ack_result", ours: []string{"dcerpc.result"}},
	{theirs: "dcerpc.cn_sec_addr", ours: []string{"dcerpc.port_spec"}, form: text},
	{theirs: "dcerpc.cn_alloc_hint", ours: []string{"dcerpc.alloc_hint"}},
	{theirs: "dcerpc.opnum", ours: []string{"dcerpc[request].opnum"}, repeats: true},
	{theirs: "dcerpc.cn_status", ours: []string{"dcerpc.status"}},
	{theirs: "dcerpc.auth_type", ours: []string{"dcerpc.auth_type"}},
	{theirs: "dcerpc.auth_level", ours: []string{"dcerpc.auth_level"}},
	{theirs: "dcerpc.auth_pad_len", ours: []string{"dcerpc.auth_pad_length"}},
	{theirs: "dcerpc.auth_ctx_id", ours: []string{"dcerpc.auth_context_id"}},
	// NTLM, Kerberos, CredSSP.
	{theirs: "ntlmssp.messagetype", ours: []string{"ntlm.MessageType"}},
	{theirs: "ntlmssp.negotiateflags", ours: []string{"ntlm.NegotiateFlags"}},
	{theirs: "ntlmssp.ntlmserverchallenge", ours: []string{"ntlm.ServerChallenge"}, form: octets},
	{theirs: "ntlmssp.auth.username", ours: []string{"ntlm[AUTHENTICATE_MESSAGE].UserName"}, form: utf16},
	{theirs: "ntlmssp.auth.domain", ours: []string{"ntlm[AUTHENTICATE_MESSAGE].DomainName"}, form: utf16},
	{theirs: "ntlmssp.auth.hostname", ours: []string{"ntlm[AUTHENTICATE_MESSAGE].Workstation"}, form: utf16},
	{theirs: "kerberos.msg_type", ours: []string{"kerberos.msg-type"}},
	{theirs: "kerberos.pvno", ours: []string{"kerberos.pvno"}},
	{theirs: "kerberos.error_code", ours: []string{"kerberos.error-code"}},
	{theirs: "kerberos.padata_type", ours: []string{"kerberos.padata-type"}},
	{theirs: "kerberos.nonce", ours: []string{"kerberos.nonce"}},
	{theirs: "kerberos.realm", ours: []string{"kerberos.realm"}, form: text},
	{theirs: "kerberos.crealm", ours: []string{"kerberos.crealm"}, form: text},
	{theirs: "kerberos.kvno", ours: []string{"kerberos.kvno"}},
	{theirs: "credssp.version", ours: []string{"credssp.TSRequest/version"}},
	{theirs: "credssp.errorCode", ours: []string{"credssp.errorCode"}},
	{theirs: "credssp.clientNonce", ours: []string{"credssp.clientNonce"}, form: octets},
	// HTTP, also that of SSDP.
	{theirs: "http.request.method", ours: []string{"http.method", "ssdp.method"}, form: text},
	{theirs: "http.request.uri", ours: []string{"http.request-target", "ssdp.request-target"}, form: text},
	{theirs: "http.request.version", ours: []string{"http.request-line/HTTP-version", "ssdp.request-line/HTTP-version"}, form: text},
	{theirs: "http.response.code", ours: []string{"http.status-code", "ssdp.status-code"}, form: text},
	{theirs: "http.response.version", ours: []string{"http.status-line/HTTP-version", "ssdp.status-line/HTTP-version"}, form: text},
	{theirs: "http.response.phrase", ours: []string{"http.reason-phrase", "ssdp.reason-phrase"}, form: text},
	{theirs: "http.host", ours: []string{"header.host"}, form: text},
	{theirs: "http.user_agent", ours: []string{"header.user-agent"}, form: text},
	{theirs: "http.content_type", ours: []string{"header.content-type"}, form: text},
	{theirs: "http.content_length_header", ours: []string{"header.content-length"}, form: text},
	{theirs: "http.content_encoding", ours: []string{"header.content-encoding"}, form: text},
	{theirs: "http.transfer_encoding", ours: []string{"header.transfer-encoding"}, form: text},
	{theirs: "http.connection", ours: []string{"header.connection"}, form: text},
	{theirs: "http.server", ours: []string{"header.server"}, form: text},
	{theirs: "http.date", ours: []string{"header.date"}, form: text},
	{theirs: "http.location", ours: []string{"header.location"}, form: text},
	{theirs: "http.www_authenticate", ours: []string{"header.www-authenticate"}, form: text},
	{theirs: "http.accept", ours: []string{"header.accept"}, form: text},
	{theirs: "http.accept_language", ours: []string{"header.accept-language"}, form: text},
	{theirs: "http.accept_encoding", ours: []string{"header.accept-encoding"}, form: text},
	{theirs: "http.referer", ours: []string{"header.referer"}, form: text},
	{theirs: "http.cookie", ours: []string{"header.cookie"}, form: text},
	{theirs: "http.set_cookie", ours: []string{"header.set-cookie"}, form: text},
	{theirs: "http.last_modified", ours: []string{"header.last-modified"}, form: text},
	{theirs: "http.cache_control", ours: []string{"header.cache-control"}, form: text},
	{theirs: "http.upgrade", ours: []string{"header.upgrade"}, form: text},
	{theirs: "http.authorization", ours: []string{"header.authorization"}, form: text},
	{theirs: "http.proxy_authorization", ours: []string{"header.proxy-authorization"}, form: text},
	{theirs: "http.proxy_authenticate", ours: []string{"header.proxy-authenticate"}, form: text},
	{theirs: "http.x_forwarded_for", ours: []string{"header.x-forwarded-for"}, form: text},
	{theirs: "http.http2_settings", ours: []string{"header.http2-settings"}, form: text},
	{theirs: "http.sec_websocket_accept", ours: []string{"header.sec-websocket-accept"}, form: text},
	{theirs: "http.sec_websocket_extensions", ours: []string{"header.sec-websocket-extensions"}, form: text},
	{theirs: "http.sec_websocket_key", ours: []string{"header.sec-websocket-key"}, form: text},
	{theirs: "http.sec_websocket_protocol", ours: []string{"header.sec-websocket-protocol"}, form: text},
	{theirs: "http.sec_websocket_version", ours: []string{"header.sec-websocket-version"}, form: text},
	{theirs: "http.unknown_header", also: []string{"http.request.line", "http.response.line"}, ours: []string{"header"}, form: line},
	// HTTP/2.
	{theirs: "http2.length", ours: []string{"http2.Length"}},
	{theirs: "http2.type", ours: []string{"http2.Type"}},
	{theirs: "http2.flags", ours: []string{"http2.Flags"}},
	{theirs: "http2.streamid", ours: []string{"http2.Stream Identifier"}},
	{theirs: "http2.headers.method", ours: []string{"h2.method"}, form: text},
	{theirs: "http2.headers.path", ours: []string{"h2.request-target"}, form: text},
	{theirs: "http2.headers.status", ours: []string{"h2.status-code"}, form: text},
	{theirs: "http2.headers.content_type", ours: []string{"h2header.content-type"}, form: text},
	{theirs: "http2.headers.user_agent", ours: []string{"h2header.user-agent"}, form: text},
	{theirs: "http2.settings.id", ours: []string{"http2.Identifier"}},
	{theirs: "http2.window_update.window_size_increment", ours: []string{"http2.Window Size Increment"}},
	{theirs: "http2.goaway.error", ours: []string{"http2[GOAWAY].Error Code"}},
	{theirs: "http2.rst_stream.error", ours: []string{"http2[RST_STREAM].Error Code"}},
	// JSON.
	{theirs: "json.key", ours: []string{"json.name"}, form: text},
	{theirs: "json.value.string", ours: []string{"json.string"}, form: text},
	{theirs: "json.value.number", ours: []string{"json.number"}, form: text},
}

// columns are the fields of tshark, and the pair of each.
func columns() (names []string, of []int) {
	for i := range pairs {
		for _, name := range append([]string{pairs[i].theirs}, pairs[i].also...) {
			names, of = append(names, name), append(of, i)
		}
	}
	return names, of
}

// alone reports whether a header field of HTTP has a pair of its own.
func alone(header string) bool {
	for i := range pairs {
		if slices.Contains(pairs[i].ours, "header."+header) {
			return true
		}
	}
	return false
}
