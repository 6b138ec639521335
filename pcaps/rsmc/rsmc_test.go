// Package rsmc_test makes the captures of this folder, and holds them against
// what they were made to show.
package rsmc_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// whole is a binding with everything behind it, 1.5 and 3: step 2 over HTTP, then
// TLS of the given version, events and chat on connections of the other direction.
func whole(version uint16) *world {
	w := newWorld()
	server, client, desktop := certify(serverHost, forServers...), certify(clientHost, forServers...), certify("desktop1.example.com", forServers...)
	w.plain(clientAddr, serverAddr, serverHost, 80, ask(server, tlsPort)...)
	w.secure(clientAddr, serverAddr, serverHost, tlsPort, server, version, slices.Concat(bind(client), manage())...)
	w.secure(serverAddr, clientAddr, clientHost, sinkPort, client, version, slices.Concat(events(server), chat())...)
	w.secure(clientAddr, serverAddr, serverHost, tlsPort, server, version, append(answer(), onboard(desktop, client)...)...)
	return w
}

// clear is the same without TLS, as between a gateway and its server, or where
// TLS was forgotten.
func clear() *world {
	w := newWorld()
	server, client, desktop := certify(serverHost, forServers...), certify(clientHost, forServers...), certify("desktop1.example.com", forServers...)
	w.plain(clientAddr, serverAddr, serverHost, 80, ask(server, tlsPort)...)
	w.plain(clientAddr, serverAddr, serverHost, tlsPort, slices.Concat(bind(client), manage())...)
	w.plain(serverAddr, clientAddr, clientHost, sinkPort, slices.Concat(events(server), chat())...)
	w.plain(clientAddr, serverAddr, serverHost, tlsPort, append(answer(), onboard(desktop, client)...)...)
	return w
}

// mismatch is a binding that somebody sits in the middle of: another port and
// another certificate than announced.
func mismatch() *world {
	w := newWorld()
	server, client, other := certify(serverHost, forServers...), certify(clientHost, forServers...), certify(serverHost, forServers...)
	steps := ask(server, tlsPort)
	steps[1].back = strings.Replace(steps[1].back, server.thumbprint(), other.thumbprint(), 1) // 3.1.4.2-3
	w.plain(clientAddr, serverAddr, serverHost, 80, steps...)
	w.secure(clientAddr, serverAddr, serverHost, 9443, other, tls.VersionTLS12, bind(client)[0],
		exchange{port: "IMultiPointStation", op: "RemapStations", user: "WmsControl"}, // 3.8.4.15, before step 5
		bind(client)[1])
	stranger := events(server)[:1]
	stranger[0].user = "somebody.example.com"
	w.secure(serverAddr, clientAddr, clientHost, sinkPort, client, tls.VersionTLS12, stranger...)
	return w
}

// odd has what a client or server gets wrong about ports and certificates.
func odd() *world {
	w := newWorld()
	server := certify("elsewhere.example.com", forBoth...) // 3.1.4.2: subject and EKU
	client, named := certify("other.example.com", forServers...), certify(serverHost, forServers...)
	w.plain(clientAddr, serverAddr, serverHost, 8080, ask(server, tlsPort)...) // 1.5: port 80
	step := ask(server, tlsPort)
	step[1].back = `<pSslPort>8443</pSslPort><pwsSslCertificateThumbprint></pwsSslCertificateThumbprint><ppSslCertificate>` + array([]byte("PEM")) + `</ppSslCertificate>`
	reg := manage()[0]
	events := events(named)[4:] // from OnVirtualDesktopOnline on
	events[2].args = strings.Replace(events[2].args, serverHost, "new.example.com", 1)
	elsewhere := exchange{port: "IMultiPointCoreEventSink", op: "ShutdownNotification", user: clientHost, path: "/other"} // 3.3.4.33
	list := slices.Concat(bind(client), []exchange{reg})
	w.secure(clientAddr, serverAddr, serverHost, tlsPort, server, tls.VersionTLS13, slices.Concat(step, list)...) // 1.5: HTTP
	w.secure(serverAddr, clientAddr, clientHost, sinkPort, named, tls.VersionTLS13, append(events, elsewhere)...)
	late := onboard(named, client)[:3]
	late[2] = exchange{port: "IMultiPointServer", op: "UnregisterCoreEventSink", user: "WmsManagement", args: `<ullCookie>5</ullCookie>`}
	w.secure(clientAddr, serverAddr, serverHost, tlsPort, server, tls.VersionTLS13, late...)
	return w
}

// TestWrite makes the captures anew, with new keys.
func TestWrite(t *testing.T) {
	if !dissecttest.Update() {
		t.Skip("the captures are only made anew with -update")
	}
	for name, w := range map[string]*world{
		"rsmc_binding": whole(tls.VersionTLS13), "rsmc_binding_tls12": whole(tls.VersionTLS12), "rsmc_clear": clear(), "rsmc_mismatch": mismatch(), "rsmc_odd": odd(),
	} {
		if err := w.cap.WriteFile(name + ".pcap"); err != nil {
			t.Fatal(err)
		}
		if w.keys.Len() > 0 {
			if err := os.WriteFile(name+".keys", []byte(w.keys.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// read reads a capture of this folder with its key log.
func read(t *testing.T, name string) *dissecttest.Log {
	t.Helper()
	data, err := os.ReadFile(name + ".pcap")
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if _, err := os.Stat(name + ".keys"); err == nil {
		if _, err := store.AddKeyLogFile(name+".keys", name); err != nil {
			t.Fatal(err)
		}
	}
	return readBytes(t, data, store)
}

// readBytes reads a capture with the secrets in store.
func readBytes(t *testing.T, data []byte, store *keys.Store) *dissecttest.Log {
	t.Helper()
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.NewReader(bytes.NewReader(data), t.Name(), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	if _, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: store}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// rules counts the findings of MS-RSMC by rule.
func rules(log *dissecttest.Log) map[string]int {
	out := map[string]int{}
	for _, f := range log.Findings {
		if f.Proto == "rsmc" {
			out[f.Rule]++
		}
	}
	return out
}

// wanted fails unless the findings of MS-RSMC are these.
func wanted(t *testing.T, name string, log *dissecttest.Log, want map[string]int) {
	t.Helper()
	if diff := cmp.Diff(want, rules(log)); diff != "" {
		t.Errorf("%s: findings (-want +got):\n%s", name, diff)
	}
}

// said is what a capture says, without what is chance: the certificates.
func said(log *dissecttest.Log) []string {
	var out []string
	for _, m := range log.Messages {
		if m.Proto == "rsmc" && !strings.Contains(m.Name, "X.509") && !strings.Contains(m.Info, "Thumbprint") && !strings.Contains(m.Info, "Certificate ") {
			out = append(out, m.Dir.String()+" "+m.Name+": "+m.Info)
		}
	}
	return out
}

// TestBinding: the whole binding and calls of every interface break nothing, read
// the same over TLS 1.3, TLS 1.2 and HTTP, and are one session.
func TestBinding(t *testing.T) {
	var first []string
	for _, name := range []string{"rsmc_binding", "rsmc_binding_tls12", "rsmc_clear"} {
		log := read(t, name)
		want := map[string]int{}
		if name == "rsmc_clear" {
			want = map[string]int{"rsmc.tls": 20, "rsmc.password-clear": 20} // ten shown of each in a conversation
			got := rules(log)
			for r := range want {
				if got[r] < want[r] {
					t.Errorf("%s: want %s at least %d times, got %d", name, r, want[r], got[r])
				}
				want[r] = got[r]
			}
		}
		wanted(t, name, log, want)
		list := said(log)
		if first == nil {
			first = list
		}
		if diff := cmp.Diff(first, list); diff != "" {
			t.Errorf("%s: reads otherwise than rsmc_binding:\n%s", name, diff)
		}
		seen := map[string]bool{}
		for _, m := range log.Messages {
			if m.Proto != "rsmc" {
				continue
			}
			section := strings.Split(strings.TrimPrefix(string(m.Spec), "MS-RSMC "), ".")
			seen[section[0]+"."+section[1]] = true
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: message %d (%s): not covered: %v", name, m.N, m.Name, u)
			}
		}
		for _, section := range []string{"3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10"} {
			if !seen[section] {
				t.Errorf("%s: no call of the interface of MS-RSMC %s", name, section)
			}
		}
		session(t, name, log)
	}
}

// session checks the record of a binding that went well.
func session(t *testing.T, name string, log *dissecttest.Log) {
	t.Helper()
	if len(log.Sessions) != 1 {
		t.Fatalf("%s: want one session, got %d", name, len(log.Sessions))
	}
	s := log.Sessions[0]
	if s.Kind != "multipoint-binding" || s.Outcome != "established" || len(s.Conversations) != 4 {
		t.Errorf("%s: %s, %s, %d conversations", name, s.Kind, s.Outcome, len(s.Conversations))
	}
	want := []string{"client " + clientHost, "server " + serverHost}
	var got []string
	for _, p := range s.Parties {
		got = append(got, p.Role+" "+p.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: parties:\n%s", name, diff)
	}
	if len(s.Chat) != 2 || s.Chat[0].From != "server" || s.Chat[0].Text != "May I print <now>?" || s.Chat[1].From != "client" || s.Chat[1].Text != "Not now" {
		t.Errorf("%s: chat %+v", name, s.Chat)
	}
	for _, c := range s.Checks {
		if c.Result != "match" {
			t.Errorf("%s: check %s: %s %s", name, c.What, c.Result, c.Detail)
		}
	}
	events := map[string]int{}
	for _, e := range s.Events {
		events[e.What]++
	}
	for what, n := range map[string]int{"announced": 1, "authenticated": 1, "established": 1, "sink-registered": 2, "sink-unregistered": 2, "chat": 2, "failed": 1, "event": 7} {
		if events[what] != n {
			t.Errorf("%s: want %d times %s, got %d", name, n, what, events[what])
		}
	}
}

// TestArtifacts: certificates, the image and the chat come out byte for byte.
func TestArtifacts(t *testing.T) {
	data := map[string][]byte{}
	count := map[string]int{}
	for _, p := range read(t, "rsmc_binding").Parts {
		key := p.Artifact.Kind + " " + p.Artifact.Name
		data[key] = append(data[key], p.Data...)
		if p.End {
			count[p.Artifact.Kind]++
		}
	}
	if count["certificate"] != 5 || count["image"] != 1 || count["chat"] != 1 {
		t.Errorf("artifacts: %v", count)
	}
	if !bytes.Equal(data["image session-2.jpg"], jpeg) {
		t.Errorf("image: %x", data["image session-2.jpg"])
	}
	cert, err := x509.ParseCertificate(data["certificate desktop1.example.com.cer"])
	if err != nil || cert.Subject.CommonName != "desktop1.example.com" {
		t.Errorf("certificate: %v", err)
	}
	if lines := strings.Split(string(data["chat chat.txt"]), "\n"); len(lines) != 3 || !strings.HasSuffix(lines[0], " server: May I print <now>?") || !strings.HasSuffix(lines[1], " client: Not now") {
		t.Errorf("chat: %q", lines)
	}
}

// TestMasked: no password and no invitation is in a tree other than as a secret,
// in what is told about messages, or in what was found.
func TestMasked(t *testing.T) {
	secrets := []string{administer, management, control, "not-for-eyes", "auto-logon-password", "first-password", "of-the-desktop", "c2VjcmV0"}
	for _, name := range []string{"rsmc_binding", "rsmc_clear"} {
		log := read(t, name)
		look := func(where, s string) {
			for _, secret := range secrets {
				if strings.Contains(s, secret) {
					t.Errorf("%s: %s shows %q", name, where, secret)
				}
			}
		}
		for _, m := range log.Messages {
			look(m.Name, m.Info)
			for _, n := range m.Tree.All() {
				if m.Proto != "http" && m.Proto != "tls" && !n.Field.Secret {
					look(m.Proto+" "+m.Name+" "+n.Field.Name, string(m.Tree.AppendText(nil, n)))
				}
			}
		}
		for _, f := range log.Findings {
			look(f.Rule, f.Detail)
		}
		for _, s := range log.Sessions {
			for _, e := range s.Events {
				look(e.What, e.Detail)
			}
		}
	}
}

// TestWrong: what was made wrong is what is found, and nothing else.
func TestWrong(t *testing.T) {
	log := read(t, "rsmc_mismatch")
	wanted(t, "rsmc_mismatch", log, map[string]int{
		"rsmc.thumbprint": 1, "rsmc.announced-port": 2, "rsmc.announced-certificate": 2, "rsmc.unbound": 1, "rsmc.sink-user": 1,
	})
	for _, c := range log.Sessions[0].Checks {
		if (c.What == "port" || c.What == "certificate") && c.Result != "mismatch" {
			t.Errorf("check %s: %s", c.What, c.Result)
		}
	}
	wanted(t, "rsmc_odd", read(t, "rsmc_odd"), map[string]int{
		"rsmc.port": 4, "rsmc.certificate-http": 2, "rsmc.certificate": 1, "rsmc.certificate-subject": 1, "rsmc.certificate-usage": 1,
		"rsmc.client-certificate": 1, "rsmc.replacement-certificate": 1, "rsmc.new-certificate": 1, "rsmc.desktop-certificate": 1,
		"rsmc.announced-certificate": 2, "rsmc.cookie": 1, "rsmc.sink": 1,
	})
}

// TestStack: envelopes that curl sent to nginx, with gzip and chunks, read like
// those of the encoder.
func TestStack(t *testing.T) {
	log := read(t, "rsmc_nginx")
	wanted(t, "rsmc_nginx", log, map[string]int{})
	want := []string{
		"client RequestSslCertificate request: ", "client RequestWmsControlCredentials request: ", "server RequestWmsControlCredentials response: ",
		"server SetSslCertificate response: ", "client GetSessionFlags request: idSession 2", "server GetSessionFlags response: pgrfSession WSF_Student",
		"client RemoveUser request: wsName student1", "server WmsFaultType: hr E_INVALIDARG",
	}
	if diff := cmp.Diff(want, said(log)); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	for _, c := range log.Sessions[0].Checks {
		if c.Result != "match" {
			t.Errorf("check %s: %s %s", c.What, c.Result, c.Detail)
		}
	}
}

// TestClosed: the certificate of TLS 1.2 is compared although nothing opens the
// connection; what cannot be known is not said.
func TestClosed(t *testing.T) {
	for _, same := range []bool{true, false} {
		w := newWorld()
		server, client := certify(serverHost, forServers...), certify(clientHost, forServers...)
		used := server
		if !same {
			used = certify(serverHost, forServers...)
		}
		w.plain(clientAddr, serverAddr, serverHost, 80, ask(server, tlsPort)...)
		w.secure(clientAddr, serverAddr, serverHost, tlsPort, used, tls.VersionTLS12, bind(client)...)
		log := readBytes(t, w.cap.Bytes(), keys.New(keys.Options{}))
		want, result := map[string]int{}, "match"
		if !same {
			want["rsmc.announced-certificate"], result = 1, "mismatch"
		}
		wanted(t, t.Name(), log, want)
		s := log.Sessions[0]
		if s.Outcome != "unknown" || s.Protection != "" || len(s.Checks) != 1 || s.Checks[0].What != "certificate" || s.Checks[0].Result != result {
			t.Errorf("%s, protection %q, checks %v", s.Outcome, s.Protection, s.Checks)
		}
	}
}

// TestProxy: through a proxy, addresses and ports are the proxy's, and are held
// against nobody.
func TestProxy(t *testing.T) {
	w := newWorld()
	w.connect = netip.MustParseAddrPort("192.0.2.30:3128")
	server, client := certify(serverHost, forServers...), certify(clientHost, forServers...)
	steps := ask(server, tlsPort)
	for i := range steps {
		steps[i].path = "http://" + serverHost + "/MultiPoint/IMultiPointCertificateRequest"
	}
	w.plain(clientAddr, w.connect.Addr(), serverHost, 3128, steps...)
	w.secure(clientAddr, serverAddr, serverHost, tlsPort, server, tls.VersionTLS13, bind(client)...)
	name := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(name, []byte(w.keys.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if _, err := store.AddKeyLogFile(name, "keys"); err != nil {
		t.Fatal(err)
	}
	log := readBytes(t, w.cap.Bytes(), store)
	wanted(t, t.Name(), log, map[string]int{})
	if s := log.Sessions; len(s) != 1 || s[0].Outcome != "established" || len(s[0].Checks) != 1 || s[0].Checks[0].Result != "match" {
		t.Errorf("sessions: %+v", s)
	}
}

// TestLost: what the capture has lost is nobody's breach. Each packet is left out once.
func TestLost(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("rsmc_clear.pcap")
	if err != nil {
		t.Fatal(err)
	}
	offsets := packets(data)
	for i := 1; i < len(offsets)-1; i++ {
		cut := append(append([]byte(nil), data[:offsets[i]]...), data[offsets[i+1]:]...)
		src, err := source.NewReader(bytes.NewReader(cut), "cut", source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		log := &dissecttest.Log{}
		if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		for _, f := range log.Findings {
			if f.Proto == "rsmc" && f.Rule != "rsmc.tls" && f.Rule != "rsmc.password-clear" && !f.Tainted {
				t.Errorf("without packet %d: %s %s", i, f.Rule, f.Detail)
			}
		}
	}
}

// packets are the offsets of the packets of a pcap file, and its end.
func packets(data []byte) []int {
	var out []int
	for at := 24; at+16 <= len(data); {
		out = append(out, at)
		at += 16 + int(binary.LittleEndian.Uint32(data[at+8:]))
	}
	return append(out, len(data))
}
