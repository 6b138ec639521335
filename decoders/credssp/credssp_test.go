package credssp_test

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, credssp.Protocol, spnego.Protocol, ntlm.Protocol) }

// TestInStream plays CredSSP between the negotiation and RDP, as it is inside
// of TLS (MS-RDPBCGR 5.4.2.1). The authorization result follows only where
// HYBRID_EX was selected (MS-RDPBCGR 2.2.10.2).
func TestInStream(t *testing.T) {
	const (
		request   = "03000013 0ee00000000000 010008000b000000"
		confirm   = "03000013 0ed00000123400 02010800"
		tsRequest = "3014 a003020106 a10d300b3009a00704054e544c4d53"
		attach    = "03000008 02f080 28"
	)
	begin := []string{"Connection Request", "Connection Confirm", "TSRequest", "TSRequest"}
	tests := []struct {
		name     string
		server   []string // behind the negotiation
		selected string
		want     []string
		lost     bool
	}{
		{"granted", []string{tsRequest, "00000000"}, "08000000", append(begin, "Early User Authorization Result PDU", "Data"), false},
		{"denied", []string{tsRequest, "05000000"}, "08000000", append(begin, "Early User Authorization Result PDU", "Data"), false},
		{"no such value", []string{tsRequest, "06000000"}, "08000000", append(begin, "Data"), true},
		{"not with plain HYBRID", []string{tsRequest, "00000000"}, "02000000", append(begin, "Data"), true},
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{tpkt.Protocol, x224.Protocol, credssp.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range tests {
		log := dissecttest.NewLog(false)
		d := dissect.NewDirect(reg, tpkt.Protocol, log, dissect.Options{})
		d.Stream(dissect.FromClient, raw(t, request))
		d.Stream(dissect.FromServer, raw(t, confirm+c.selected))
		d.Stream(dissect.FromClient, raw(t, tsRequest))
		for _, s := range c.server {
			d.Stream(dissect.FromServer, raw(t, s))
		}
		d.Stream(dissect.FromClient, raw(t, attach))
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range log.Messages {
			if m.Proto != "tpkt" {
				got = append(got, m.Name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: messages are %q, want %q", c.name, got, c.want)
		}
		lost := slices.ContainsFunc(log.Findings, func(f dissecttest.Found) bool { return f.Rule == dissect.StreamUnframed.ID })
		if lost != c.lost {
			t.Errorf("%s: bytes without a message: %v, want %v", c.name, lost, c.lost)
		}
	}
}

// raw turns hex with spaces into bytes.
func raw(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
