package rxad_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// sent are the values that the control point and the device of the lab were
// given, by message; they are those of its script, not of any decoder.
var sent = []struct {
	name   string
	values map[string]string
}{
	{"AcquireNonce", map[string]string{"HostId": "uuid:0b8f6d8f-a1a0-4be2-b5b0-d7b49de0cf6c"}},
	{"AcquireNonceResponse", map[string]string{
		"Nonce": "1391218849", "SupportedSignatureAlgorithms": "rSASSA-PSS-Default-Identifier rSASSA-PKCS1-SHA256",
	}},
	{"Advertise", map[string]string{
		"Nonce": "1391218849", "HostId": "uuid:0b8f6d8f-a1a0-4be2-b5b0-d7b49de0cf6c",
		"ApplicationId": "uuid:f1c65f7a-c321-413d-9801-4194ebf29308", "ApplicationVersion": "pc3.0.0",
		"version": "dv1.5.0,dv2.0.0", "wolmac": "001FC65F88DD",
		"HostFriendlyName": "LAB &lt;HOST&gt; &amp; \u00e9\u4e16", "ExperienceFriendlyName": "Windows\u00ae 7", "ExperienceIconUri": "",
		"scheme": "xsp", "host": "10.77.0.2", "port": "3390", "path": "/",
		"user": "Mcx2-LAB", "passwordlength": "20", "encryptedpassword": every256(),
		"SignatureAlgorithm": "rSASSA-PSS-Default-Identifier",
	}},
	{"AdvertiseResponse", nil},
	{"AcquireNonce", map[string]string{"HostId": "uuid:0b8f6d8f-a1a0-4be2-b5b0-d7b49de0cf6c"}},
	{"AcquireNonceResponse", map[string]string{"Nonce": "1391218850"}},
	{"Inhibit", map[string]string{"Nonce": "1391218850", "ReasonCode": "1", "ReasonMessage": "Going offline", "version": "dv1.5.0,dv2.0.0"}},
	{"InhibitResponse", nil},
	{"Inhibit", map[string]string{"Nonce": "1391218850", "ReasonCode": "2", "ReasonMessage": "stale nonce"}},
	{"UPnPError", map[string]string{"errorCode": "800", "errorDescription": "Nonce is not valid"}},
	{"unknown action", nil},
	{"UPnPError", map[string]string{"errorCode": "401", "errorDescription": "Invalid Action"}},
}

// every256 is the value that the lab sends as a password: all bytes, in base64.
func every256() string {
	var b [256]byte
	for i := range b {
		b[i] = byte(i)
	}
	return base64.StdEncoding.EncodeToString(b[:])
}

// TestLab: the captures of the lab decode, their values are those that were
// sent, and what is found wrong is what is wrong.
func TestLab(t *testing.T) {
	const lab = "../../../shared/lab/captures/"
	names, err := filepath.Glob(lab + "rxad_*.pcap")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Log("the captures of the lab are not there: their copies are read")
		names = []string{"../../pcaps/rxad/rxad_gupnp.pcap", "../../pcaps/rxad/rxad_gupnp_lo.pcap"}
	}
	const search = "../../pcaps/rxad/rxad_gupnp_search.pcap"
	for _, name := range append(names, search) {
		log := read(t, name)
		checkLab(t, name, log)
		var found []string
		for _, f := range log.Findings {
			found = append(found, f.Rule)
		}
		// The second Inhibit has a used nonce, on purpose: the device refuses it.
		const want = "rxad.nonce-fresh rxad.state"
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s: want findings %s, got %s", name, want, got)
		}
		if len(log.Sessions) != 1 {
			t.Fatalf("%s: want one session, got %d", name, len(log.Sessions))
		}
		s := log.Sessions[0]
		var what []string
		for _, e := range s.Events {
			what = append(what, e.What)
		}
		events := "described nonce-acquired advertised nonce-acquired inhibited refused"
		if name == search {
			events = "discovered " + events
		}
		if got := strings.Join(what, " "); got != events {
			t.Errorf("%s: want events %s, got %s", name, events, got)
		}
		if s.Parties[0].Name != "LAB <HOST> & \u00e9\u4e16" {
			t.Errorf("%s: the host is called %q", name, s.Parties[0].Name)
		}
		for i, c := range s.Checks {
			if want := []string{"seen", "match", "match", "match"}; i >= len(want) || c.Result != want[i] {
				t.Errorf("%s: check %d: %+v", name, i, c)
			}
		}
	}
	names, _ = filepath.Glob(lab + "upnp_*.pcap")
	for _, name := range append(names, "../../pcaps/rxad/upnp_minidlna.pcap") {
		for _, f := range read(t, name).Findings {
			if f.Rule != "ssdp.max-age" { // of 16 seconds, as the lab has set it
				t.Errorf("%s: message %d: %s %s", name, f.Message, f.Rule, f.Detail)
			}
		}
	}
}

// checkLab compares the messages of MS-RXAD with what was sent.
func checkLab(t *testing.T, name string, log *dissecttest.Log) {
	t.Helper()
	i := 0
	for _, m := range log.Messages {
		if u := m.Tree.Uncovered(nil); len(u) > 0 && m.Proto != "http" {
			t.Errorf("%s: message %d (%s): not covered: %v", name, m.N, m.Name, u)
		}
		for _, n := range m.Tree.All() {
			if n.Field.Base == dissect.Text && !n.Field.Secret && strings.Contains(string(m.Tree.AppendText(nil, n)), every256()) {
				t.Errorf("%s: message %d (%s): the password is shown in %s", name, m.N, m.Name, n.Field.Name)
			}
		}
		if m.Proto != "rxad" || m.Name == "HostCertificate" {
			continue
		}
		if i == len(sent) || m.Name != sent[i].name {
			t.Fatalf("%s: message %d: unexpected %s", name, m.N, m.Name)
		}
		got := map[string]string{}
		key := ""
		for _, n := range m.Tree.All() {
			if n.Field.Base == dissect.Group {
				continue
			}
			text := string(m.Tree.AppendText(nil, n))
			switch n.Field.Name {
			case "key":
				key = text
			case "value":
				got[key] = text
			default:
				got[n.Field.Name] = text
			}
		}
		for k, v := range sent[i].values {
			if got[k] != v {
				t.Errorf("%s: message %d (%s): want %s %q, got %q", name, m.N, m.Name, k, v, got[k])
			}
		}
		i++
	}
	if i != len(sent) {
		t.Errorf("%s: want %d messages, got %d", name, len(sent), i)
	}
}

// TestCopies: the captures of the project are those of the lab.
func TestCopies(t *testing.T) {
	for _, name := range []string{"rxad_gupnp.pcap", "rxad_gupnp_lo.pcap", "upnp_minidlna.pcap"} {
		theirs, err := os.ReadFile("../../../shared/lab/captures/" + name)
		if err != nil {
			t.Skip("the captures of the lab are not there")
		}
		ours, err := os.ReadFile("../../pcaps/rxad/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(ours, theirs) {
			t.Errorf("%s differs", name)
		}
	}
}
