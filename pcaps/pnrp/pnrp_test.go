// Package pnrp_test makes the captures of clouds of PNRP, and of Remote Assistance
// that is published in them, from MS-PNRP and MS-RAIOP and without the decoders,
// and checks what is read from them.
package pnrp_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/decoders/raiop"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// The nodes: 0 publishes, 1 resolves.
var (
	novice = netip.MustParseAddrPort("[2001:db8:0:1::10]:3540")
	expert = netip.MustParseAddrPort("[2001:db8:0:2::20]:3540")
)

var (
	noviceKey = loadKey("novice.key")
	otherKey  = loadKey("other.key")
)

// string2 is a connection string of MS-RAI 2.2.2; KH and KH2 are hashes of nothing.
const string2 = `<E><A KH="2jmj7l5rSw0yVb/vlWAYkK/YBwk=" KH2="sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" ` +
	`ID="8rYm30RBW8/4dAWoUsWbFCF5jno/7jr5tNpHQc2goLbw4uuBBJvLsU02YYLlBMg5"/><C><T ID="1" SID="1440550163">` +
	`<L P="49751" N="2001:db8:0:1::10"/></T></C></E>`

// location is a service location of the novice: the prefix of its address and a
// random suffix.
var location = cat(novice.Addr().AsSlice()[:8], filler(9, 8))

// A name is one that the novice has published.
type name struct {
	classifier string
	authority  []byte
	friendly   string
	payload    []byte
	silent     bool // CLASSIFIER is left out
	chain      []byte
}

func (n name) id() []byte { return pnrpID(n.classifier, n.authority, location) }

// cpa is the one for an INQUIRE with this nonce.
func (w *wire) cpa(n name, nonce []byte) cpa {
	c := cpa{
		key: noviceKey, notAfter: fileTime(w.Now + 24*int64(time.Hour)), location: location, nonce: nonce,
		authority: n.authority, classifier: n.classifier, services: []netip.AddrPort{novice},
	}
	if n.payload != nil {
		c.flags |= 0x20
	}
	if n.friendly != "" {
		c.friendly = wide(n.friendly)
	}
	return c
}

// buffer is AUTHORITY_BUFFER with all there is, 2.2.2.6.1.
func (w *wire) buffer(n name, nonce []byte) []byte {
	b := padded(0x0040, b16(0))
	if n.chain != nil {
		b = cat(b, padded(0x0080, n.chain))
	}
	if !n.silent {
		b = cat(b, classifierElement(n.classifier))
	}
	if n.payload != nil {
		e := extended{key: noviceKey, notAfter: fileTime(w.Now + 24*int64(time.Hour)), id: n.id(), nonce: nonce, data: n.payload}
		b = cat(b, padded(0x005A, e.encode()))
	}
	return cat(b, padded(0x009A, route(n.id(), 3540, novice.Addr())), element(0x009B, w.cpa(n, nonce).encode()))
}

// resolve is what an expert does to find a name and take its payload, 4.1.3.
func (w *wire) resolve(n name, rules ...string) {
	id := w.fresh()
	w.send(1, lookup(id, 0, pnrpID(n.classifier, n.authority, cat(location[:8], []byte{0x80}, make([]byte, 7))), n.id(), nil, expert))
	w.send(0, authority(w.fresh(), id, cat(padded(0x0040, b16(0)), padded(0x009A, route(n.id(), 3540, novice.Addr()))))[0])
	id = w.fresh()
	nonce := filler(byte(id), 16)
	w.send(1, inquire(id, 0x001C, n.id(), nonce))
	w.fragments(authority(w.fresh(), id, w.buffer(n, nonce)), rules...)
}

// unsecured is a name of MS-RAIOP 3.1.5.3 that is made now, with another hour.
func (w *wire) unsecured(password string, hours int) name {
	key := keyString(password, w.Now+int64(hours)*int64(time.Hour))
	return name{classifier: key, payload: encrypt(key, string2)}
}

// contact is a name of MS-RAIOP 3.3.5.2 with a payload for the key of the expert.
func contact() name {
	p, n := contactPayload(&otherKey.PublicKey, string2)
	return name{classifier: "RAContact", authority: sha(publicKey(noviceKey)), friendly: itoa(n), payload: p}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// join is a synchronization conversation of 4.1.2: the novice learns of ids.
func (w *wire) join(list ...[]byte) {
	nonce := filler(0x40, 16)
	id := w.fresh()
	w.send(0, message(1, id, padded(0x0044, []byte{0, 1}), element(0x0092, sha(nonce))))
	w.send(1, message(2, w.fresh(), element(0x0018, b32(id)), ids(list...), element(0x0092, sha(nonce))))
	id = w.fresh()
	w.send(0, message(3, id, element(0x0093, nonce), ids(list...)))
	w.send(1, ack(w.fresh(), id))
	for _, k := range list {
		w.send(1, flood(w.fresh(), 1, make([]byte, 32), padded(0x009A, route(k, 3540, expert.Addr())), endpoints(expert)))
	}
}

// register looks for the next PNRP ID, 3.2.4.1.
func (w *wire) register(n name) {
	id := w.fresh()
	entry := route(n.id(), 3540, novice.Addr())
	w.send(0, lookup(id, 1, next(n.id()), filler(0x21, 32), entry, novice))
	w.Now += int64(time.Second) // no answer comes: it is sent again, 3.1.6.3
	w.send(0, lookup(id, 1, next(n.id()), filler(0x21, 32), entry, novice))
	w.send(1, authority(w.fresh(), id, padded(0x0040, b16(0x0200)))[0])
}

// revoke is a Revoke CPA, 3.2.4.2.
func (w *wire) revoke(n name) {
	id := w.fresh()
	c := w.cpa(n, nil)
	c.flags |= 1
	w.send(0, flood(id, 0, filler(0x21, 32), padded(0x009C, c.encode()), endpoints(novice)))
	w.send(1, ack(w.fresh(), id))
}

// flow is the whole life of a name.
func (w *wire) flow(n name, rules ...string) {
	w.join(filler(0x21, 32), filler(0x77, 32))
	w.register(n)
	w.resolve(n, rules...)
	w.revoke(n)
}

var captures = []struct {
	name string
	give string // invitation-password
	send func(w *wire)
}{
	{name: "publish", send: func(w *wire) {
		w.flow(w.unsecured(passwordOf(string2), 0), "raiop.key-on-wire")
	}},
	{name: "split", send: func(w *wire) {
		w.join(filler(0x21, 32))
		n := contact()
		n.chain = signedData(
			certificate(noviceKey, noviceKey, true, filler(0x11, 16), "Novice", "Novice"),
			certificate(otherKey, noviceKey, false, filler(0x31, 16), "Other", "Novice"))
		id := w.fresh()
		nonce := filler(0x99, 16)
		w.send(1, inquire(id, 0x001C, n.id(), nonce))
		list := authority(w.fresh(), id, w.buffer(n, nonce))
		list[0], list[1] = list[1], list[0]
		w.send(0, list[0])
		w.send(0, list[0]) // once more
		for _, b := range list[1:] {
			w.send(0, b)
		}
		w.revoke(n)
	}},
	{name: "raiop_secure_wrong", send: func(w *wire) {
		n := contact()
		n.classifier = "RAFriend"
		w.resolve(n, "raiop.classifier")
		n = contact()
		n.friendly = "300"
		w.resolve(n, "raiop.friendly-name")
	}},
	{name: "raiop_hour", give: passwordOf(string2), send: func(w *wire) {
		w.resolve(w.unsecured(passwordOf(string2), -5), "raiop.key-on-wire", "raiop.hour")
	}},
	{name: "raiop_clear", send: func(w *wire) {
		n := w.unsecured(passwordOf(string2), 0)
		n.payload = wide(string2)
		w.resolve(n, "raiop.clear", "raiop.encrypted")
	}},
	{name: "raiop_other", give: "XVY3PH", send: func(w *wire) {
		n := w.unsecured("XVY3PH", 1)
		n.payload = filler(0x33, 64) // not what its name opens
		w.resolve(n, "raiop.encrypted")
		// Of another application, for all that is known: nothing is wrong.
		w.resolve(name{classifier: "00112233445566778899AABBCCDDEEFF", payload: filler(0x44, 80)})
		w.resolve(name{classifier: "Some other application", payload: filler(0x44, 80)})
		w.resolve(name{classifier: "Some other application", payload: wide("<E>other</E>")})
		w.Now += 40 * int64(time.Minute)
		w.resolve(name{classifier: "00112233445566778899AABBCCDDEEFF", payload: filler(0x44, 80)})
	}},
	{name: "raiop_sample", send: func(w *wire) {
		// The example of MS-RAIOP 4.1: when it was encrypted, and as what. It is no
		// connection string.
		w.Now = 1218745079 * int64(time.Second)
		n := name{classifier: "30E3DBFB314B409A70BCCE744CADE65F", payload: []byte("\x7f\xd6\x54\x48\x2f\xe0\x92\x73\xd7\x69\x85\xb0\x1d\x4b\x7a\x4b")}
		w.resolve(n, "raiop.key-on-wire", "invitation.form")
	}},
	{name: "raiop_lower", send: func(w *wire) {
		n := w.unsecured(passwordOf(string2), 0)
		n.classifier = strings.ToLower(n.classifier)
		w.resolve(n, "raiop.key-on-wire", "raiop.name")
	}},
	{name: "raiop_password", give: "XVY3PH", send: func(w *wire) {
		w.resolve(w.unsecured("XVY3PH", -1), "raiop.key-on-wire", "raiop.password")
	}},
	{name: "raiop_silent", give: passwordOf(string2), send: func(w *wire) {
		n := w.unsecured(passwordOf(string2), 0)
		n.silent = true
		w.resolve(n) // the password opens it, the wire does not
	}},
	{name: "raiop_late", send: func(w *wire) {
		n := w.unsecured(passwordOf(string2), 0)
		w.resolve(n, "raiop.key-on-wire")
		w.Now += 40 * int64(time.Minute)
		w.resolve(n, "raiop.key-on-wire", "raiop.unregistered")
	}},
	{name: "raiop_hours", give: passwordOf(string2), send: func(w *wire) {
		w.tries(0, -1, 1)
	}},
	{name: "raiop_retries", give: passwordOf(string2), send: func(w *wire) {
		w.tries(0, 1, -1)
		w.want[w.Packets()-1] = []string{"raiop.retries"}
	}},
	{name: "errors", send: errors},
	{name: "other", send: func(w *wire) {
		// Not of PNRP, on its port: a question of DNS, and what has half a header.
		w.send(1, []byte("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03com\x00\x00\x1c\x00\x01"))
		w.send(1, []byte("\x00\x10\x00\x0c\x51\x04\x00\x07\x00\x00\x00\x01\x00\x99\x00\x06\x00\x00\x00\x00"))
		w.send(1, []byte("\x00\x10\x00\x0c"))
		w.send(0, bytes.Repeat([]byte{0x51}, 60))
		// PNRP on other ports.
		w.node = [2]netip.AddrPort{netip.AddrPortFrom(novice.Addr(), 5000), netip.AddrPortFrom(expert.Addr(), 6000)}
		w.send(0, inquire(w.fresh(), 0, filler(1, 32), nil), "pnrp.standard-port")
		w.send(1, authority(w.fresh(), 0x10000001, padded(0x0040, b16(1)))[0], "pnrp.standard-port")
	}},
}

// TestExamples: the writer makes what MS-RAIOP 4.1 and 4.2 print.
func TestExamples(t *testing.T) {
	if got := passwordOf("SAMPLE"); got != "F8JKRV" {
		t.Errorf("want the password F8JKRV, got %s", got)
	}
	key := keyString("F8JKRV", 1218745079*int64(time.Second))
	if key != "30E3DBFB314B409A70BCCE744CADE65F" {
		t.Errorf("want the key string 30E3..., got %s", key)
	}
	if got := hex.EncodeToString(encrypt(key, "SAMPLE")); got != "7fd654482fe09273d76985b01d4b7a4b" {
		t.Errorf("want 7fd6..., got %s", got)
	}
	if got := keyString("XVY3PH", 1218665203*int64(time.Second)); got != "410504D41B2CD63C31D0C1539AD9331C" {
		t.Errorf("want the classifier 4105..., got %s", got)
	}
}

// tries looks a name up for several hours, MS-RAIOP 3.2.5.2; nobody has it.
func (w *wire) tries(hours ...int) {
	for _, h := range hours {
		id := w.fresh()
		n := w.unsecured(passwordOf(string2), h)
		w.send(1, lookup(id, 0, pnrpID(n.classifier, nil, cat(location[:8], []byte{0x80}, make([]byte, 7))), filler(0x21, 32), nil, expert))
		w.send(0, authority(w.fresh(), id, padded(0x0040, b16(0x0201)))[0])
	}
}

// TestCaptures makes each capture, and checks that every message breaks the rules
// that it was made to break, and no other.
func TestCaptures(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	held, broken := map[string]bool{}, map[string][]string{}
	for _, k := range captures {
		t.Run(k.name, func(t *testing.T) {
			w := &wire{Capture: craft.New(), node: [2]netip.AddrPort{novice, expert}, want: map[int][]string{}, last: map[int]int{}}
			k.send(w)
			golden(t, k.name+".pcap", w.Bytes())
			var store keys.Store
			if k.give != "" {
				golden(t, k.name+".toml", []byte("invitation-password = '"+k.give+"'\n"))
				if err := store.AddSecretsFile(k.name + ".toml"); err != nil {
					t.Fatal(err)
				}
			}
			src, err := source.Open(k.name+".pcap", source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			log := dissecttest.NewLog(false)
			if _, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: &store}).Run(context.Background(), src, log); err != nil {
				t.Fatal(err)
			}
			got := map[int][]string{}
			for _, f := range log.Findings {
				at := int(f.Frames[0])
				if last, ok := w.last[at]; ok {
					at = last
				}
				got[at] = append(got[at], f.Rule)
			}
			want := map[int][]string{}
			for frame, rules := range w.want {
				if len(rules) > 0 {
					want[frame] = rules
				}
			}
			for _, m := range []map[int][]string{got, want} {
				for frame := range m {
					slices.Sort(m[frame])
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("findings by frame differ (-want +got):\n%s%s", diff, log.FindingText())
			}
			for _, r := range slices.Concat(pnrp.Rules, raiop.Rules) {
				tally := log.Summary.Tallies(r)
				held[r.ID] = held[r.ID] || tally.Held > 0
				if tally.Broken > 0 {
					broken[r.ID] = append(broken[r.ID], "pcaps/pnrp/"+k.name+".pcap")
				}
			}
		})
	}
	for _, r := range slices.Concat(pnrp.Rules, raiop.Rules) {
		if !held[r.ID] || !slices.Contains(broken[r.ID], r.Seen) {
			t.Errorf("%s: held %v, broken in %v; it names %s", r.ID, held[r.ID], broken[r.ID], r.Seen)
		}
	}
}

// golden compares a file with what makes it, or writes it.
func golden(t *testing.T, name string, want []byte) {
	t.Helper()
	if dissecttest.Update() {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what this test makes; run with -update", name)
	}
}
