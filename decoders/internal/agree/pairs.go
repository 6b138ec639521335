package main

// A form says how a value is compared.
type form uint8

const (
	number form = iota // as a number
	high4              // the upper four bits of our number
	text               // as text, without what surrounds it
	utf16              // our UTF-16 as text
	guid
	octets // as hexadecimal digits
)

// A pair are a field of tshark and ours for the same bytes.
type pair struct {
	theirs  string
	ours    []string // "proto.field", "proto.group/field" or "proto[message].field"
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
	{theirs: "rdp.header.type", ours: []string{"gcc.header/type"}},
	{theirs: "rdp.header.length", ours: []string{"gcc.header/length"}},
	{theirs: "rdp.client.build", ours: []string{"gcc.clientBuild"}},
	{theirs: "rdp.client.name", ours: []string{"gcc.clientName"}, form: utf16},
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
	{theirs: "tls.record.length", ours: []string{"tls[TLSPlaintext].length", "tls[TLSCiphertext].length", "tls[ChangeCipherSpec].length"}},
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
	{theirs: "json.value.number", ours: []string{"json.number"}, form: text},
}
