package rdp

import (
	"math/big"
	"strconv"

	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// leastModulus is the length in bits below which an RSA key counts as weak: NIST
// SP 800-57 Part 1 5.6.2 has 2,048 for what is to last.
const leastModulus = 2048

// auditKeys looks at what protects a connection with standard RDP security, when
// the client begins to use it.
func (s *State) auditKeys(x *dissect.Context) {
	method, level, known := s.Encryption()
	if !known || method == MethodNone {
		return
	}
	n := len(x.Bytes())
	x.Require(level != LevelLow, LowLevel, 0, n, "what the server sends is not encrypted")
	x.Require(method != Method40Bit && method != Method56Bit, ShortKeys, 0, n, MethodName(method))
	x.Require(method == MethodFIPS, RC4, 0, n, MethodName(method))
	if m := s.modulus(); m != nil {
		if bits := new(big.Int).SetBytes(m).BitLen(); bits >= leastModulus {
			x.Held(ServerKey)
		} else {
			x.Report(ServerKey, 0, n, "modulus of "+strconv.Itoa(bits)+" bits")
		}
	}
	if cert := &s.settings().Certificate; cert.Version != 0 {
		x.Require(!cert.Temporary, TemporaryCertificate, 0, n, "the certificate is temporary")
	}
}

// auditPassword looks at the password of the Client Info read last. "*" stands
// for a password that is not sent, as Remote Assistance has it (MS-RA 2.2.7.2).
func (s *State) auditPassword(m *message, x *dissect.Context) {
	method, _, known := s.Encryption()
	if !known {
		return
	}
	sent := len(m.info.password) > 0 && !m.info.star()
	open := method == MethodNone && x224.Of(s.conv).Selected == 0
	at, n := m.info.passwordAt, len(m.info.password)
	detail := "a password of " + strconv.Itoa(m.info.characters()) + " characters"
	x.Require(!sent || !open, ClearPassword, at, n, detail)
	x.Require(!sent || open, SealedPassword, at, n, detail)
}

// star reports whether the password is "*".
func (m *clientInfo) star() bool {
	return m.characters() == 1 && m.password[0] == '*' && zero(m.password[1:])
}

// characters is the length of the password.
func (m *clientInfo) characters() int { return len(m.password) / terminator(m.flags) }
