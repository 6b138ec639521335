package gcc_test

import (
	"context"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// settings are what tshark 4.0.17 reads in captures beside the repository:
// rdp.desktop.width, rdp.desktop.height, rdp.client.build, rdp.name,
// rdp.MCSChannelId, rdp.encryptionMethod, rdp.encryptionLevel, rdp.serverRandom.
var settings = []struct {
	file                 string
	width, height, build uint64
	channels             string
	first, last          uint64 // channel ids
	method, level        uint64
	random               string
}{
	{"corpus/wireshark-rdp/rdp-no-tls-accepted1.pcapng", 1024, 768, 22621, "rdpdr,rdpsnd,cliprdr,drdynvc", 1004, 1007, 2, 2, "80dd3282533d9c9958517f9c87d1db63293bcc0ee978299e37844f191ad812d0"},
	{"corpus/suricata-verify/rdp-protocol__RDP-003.pcap", 1152, 864, 2600, "rdpdr,cliprdr,rdpsnd", 1004, 1006, 8, 2, "778e84ed14edf1083d361284c28dcd52da72301be1dc7fdf62accd22660b3372"},
	{"corpus/ndpi/rdp3.pcap", 1280, 1024, 2600, "rdpdr,cliprdr,rdpsnd", 1004, 1006, 2, 2, "76b13ce32670bcbeebf5fea8ea04f6a4683be53d800dfc67f825ffa8f78c561f"},
	{"lab/captures/ra_rdp_rc4_128.pcap", 640, 480, 18363, "rdpdr,encomsp,remdesk,rdpsnd,drdynvc", 1004, 1008, 2, 2, "3680d9e2b6da5dd0f09291deaece2d28d239e4908a6ee75a136e35b578e5605b"},
	{"lab/captures/xrdp_ra_fips.pcap", 320, 240, 18363, "rdpdr,encomsp,remdesk,rdpsnd,drdynvc", 1004, 1008, 16, 4, "54ec46c9f80005ff740659acb705b90618401fb665a642d4013515f785fdc47f"},
}

func TestCaptures(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(shared); err != nil {
		t.Skip("no captures beside the repository")
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range settings {
		src, err := source.Open(filepath.Join(shared, filepath.FromSlash(want.file)), source.Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		log := dissecttest.NewLog(true)
		sum, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, log)
		if err != nil {
			t.Fatal(err)
		}
		var trees []*dissect.Tree
		for _, m := range log.Messages {
			if m.Proto == "gcc" {
				trees = append(trees, m.Tree)
			}
		}
		if len(trees) != 2 {
			t.Errorf("%s: %d settings, want 2", want.file, len(trees))
			continue
		}
		client, server := trees[0], trees[1]
		number := func(tree *dissect.Tree, name string, v uint64) {
			t.Helper()
			if n := tree.Find(name); n == nil || n.Value != v {
				t.Errorf("%s: %s is %+v, want %d", want.file, name, n, v)
			}
		}
		number(client, "desktopWidth", want.width)
		number(client, "desktopHeight", want.height)
		number(client, "clientBuild", want.build)
		number(server, "MCSChannelId", 1003)
		number(server, "encryptionMethod", want.method)
		number(server, "encryptionLevel", want.level)
		if got := strings.Join(texts(client, "name"), ","); got != want.channels {
			t.Errorf("%s: channels are %s, want %s", want.file, got, want.channels)
		}
		number(server, "channelId", want.first)
		number(server, "channelCount", want.last-want.first+1)
		if n := server.Find("random"); n == nil || hex.EncodeToString(server.Range(n)) != want.random {
			t.Errorf("%s: the server random is not %s", want.file, want.random)
		}
		if got := sum.Tallies(gcc.CertificateSignature); got != (dissect.Tally{Held: 1}) {
			t.Errorf("%s: the signature of the certificate was held %d and broken %d times, want it held once", want.file, got.Held, got.Broken)
		}
	}
}

// texts are the values of all nodes with this name, up to their NUL.
func texts(tree *dissect.Tree, name string) []string {
	var out []string
	for _, n := range tree.All() {
		if n.Field.Name == name {
			s, _, _ := strings.Cut(string(tree.Range(n)), "\x00")
			out = append(out, s)
		}
	}
	return out
}
