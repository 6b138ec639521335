package credssp

import (
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// The types of credentials, MS-CSSP 2.2.1.2.
const (
	credPassword    = 1
	credSmartCard   = 2
	credRemoteGuard = 6
)

// Credentials are TSCredentials, MS-CSSP 2.2.1.2, as authInfo holds them once
// it is decrypted.
type Credentials struct {
	Type int64
	// Empty says that no member of the password credentials has anything in it:
	// restricted administration, where the server gets no credentials.
	Empty bool

	domain, user part
	start        int
}

// Decode reads the structure.
func (m *Credentials) Decode(c *dissect.Cursor) {
	*m = Credentials{start: c.Offset()}
	c.Is(kindCredentials)
	s, ok := d.Enter(c, fCredentials, der.Sequence)
	if ok {
		m.Type = d.Int(&s, fCredType, der.Context(0), der.Integer)
		s.Require(m.Type == credPassword || m.Type == credSmartCard || m.Type == credRemoteGuard, CredType)
		m.inside(&s)
	}
	s.Done()
	if c.Left() > 0 {
		c.Bytes(fPadding, c.Left())
	}
}

// inside reads the credentials themselves.
func (m *Credentials) inside(c *dissect.Cursor) {
	switch m.Type {
	case credPassword, credSmartCard, credRemoteGuard:
	default:
		d.Bytes(c, fCredentialsOther, der.Context(1), der.OctetString)
		return
	}
	v, ok := d.Enter(c, fCredentialsInside, der.Context(1), der.OctetString)
	if ok {
		switch m.Type {
		case credPassword:
			m.password(&v)
		case credSmartCard:
			m.smartCard(&v)
		default:
			m.remoteGuard(&v)
		}
	}
	v.Done()
}

// text reads an OCTET STRING that is Unicode text (MS-CSSP appendix A, note 9).
func (m *Credentials) text(c *dissect.Cursor, f *dissect.Field, tag byte) part {
	b := d.Bytes(c, f, der.Context(tag), der.OctetString)
	return part{c.Offset() - len(b) - m.start, len(b)}
}

// password reads TSPasswordCreds, MS-CSSP 2.2.1.2.1.
func (m *Credentials) password(c *dissect.Cursor) {
	s, ok := d.Enter(c, fPasswordCreds, der.Sequence)
	if ok {
		m.domain = m.text(&s, fDomainName, 0)
		m.user = m.text(&s, fUserName, 1)
		password := m.text(&s, fPassword, 2)
		m.Empty = s.OK() && m.domain.n+m.user.n+password.n == 0
	}
	s.Done()
}

// smartCard reads TSSmartCardCreds, MS-CSSP 2.2.1.2.2.
func (m *Credentials) smartCard(c *dissect.Cursor) {
	s, ok := d.Enter(c, fSmartCardCreds, der.Sequence)
	if ok {
		m.text(&s, fPin, 0)
		csp, good := d.Enter(&s, fCspData, der.Context(1), der.Sequence)
		if good {
			d.Int(&csp, fKeySpec, der.Context(0), der.Integer)
			for i, f := range [...]*dissect.Field{fCardName, fReaderName, fContainerName, fCspName} {
				if tag := byte(i + 1); der.Is(&csp, der.Context(tag)) {
					m.text(&csp, f, tag)
				}
			}
		}
		csp.Done()
		if der.Is(&s, der.Context(2)) {
			m.user = m.text(&s, fUserHint, 2)
		}
		if der.Is(&s, der.Context(3)) {
			m.domain = m.text(&s, fDomainHint, 3)
		}
	}
	s.Done()
}

// remoteGuard reads TSRemoteGuardCreds, MS-CSSP 2.2.1.2.3.
func (m *Credentials) remoteGuard(c *dissect.Cursor) {
	s, ok := d.Enter(c, fRemoteGuardCreds, der.Sequence)
	if ok {
		cred, good := d.Enter(&s, fLogonCred, der.Context(0), der.Sequence)
		if good {
			m.packageCred(&cred)
		}
		cred.Done()
		if der.Is(&s, der.Context(1)) {
			list, good := d.Enter(&s, fSupplementalCreds, der.Context(1), der.Sequence)
			for good && list.Left() > 0 && list.OK() {
				item, fine := d.Enter(&list, fPackageCred, der.Sequence)
				if fine {
					m.packageCred(&item)
				}
				item.Done()
			}
			list.Done()
		}
	}
	s.Done()
}

// packageCred reads the members of TSRemoteGuardPackageCred, MS-CSSP 2.2.1.2.3.1.
func (m *Credentials) packageCred(c *dissect.Cursor) {
	m.text(c, fPackageName, 0)
	d.Closed(c, fCredBuffer, der.Context(1), der.OctetString)
}
