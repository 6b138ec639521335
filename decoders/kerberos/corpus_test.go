package kerberos_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

const corpus = "../../../shared/corpus/"

func read(t *testing.T, path, keytab string) *dissecttest.Log {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("no corpus beside the repository")
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{kerberos.Protocol, spnego.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if keytab != "" {
		if err := store.AddKeytabFile(keytab, ""); err != nil {
			t.Fatal(err)
		}
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	if _, err := dissect.New(reg, dissect.Options{Keys: store, Workers: 1}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// TestTshark compares the messages of captures with what tshark reads: types,
// realms, names, encryption types and error codes, in the order of each frame.
func TestTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark")
	}
	total := 0
	for _, c := range []struct{ name, keytab string }{
		{"wireshark-wiki/krb5_tgs_fast.pcapng", "wireshark-wiki/krb5_tgs_fast.keytab"},
		{"wireshark-wiki/freerdp-client-krb5.pcapng", "wireshark-wiki/ws-credssp.acme.keytab"},
		{"wireshark-wiki/Win10_S4U2Self_cert.pcapng", "wireshark-wiki/S4U2Self_with_certificate.keytab"},
		{"ndpi/kerberos-error.pcap", ""}, {"bruteshark/Kerberos_-_v5_TCP.pcap", ""}, {"bruteshark/Kerberos_v5_UDP_2.pcap", ""},
	} {
		if _, err := os.Stat(corpus + c.name); err != nil {
			continue
		}
		log := read(t, corpus+c.name, "")
		total += compare(t, c.name, log)
		for _, f := range log.Findings {
			if f.Level == dissect.Must || f.Level == dissect.Malformed {
				t.Errorf("%s: message %d: %s %s", c.name, f.Message, f.Rule, f.Detail)
			}
		}
		if c.keytab != "" {
			opened(t, c.name, c.keytab)
		}
	}
	if total == 0 {
		t.Skip("no corpus beside the repository")
	}
	t.Logf("%d messages compared", total)
}

// fields are what is compared: tshark's name, ours, and whether it is text.
var fields = []struct {
	tshark, ours string
	text         bool
}{
	{"kerberos.msg_type", "msg-type", false},
	{"kerberos.realm", "realm", true},
	{"kerberos.CNameString", "cname", true},
	{"kerberos.SNameString", "sname", true},
	{"kerberos.error_code", "error-code", false},
	{"kerberos.till", "till", true},
}

func compare(t *testing.T, name string, log *dissecttest.Log) int {
	t.Helper()
	args := []string{"-r", corpus + name, "-Y", "kerberos && (tcp.port==88 || udp.port==88)", "-T", "fields", "-E", "separator=/t", "-E", "aggregator=/s", "-e", "frame.number"}
	for _, f := range fields {
		args = append(args, "-e", f.tshark)
	}
	out, err := exec.Command("tshark", args...).Output()
	if err != nil {
		t.Fatalf("%s: tshark: %v", name, err)
	}
	ours := map[string]string{}
	for _, m := range log.Messages {
		if m.Proto == "kerberos" && m.Tree.Find("pvno") != nil && !m.Cut {
			ours[fmt.Sprint(m.Frames[len(m.Frames)-1])] = line(m.Tree)
		}
	}
	n := 0
	for _, l := range strings.Split(strings.TrimRight(string(out), "\n"), "\n") {
		frame, want, _ := strings.Cut(l, "\t")
		got, ok := ours[frame]
		if !ok || want == strings.Repeat("\t", len(fields)-1) {
			continue
		}
		n++
		if want != got {
			t.Errorf("%s frame %s:\ntshark %q\nours   %q", name, frame, want, got)
		}
	}
	return n
}

// line is the fields of one message in the form of tshark.
func line(tree *dissect.Tree) string {
	var cols []string
	for _, f := range fields {
		var vals []string
		var in string // cname or sname
		var end uint32
		for i := range tree.Nodes {
			n := &tree.Nodes[i]
			if uint32(i) >= end {
				in = ""
			}
			if n.Field.Name == "cname" || n.Field.Name == "sname" {
				in, end = n.Field.Name, n.End
			}
			switch {
			case n.Field.Name == "KerberosString" && in == f.ours, n.Field.Name == f.ours && f.text && n.Field.Base == dissect.Text:
				vals = append(vals, string(tree.AppendText(nil, n)))
			case n.Field.Name == f.ours && !f.text:
				vals = append(vals, fmt.Sprint(n.Value))
			}
		}
		s := strings.Join(vals, " ")
		if f.ours == "till" && len(s) == 15 {
			if when, err := time.Parse("20060102150405Z", s); err == nil {
				s = when.Format("Jan _2, 2006 15:04:05.000000000 UTC")
			}
		}
		cols = append(cols, s)
	}
	return strings.Join(cols, "\t")
}

// opened checks that the keytab opens as many tickets and replies as tshark opens.
func opened(t *testing.T, name, keytab string) {
	t.Helper()
	out, err := exec.Command("tshark", "-r", corpus+name, "-K", corpus+keytab, "-o", "kerberos.decrypt:TRUE", "-Y", "kerberos", "-T", "fields", "-E", "separator=/t",
		"-E", "aggregator=/s", "-e", "kerberos.encTicketPart_element", "-e", "kerberos.encASRepPart_element").Output()
	if err != nil {
		t.Fatalf("%s: tshark: %v", name, err)
	}
	want := [2]int{}
	for _, l := range strings.Split(string(out), "\n") {
		a, b, _ := strings.Cut(l, "\t")
		want[0] += len(strings.Fields(a))
		want[1] += len(strings.Fields(b))
	}
	got := [2]int{}
	for _, m := range read(t, corpus+name, corpus+keytab).Messages {
		switch m.Name {
		case "EncTicketPart":
			got[0]++
		case "EncASRepPart":
			got[1]++
		}
	}
	if got[0] < want[0] || got[1] < want[1] || got[0]+got[1] == 0 {
		t.Errorf("%s: tshark opens %d tickets and %d AS-REP, we open %d and %d", name, want[0], want[1], got[0], got[1])
	}
	t.Logf("%s: tshark opens %v, we %v (tickets, AS-REP)", name, want, got)
}
