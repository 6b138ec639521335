package main

import "strings"

// A side says who has a value that the other has not.
type side uint8

const (
	elsewhere side = iota
	onlyOurs
	onlyTheirs
)

// A reason explains differences: the first that fits is taken.
type reason struct {
	verdict string // "ours", "theirs", "policy"
	text    string
	fits    func(r *result, field string, s side) bool
}

func has(field string, starts ...string) bool {
	for _, p := range starts {
		if strings.HasPrefix(field, p) {
			return true
		}
	}
	return false
}

// reasons are what has been looked into, on examples: a difference of another kind may
// hide behind one.
var reasons = []reason{
	{"policy", "a head of HTTP is a message by itself, at the frame where it ends; tshark waits for the end of the body",
		func(_ *result, f string, s side) bool { return has(f, "http.") && s == elsewhere }},
	{"ours", "radissect goes on behind packets that the capture does not hold; tshark waits for them, or takes what follows for other messages",
		func(r *result, _ string, s side) bool { return (r.lost || named(r, "lossy")) && s == onlyOurs }},
	{"policy", "behind packets that the capture does not hold radissect looks for the next start of a message; tshark takes what comes for one, and shows half messages as whole",
		func(r *result, _ string, s side) bool { return r.lost }},
	{"ours", "opened with secrets that tshark cannot use: standard RDP security, Kerberos, or a key that stands in a file of secrets",
		func(r *result, _ string, s side) bool { return r.opened && s == onlyOurs }},
	{"policy", "bodies of MS-DSCPM are read by its own decoder, with the names of its specification",
		func(r *result, f string, s side) bool {
			return has(f, "json.") && s == onlyTheirs && named(r, "dscpm", "/tug/", "https_h2")
		}},
	{"policy", "TLS that begins in the midst of a protocol that radissect does not read: SMTP, POP, IMAP, FTP, XMPP, SQL, a proxy",
		func(r *result, f string, s side) bool {
			return has(f, "tls.") && s == onlyTheirs && named(r, "smtp", "pop", "imap", "ftp", "xmpp", "sql", "socks", "connect")
		}},
	{"ours", "frames of segmentation offload, with lengths of 0 in their IPv6 headers; tshark takes these for malformed, and what follows for lost",
		func(r *result, f string, s side) bool { return s != onlyTheirs && named(r, ".frames.pcap") }},
	{"ours", "where RDP has no TLS, tshark, which was told that port 3389 is TLS, takes what it carries for records",
		func(r *result, f string, s side) bool {
			return has(f, "tls.") && s == onlyTheirs && named(r, "rdp-no-tls", ".tlsplain.pcap")
		}},
	{"ours", "behind the negotiation of RDP the stream is TLS; tshark takes a segment of cipher text that begins with 03 for a TPKT header",
		func(r *result, f string, s side) bool { return has(f, "tpkt.", "cotp.") && s == onlyTheirs }},
	{"ours", "what runs on a port that tshark takes for another protocol's, or for none, is known by its content: DCE/RPC, HTTP/2 by its preface, HTTP, TLS, TPKT",
		func(r *result, f string, s side) bool {
			return s == onlyOurs && has(f, "dcerpc.", "http2.", "tpkt.", "cotp.", "rdp.", "json.") && named(r, "dcerpc_synthetic", "http2", "port", "mapi", "modbus") ||
				s == onlyOurs && has(f, "http.", "tls.") && named(r, "port", "eve-ftp-data", "mapi")
		}},
	{"ours", "a token of Kerberos in DCE/RPC or HTTP is read, whoever wraps it; tshark shows the ticket's owner only where the mechanism is SPNEGO",
		func(r *result, f string, s side) bool { return has(f, "kerberos.", "ntlmssp.") && s == onlyOurs }},
	{"policy", "the frame is that of the message that was put together; tshark names that of the part that completes the layer below, or of a retransmission",
		func(r *result, f string, s side) bool { return s == elsewhere }},
	{"ours", "at the low level of RDP security only the client seals; tshark does not read what the server sends in the clear",
		func(r *result, f string, s side) bool { return s == onlyOurs && named(r, "xrdp_rdesktop_low") }},
	{"ours", "methods and versions of HTTP that tshark does not know: RDG_OUT_DATA, and whatever else has the form of a request",
		func(r *result, f string, s side) bool {
			return has(f, "http.") && s == onlyOurs && named(r, "rdp-rdg", "http-evader", "variant", "padding", "inner-transfer")
		}},
	{"policy", "what is inside of PA-S4U-X509-USER is not read",
		func(r *result, f string, s side) bool {
			return has(f, "kerberos.") && s == onlyTheirs && named(r, "SCRANTON", "S4U2Self")
		}},
	{"policy", "what a proxy passes on is not read",
		func(r *result, f string, s side) bool { return has(f, "http.") && s == onlyTheirs && named(r, "socks") }},
	{"policy", "a hello of SSL 2 has no record header of TLS, and gets no fields of one",
		func(r *result, f string, s side) bool {
			return has(f, "tls.record.", "tls.handshake.version") && s == onlyTheirs && named(r, "D-LinkCam", "all_dump", "rsasnakeoil2", "RC2_CBC")
		}},
	{"policy", "a handshake record of a connection whose start was not captured may be cipher text, and is not guessed",
		func(r *result, f string, s side) bool {
			return f == "tls.handshake.type" && s == onlyTheirs && named(r, "new-session-ticket")
		}},
	{"ours", "a response whose body ends with the connection, or with a part that is cut; tshark shows no response",
		func(r *result, f string, s side) bool {
			return has(f, "http.") && s == onlyOurs && named(r, "/tls", "/TLS_", "psremoting", "SCRANTON")
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
func explain(r *result, i int, s side) int {
	for k := range reasons {
		if reasons[k].fits(r, pairs[i].theirs, s) {
			return k
		}
	}
	return len(reasons)
}
