package spnego_test

import (
	"encoding/hex"
	"testing"

	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, spnego.Protocol, ntlm.Protocol) }

// TestSniff checks what tokens are taken for.
func TestSniff(t *testing.T) {
	for _, c := range []struct {
		hex  string
		want spnego.Mech
	}{
		{"4e544c4d5353500001000000", spnego.NTLM},                            // MS-NLMP 2.2.1
		{"4e45474f45585453", spnego.NegoEx},                                  // MS-NEGOEX 2.2.6.1
		{"604806062b0601050502a03e", spnego.SPNEGO},                          // from a lab capture
		{"a11b3019a0030a0100", spnego.SPNEGO},                                // from a lab capture
		{"6082063706092a864886f71201020201006e", spnego.Kerberos},            // RFC 4121 4.1
		{"6082063706092a864882f71201020201006e", spnego.MSKerberos},          // MS-SPNG 3.1.5.2
		{"6082063706 0a2a864886f7120102020304006e", spnego.UserToUser},       // user to user
		{"6e8204e1308204dd", spnego.Kerberos},                                // a bare AP-REQ
		{"050406ff", spnego.Kerberos},                                        // a Wrap token, RFC 4121 4.2.6.2
		{"0404", spnego.Kerberos},                                            // a MIC token, RFC 4121 4.2.6.1
		{"6007060501020304", spnego.UnknownMech}, {"60", spnego.UnknownMech}, // cut short
		{"", spnego.UnknownMech}, {"3014a003", spnego.UnknownMech},
	} {
		h := ""
		for _, r := range c.hex {
			if r != ' ' {
				h += string(r)
			}
		}
		b, err := hex.DecodeString(h)
		if err != nil {
			t.Fatal(err)
		}
		if got := spnego.Sniff(b); got != c.want {
			t.Errorf("%s: want %v, got %v", c.hex, c.want, got)
		}
	}
}

// TestExchanges checks that a conversation keeps a bounded number of authentications.
func TestExchanges(t *testing.T) {
	var s spnego.State
	first := s.Select(7)
	if s.Current() != first || s.Exchange(7) != first {
		t.Error("the selected exchange is another one each time")
	}
	for key := range uint32(1000) {
		s.Select(key + 100)
	}
	if s.Exchange(7) == first {
		t.Error("the first of a thousand exchanges is still kept")
	}
}
