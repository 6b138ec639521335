package svc_test

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// chain is everything that an RDP connection needs.
var chain = []*dissect.Protocol{tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol, rdp.Protocol, rdp.FastPath, svc.Protocol}

// TestProtocol runs the cases of testdata. Which channel a chunk belongs to is
// only known in a connection, so most of them are streams.
func TestProtocol(t *testing.T) {
	dissecttest.Run(t, svc.Protocol, chain...)
	dissecttest.Run(t, tpkt.Protocol, chain...)
}

// endpoint is a protocol of channel "remdesk" that keeps what it is handed.
type endpoint struct {
	got *[]string
}

func (e *endpoint) Frame(_ dissect.Dir, b []byte) int { return len(b) }

var fBody = &dissect.Field{Name: "body", Spec: "test", Base: dissect.Bytes}

func (e *endpoint) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Rest(fBody) }

func (e *endpoint) Commit(dir dissect.Dir, x *dissect.Context) {
	frames := "" // the conversation itself counts as the first frame
	for _, r := range x.Ranges(0, len(x.Bytes())) {
		if r.Whole {
			frames += " whole"
		}
		frames += " " + strconv.FormatUint(r.Frame-1, 10) + "@" + string(rune('a'+r.At))
	}
	*e.got = append(*e.got, dir.String()+" "+x.Channel()+" "+string(x.Bytes())+frames)
}

// pdu is a Virtual Channel PDU.
func pdu(length, flags uint32, data string) []byte {
	b := binary.LittleEndian.AppendUint32(nil, length)
	return append(binary.LittleEndian.AppendUint32(b, flags), data...)
}

// play hands PDUs of one channel to a fresh conversation.
func play(t *testing.T, steps func(d *dissect.Direct)) (got []string, rules []string) {
	t.Helper()
	remdesk := &dissect.Protocol{
		Name: "endpoint", Title: "endpoint", Binds: []dissect.Bind{svc.Channel.Key("remdesk")},
		New: func(*dissect.Conversation) dissect.Handler { return &endpoint{&got} },
	}
	reg, err := dissect.NewRegistry(append([]*dissect.Protocol{remdesk}, chain...))
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	d := dissect.NewDirect(reg, svc.Protocol, log, dissect.Options{})
	mcs.Of(d.Conversation()).Current = &mcs.Channel{ID: 1004, Kind: mcs.StaticChannel, Name: "REMDESK"}
	steps(d)
	d.Close()
	for _, f := range log.Findings {
		rules = append(rules, f.Rule)
	}
	return got, rules
}

// The example of MS-RDPBCGR 3.1.8.2.3, as FreeRDP's tests have it.
const (
	bellsPlain = "for.whom.the.bell.tolls,.the.bell.tolls.for.thee!"
	bells      = "for.whom.the.bell.tolls,\xf4\x37\x2e\x66\xfa\x1f\x19\x94\x84"
	// longMatch is a literal A and a match of 8,191 bytes at offset 1, the rest of
	// the history: 01000001 1111 000001 111111111110 111111111111.
	longMatch = "\x41\xf0\x7f\xfb\xff\xc0"
)

func TestJoin(t *testing.T) {
	const first, last, show, packed = svc.FlagFirst, svc.FlagLast, svc.FlagShowProtocol, svc.FlagCompressed
	c, s := dissect.FromClient, dissect.FromServer
	tests := []struct {
		name  string
		steps func(d *dissect.Direct)
		got   []string
		rules []string
	}{
		{"one chunk", func(d *dissect.Direct) { d.Message(s, pdu(2, first|last, "ab")) },
			[]string{"server REMDESK ab 1@i"}, nil},
		{"three chunks, both directions between", func(d *dissect.Direct) {
			d.Message(c, pdu(5, first|show, "ab"))
			d.Message(s, pdu(3, first|show, "xy"))
			d.Message(c, pdu(5, show, "cd"))
			d.Message(s, pdu(3, last|show, "z"))
			d.Message(c, pdu(5, last|show, "e"))
		}, []string{"server REMDESK xyz 2@i 4@i", "client REMDESK abcde 1@i 3@i 5@i"}, nil},
		{"too short", func(d *dissect.Direct) {
			d.Message(c, pdu(5, first|show, "ab"))
			d.Message(c, pdu(5, last|show, "c"))
		}, []string{"client REMDESK abc 1@i 2@i"}, []string{"svc.message-length"}},
		{"too long: cut at the length", func(d *dissect.Direct) {
			d.Message(c, pdu(3, first|show, "ab"))
			d.Message(c, pdu(3, last|show, "cd"))
		}, []string{"client REMDESK abc 1@i 2@i"}, []string{"svc.message-length"}},
		{"interrupted: the new message counts", func(d *dissect.Direct) {
			d.Message(c, pdu(5, first|show, "ab"))
			d.Message(c, pdu(2, first|last, "cd"))
		}, []string{"client REMDESK cd 2@i"}, []string{"svc.chunk-order"}},
		{"chunk of nothing, as a receiver takes it", func(d *dissect.Direct) { d.Message(c, pdu(2, show, "ab")) },
			[]string{"client REMDESK ab 1@i"}, []string{"svc.chunk-order"}},
		{"compressed with RDP 4.0", func(d *dissect.Direct) {
			d.Message(c, pdu(49, first|last|packed|svc.FlagAtFront, bells))
			d.Message(c, pdu(5, first|show, "ab"))
			d.Message(c, pdu(5, last|show|packed, "xyz")) // three literals
			d.Message(c, pdu(3, first|last, "q!?"))
		}, []string{"client REMDESK " + bellsPlain + " whole 1@i", "client REMDESK abxyz 2@i whole 3@i", "client REMDESK q!? 4@i"}, nil},
		{"compressed, and broken: not handed on", func(d *dissect.Direct) {
			d.Message(c, pdu(4, first|last|packed, "\xff"))
			d.Message(c, pdu(4, first|show, "ab"))
			d.Message(c, pdu(4, last|show|packed, "x")) // the history is lost
			d.Message(c, pdu(1, first|last, "q"))
		}, []string{"client REMDESK q 4@i"}, []string{"rdp.compressed-data"}},
		{"compressed: more bytes are held than allowed", func(d *dissect.Direct) {
			d.Message(c, pdu(0x300000, first|show|packed|svc.FlagFlushed, "A"))
			for range 300 { // each a match of 8,191 bytes
				d.Message(c, pdu(0x300000, show|packed|svc.FlagFlushed, longMatch))
			}
			d.Message(c, pdu(1, first|last, "q"))
		}, []string{"client REMDESK q 302@i"}, []string{dissect.LimitBuffer.ID, "svc.chunk-order"}},
		{"a huge length costs nothing", func(d *dissect.Direct) {
			d.Message(c, pdu(0xffffffff, first|show, "ab"))
			d.Message(c, pdu(0xffffffff, last|show, "cd"))
		}, nil, []string{dissect.LimitBuffer.ID, svc.MessageLength.ID}},
		{"cut short", func(d *dissect.Direct) { d.Message(c, []byte{1, 2, 3, 4, 5}) },
			nil, []string{"length.short"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, rules := play(t, test.steps)
			if diff := cmp.Diff(test.got, got); diff != "" {
				t.Errorf("handed on (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rules, rules); diff != "" {
				t.Errorf("rules (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGap loses bytes within a message: what is left of it is dropped without a
// word, and the next message is read.
func TestGap(t *testing.T) {
	const first, last, show = svc.FlagFirst, svc.FlagLast, svc.FlagShowProtocol
	c := dissect.FromClient
	got, rules := play(t, func(d *dissect.Direct) {
		d.Message(c, pdu(6, first|show, "ab"))
		d.Conversation().Handler(svc.Protocol).(dissect.GapObserver).Gap(c, 10)
		d.Message(c, pdu(6, show, "ef"))
		d.Message(c, pdu(6, last|show, "gh"))
		d.Message(c, pdu(3, first|show, "ij"))
		d.Message(c, pdu(3, last|show, "k"))
	})
	if diff := cmp.Diff([]string{"client REMDESK ijk 4@i 5@i"}, got); diff != "" {
		t.Errorf("handed on (-want +got):\n%s", diff)
	}
	if len(rules) != 0 {
		t.Errorf("findings, want none: %v", rules)
	}
}

// TestMissedStart begins within a message: what is left of it is no fault.
func TestMissedStart(t *testing.T) {
	const first, last, show = svc.FlagFirst, svc.FlagLast, svc.FlagShowProtocol
	got, rules := play(t, func(d *dissect.Direct) {
		d.Missed()
		d.Message(dissect.FromServer, pdu(6, show, "ef"))
		d.Message(dissect.FromServer, pdu(6, last|show, "gh"))
		d.Message(dissect.FromServer, pdu(2, first|last, "ij"))
	})
	if diff := cmp.Diff([]string{"server REMDESK ij 3@i"}, got); diff != "" {
		t.Errorf("handed on (-want +got):\n%s", diff)
	}
	if len(rules) != 0 {
		t.Errorf("findings, want none: %v", rules)
	}
}

// FuzzChunks hands over PDUs of any bytes. What is handed on is never more than
// what came in, but for bulk compression, which gives up to 64 KiB of a few bytes
// (MS-RDPBCGR 3.1.8): corpus case inflated.
func FuzzChunks(f *testing.F) {
	f.Add(pdu(5, svc.FlagFirst|svc.FlagShowProtocol, "ab"), pdu(5, svc.FlagLast|svc.FlagShowProtocol, "cde"), byte(0))
	f.Add(pdu(2, svc.FlagFirst|svc.FlagLast, "ab"), pdu(0, svc.FlagSuspend, ""), byte(1))
	f.Add(append([]byte{0, 0, 0, 0}, pdu(2, svc.FlagFirst|svc.FlagLast, "ab")...), []byte{}, byte(2))
	f.Fuzz(func(t *testing.T, a, b []byte, dirs byte) {
		got, _ := play(t, func(d *dissect.Direct) {
			for i := range 4 {
				p := [][]byte{a, b}[i%2]
				dir := dissect.Dir(dirs >> i & 1)
				d.Message(dir, p)
				if err := dissecttest.CheckDecode(d, dir, p); err != nil {
					t.Error(err)
				}
			}
		})
		if max := 4*(len(a)+len(b)) + len(got)*4*(64<<10); len(bytes.Join(toBytes(got), nil)) > max {
			t.Errorf("%d messages are larger than what they were made of", len(got))
		}
	})
}

func toBytes(s []string) [][]byte {
	out := make([][]byte, len(s))
	for i := range s {
		out[i] = []byte(s[i])
	}
	return out
}
