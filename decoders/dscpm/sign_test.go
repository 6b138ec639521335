package dscpm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dscpm"
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
)

// A registration that a client of Windows made with a key that was published
// together with it, in the notes of the Tug project.
const (
	signedKey  = "f65e1a0c-46b0-424c-a6a5-c3701aef32e5"
	signedDate = "2016-12-21T23:43:48.4718366Z"
	signature  = "SM095lQD5iEVzrToxnyuuoDAYfX2zA23YoZsZlZDyFU="
	signedBody = `{"AgentInformation":{"LCMVersion":"2.0","NodeName":"EC2AMAZ-VT1I874","IPAddress":"10.50.1.9;127.0.0.1;fe80::288e:6e98:1555:55e9%6;::2000:0:0:0;::1;::2000:0:0:0"},"ConfigurationNames":["ClientConfig2"],"RegistrationInformation":{"CertificateInformation":{"FriendlyName":"DSC-OaaS Client Authentication","Issuer":"CN=http://10.50.1.5:8080/PSDSCPullServer.svc","NotAfter":"2017-12-21T11:40:36.0000000-05:00","NotBefore":"2016-12-21T16:30:36.0000000-05:00","Subject":"CN=http://10.50.1.5:8080/PSDSCPullServer.svc","PublicKey":"U3lzdGVtLlNlY3VyaXR5LkNyeXB0b2dyYXBoeS5YNTA5Q2VydGlmaWNhdGVzLlB1YmxpY0tleQ==","Thumbprint":"AC5849ACDB6DD19FD79B6ACA2D077E71CEE31C4F","Version":3},"RegistrationMessageType":"ConfigurationRepository"}}`
)

// TestSignature: the signature of a registration is right with its key, and
// wrong with another key, another date or another body.
func TestSignature(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, dscpm.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, keys, date, body string
		broken, used           bool
	}{
		{"right", signedKey, signedDate, signedBody, false, true},
		{"second of two keys", "other " + signedKey, signedDate, signedBody, false, true},
		{"other key", "other", signedDate, signedBody, true, false},
		{"other date", signedKey, "2016-12-21T23:43:48.4718367Z", signedBody, true, false},
		{"other body", signedKey, signedDate, strings.Replace(signedBody, "ClientConfig2", "ClientConfig3", 1), true, false},
		{"no key", "", signedDate, signedBody, false, false},
	} {
		store := keys.New(keys.Options{})
		for _, k := range strings.Fields(c.keys) {
			if err := store.AddRegistrationKey(k, keys.NewSecret(k)); err != nil {
				t.Fatal(err)
			}
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, http.Protocol, log, dissect.Options{Keys: store})
		d.Stream(dissect.FromClient, fmt.Appendf(nil, "PUT /PSDSCPullServer.svc/Nodes(AgentId='504A3371-632E-11E6-9C21-80E6500EB60D') HTTP/1.1\r\n"+
			"Host: h\r\nx-ms-date: %s\r\nAuthorization: Shared %s\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s",
			c.date, signature, len(c.body), c.body))
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		broken := false
		for _, f := range log.Findings {
			broken = broken || f.Rule == dscpm.Signature.ID
		}
		if broken != c.broken {
			t.Errorf("%s: broken is %v", c.name, broken)
		}
		used := false
		for _, o := range store.Snapshot().Origins() {
			used = used || o.Used() && o.Name() == signedKey
		}
		if used != c.used {
			t.Errorf("%s: the key counts as used: %v", c.name, used)
		}
		for _, m := range log.Messages {
			if m.Proto == "dscpm" && m.Name == "RegisterDscAgent request" && !strings.Contains(log.TreeText(), "Authorization = ********") {
				t.Errorf("%s: the signature is shown:\n%s", c.name, log.TreeText())
			}
		}
	}
}
