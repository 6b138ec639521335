package dcerpc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// endpoint is a child that keeps what it is told.
type endpoint struct {
	conv *dissect.Conversation
	got  *[]string
}

var (
	fStubBytes = &dissect.Field{Name: "stub", Spec: "test", Base: dissect.Bytes}
	kindChild  = &dissect.Kind{Name: "child stub", Spec: "test"}
)

func (e *endpoint) OperationName(_ dcerpc.UUIDVersion, opnum uint16) (iface, operation string) {
	return "ITest", map[uint16]string{5: "Five", 6: "Six"}[opnum]
}
func (e *endpoint) Frame(_ dissect.Dir, b []byte) int { return len(b) }
func (e *endpoint) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kindChild)
	c.Rest(fStubBytes)
}
func (e *endpoint) Commit(dir dissect.Dir, x *dissect.Context) {
	call := dcerpc.Of(e.conv).Call
	if call == nil {
		*e.got = append(*e.got, "no call")
		return
	}
	if !call.Response {
		call.Private = len(x.Bytes())
	}
	*e.got = append(*e.got, fmt.Sprintf("%v call %d opnum %d response %v syntax %v big %v object %v private %v: %x",
		dir, call.ID, call.Opnum, call.Response, call.Syntax, call.BigEndian, call.HasObject, call.Private, x.Bytes()))
}

// play hands a case to a fresh conversation with a child bound to its interface.
func play(t *testing.T, name string) (got []string, log *dissecttest.Log) {
	t.Helper()
	child := &dissect.Protocol{
		Name: "child", Title: "test", Specs: []dissect.Spec{"test"},
		Binds: []dissect.Bind{dcerpc.Interface.Key(dcerpc.MustID("33221100-5544-7766-8899-aabbccddeeff", 1, 0))},
		New:   func(c *dissect.Conversation) dissect.Handler { return &endpoint{c, &got} },
	}
	reg, err := dissect.NewRegistry(append([]*dissect.Protocol{child}, chain...))
	if err != nil {
		t.Fatal(err)
	}
	c, err := dissecttest.ReadCase("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	if log, err = c.Play(reg, dcerpc.Protocol); err != nil || log.Panic != "" {
		t.Fatal(err, log.Panic)
	}
	return got, log
}

// TestChild: a child is handed whole stubs, joined and without verification trailer,
// and finds the call that they belong to.
func TestChild(t *testing.T) {
	const stub = "0102030405060708"
	for name, want := range map[string][]string{
		"conforming": {
			"client call 2 opnum 6 response false syntax NDR big false object true private 8: " + stub,
			"server call 2 opnum 6 response true syntax NDR big false object true private 8: " + stub,
			"client call 3 opnum 7 response false syntax NDR big false object false private 8: " + stub,
			"client call 4 opnum 8 response false syntax NDR big false object false private 8: " + stub,
		},
		"fragments": {
			"client call 1 opnum 5 response false syntax NDR big false object false private 24: " + stub + stub + stub,
			"server call 1 opnum 5 response true syntax NDR big false object false private 24: " + stub + stub,
			"client call 3 opnum 6 response false syntax NDR big false object false private 16: " + stub + stub,
		},
		"big-endian": {
			"client call 1 opnum 5 response false syntax NDR big true object false private 8: " + stub,
			"server call 1 opnum 5 response true syntax NDR big true object false private 8: " + stub,
		},
	} {
		got, _ := play(t, name)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestNames: a request is named at once, by what its child calls it.
func TestNames(t *testing.T) {
	_, log := play(t, "fragments")
	var got []string
	for _, m := range log.Messages {
		if m.Proto == "dcerpc" && (m.Name == "request" || m.Name == "response") {
			got = append(got, m.Info)
		}
	}
	want := []string{
		"ITest::Five request, call 1, first fragment, integrity (NTLM)",
		"ITest::Five request, call 1, middle fragment",
		"ITest::Five request, call 1, last fragment, packet (NTLM)",
		"ITest::Five response, call 1, first fragment, integrity (NTLM)",
		"ITest::Five response, call 1, last fragment, integrity (NTLM)",
		"ITest::Five request, call 2, last fragment",
		"ITest::Six request, call 3, first fragment",
		"ITest::Six request, call 3, first fragment",
		"ITest::Six request, call 3, last fragment",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	for _, m := range log.Messages {
		if m.Name == "bind" && !strings.HasPrefix(m.Info, "ITest") {
			t.Errorf("a bind is called %q", m.Info)
		}
	}
}
