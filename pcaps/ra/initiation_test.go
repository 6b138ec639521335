package ra_test

import (
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// A segment is the payload of one TCP segment of an Ethernet and IPv4 capture.
type segment struct {
	from, to netip.AddrPort
	data     []byte
}

// segments reads a pcap file of Ethernet and IPv4, little-endian, without options.
func segments(t *testing.T, name string) (list []segment) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	be := func(b []byte) int { return int(b[0])<<8 | int(b[1]) }
	for b = b[24:]; len(b) >= 16; {
		n := int(le.Uint32(b[8:]))
		ip := b[16+14 : 16+n]
		b = b[16+n:]
		head := int(ip[0]&15) * 4
		tcp := ip[head:be(ip[2:])]
		data := tcp[int(tcp[12]>>4)*4:]
		at := func(addr []byte, port int) netip.AddrPort {
			return netip.AddrPortFrom(netip.AddrFrom4([4]byte(addr)), uint16(port))
		}
		if len(data) > 0 {
			list = append(list, segment{at(ip[12:16], be(tcp)), at(ip[16:20], be(tcp[2:])), data})
		}
	}
	return list
}

// offer replays the calls of a capture of impacket on both sides: the bytes of each
// connection as they were, but for the two hashes in the connection string, which
// become those of the key that the novice shows in the RDP connection. late leaves the
// start of the second connection out: handshake, bind and bind_ack.
func offer(t *testing.T, c *craft.Capture, name string, key []byte, late bool) {
	kh, kh2 := sha1.Sum(key), sha256.Sum256(key)
	swaps := [][2][]byte{
		{wide("YiKwWUY8Ioq5NB3wAQHSbs5kwrM="), wide(base64.StdEncoding.EncodeToString(kh[:]))},
		{wide("wKSAkAV3sBfa9WpuRFJcP9q1twJc6wOBuoJ9tsyXwpk="), wide(base64.StdEncoding.EncodeToString(kh2[:]))},
	}
	var flows []*craft.Flow
	var ends []segment
	swapped, skip := 0, 0
	for _, s := range segments(t, name) {
		i := slices.IndexFunc(ends, func(e segment) bool { return e.from == s.from && e.to == s.to || e.from == s.to && e.to == s.from })
		if i < 0 {
			i = len(ends)
			ends = append(ends, s)
			f := c.TCP(s.from, s.to)
			if !late || i == 0 {
				f.Open()
			}
			flows = append(flows, f)
			skip = 2 * i
		}
		if late && i > 0 && skip > 0 {
			skip--
			continue
		}
		end := 0
		if s.from != ends[i].from {
			end = 1
		}
		data := bytes.Clone(s.data)
		for _, swap := range swaps {
			if at := bytes.Index(data, swap[0]); at >= 0 {
				swapped++
				copy(data[at:], swap[1])
			}
		}
		flows[i].Send(end, data)
	}
	if swapped != len(swaps) {
		t.Fatalf("%d hashes were replaced, want %d", swapped, len(swaps))
	}
	for _, f := range flows {
		f.Close()
	}
}

// initiations are captures with the calls of MS-RAI and what follows on them.
var initiations = []struct {
	name     string
	dir      string // WorkingDir of the RDP connection
	listener string
	other    bool // the server has another key than the string says
	late     bool // the start of the second connection is missing
	tied     string
	records  []string
	checks   string
	findings string
}{
	{
		name: "ra_v2_initiated", dir: authID, listener: "10.77.0.1:49751", tied: "id key-hash address",
		records: []string{"v2 established Ann/LAB\\alice: activated:expert sessions-listed:novice session-chosen:expert invited:novice connected:expert " +
			"announced:novice version-chosen:expert name:expert authenticated:novice established:novice chat:novice"},
		checks: "id=match address=match key-hash=match",
	},
	{
		name: "ra_v2_initiated_otherkey", dir: authID, listener: "10.77.0.1:49751", other: true, tied: "id address",
		records: []string{"v2 established Ann/LAB\\alice: activated:expert sessions-listed:novice session-chosen:expert invited:novice connected:expert " +
			"announced:novice version-chosen:expert name:expert authenticated:novice established:novice chat:novice"},
		checks:   "id=match address=match key-hash=mismatch",
		findings: "invitation.key-match ra.key-hash-ignored",
	},
	{
		name: "ra_v2_initiated_late", dir: authID, listener: "10.77.0.1:49751", late: true, tied: "id key-hash address",
		records: []string{"v2 established Ann/LAB\\alice: activated:expert sessions-listed:novice session-chosen:expert invited:novice connected:expert " +
			"announced:novice version-chosen:expert name:expert authenticated:novice established:novice chat:novice"},
		checks: "id=match address=match key-hash=match",
	},
	{
		name: "ra_v2_initiated_apart", dir: "another", listener: "10.77.0.1:3389", other: true,
		records: []string{
			"v0 invited /LAB\\alice: activated:expert sessions-listed:novice session-chosen:expert invited:novice",
			"v2 established Ann/: announced:novice version-chosen:expert name:expert authenticated:novice established:novice chat:novice",
		},
	},
}

// TestInitiations makes captures in which an expert first asks for a connection string
// through DCOM, and then uses it, or not.
func TestInitiations(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range initiations {
		t.Run(k.name, func(t *testing.T) {
			c := craft.New()
			key := newSecurity().blob()
			if k.other {
				key = []byte("another key")
			}
			offer(t, c, "../dcerpc/dcom_rasrv_none.pcap", key, k.late)
			c.Now += 4e9
			s := session{connect(c, "10.77.0.2:50000", k.listener)}
			s.security = newSecurity()
			s.open("*", k.dir, "Ann")
			s.init2(password, 0)
			s.chat(novice, "Hello")
			s.close()
			golden(t, k.name+".pcap", c.Bytes())
			golden(t, k.name+".toml", []byte("rsa-key = '"+keyFile+"'\n"))

			var store keys.Store
			if err := store.AddSecretsFile(k.name + ".toml"); err != nil {
				t.Fatal(err)
			}
			src, err := source.Open(k.name+".pcap", source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			log := dissecttest.NewLog(false)
			if _, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: &store}).Run(context.Background(), src, log); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(k.findings, findings(log)); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s%s", diff, log.FindingText())
			}
			var records []string
			for _, r := range log.Sessions {
				records = append(records, line(r))
			}
			if diff := cmp.Diff(k.records, records); diff != "" {
				t.Fatalf("records differ (-want +got):\n%s", diff)
			}
			r := log.Sessions[0]
			if r.Initiation == nil || r.Initiation.Method != "IRASrv" || strings.Join(r.Initiation.Tied, " ") != k.tied {
				t.Errorf("initiation is %+v, want IRASrv tied by %q", r.Initiation, k.tied)
			}
			if want := map[bool]int{true: 3, false: 2}[k.tied != ""]; len(r.Conversations) != want {
				t.Errorf("%d conversations, want %d", len(r.Conversations), want)
			}
			var checks []string
			for _, c := range r.Checks {
				checks = append(checks, c.What+"="+c.Result)
			}
			if diff := cmp.Diff(k.checks, strings.Join(checks, " ")); diff != "" {
				t.Errorf("checks differ (-want +got):\n%s", diff)
			}
		})
	}
}

// TestClosed: where the connection cannot be read, the record of the calls tells that
// it was made.
func TestClosed(t *testing.T) {
	c := craft.New()
	offer(t, c, "../dcerpc/dcom_rasrv_none.pcap", []byte("a key"), false)
	f := c.TCP(netip.MustParseAddrPort("10.77.0.2:50000"), netip.MustParseAddrPort("10.77.0.1:49751")).Open()
	f.Send(0, bytes.Repeat([]byte{0xd7}, 300)).Send(1, bytes.Repeat([]byte{0x7d}, 300)).Close()
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 3} {
		src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(false)
		if _, err := dissect.New(reg, dissect.Options{Workers: workers}).Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		const want = `v0 invited /LAB\alice: activated:expert sessions-listed:novice session-chosen:expert invited:novice connected:expert`
		if len(log.Sessions) != 1 || line(log.Sessions[0]) != want || len(log.Sessions[0].Conversations) != 3 {
			t.Errorf("%d workers: want one session of three conversations, %s, got %d", workers, want, len(log.Sessions))
			for _, s := range log.Sessions {
				t.Log(line(s))
			}
		}
		for _, e := range log.Ended {
			if e.Session == nil || e.Session != log.Sessions[0] {
				t.Errorf("%d workers: a conversation does not know its session", workers)
			}
		}
	}
}
