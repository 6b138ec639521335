package rsmc

import (
	"crypto/sha1" // the thumbprint of Windows; nothing is secured by it
	"crypto/x509"
	"encoding/hex"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// certificate checks the certificate of the message at hand: against the
// thumbprint that comes with it, where arg names one, against the host that it is
// for, where that is known, and that it is for nothing but servers.
func (h *handler) certificate(x *dissect.Context, subject *dissect.Rule, name, thumbprint, host string) {
	i := h.arg(name)
	if i < 0 || h.blobBad {
		return
	}
	off, n := h.tag(i)
	x.Require(isDER(h.blob), CertificateForm, off, n, "")
	if !isDER(h.blob) {
		return
	}
	sum := sha1.Sum(h.blob)
	if t := h.arg(thumbprint); t >= 0 {
		got := hex.EncodeToString(sum[:])
		at, size := h.place(t)
		x.Require(strings.EqualFold(h.content(t), got), Thumbprint, at, size, "the certificate has "+strings.ToUpper(got))
	}
	cert, err := x509.ParseCertificate(h.blob)
	if err != nil {
		h.pair.rec.certificate(h, x, i, host)
		return // a key or a name of a form that is not known here: the tree shows it
	}
	server := len(cert.ExtKeyUsage) == 1 && cert.ExtKeyUsage[0] == x509.ExtKeyUsageServerAuth && len(cert.UnknownExtKeyUsage) == 0
	x.Require(server, CertificateUsage, off, n, usages(cert))
	if host != "" {
		x.Require(isFor(cert, host), subject, off, n, "the subject is "+cert.Subject.CommonName+", the host "+host)
	}
	if host == "" {
		host = cert.Subject.CommonName
	}
	h.pair.rec.certificate(h, x, i, host)
}

// isFor reports whether a certificate is for a host: by its subject, which
// MS-RSMC asks for, or by what TLS would go by.
func isFor(cert *x509.Certificate, host string) bool {
	return sameHost(cert.Subject.CommonName, host) || cert.VerifyHostname(host) == nil
}

// usages says what a certificate may be used for.
func usages(cert *x509.Certificate) string {
	if len(cert.ExtKeyUsage)+len(cert.UnknownExtKeyUsage) == 0 {
		return "no extended key usage"
	}
	var list []string
	for _, u := range cert.ExtKeyUsage {
		switch u {
		case x509.ExtKeyUsageServerAuth:
			list = append(list, "serverAuth")
		case x509.ExtKeyUsageClientAuth:
			list = append(list, "clientAuth")
		default:
			list = append(list, "another")
		}
	}
	for range cert.UnknownExtKeyUsage {
		list = append(list, "another")
	}
	return strings.Join(list[:min(len(list), 8)], ", ")
}

// isDER reports whether b is one SEQUENCE of DER, X.690 8.1.3, of less than 64
// KiB, which certificates are.
func isDER(b []byte) bool {
	switch {
	case len(b) < 2 || b[0] != 0x30:
		return false
	case b[1] < 0x80:
		return len(b) == 2+int(b[1])
	case b[1] == 0x81 && len(b) > 3:
		return len(b) == 3+int(b[2])
	case b[1] == 0x82 && len(b) > 4:
		return len(b) == 4+int(b[2])<<8+int(b[3])
	}
	return false
}
