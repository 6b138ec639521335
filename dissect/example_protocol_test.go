package dissect_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/radissect/radissect/dissect"
)

// LineEnd is broken by clients that end a query with LF alone.
var LineEnd = &dissect.Rule{
	ID: "finger.line-end", Level: dissect.Must, Spec: "RFC 1288 2.2",
	Title: "Lines must end in CRLF",
}

var (
	fQuery = &dissect.Field{Name: "query", Spec: "RFC 1288 2.3", Base: dissect.Text}
	fCRLF  = &dissect.Field{Name: "CRLF", Spec: "RFC 1288 2.2", Base: dissect.Bytes}
	kLine  = &dissect.Kind{Name: "line", Spec: "RFC 1288 2.2"}
)

// Finger reads the Finger protocol, RFC 1288.
var Finger = &dissect.Protocol{
	Name: "finger", Title: "Finger", Specs: []dissect.Spec{"RFC 1288 2"},
	Rules: []*dissect.Rule{LineEnd}, Fields: []*dissect.Field{fQuery, fCRLF}, Kinds: []*dissect.Kind{kLine},
	Binds: []dissect.Bind{dissect.TCPPort.Key(79)},
	New:   func(*dissect.Conversation) dissect.Handler { return finger{} },
}

// finger is what is known of one conversation: nothing.
type finger struct{}

// Frame: a message ends with its line.
func (finger) Frame(_ dissect.Dir, b []byte) int { return bytes.IndexByte(b, '\n') + 1 }

// Decode reads one line.
func (finger) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kLine)
	c.Bytes(fQuery, len(bytes.TrimRight(c.Peek(), "\r\n")))
	c.Require(len(c.Rest(fCRLF)) == 2, LineEnd)
}

// Commit: no state, and nothing to hand on.
func (finger) Commit(dissect.Dir, *dissect.Context) {}

// A protocol of one's own, with a rule. In a registry beside decoders.All() it reads
// TCP port 79 of captures, and its rule is in every report.
func Example_protocol() {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{Finger})
	if err != nil {
		log.Fatal(err)
	}
	sink := dissect.Funcs{
		Tree:    true,
		Message: func(m *dissect.Message) { fmt.Printf("%s %s: %q\n", m.Proto, m.Kind.Name, m.Tree.Text("query")) },
		Finding: func(d *dissect.Diagnostic) { fmt.Println(d.Rule.Level, d.Rule.ID, d.Detail) },
	}
	d := dissect.NewDirect(reg, Finger, sink, dissect.Options{})
	for _, segment := range []string{"ann", "\r\n", "bob\n"} {
		if err := d.Stream(dissect.FromClient, []byte(segment)); err != nil {
			log.Fatal(err)
		}
	}
	if _, err := d.Close(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// finger line: "ann"
	// finger line: "bob"
	// must finger.line-end CRLF is 0a
}
