package main

import "strings"

// A side says who has a value that the other has not.
type side uint8

const (
	elsewhere side = iota
	onlyOurs
	onlyTheirs
)

func (s side) String() string {
	return [...]string{"other frame", "only radissect", "only tshark"}[s]
}

// A reason explains differences: the first that fits is taken.
type reason struct {
	verdict string // "ours", "theirs", "policy"
	text    string
	fits    func(r *result, field string, d difference) bool
}

func has(field string, starts ...string) bool {
	for _, p := range starts {
		if strings.HasPrefix(field, p) {
			return true
		}
	}
	return false
}

// reasons are what has been looked into: those for few values one by one, the others on
// examples, and a difference of another kind may hide behind one of these.
var reasons = []reason{
	{"ours", "a record or a message of Kerberos that the capture holds only the beginning of is shown with what there is; tshark shows whole ones",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.record.", "kerberos.") && d.side == onlyOurs && r.seen.cut[d.frame]
		}},
	{"policy", "a hello of SSL 2 has no record header of TLS, and gets no fields of one",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.record.", "tls.handshake.version") && d.side == onlyTheirs && r.seen.ssl2[d.frame]
		}},
	{"ours", "a segment of NFS whose client uses port 993; tshark takes it for SSL 2",
		func(r *result, f string, d difference) bool {
			return f == "tls.record.version" && d.side == onlyTheirs && named(r, "nfs-write-verf-cookie")
		}},
	{"ours", "what the capture holds of the connection begins with a keep-alive, which repeats a byte; tshark takes it for new data, and the record behind it for continuation data",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.record.") && d.side == onlyOurs && named(r, "PetitPotam_UnPatched")
		}},
	{"ours", "a licensing PDU that is not sealed has the basic header (MS-RDPBCGR 2.2.1.12); tshark looks for that of FIPS in it",
		func(r *result, f string, d difference) bool {
			return has(f, "rdp.") && d.side == onlyTheirs && named(r, "xrdp_ra_fips") && d.frame == 43
		}},
	{"ours", "the channel PDU is compressed; tshark does not inflate it",
		func(r *result, f string, d difference) bool {
			return has(f, "rdp_drdynvc.") && d.side == onlyOurs && named(r, "MS-RDSOD_Example_5_2") && d.frame == 61
		}},
	{"ours", "CreationStatus is little-endian, as the other numbers of RDP (MS-RDPEDYC 2.2.2.2: 0xC0000001 is STATUS_UNSUCCESSFUL); tshark reads it the other way round",
		func(_ *result, f string, d difference) bool {
			return f == "rdp_drdynvc.createresponse.status" && d.side != elsewhere
		}},
	{"ours", "e-data of KDC_ERR_BADOPTION is no METHOD-DATA (RFC 4120 5.9.1), but KERB-ERROR-DATA (MS-KILE 2.2.2); tshark shows its data-type as that of a PA-DATA",
		func(r *result, f string, d difference) bool {
			return f == "kerberos.padata_type" && d.side == onlyTheirs && named(r, "MS-CERSOD", "ndpi/kerberos.") && d.value == "3"
		}},
	{"policy", "which form a CertificateVerify has depends on the version: it is not read where the ServerHello is missing",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.handshake.sig_hash_alg", "tls.handshake.client_cert_vrfy.") && d.side == onlyTheirs &&
				named(r, "tls_client_certificate_with_missing_server_one") && d.frame == 17
		}},
	{"ours", "extensions of length 0 that a made-up ServerHello has; tshark reads beyond them, and takes the type of the next one for their value",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.handshake.") && d.side == onlyTheirs && named(r, "arkime_synthetic") && d.frame == 904
		}},
	{"policy", "status_request_v2 (RFC 6961) is not read",
		func(r *result, f string, d difference) bool {
			return f == "tls.handshake.extensions_status_request_exts_len" && d.side == onlyTheirs && named(r, "openjdk-25.0.2") && d.frame == 4
		}},
	{"policy", "the list of delegated_credentials (RFC 9345 4.1) is not read",
		func(r *result, f string, d difference) bool {
			return f == "tls.handshake.sig_hash_alg" && d.side == onlyTheirs && named(r, "tls-fin-close-data") && d.frame == 4
		}},
	{"policy", "signed certificate timestamps (RFC 6962 3.3), which are signed with ecdsa_secp256r1_sha256, are not read",
		func(_ *result, f string, d difference) bool {
			return f == "tls.handshake.sig_hash_alg" && d.side == onlyTheirs && d.value == "1027"
		}},
	{"policy", "extension 40, which was key_share before draft 23 of TLS 1.3, is not read",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.handshake.extensions_key_share_") && d.side == onlyTheirs &&
				named(r, "arkime/tls13.", "tls-esni-fuzzed", "chrome-63.0.3211.0-canary", "tls13draft16-chrome55")
		}},
	{"policy", "the settings that an upgrade to HTTP/2 holds in its HTTP2-Settings field are shown as the field's value, as it stands",
		func(r *result, f string, d difference) bool {
			return f == "http2.settings.id" && d.side == onlyTheirs &&
				(named(r, "http2_h2c") && d.frame == 1 || named(r, "transform-base64-7296") && d.frame == 5)
		}},
	{"ours", "a line that begins with white space continues the field before it (RFC 9112 5.2); tshark takes it for a field, or for the body",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && named(r, "evader-120.", "evader-124.", "evader-271.", "evader-273.", "evader-299.", "variant-09-te_obs_fold")
		}},
	{"ours", "CR alone ends no line (RFC 9112 2.2); tshark ends one with it",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && named(r, "evader-077.", "evader-217.", "evader-218.", "evader-286.", "evader-297.", "evader-381.", "evader-402.")
		}},
	{"ours", "the status code is 0204, which radissect shows as it is; tshark reads three digits of it",
		func(r *result, f string, d difference) bool {
			return f == "http.response.code" && named(r, "evader-477.")
		}},
	{"ours", "white space before the colon of a field is no part of its name (RFC 9112 5.1); tshark does not know the name with it",
		func(r *result, f string, d difference) bool {
			return has(f, "http.content_encoding", "http.unknown_header") && named(r, "evader-177.", "evader-232.", "evader-233.")
		}},
	{"ours", "a line with a control character is a field as the others; tshark leaves out the character, the line, or what follows",
		func(r *result, f string, d difference) bool {
			return has(f, "http.content_encoding", "http.unknown_header") && named(r, "evader-291.", "evader-307.", "evader-321.", "evader-330.", "evader-356.")
		}},
	{"ours", "a line of something else stands before the status line: radissect goes on at the next head; tshark shows none",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && d.side == onlyOurs && named(r, "evader-483.", "evader-487.", "evader-488.")
		}},
	{"ours", "a request behind a chunk whose size is too large for 64 bits; tshark gives up at the chunk",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && d.side == onlyOurs && named(r, "variant-01-chunk_2pow64_overflow")
		}},
	{"ours", "a request that comes byte by byte; tshark does not know it for one",
		func(r *result, f string, d difference) bool {
			return has(f, "http.request.") && d.side == onlyOurs && named(r, "tcp-http-with-padding")
		}},
	{"ours", "methods and versions that tshark does not know, in what a fuzzer made of HTTP: ETA, HTTP/!.4",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && named(r, "http-inner-transfer-encoding-ossfuzz")
		}},
	{"ours", "tshark does not know the method RDG_OUT_DATA of a Remote Desktop gateway, and reads neither the request nor the token in it",
		func(r *result, f string, d difference) bool {
			return has(f, "http.", "kerberos.", "ntlmssp.") && d.side == onlyOurs && named(r, "/rdp-rdg-")
		}},
	{"ours", "IRC or SSH on port 80, or what the WebSocket of a gateway carries; tshark takes it for HTTP",
		func(r *result, f string, d difference) bool {
			return f == "http.unknown_header" && d.side == onlyTheirs && named(r, "irc-cap-req", "ssh-on-port-80", "rdp-rdg-diff-creds")
		}},
	{"ours", "rdesktop writes 00 01 where PER wants a length and the value (X.691 11.9): a length of 0, as radissect shows; tshark reads two bits of it as the length",
		func(r *result, f string, d difference) bool {
			return has(f, "t124.subHeight", "t124.subInterval") && named(r, "xrdp_rdesktop_")
		}},
	{"ours", "a message of Kerberos that lacks fields: radissect reports them and reads the others; tshark takes these for what is missing",
		func(r *result, f string, d difference) bool {
			return f == "kerberos.error_code" && d.side == onlyOurs && named(r, "error-preauth-padata", "arkime_synthetic") ||
				f == "kerberos.realm" && d.side == onlyOurs && named(r, "arkime_synthetic") && d.frame == 559
		}},
	{"policy", "a head of HTTP is a message by itself, at the frame where it ends; tshark waits for the end of the body",
		func(_ *result, f string, d difference) bool { return has(f, "http.") && d.side == elsewhere }},
	{"ours", "radissect goes on behind packets that the capture does not hold; tshark waits for them, or takes what follows for other messages",
		func(r *result, _ string, d difference) bool {
			return (r.lost || named(r, "lossy")) && d.side == onlyOurs
		}},
	{"policy", "behind packets that the capture does not hold radissect looks for the next start of a message; tshark takes what comes for one, and shows half messages as whole",
		func(r *result, _ string, d difference) bool { return r.lost }},
	{"ours", "opened with secrets that tshark cannot use: standard RDP security, Kerberos, or a key that stands in a file of secrets",
		func(r *result, _ string, d difference) bool { return r.opened && d.side == onlyOurs }},
	{"policy", "bodies of MS-DSCPM are read by its own decoder, with the names of its specification",
		func(r *result, f string, d difference) bool {
			return has(f, "json.") && d.side == onlyTheirs && named(r, "dscpm", "/tug/", "https_h2")
		}},
	{"policy", "TLS that begins in the midst of a protocol that radissect does not read: SMTP, POP, IMAP, FTP, XMPP, SQL, a proxy",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.") && d.side == onlyTheirs && named(r, "smtp", "pop", "imap", "ftp", "xmpp", "sql", "socks", "connect")
		}},
	{"ours", "frames of segmentation offload, with lengths of 0 in their IPv6 headers; tshark takes these for malformed, and what follows for lost",
		func(r *result, f string, d difference) bool { return d.side != onlyTheirs && named(r, ".frames.pcap") }},
	{"ours", "where RDP has no TLS, tshark, which was told that port 3389 is TLS, takes what it carries for records",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.") && d.side == onlyTheirs && named(r, "rdp-no-tls", ".tlsplain.pcap")
		}},
	{"ours", "behind the negotiation of RDP the stream is TLS; tshark takes a segment of cipher text that begins with 03 for a TPKT header",
		func(r *result, f string, d difference) bool { return has(f, "tpkt.", "cotp.") && d.side == onlyTheirs }},
	{"ours", "what runs on a port that tshark takes for another protocol's, or for none, is known by its content: DCE/RPC, HTTP/2 by its preface, HTTP, TLS, TPKT",
		func(r *result, f string, d difference) bool {
			return d.side == onlyOurs && has(f, "dcerpc.", "http2.", "tpkt.", "cotp.", "rdp.", "json.") && named(r, "dcerpc_synthetic", "arkime_synthetic", "http2", "port", "mapi", "modbus") ||
				d.side == onlyOurs && has(f, "http.", "tls.") && named(r, "port", "eve-ftp-data", "mapi")
		}},
	{"ours", "a token of Kerberos in DCE/RPC or HTTP is read, whoever wraps it; tshark shows the ticket's owner only where the mechanism is SPNEGO",
		func(r *result, f string, d difference) bool {
			return has(f, "kerberos.") && d.side == onlyOurs
		}},
	{"policy", "the frame is that of the message that was put together; tshark names that of the part that completes the layer below, or of a retransmission",
		func(r *result, f string, d difference) bool { return d.side == elsewhere }},
	{"ours", "at the low level of RDP security only the client seals; tshark does not read what the server sends in the clear",
		func(r *result, f string, d difference) bool {
			return d.side == onlyOurs && named(r, "xrdp_rdesktop_low")
		}},
	{"policy", "what is inside of PA-S4U-X509-USER is not read",
		func(r *result, f string, d difference) bool {
			return has(f, "kerberos.") && d.side == onlyTheirs && named(r, "SCRANTON", "S4U2Self")
		}},
	{"policy", "what a proxy passes on is not read",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && d.side == onlyTheirs && named(r, "socks")
		}},
	{"policy", "a handshake record of a connection whose start was not captured may be cipher text, and is not guessed",
		func(r *result, f string, d difference) bool {
			return has(f, "tls.handshake.type", "tls.handshake.session_ticket_") && d.side == onlyTheirs && named(r, "new-session-ticket", "SSL-MultipleRecords2", "SSL-MultipleRecords4")
		}},
	{"ours", "the last response of its direction, of whose body the capture does not hold the end; tshark shows no response",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && d.side == onlyOurs && r.seen.heads[d.frame]
		}},
	{"ours", "a response whose body ends with the connection, or with a part that is cut; tshark shows no response",
		func(r *result, f string, d difference) bool {
			return has(f, "http.") && d.side == onlyOurs && named(r, "/tls", "/TLS_", "psremoting", "SCRANTON")
		}},
}

// named reports whether the name of a capture has one of these in it.
func named(r *result, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(r.name, p) {
			return true
		}
	}
	return false
}

// explain is the index of the reason of a difference, len(reasons) where there is
// none.
func explain(r *result, i int, d difference) int {
	for k := range reasons {
		if reasons[k].fits(r, pairs[i].theirs, d) {
			return k
		}
	}
	return len(reasons)
}
