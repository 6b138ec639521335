package invitation_test

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

const samples = "../../pcaps/invitation/"

func load(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(samples + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func parse(t testing.TB, name string) *invitation.Invitation {
	t.Helper()
	i, err := invitation.Parse(load(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return i
}

func addresses(i *invitation.Invitation) []string {
	var list []string
	for _, a := range i.Addresses() {
		list = append(list, a.String())
	}
	return list
}

// TestSamples reads every sample. What they hold is printed in MS-RAI and in
// FreeRDP's tests, or was given to the lab's script.
func TestSamples(t *testing.T) {
	const labID = "BPYvvmrZTBlhoi3flSJ5hxcY5wYZs8SXgYXL5/329/q1LwwJJKaJst3NodPcKwly"
	lab := []string{"127.0.0.1:3389"}
	for _, c := range []struct {
		name     string
		encoding invitation.Encoding
		file     bool
		typ      int
		user     string
		stub     string
		id       string // of what can be read without a password
		start    string // DtStart in RFC 3339
		length   time.Duration
		fault    bool
		addr     []string
	}{
		{"spec-string1.txt", invitation.UTF8, false, 1, "", "", "Uj7RpOlU80SibpRwRZ9+z1vbh7nIgVn89X1AiKp15Vc=", "", 0, false, []string{"172.31.243.138:3389", "NOVICE_HOME:3389"}},
		{"spec-string2.txt", invitation.UTF8, false, 2, "", "", "8rYm30RBW8/4dAWoUsWbFCF5jno/7jr5tNpHQc2goLbw4uuBBJvLsU02YYLlBMg5", "", 0, false, []string{"[2001:4898:1a:5:79e2:3356:9b22:3470]:49749", "172.31.250.64:49751"}},
		{"published-string2.txt", invitation.UTF8, false, 2, "", "", "8rYm30RBW8/4dAWoUsWbFCF5jno/7jr5tNpHQc2goLbw4uuBBJvLsU02YYLlBMg5", "", 0, false, []string{"[2001:4898:1a:5:79e2:3356:9b22:3470]:49749", "172.31.250.64:49751"}},
		{"spec-type1.msrcIncident", invitation.UTF16LE, true, 1, "novice", "o2*5GdBARK_JBB", "ot9B5Ut8n6FmiIOr2Aa915WwuLcMdtNl5AoXFiA4wLg=", "2006-10-05T20:27:49Z", time.Hour, false, []string{"192.168.1.65:3389", "novice_xp:3389"}},
		{"spec-type2.msrcIncident", invitation.UTF16LE, true, 2, "novice", "fg^2IkiL*z3j4U", "BnrZvG4FglMwHBhZgo7SkJEqD90DrPYPnxtC/lvUcczDCZJacjm0w80gKyzCHTTc", "2006-10-05T20:27:49Z", time.Hour, false, []string{"172.31.244.101:55646"}},
		{"published-type1.msrcIncident", invitation.UTF8, true, 1, "novice", "RT=0PvIndan52*", "rb+v0oPmEISmi8N2zK/vuhgul/ABqlDt6wW0VxMyxK8=", "2011-09-01T19:35:41Z", 3 * time.Hour, true, []string{"10.0.3.105:3389", "winxpsp3.contoso3.com:3389"}},
		{"published-type2.msrcIncident", invitation.UTF8, true, 2, "novice", "WB^6HsrIaFmEpi", "+ULZ6ifjoCa6cGPMLQiGHRPwkg6VyJqGwxMnO6GcelwUh9a6/FBq3It5ADSndmLL", "2014-06-28T16:17:43Z", 240 * time.Hour, false, []string{"192.168.1.200:49230", "169.254.6.170:49231"}},
		{"remade-type2-ce.msrcIncident", invitation.UTF8, true, 2, "novice", "e4=3CiFuM6h2qH", "", "2024-01-03T13:27:04Z", 6 * time.Hour, false, nil},
		{"lab-rdp-lo.msrcIncident", invitation.UTF8, true, 2, "Novice", "WB^6HsrIaFmEpi", "", "2026-11-21T21:49:15Z", 6 * time.Hour, false, nil},
		{"lab-utf16le.msrcIncident", invitation.UTF16LE, true, 2, "Novice", "WB^6HsrIaFmEpi", "", "2026-11-21T21:49:15Z", 6 * time.Hour, false, nil},
		{"lab-utf16le-no-mark.msrcIncident", invitation.UTF16LE, true, 2, "Novice", "WB^6HsrIaFmEpi", "", "2026-11-21T21:49:15Z", 6 * time.Hour, false, nil},
		{"lab-utf16be.msrcIncident", invitation.UTF16BE, true, 2, "Novice", "WB^6HsrIaFmEpi", "", "2026-11-21T21:49:15Z", 6 * time.Hour, false, nil},
		{"lab-escaped.msrcIncident", invitation.UTF8, true, 2, `No"vice' <1>`, "WB&6HsrIaFmEpi", "", "2026-11-21T21:49:15Z", 6 * time.Hour, false, nil},
		{"lab-bare-lo.msrcIncident", invitation.UTF8, false, 2, "", "", labID, "", 0, false, lab},
		{"lab-v1-lo.msrcIncident", invitation.UTF8, true, 2, "Novice", "WB^6HsrIaFmEpi", labID, "2026-11-21T21:50:53Z", 6 * time.Hour, false, lab},
		{"lab-v1-type1-lo.msrcIncident", invitation.UTF8, true, 1, "Novice", "WB^6HsrIaFmEpi", labID, "2026-11-21T21:51:02Z", 6 * time.Hour, false, append(lab[:1:1], "LAB-NOVICE:3389")},
	} {
		i := parse(t, c.name)
		if i.Encoding != c.encoding || i.File != c.file || i.Type != c.typ {
			t.Errorf("%s: want %v, file %v, type %d; got %v, file %v, type %d", c.name, c.encoding, c.file, c.typ, i.Encoding, i.File, i.Type)
		}
		if i.UserName.Text != c.user || i.PassStub.Text != c.stub || i.AuthString() != c.id {
			t.Errorf("%s: user %q, stub %q, id %q", c.name, i.UserName.Text, i.PassStub.Text, i.AuthString())
		}
		if (i.Fault != "") != c.fault || len(i.Unknown) > 0 {
			t.Errorf("%s: fault %q, unknown %v", c.name, i.Fault, i.Unknown)
		}
		if diff := cmp.Diff(c.addr, addresses(i)); diff != "" {
			t.Errorf("%s: addresses (-want +got):\n%s", c.name, diff)
		}
		from, until, ok := i.Validity()
		if !ok && c.start != "" || ok && (from.Format(time.RFC3339) != c.start || until.Sub(from) != c.length) {
			t.Errorf("%s: valid from %v until %v, %v", c.name, from, until, ok)
		}
	}
}

// TestOffsets: every value stands where it is said to stand.
func TestOffsets(t *testing.T) {
	files, err := filepath.Glob(samples + "*.*")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, name := range files {
		if strings.HasSuffix(name, ".md") {
			continue
		}
		b := load(t, filepath.Base(name))
		i := parse(t, filepath.Base(name))
		values := []invitation.Value{i.UploadType, i.UserName, i.LHTicket, i.RCTicket, i.RCTicketEncrypted, i.DtStart, i.DtLength, i.PassStub, i.L}
		if s := i.String1; s != nil {
			values = append(values, s.ProtocolVersion, s.ProtocolType, s.AssistantAccountPwd, s.RASessionID, s.RASessionName, s.RASessionPwd, s.ProtocolSpecificParms)
		}
		if s := i.String2; s != nil {
			values = append(values, s.KH, s.KH2, s.ID, s.Transports[0].ID, s.Transports[0].SID)
		}
		for _, a := range i.Addresses() {
			values = append(values, a.Host, a.Port)
		}
		for _, v := range values {
			if !v.Set || strings.Contains(name, "escaped") && strings.ContainsAny(v.Text, `&<"`) {
				continue
			}
			tried++
			if got := text(b[v.Off:v.Off+v.Len], i.Encoding); got != v.Text {
				t.Errorf("%s: %q is said to stand at %d, there is %q", name, v.Text, v.Off, got)
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d values were looked at", tried)
	}
}

// text is the independent reading of b in an encoding.
func text(b []byte, e invitation.Encoding) string {
	if e == invitation.UTF8 {
		return string(b)
	}
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		lo, hi := b[i], b[i+1]
		if e == invitation.UTF16BE {
			lo, hi = hi, lo
		}
		units = append(units, uint16(lo)|uint16(hi)<<8)
	}
	return string(utf16.Decode(units))
}

func TestParseErrors(t *testing.T) {
	// The last two are the texts that FreeRDP's tests want refused; as an analyst's
	// tool radissect reads what there is in them.
	for in, want := range map[string]error{
		"": invitation.ErrForm, "hello": invitation.ErrForm, "<A/>": invitation.ErrForm, "\xff\xfe": invitation.ErrForm,
		"\x00": invitation.ErrForm, "<?xml": invitation.ErrForm,
		`<UPLOADINFOTYPE="Escalated"><UPLOADDATARCTICKET="65538,1, ,*,,*,*,"/></UPLOADINFO>`: nil,
		"a,b": nil,
	} {
		if _, err := invitation.Parse([]byte(in)); !errors.Is(err, want) || err == nil && want != nil {
			t.Errorf("%q: want error %v, got %v", in, want, err)
		}
	}
	if _, err := invitation.Parse(make([]byte, invitation.MaxSize+1)); err == nil {
		t.Error("an invitation beyond the limit is read")
	}
}

func TestLimits(t *testing.T) {
	i, err := invitation.Parse([]byte("65538,1," + strings.Repeat("10.0.0.1:1;", 5000) + ",*,x,*,*,y"))
	if err != nil || len(i.Addresses()) != 256 || i.String1.Fields != 8 {
		t.Errorf("%v: %d addresses", err, len(i.Addresses()))
	}
	i, err = invitation.Parse([]byte("<E>" + strings.Repeat(`<A X="1"/><T/>`+strings.Repeat("<L/>", 300), 300)))
	if err != nil || len(i.Unknown) != 256 || len(i.String2.Transports) != 256 || len(i.Addresses()) != 256*256 {
		t.Errorf("%v: %d unknown names", err, len(i.Unknown))
	}
}

func TestUnknown(t *testing.T) {
	i, err := invitation.Parse([]byte(`<E><A KH="a" CP="&lt;1"/><X Y="2"/></E>`))
	if err != nil {
		t.Fatal(err)
	}
	want := []invitation.Unknown{
		{Element: "A", Name: "CP", Value: invitation.Value{Text: "<1", Off: 17, Len: 5, Set: true}},
		{Element: "X", Name: "Y", Value: invitation.Value{Text: "2", Off: 31, Len: 1, Set: true}},
	}
	if diff := cmp.Diff(want, i.Unknown); diff != "" {
		t.Error(diff)
	}
}

func TestOffers(t *testing.T) {
	i, err := invitation.Parse([]byte(`<E><C><T><L P="3389" N="192.0.2.1"/><L P="40000" N="fe80::1%3"/><L P="1" N="name"/><L P="x" N="192.0.2.9"/></T></C></E>`))
	if err != nil {
		t.Fatal(err)
	}
	for addr, want := range map[string]bool{
		"192.0.2.1:3389": true, "[::ffff:192.0.2.1]:3389": true, "192.0.2.1:3390": false, "192.0.2.2:3389": false,
		"[fe80::1]:40000": true, "[fe80::1%eth0]:40000": true, "192.0.2.9:1": false, "192.0.2.9:0": false,
	} {
		if got := i.Offers(netip.MustParseAddrPort(addr)); got != want {
			t.Errorf("%s: want %v, got %v", addr, want, got)
		}
	}
}

func TestValidityBounds(t *testing.T) {
	for in, want := range map[string]bool{
		`DtStart="0" DtLength="0"`:                    true,
		`DtStart="253402300799" DtLength="1"`:         true,
		`DtStart="253402300800" DtLength="1"`:         false,
		`DtStart="1" DtLength="99999999999999999999"`: false,
		`DtStart="18446744073709551617" DtLength="1"`: false,
		`DtStart="1"`:                  false,
		`DtStart="-1" DtLength="1"`:    false,
		`DtStart="" DtLength=""`:       false,
		`DtStart="&#49;" DtLength="1"`: true,
	} {
		i, err := invitation.Parse([]byte("<UPLOADINFO><UPLOADDATA " + in + "/></UPLOADINFO>"))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, ok := i.Validity(); ok != want {
			t.Errorf("%s: want %v", in, want)
		}
	}
}

// FuzzInvitation: any text can be read; the tree is sound and covers all bytes;
// and what Parse and Decode find is the same in every encoding.
func FuzzInvitation(f *testing.F) {
	files, err := filepath.Glob(samples + "*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		if b := load(f, filepath.Base(name)); len(b) < 2000 {
			f.Add(b)
		}
	}
	f.Add([]byte(`<E><A KH="a&b" ID='x' Z/><C><T><L P="1" N="2"`))
	f.Add([]byte("65538,1,a:1;b:2;;:,*,x,*,*,y,z"))
	reg, err := dissect.NewRegistry([]*dissect.Protocol{invitation.Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 4096 {
			return
		}
		d := dissect.NewDirect(reg, invitation.Protocol, &dissecttest.Log{}, dissect.Options{})
		defer d.Close()
		if err := dissecttest.CheckDecode(d, dissect.FromClient, b); err != nil {
			t.Fatal(err)
		}
		var tree dissect.Tree
		d.Decode(dissect.FromClient, b, &tree)
		if gaps := tree.Uncovered(nil); len(gaps) > 0 {
			t.Fatalf("no field covers %v of %q", gaps, b)
		}
		i, err := invitation.Parse(b)
		if err != nil {
			return
		}
		for _, v := range []invitation.Value{i.UserName, i.LHTicket, i.RCTicket, i.PassStub} {
			if v.Off < 0 || v.Len < 0 || v.Off+v.Len > len(b) {
				t.Fatalf("%q lies at %d, %d bytes of %d", v.Text, v.Off, v.Len, len(b))
			}
		}
		if i.Encoding == invitation.UTF16BE {
			j, err := invitation.Parse(invitation.Readable(b))
			if err != nil || j.UserName != i.UserName || len(j.Addresses()) != len(i.Addresses()) {
				t.Fatalf("big-endian and little-endian differ: %v", err)
			}
		}
		i.Open("x")
		i.KeyHashes()
	})
}

// FuzzString reads connection strings as other protocols have them, UTF-16LE in a
// part of a message.
func FuzzString(f *testing.F) {
	f.Add([]byte("<\x00E\x00/\x00>\x00"), 8)
	f.Add([]byte("1\x00,\x002\x00"), 6)
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		var d invitation.Decoder
		decode := func(b []byte, tree *dissect.Tree) (*dissect.Kind, []dissect.Breach) {
			c := dissect.NewCursor(b, tree)
			d.DecodeString(c, n)
			if want := min(max(n, 0), len(b)); c.Offset() != want {
				t.Fatalf("%d bytes were to be read, %d were", want, c.Offset())
			}
			return nil, nil
		}
		if err := dissecttest.CheckPure(b, decode); err != nil {
			t.Fatal(err)
		}
	})
}
