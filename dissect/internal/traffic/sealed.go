package traffic

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"io"
	"math/big"
	"net"
	"path/filepath"
	"sync"
	"time"
)

// sealed writes one RDP session that lasts as long as the capture: the X.224
// negotiation of MS-RDPBCGR 2.2.1.1, a TLS 1.3 handshake, the beginning of a
// captured session, and then fast-path updates with bitmaps, each answered by a
// mouse event. Both ends are crypto/tls, so the key log opens it.
func sealed(w *writer, root string, keyLog io.Writer) error {
	begin, err := beginning(root)
	if err != nil {
		return err
	}
	c := &conn{w: w, hosts: [2]uint32{198<<24 | 51<<16 | 100<<8 | 1, 198<<24 | 51<<16 | 100<<8 | 2}, ports: [2]uint16{50000, 3389}}
	c.open()
	// Connection request and confirm; both with PROTOCOL_SSL.
	c.send(0, []byte{3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0})
	c.send(1, []byte{3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 1, 0, 0, 0})

	cert, err := certificate()
	if err != nil {
		return err
	}
	a, b := net.Pipe()
	wire := &wiretap{c: c}
	ends := [2]*tls.Conn{
		tls.Client(tapped{a, wire, 0}, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS13, KeyLogWriter: keyLog, DynamicRecordSizingDisabled: true}),
		tls.Server(tapped{b, wire, 1}, &tls.Config{Certificates: []tls.Certificate{cert}, SessionTicketsDisabled: true, DynamicRecordSizingDisabled: true}),
	}
	failed := make(chan error, 2)
	for i := range ends {
		go func() { failed <- ends[i].Handshake() }()
	}
	if err := errors.Join(<-failed, <-failed); err != nil {
		return err
	}
	// What one end writes the other has to read.
	var read sync.WaitGroup
	for i := range ends {
		read.Add(1)
		go func() {
			defer read.Done()
			_, _ = io.Copy(io.Discard, ends[i])
		}()
	}
	for _, m := range begin {
		if _, err = ends[m.dir].Write(m.b); err != nil {
			break
		}
	}
	// A FASTPATH_INPUT_EVENT_MOUSE that moves (MS-RDPBCGR 2.2.8.1.2.2.3).
	picture, mouse := update(), []byte{4, 9, 0x20, 0, 8, 1, 0, 1, 0}
	for !w.full() && err == nil {
		if _, err = ends[1].Write(picture); err == nil {
			_, err = ends[0].Write(mouse)
		}
	}
	// The pipe is closed without the alerts of TLS: the capture ends before the session.
	_, _ = a.Close(), b.Close()
	read.Wait()
	return err
}

// sent is what one side sent at once.
type sent struct {
	dir int
	b   []byte
}

// beginning is a captured session up to its first fast-path PDU, without the
// X.224 negotiation. What its peers say about the security protocol becomes
// PROTOCOL_SSL.
func beginning(root string) ([]sent, error) {
	frames, err := load(filepath.Join(root, "pcaps", "ra", "ra_rdp_plain_lo.pcap"))
	if err != nil {
		return nil, err
	}
	var out []sent
	for _, f := range frames {
		if len(f) < 54 || f[23] != 6 {
			continue
		}
		tcp := f[14+int(f[14]&15)*4:]
		b := bytes.Clone(tcp[int(tcp[12]>>4)*4:])
		if len(b) < 7 {
			continue
		}
		if b[0] != 3 {
			break
		}
		if b[5] == 0xe0 || b[5] == 0xd0 {
			continue
		}
		// serverSelectedProtocol of TS_UD_CS_CORE, clientRequestedProtocols of
		// TS_UD_SC_CORE (MS-RDPBCGR 2.2.1.3.2, 2.2.1.4.2).
		if i := bytes.Index(b, []byte{0x01, 0xc0}); i >= 0 && len(b) > i+216 {
			b[i+212] = 1
		}
		if i := bytes.Index(b, []byte{0x01, 0x0c}); i >= 0 && len(b) > i+12 && len(out) == 1 {
			b[i+8] = 1
		}
		dir := 1
		if binary.BigEndian.Uint16(tcp[2:]) == 3389 {
			dir = 0
		}
		out = append(out, sent{dir, b})
	}
	return out, nil
}

// A wiretap writes what the ends of a pipe exchange, in the order of their calls.
type wiretap struct {
	mu sync.Mutex
	c  *conn
}

// tapped is one end.
type tapped struct {
	net.Conn
	tap *wiretap
	dir int
}

// Write implements net.Conn.
func (t tapped) Write(b []byte) (int, error) {
	t.tap.mu.Lock()
	t.tap.c.send(t.dir, b)
	t.tap.mu.Unlock()
	return t.Conn.Write(b)
}

// update is a TS_FP_UPDATE_PDU (MS-RDPBCGR 2.2.9.1.2) with one
// TS_UPDATE_BITMAP_DATA (2.2.9.1.1.3.1.2.1) of 64 times 60 pixels, 32 bits each,
// not compressed.
func update() []byte {
	const width, height = 64, 60
	le := binary.LittleEndian
	body := le.AppendUint16(nil, 1)  // updateType: UPDATETYPE_BITMAP
	body = le.AppendUint16(body, 1)  // numberRectangles
	for _, v := range []uint16{0, 0, // destLeft, destTop
		width - 1, height - 1, width, height, 32, 0, // ..., bitsPerPixel, flags
		width * height * 4} { // bitmapLength
		body = le.AppendUint16(body, v)
	}
	for i := range width * height {
		body = append(body, byte(i), byte(i>>2), byte(i>>4), 0)
	}
	out := []byte{0, 0, 0, 1} // fast-path header, two bytes of length, FASTPATH_UPDATETYPE_BITMAP
	out = le.AppendUint16(out, uint16(len(body)))
	out = append(out, body...)
	binary.BigEndian.PutUint16(out[1:], uint16(len(out))|0x8000)
	return out
}

// certificate is a new self-signed one.
func certificate() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	t := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"rdp.example.com"},
		NotBefore: time.Unix(1767225600, 0), NotAfter: time.Unix(1798761600, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}
