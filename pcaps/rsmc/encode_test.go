package rsmc_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/radissect/radissect/pcaps/craft"
)

// A MultiPoint server and a client that manages it, written from MS-RSMC alone.
// Nothing here is shared with what reads it; TLS is that of crypto/tls.

// The two machines.
var (
	clientAddr = netip.MustParseAddr("192.0.2.10")
	serverAddr = netip.MustParseAddr("192.0.2.20")
)

const (
	clientHost = "dashboard.example.com"
	serverHost = "multipoint.example.com"
	tlsPort    = 8443 // 4.1
	sinkPort   = 8444
	management = "9-management-password"
	control    = "7-control-password"
	administer = "an-admin-password"
)

// The user names of 3.4.1 with their passwords; a sink's user is the client.
var passwords = map[string]string{
	"Administrator": administer, "WmsManagement": management, "WmsControl": control, clientHost: management, "somebody.example.com": management,
}

// A certified is a certificate with its key.
type certified struct {
	der []byte
	tls tls.Certificate
}

// certify makes a self-signed certificate (3.1.4.2.3.2: subject, EKU).
func certify(host string, usage ...x509.ExtKeyUsage) certified {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	t := &x509.Certificate{
		SerialNumber: big.NewInt(20260102), Subject: pkix.Name{CommonName: host}, ExtKeyUsage: usage, DNSNames: []string{host},
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return certified{der, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}}
}

// thumbprint is as in 4.1: forty digits in upper case.
func (c certified) thumbprint() string {
	sum := sha1.Sum(c.der)
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// array is an ArrayOfBytes, 2.2.4.1: one element for each byte.
func array(b []byte) string {
	var s strings.Builder
	for _, x := range b {
		fmt.Fprintf(&s, "<prgData>%d</prgData>", x)
	}
	return s.String()
}

// An exchange is one request and its response.
type exchange struct {
	port string // interface, section 3
	op   string
	user string // "" for none
	args string // content of the request, as in the schema of its section
	back string // content of the response

	fault    uint32 // hr of a WmsFaultType (2.2.4.3) instead of the response
	body     string // in the place of the whole request body
	action   string // of the request, in the place of the right one
	backName string // name of the response element
	backWSA  string // action of the response
	relates  string // in the place of the request's id
	path     string // in the place of the usual one
}

// ids makes message ids: urn:uuid, as in 4.1.
type ids struct{ n int }

func (i *ids) next() string {
	i.n++
	return fmt.Sprintf("urn:uuid:74b910ff-3f29-4c75-a4a5-%012x", i.n)
}

// request is an envelope as in 4.1 with the HTTP around it. The specification
// shows no HTTP: media type and action parameter are those of SOAP 1.2.
func (e *exchange) request(id, scheme, host string, port int) string {
	action := "http://MultiPoint/RemoteManagement/" + e.port + "/" + e.op // 3.*.4.*.1.1
	if e.action != "" {
		action = e.action
	}
	path := "/MultiPoint/" + e.port // 4.1
	if e.path != "" {
		path = e.path
	}
	to := fmt.Sprintf("%s://%s:%d%s", scheme, host, port, path)
	if strings.HasPrefix(path, "http://") {
		to = path // the absolute form of RFC 9112 3.2.2
	}
	var s strings.Builder
	s.WriteString(`<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing" xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><soap:Header>`)
	fmt.Fprintf(&s, `<a:Action soap:mustUnderstand="1">%s</a:Action><a:MessageID>%s</a:MessageID>`, action, id)
	s.WriteString(`<a:ReplyTo><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo>`)
	fmt.Fprintf(&s, `<a:To soap:mustUnderstand="1">%s</a:To>`, to)
	if e.user != "" { // the policy of section 6: UsernameToken, PasswordText as in 4.1
		fmt.Fprintf(&s, `<o:Security soap:mustUnderstand="1" xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><o:UsernameToken u:Id="uuid-b60d59a5-17c3-461d-bc22-7740bbf28418-149"><o:Username>%s</o:Username><o:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">%s</o:Password></o:UsernameToken></o:Security>`, e.user, passwords[e.user])
	}
	s.WriteString(`</soap:Header><soap:Body>`)
	switch {
	case e.body != "":
		s.WriteString(e.body)
	case e.args == "":
		fmt.Fprintf(&s, `<%s xmlns="http://MultiPoint"/>`, e.op)
	default:
		fmt.Fprintf(&s, `<%s xmlns="http://MultiPoint">%s</%s>`, e.op, e.args, e.op)
	}
	s.WriteString(`</soap:Body></soap:Envelope>`)
	return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/soap+xml; charset=utf-8; action=\"%s\"\r\nContent-Length: %d\r\n\r\n%s",
		path, host, port, action, s.Len(), s.String())
}

// response is the envelope of 4.1 that answers, or a fault.
func (e *exchange) response(id string) string {
	action := "http://MultiPoint/RemoteManagement/" + e.port + "/" + e.op + "Response"
	if e.port == "IMultiPointSystemOnlineEventSink" {
		action = strings.TrimSuffix(action, "Response") // 3.9.4.*: the output has the action of the input
	}
	status := "200 OK"
	name := e.op + "Response"
	if e.backName != "" {
		name = e.backName
	}
	body := fmt.Sprintf(`<%s xmlns="http://MultiPoint">%s</%s>`, name, e.back, name)
	if e.fault != 0 {
		action, status = "http://MultiPoint/RemoteManagement/WmsFault", "500 Internal Server Error" // 3.*.4.*.1.3
		body = fmt.Sprintf(`<soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en-US">WmsFault</soap:Text></soap:Reason><soap:Detail><WmsFaultType xmlns="http://MultiPoint"><hr>%d</hr></WmsFaultType></soap:Detail></soap:Fault>`, e.fault)
	}
	if e.backWSA != "" {
		action = e.backWSA
	}
	if e.relates != "" {
		id = e.relates
	}
	text := fmt.Sprintf(`<soap:Envelope xmlns:a="http://www.w3.org/2005/08/addressing" xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header><a:Action soap:mustUnderstand="1">%s</a:Action><a:RelatesTo>%s</a:RelatesTo></soap:Header><soap:Body>%s</soap:Body></soap:Envelope>`,
		action, id, body)
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: application/soap+xml; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", status, len(text), text)
}

// A world is a capture in the making.
type world struct {
	cap  *craft.Capture
	ids  ids
	keys strings.Builder
	eph  uint16
	// connect is a proxy that TLS goes through, by CONNECT (RFC 9110 9.3.6).
	connect netip.AddrPort
}

func newWorld() *world {
	w := &world{cap: craft.New(), eph: 50000}
	w.cap.Step = 1e6
	return w
}

// flow opens a connection.
func (w *world) flow(from, to netip.Addr, port int) *craft.Flow {
	w.eph++
	return w.cap.TCP(netip.AddrPortFrom(from, w.eph), netip.AddrPortFrom(to, uint16(port))).Open()
}

// plain plays exchanges over HTTP.
func (w *world) plain(from, to netip.Addr, host string, port int, list ...exchange) {
	f := w.flow(from, to, port)
	for i := range list {
		id := w.ids.next()
		f.Send(0, []byte(list[i].request(id, "http", host, port)))
		f.Send(1, []byte(list[i].response(id)))
	}
	f.Close()
}

// A tap is one end of a pipe whose writes are captured.
type tap struct {
	net.Conn
	end int
	f   *craft.Flow
	mu  *sync.Mutex
}

func (t *tap) Write(b []byte) (int, error) {
	t.mu.Lock()
	t.f.Send(t.end, b)
	t.mu.Unlock()
	return t.Conn.Write(b)
}

// secure plays exchanges over TLS, 1.5: a client and a server of crypto/tls.
func (w *world) secure(from, to netip.Addr, host string, port int, cert certified, version uint16, list ...exchange) {
	var f *craft.Flow
	if w.connect.IsValid() {
		f = w.flow(from, w.connect.Addr(), int(w.connect.Port()))
		f.Send(0, fmt.Appendf(nil, "CONNECT %s:%d HTTP/1.1\r\nHost: %s:%d\r\n\r\n", host, port, host, port))
		f.Send(1, []byte("HTTP/1.1 200 OK\r\n\r\n"))
	} else {
		f = w.flow(from, to, port)
	}
	var mu sync.Mutex
	a, b := net.Pipe()
	ids := make([]string, len(list))
	for i := range ids {
		ids[i] = w.ids.next()
	}
	server := tls.Server(&tap{b, 1, f, &mu}, &tls.Config{Certificates: []tls.Certificate{cert.tls}, MaxVersion: version, SessionTicketsDisabled: true})
	done := make(chan error, 1)
	go func() {
		for i := range list {
			req := list[i].request(ids[i], "https", host, port)
			if _, err := io.ReadFull(server, make([]byte, len(req))); err != nil {
				done <- err
				return
			}
			if _, err := io.WriteString(server, list[i].response(ids[i])); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	client := tls.Client(&tap{a, 0, f, &mu}, &tls.Config{InsecureSkipVerify: true, ServerName: host, KeyLogWriter: &w.keys, MaxVersion: version})
	for i := range list {
		if _, err := io.WriteString(client, list[i].request(ids[i], "https", host, port)); err != nil {
			panic(err)
		}
		if _, err := io.ReadFull(client, make([]byte, len(list[i].response(ids[i])))); err != nil {
			panic(err)
		}
	}
	if err := <-done; err != nil {
		panic(err)
	}
	mu.Lock()
	f.Close()
	mu.Unlock()
	a.Close()
	b.Close()
}
