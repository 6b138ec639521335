// Package rsmc_test makes the captures of this folder, and holds them against
// what they were made to show.
package rsmc_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"os"
	"slices"
	"strings"
	"testing"

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
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name + ".pcap")
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.NewReader(bytes.NewReader(data), name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if _, err := os.Stat(name + ".keys"); err == nil {
		if _, err := store.AddKeyLogFile(name+".keys", name); err != nil {
			t.Fatal(err)
		}
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
