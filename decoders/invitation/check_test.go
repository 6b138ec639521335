package invitation_test

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/dissect"
)

// TestOpen opens the published tickets. What they hold is printed beside them
// in FreeRDP's tests, or was given to the lab's script.
func TestOpen(t *testing.T) {
	const labHash = "5pZptTor6nPdRKwmqbi9LCc0oiQ="
	for _, c := range []struct {
		name, password string
		kh, id         string
		addr           []string
	}{
		{"published-type2.msrcIncident", "48BJQ853X3B4", "BNRjdu97DyczQSRuMRrDWoue+HA=", "+ULZ6ifjoCa6cGPMLQiGHRPwkg6VyJqGwxMnO6GcelwUh9a6/FBq3It5ADSndmLL", []string{
			"[fe80::1032:53d9:5a01:909b%3]:49228", "[fe80::3d8f:9b2d:6b4e:6aa%6]:49229", "192.168.1.200:49230", "169.254.6.170:49231",
		}},
		{"lab-rdp-lo.msrcIncident", "Lab-Pass1", labHash, "", []string{"127.0.0.1:3389"}},
		{"lab-utf16be.msrcIncident", "Lab-Pass1", labHash, "", []string{"127.0.0.1:3389"}},
		{"lab-rdp-lo6.msrcIncident", "Lab-Pass1", labHash, "", []string{"[0:0:0:0:0:0:0:1]:3389"}},
		{"lab-v1-lo.msrcIncident", "Lab-Pass1", labHash, "", []string{"127.0.0.1:3389"}},
	} {
		o, found := parse(t, c.name).CheckPassword(c.password)
		if o == nil || len(found) > 0 {
			t.Errorf("%s does not open: %v", c.name, found)
			continue
		}
		i := o.Invitation
		if o.Scheme != invitation.SchemeAES || i.Type != 2 || i.String2.KH.Text != c.kh || c.id != "" && i.AuthString() != c.id {
			t.Errorf("%s: %v, type %d, KH %s, ID %s", c.name, o.Scheme, i.Type, i.String2.KH.Text, i.AuthString())
		}
		if diff := cmp.Diff(c.addr, addresses(i)); diff != "" {
			t.Errorf("%s: addresses (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestUnknownInTicket: the Windows of 2024 adds CE, a certificate in base64 with
// line ends as character references. It is no part of MS-RAI and is kept.
func TestUnknownInTicket(t *testing.T) {
	o, found := parse(t, "remade-type2-ce.msrcIncident").CheckPassword("4X638PTVZTKZ")
	if o == nil {
		t.Fatalf("the ticket does not open: %v", found)
	}
	i := o.Invitation
	if len(i.Unknown) != 1 || i.Unknown[0].Element != "A" || i.Unknown[0].Name != "CE" || i.Fault != "" {
		t.Fatalf("unknown %v, fault %q", i.Unknown, i.Fault)
	}
	der, err := base64.StdEncoding.DecodeString(i.Unknown[0].Value.Text)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil || cert.Subject.CommonName != "NOVICE-PC" {
		t.Errorf("CE: %v", err)
	}
	if list := i.KeyHashes(); len(list) != 2 || list[0].Name != "KH2" || list[0].Hash != "sha256" || list[1].Name != "KH" {
		t.Errorf("key hashes %v", list)
	}
	want := []string{"[fe80::b31a:3308:6b91:8831%3]:64730", "[fe80::28e3:b9b:c19c:4d04%9]:64731", "[2001:0:284a:364:28e3:b9b:c19c:4d04]:64732", "10.0.1.174:64733"}
	if diff := cmp.Diff(want, addresses(i)); diff != "" {
		t.Error(diff)
	}
}

// TestWrongPassword: RulePassword is broken by another password, and by nothing
// else.
func TestWrongPassword(t *testing.T) {
	for _, c := range []struct {
		name, password string
		want           bool
	}{
		{"lab-rdp-lo.msrcIncident", "lab-pass1", true},
		{"lab-rdp-lo.msrcIncident", "", true},
		{"published-type2.msrcIncident", "48BJQ853X3B5", true},
		{"spec-type2.msrcIncident", "x", true},
		{"lab-rdp-lo.msrcIncident", "Lab-Pass1", false},
		{"spec-type1.msrcIncident", "x", false}, // nothing to open
		{"lab-bare-lo.msrcIncident", "x", false},
	} {
		_, found := parse(t, c.name).CheckPassword(c.password)
		if broken := len(found) == 1 && found[0].Rule == invitation.RulePassword; broken != c.want || !c.want && len(found) > 0 {
			t.Errorf("%s with %q: found %v", c.name, c.password, found)
		}
	}
	i, err := invitation.Parse([]byte(`<UPLOADINFO><UPLOADDATA LHTICKET="abc"/></UPLOADINFO>`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := i.Open("x"); err != invitation.ErrTicket {
		t.Errorf("an odd number of digits: %v", err)
	}
}

// TestEveryPassword: no other of many passwords opens a ticket.
func TestEveryPassword(t *testing.T) {
	i := parse(t, "lab-rdp-lo.msrcIncident")
	for n := range 3000 {
		if o, err := i.Open("Lab-Pass" + string(rune('2'+n))); err == nil {
			t.Fatalf("password %d opens the ticket to %q", n, o.Plain)
		}
	}
}

// TestRC4Ticket: an RCTICKET that is not readable is opened by RC4, with and
// without a length before it. The scheme is inferred, so there is no published one;
// this is our own encryption by the description.
func TestRC4Ticket(t *testing.T) {
	plain := wide("65538,1,192.0.2.1:3389,*,abc,*,*,def")
	for _, prefix := range []string{"", "48000000"} {
		head, _ := hex.DecodeString(prefix)
		ticket := hex.EncodeToString(rc4(t, "Password1", append(head, plain...)))
		i, err := invitation.Parse([]byte(`<UPLOADINFO><UPLOADDATA RCTICKET="` + ticket + `" RCTICKETENCRYPTED="1"/></UPLOADINFO>`))
		if err != nil {
			t.Fatal(err)
		}
		if i.Type != 1 || i.String1 != nil {
			t.Fatalf("type %d, string %v", i.Type, i.String1)
		}
		o, err := i.Open("Password1")
		if err != nil || o.Scheme != invitation.SchemeRC4 || o.Invitation.AuthString() != "abc" {
			t.Errorf("prefix %q: %+v, %v", prefix, o, err)
		}
		if _, err := i.Open("Password2"); err != invitation.ErrPassword {
			t.Errorf("prefix %q, another password: %v", prefix, err)
		}
	}
}

// TestProof holds proofs against those of FreeRDP: its tests, and what its
// expert sent in the lab.
func TestProof(t *testing.T) {
	for _, c := range []struct{ password, stub, proof string }{
		{"Password1", "RT=0PvIndan52*", "3c9cae0bce7ab15c8aac01d676045edf3ffaf092e2de368a2017e68a0ded7c90"},
		{"48BJQ853X3B4", "WB^6HsrIaFmEpi", "777dfaae9028124dd02ede8014221b4ad1f4ec138539d733ac767895b2d857d9"},
		{"4X638PTVZTKZ", "e4=3CiFuM6h2qH", "15200496af33c6e01bbf4a15c9c1b871443f2e93a882352b24080655164e9d3b"},
		{"Lab-Pass1", "WB^6HsrIaFmEpi", "1ea03753ddd1469d6693018784bac52ae40fb0645a3dcefa11d2fe12506306d6"},
	} {
		want, err := hex.DecodeString(c.proof)
		if err != nil {
			t.Fatal(err)
		}
		if got := invitation.Proof(c.password, c.stub); !bytes.Equal(got, want) {
			t.Errorf("%s: want %x, got %x", c.stub, want, got)
		}
		if !invitation.CheckProof(c.password, c.stub, want) || invitation.CheckProof(c.password+"x", c.stub, want) || invitation.CheckProof(c.password, c.stub, want[:31]) {
			t.Errorf("%s: CheckProof", c.stub)
		}
		if stub, ok := invitation.OpenProof(c.password, want); !ok || stub != c.stub {
			t.Errorf("%s: OpenProof gives %q, %v", c.stub, stub, ok)
		}
		if stub, ok := invitation.OpenProof("x"+c.password, want); ok {
			t.Errorf("%s: another password gives %q", c.stub, stub)
		}
		for name, form := range map[string][]byte{
			"raw": want, "BSTR": append([]byte{32, 0, 0, 0}, want...), "BSTR with NUL": append(append([]byte{32, 0, 0, 0}, want...), 0, 0),
			"digits": []byte(strings.ToUpper(c.proof)), "UTF-16": wide(c.proof), "UTF-16 with NUL": wide(c.proof + "\x00"),
		} {
			if got, ok := invitation.ParseProof(form); !ok || !bytes.Equal(got, want) {
				t.Errorf("%s as %s: %x, %v", c.stub, name, got, ok)
			}
		}
	}
	for _, bad := range []string{"", "12", strings.Repeat("x", 64), strings.Repeat("a", 31), strings.Repeat("a", 36)} {
		if got, ok := invitation.ParseProof([]byte(bad)); ok {
			t.Errorf("%q is taken for a proof: %x", bad, got)
		}
	}
}

// TestToken: the values were worked out with Python's hashlib from the steps of
// MS-RA 2.2.4; the same steps are held against printed values in TestPeer.
func TestToken(t *testing.T) {
	const s = `<E><A KH="x" ID="y"/></E>`
	for role, want := range map[invitation.Role]string{
		invitation.Novice: "87d85ce7205c063ccaf5a5fc39188788364a1472",
		invitation.Expert: "9cb3d21e3905b14d2656e19ac205ed8f36d620fe",
	} {
		for _, password := range []string{"ABCDEF", "xyABCDEF"} {
			got := invitation.Token(role, password, s)
			if hex.EncodeToString(got[:]) != want {
				t.Errorf("%s, %s: want %s, got %x", role, password, want, got)
			}
		}
		token, _ := hex.DecodeString(want)
		if !invitation.CheckToken(token, role, "ABCDEF", s) || invitation.CheckToken(token, role, "ABCDEG", s) || invitation.CheckToken(nil, role, "ABCDEF", s) {
			t.Errorf("%s: CheckToken", role)
		}
	}
}

// TestPeer holds MS-RAIOP against its examples, 4.1 and 4.2.
func TestPeer(t *testing.T) {
	at := time.Unix(1218745079, 0)
	password := invitation.PeerPassword("SAMPLE")
	if password != "F8JKRV" {
		t.Errorf("password: want F8JKRV, got %s", password)
	}
	key := invitation.PeerKey(password, at)
	if key != "30E3DBFB314B409A70BCCE744CADE65F" {
		t.Errorf("key string: got %s", key)
	}
	payload, _ := hex.DecodeString("7fd654482fe09273d76985b01d4b7a4b")
	if s, ok := invitation.OpenPayload(key, payload); !ok || s != "SAMPLE" {
		t.Errorf("payload: got %q, %v", s, ok)
	}
	if s, ok := invitation.OpenPayload(invitation.PeerKey(password, at.Add(time.Hour)), payload); ok {
		t.Errorf("the key of another hour gives %q", s)
	}
	if name := invitation.PeerKey("XVY3PH", time.Unix(1218665203, 0)); name != "410504D41B2CD63C31D0C1539AD9331C" {
		t.Errorf("peer name: got 0.%s", name)
	}
}

// TestKeyMatch: RuleKeyMatch is broken by another key. KH2 decides where it is
// there, MS-RAI 2.2.2.
func TestKeyMatch(t *testing.T) {
	key := &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(0xabcdef), 488), E: 65537}
	blob := invitation.PublicKeyBlob(key)
	one, two := sha1.Sum(blob), sha256.Sum256(blob)
	b64 := base64.StdEncoding.EncodeToString
	good1, good2, other := b64(one[:]), "sha256:"+b64(two[:]), b64(make([]byte, 20))
	for _, c := range []struct {
		text string
		want bool
		at   string
	}{
		{`<E><A KH="` + good1 + `"/></E>`, true, ""},
		{`<E><A KH="` + other + `" KH2="` + good2 + `"/></E>`, true, ""},
		{`<E><A KH="` + other + `"/></E>`, false, other},
		{`<E><A KH="` + good1 + `" KH2="sha256:` + b64(make([]byte, 32)) + `"/></E>`, false, "sha256:" + b64(make([]byte, 32))},
		{`<E><A KH="abc"/></E>`, true, ""}, // of no known form: nothing to hold against
		{"65538,1,a:1,*,i,*,*," + good1, true, ""},
		{"65538,1,a:1,*,i,*,*," + other, false, other},
	} {
		i, err := invitation.Parse([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		found := i.CheckKey(blob)
		if len(found) == 0 != c.want {
			t.Errorf("%s: found %v", c.text, found)
		}
		for _, f := range found {
			if f.Rule != invitation.RuleKeyMatch || c.text[f.Off:f.Off+f.Len] != c.at {
				t.Errorf("%s: found %v", c.text, f)
			}
		}
	}
}

// TestPublicKeyBlob holds the blob against the one that FreeRDP's server sent in
// the lab, made from the same key.
func TestPublicKeyBlob(t *testing.T) {
	const lab = "../../../shared/lab/captures/"
	data, err := os.ReadFile(lab + "ra_shadow.key")
	if err != nil {
		t.Skipf("the lab is not there: %v", err)
	}
	capture, err := os.ReadFile(lab + "ra_rdp_rc4_128.pcap")
	if err != nil {
		t.Skipf("the lab is not there: %v", err)
	}
	block, _ := pem.Decode(data)
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	blob := invitation.PublicKeyBlob(&key.PublicKey)
	at := bytes.Index(capture, []byte("RSA1"))
	if at < 2 || !bytes.HasPrefix(capture[at:], blob) {
		t.Fatal("the capture has another blob")
	}
	if n := int(capture[at-2]) | int(capture[at-1])<<8; n != len(blob) {
		t.Errorf("wPublicKeyBlobLen is %d, the blob has %d bytes", n, len(blob))
	}
}

// TestValidity: RuleValidity is broken before DtStart and after the end.
func TestValidity(t *testing.T) {
	i := parse(t, "spec-type1.msrcIncident") // DtStart 1160080069, 60 minutes
	for at, want := range map[int64]bool{1160080068: false, 1160080069: true, 1160083669: true, 1160083670: false} {
		found := i.CheckTime(time.Unix(at, 0))
		if len(found) == 0 != want || !want && found[0].Rule != invitation.RuleValidity {
			t.Errorf("%d: found %v", at, found)
		}
	}
	if found := parse(t, "spec-string1.txt").CheckTime(time.Unix(0, 0)); len(found) > 0 {
		t.Errorf("a connection string says nothing about time: %v", found)
	}
}

// TestStringIsShared: a connection string in another protocol's message gives the
// same findings as alone, at its place.
func TestStringIsShared(t *testing.T) {
	b := append([]byte{1, 2, 3}, wide(`<E><A KH="x" ID="abc"/></E>`)...)
	var tree dissect.Tree
	c := dissect.NewCursor(b, &tree)
	c.Closed(&dissect.Field{Name: "x", Base: dissect.Bytes}, 3)
	var d invitation.Decoder
	d.DecodeString(c, len(b)-3)
	if d.Version != 2 || string(d.ID) != string(wide("abc")) {
		t.Errorf("version %d, id %q", d.Version, d.ID)
	}
	n := tree.Find("KH")
	if n == nil || n.Off != 3+2*10 || n.Len != 2 {
		t.Errorf("KH is shown at %+v", n)
	}
}
