// Package http_test makes the captures of HTTP that no peer at hand can be made to
// send, from the specifications and without the decoders.
package http_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/netip"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/dscpm"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// The registration key of the pull server, and that of a node that has another one.
const (
	key   = "f2a84c1e-7d3b-4e59-8c60-5b9d1e7a2f34"
	other = "0b6d93fe-2c48-4a17-b5e9-d8a1c07f6e52"
)

// body is a RegisterDscAgent request, MS-DSCPM 3.6.5.1.1.1.
const body = `{"AgentInformation":{"LCMVersion":"2.0","NodeName":"NODE","IPAddress":"192.0.2.10;127.0.0.1"},` +
	`"ConfigurationNames":["Web"],"RegistrationInformation":{"CertificateInformation":{"FriendlyName":"DSC-OaaS Client Authentication",` +
	`"Issuer":"CN=server.example","NotAfter":"2027-01-02T00:00:00.0000000-00:00","NotBefore":"2026-01-02T00:00:00.0000000-00:00",` +
	`"Subject":"CN=server.example","PublicKey":"U3lzdGVtLlNlY3VyaXR5LkNyeXB0b2dyYXBoeS5YNTA5Q2VydGlmaWNhdGVzLlB1YmxpY0tleQ==",` +
	`"Thumbprint":"AC5849ACDB6DD19FD79B6ACA2D077E71CEE31C4F","Version":3},"RegistrationMessageType":"ConfigurationRepository"}}`

const date = "2026-01-02T03:04:05.1234567Z"

// signed is the value of Authorization, MS-DSCPM 2.2.2.7 and what clients of Windows
// do: HMAC-SHA256 over the hash of the body in base64, a line feed and x-ms-date.
func signed(key string) string {
	sum := sha256.Sum256([]byte(body))
	m := hmac.New(sha256.New, []byte(key))
	m.Write([]byte(base64.StdEncoding.EncodeToString(sum[:]) + "\n" + date))
	return "Shared " + base64.StdEncoding.EncodeToString(m.Sum(nil))
}

// TestRegister makes a capture of two nodes that register, one with the key of the
// pull server and one with another.
func TestRegister(t *testing.T) {
	c := craft.New()
	for i, k := range []string{key, other} {
		f := c.TCP(netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(10 + i)}), 50000), netip.MustParseAddrPort("192.0.2.20:8080")).Open()
		f.Send(0, fmt.Appendf(nil, "PUT /PSDSCPullServer.svc/Nodes(AgentId='504A3371-632E-11E6-9C21-80E6500EB6%02X') HTTP/1.1\r\n"+
			"Host: server.example:8080\r\nAccept: application/json\r\nx-ms-date: %s\r\nAuthorization: %s\r\nProtocolVersion: 2.0\r\n"+
			"Content-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", i, date, signed(k), len(body), body))
		answer := "HTTP/1.1 204 No Content\r\nProtocolVersion: 2.0\r\n\r\n"
		if k == other {
			answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nProtocolVersion: 2.0\r\n\r\n"
		}
		f.Send(1, []byte(answer))
		f.Close()
	}
	const name = "dscpm_register"
	for file, want := range map[string][]byte{name + ".pcap": c.Bytes(), name + ".toml": []byte("registration-key = '" + key + "'\n")} {
		if dissecttest.Update() {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what this test makes (%v); run with -update", file, err)
		}
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	var store keys.Store
	if err := store.AddSecretsFile(name + ".toml"); err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(name+".pcap", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	sum, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: &store}).Run(context.Background(), src, log)
	if err != nil {
		t.Fatal(err)
	}
	if n := sum.Tallies(dscpm.Signature); n.Held != 1 || n.Broken != 1 {
		t.Errorf("signatures: held %d, broken %d, want 1 and 1", n.Held, n.Broken)
	}
	var musts []string
	for _, f := range log.Findings {
		if f.Level == dissect.Must || f.Level == dissect.Malformed {
			musts = append(musts, f.Rule+" "+f.Detail)
		}
	}
	if diff := cmp.Diff([]string(nil), musts); diff != "" {
		t.Errorf("findings of level must (-want +got):\n%s", diff)
	}
}
