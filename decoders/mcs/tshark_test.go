package mcs_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// shared is where the captures for comparison are, beside the repository.
const shared = "../../../shared"

// records reads the framing of TLS, so that the stream behind a negotiation of
// TLS is not read as TPKT.
type records struct{}

func (records) Frame(_ dissect.Dir, b []byte) int {
	switch {
	case len(b) > 0 && (b[0] < 20 || b[0] > 23):
		return dissect.Lost
	case len(b) < 5:
		return 0
	}
	return 5 + int(b[3])<<8 + int(b[4])
}

func (records) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Closed(fClosed, c.Left()) }

func (records) Commit(dissect.Dir, *dissect.Context) {}

// fast reads the framing of fast-path, MS-RDPBCGR 2.2.9.1.2.
type fast struct{}

func (fast) Frame(_ dissect.Dir, b []byte) int {
	if len(b) < 3 {
		return 0
	}
	n := int(b[1])
	if n >= 0x80 {
		n = n&0x7F<<8 | int(b[2])
	}
	if n < 3 {
		return dissect.Lost
	}
	return n
}

func (fast) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Closed(fClosed, c.Left()) }

func (fast) Commit(dissect.Dir, *dissect.Context) {}

var fClosed = &dissect.Field{Name: "closed", Spec: "RFC 8446 5.1", Base: dissect.Bytes}

// transport is the protocols up to MCS, with stand-ins for their neighbours.
func transport(t *testing.T) *dissect.Registry {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{
		tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol, credssp.Protocol,
		{
			Name: "records",
			Binds: []dissect.Bind{
				x224.External.Key(x224.ProtocolSSL), x224.External.Key(x224.ProtocolHybrid),
				x224.External.Key(x224.ProtocolRDSTLS), x224.External.Key(x224.ProtocolHybridEx),
			},
			New: func(*dissect.Conversation) dissect.Handler { return records{} },
		},
		{
			Name: "fast", Binds: []dissect.Bind{tpkt.FastPath.Key(struct{}{})},
			New: func(*dissect.Conversation) dissect.Handler { return fast{} },
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// dissectFile reads a capture and returns how many messages of each protocol it has.
func dissectFile(t *testing.T, name string) (map[string]uint64, *dissect.Summary) {
	t.Helper()
	src, err := source.Open(name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sum, err := dissect.New(transport(t), dissect.Options{}).Run(context.Background(), src, &dissecttest.Log{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]uint64{}
	for _, c := range sum.Messages {
		got[c.Proto] = c.Messages
	}
	return got, sum
}

// labCaptures are sessions in the clear with what tshark 4.0.17 counts in them
// (-d tcp.port==3389,tpkt): tpkt.version, and t125 in frame.protocols.
var labCaptures = []struct {
	name      string
	tpkt, mcs uint64
}{
	{"ra_bare_plain_lo.pcap", 40, 38},
	{"ra_dvc_plain_lo.pcap", 100, 98},
	{"ra_rdp_fips.pcap", 59, 57},
	{"ra_rdp_plain_lo.pcap", 58, 56},
	{"ra_rdp_plain_lo6.pcap", 58, 56},
	{"ra_rdp_rc4_128.pcap", 59, 57},
	{"ra_rdp_rc4_40.pcap", 59, 57},
	{"ra_rdp_rc4_56.pcap", 59, 57},
	{"ra_rdp_rc4_keyupdate.pcap", 4359, 4357},
	{"ra_scripted_plain_lo.pcap", 104, 102},
	{"ra_scripted_rc4_128.pcap", 105, 103},
	{"ra_v1_plain_lo.pcap", 59, 57},
	{"ra_v1_rc4_128.pcap", 60, 58},
	{"ra_v1_type1_plain_lo.pcap", 59, 57},
	{"xrdp_ra_fips.pcap", 72, 70},
	{"xrdp_ra_mac_reject.pcap", 24, 22},
	{"xrdp_ra_none.pcap", 71, 69},
	{"xrdp_rdesktop_high.pcap", 39, 37},
	{"xrdp_rdesktop_low.pcap", 39, 37},
	{"xrdp_rdesktop_medium.pcap", 39, 37},
}

// knownBreaches are rules of level must that a peer of the lab really breaks.
var knownBreaches = map[string]string{
	"x224.response-asked": "the server of FreeRDP sends a negotiation response to clients that sent no request",
}

func TestLab(t *testing.T) {
	dir := filepath.Join(shared, "lab", "captures")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no lab captures beside the repository")
	}
	for _, c := range labCaptures {
		got, sum := dissectFile(t, filepath.Join(dir, c.name))
		if got["tpkt"] != c.tpkt || got["mcs"] != c.mcs {
			t.Errorf("%s: %d TPKT packets and %d MCS PDUs, want %d and %d", c.name, got["tpkt"], got["mcs"], c.tpkt, c.mcs)
		}
		if got["gcc"] != 2 {
			t.Errorf("%s: %d settings, want 2", c.name, got["gcc"])
		}
		for _, r := range sum.Rules {
			if r.Rule.Level > dissect.Should && knownBreaches[r.Rule.ID] == "" {
				t.Errorf("%s: %s was broken %d times by peers that keep it", c.name, r.Rule.ID, r.Broken)
			}
		}
	}
}

// misread are captures of the corpus in which tshark, without TLS on the port,
// takes bytes 03 00 inside of TLS records for TPKT: packets without X.224, of
// 1,248, 5,664 and 40,317 bytes and the like.
var misread = map[string]bool{
	"ms-od-netcaps/MS-RDSOD_Example_6_Win2016RS1_x64_Win10RS4_x64.frames.pcap": true,
	"wireshark-wiki/TSRemoteGuardCreds.pcap":                                   true,
	"wireshark-wiki/freerdp-client-krb5.pcapng":                                true,
}

func TestCorpus(t *testing.T) {
	table, err := os.ReadFile(filepath.Join(shared, "corpus", "TSHARK.tsv"))
	if err != nil {
		t.Skip("no corpus beside the repository")
	}
	lines := strings.Split(strings.TrimSpace(string(table)), "\n")
	column := map[string]int{}
	for i, name := range strings.Split(lines[0], "\t") {
		column[name] = i
	}
	compared := 0
	for _, line := range lines[1:] {
		cols := strings.Split(line, "\t")
		name := cols[0]
		if cols[column["options"]] != "default" || cols[column["tpkt_pdus"]] == "0" || misread[name] {
			continue
		}
		if packets, _ := strconv.Atoi(cols[column["packets"]]); testing.Short() && packets > 1000 {
			continue
		}
		path := filepath.Join(shared, "corpus", filepath.FromSlash(name))
		if _, err := os.Stat(path); err != nil {
			continue
		}
		got, _ := dissectFile(t, path)
		compared++
		for proto, col := range map[string]string{"tpkt": "tpkt_pdus", "mcs": "t125"} {
			want, err := strconv.ParseUint(cols[column[col]], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if got[proto] != want {
				t.Errorf("%s: %d messages of %s, tshark has %d", name, got[proto], proto, want)
			}
		}
	}
	if compared == 0 {
		t.Error("the table names no capture that is there")
	}
}
