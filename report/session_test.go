package report

import (
	"bytes"
	"net/netip"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// given are options with two secrets; s is in the name of one.
func given(o Options, s string) Options {
	o.Given = func() []Given {
		return []Given{{Name: s + "/server.pem", Kind: "rsa-key"}, {Name: "--password", Kind: "password", Used: true}}
	}
	return o
}

// sampleSession is a session with a bit of everything; s is the captured text.
func sampleSession(s string, c *dissect.Conversation) *dissect.SessionRecord {
	const t0 = 1700000000e9
	at := func(seconds float64) int64 { return t0 + int64(seconds*1e9) }
	ref := func(n uint64) *dissect.Ref { return &dissect.Ref{N: n} }
	event := func(seconds float64, what, by, detail string, n uint64) dissect.SessionEvent {
		return dissect.SessionEvent{Time: at(seconds), What: what, By: by, Detail: detail, Message: ref(n)}
	}
	return &dissect.SessionRecord{
		ID: 7, Kind: "remote-assistance", File: s, Version: 2, Outcome: "established", Protection: "TLS 1.2, " + s,
		Start: t0, End: at(205.5), Conversations: []*dissect.Conversation{c, conv(3)},
		Parties: []dissect.Party{
			{Role: "expert", Endpoint: c.Client, Name: s + "-Ann"},
			{Role: "novice", Endpoint: c.Server, Name: "Bob " + s},
			{Role: "relay", Endpoint: conv(1).Server},
		},
		Initiation: &dissect.Initiation{
			Method: "IRASrv", ConnectionString: "65538,1,10.0.0.2:3389," + s, KHExpected: s + "aaaa", KHSeen: "bbbb", KHKnown: true,
		},
		Events: []dissect.SessionEvent{
			event(0, "announced", "novice", "", 1),
			event(0.25, "version-chosen", "", "1.2 "+s, 2),
			event(1.5, "established", "", "", 3),
			event(5, "control-requested", "expert", "", 4),
			event(6, "control-granted", "novice", "", 5),
			event(60, "chat", "expert", "", 6),
			event(61, "file-offered", "novice", "", 7),
			event(62, "file-complete", "novice", "", 8),
			event(63, "voice-established", "", "", 9),
			event(64, "setting", "novice", "SMARTCARD=1", 10),
			event(65, "control-ended", "novice", "", 11),
			event(205.5, "disconnected", "expert", "", 12),
		},
		Chat: []dissect.ChatLine{
			{Time: at(60), From: "expert", Text: "hello " + s, Message: ref(6)},
			{Time: at(60.5), From: "novice", Text: s, Message: ref(99)},
		},
		Files: []dissect.SessionFile{
			{Name: s + ".txt", Size: 1436, Received: 436, SHA256: strings.Repeat("ab", 32), From: "novice", Outcome: "partial", Message: ref(7)},
			{Name: "b.txt", Size: 5, Received: 5, SHA256: strings.Repeat("cd", 32), From: "novice", Outcome: "complete"},
		},
		Checks: []dissect.SessionCheck{
			{What: "password", Result: "match"},
			{What: "key-hash", Result: "mismatch", Detail: "the invitation promises another key " + s},
		},
		Dropped: 3,
	}
}

// TestSessionRecord: the record has the keys of the contract, in its order.
func TestSessionRecord(t *testing.T) {
	r := &dissect.SessionRecord{
		ID: 1, Kind: "remote-assistance", Version: 2, Outcome: "established", Start: 1700000000e9, End: 1700000001e9,
		Conversations: []*dissect.Conversation{conv(1), conv(3)},
		Parties: []dissect.Party{
			{Role: "novice", Endpoint: conv(1).Server, Name: "Bob"}, {Role: "expert", Endpoint: conv(1).Client, Name: "Ann"},
		},
		Initiation: &dissect.Initiation{Method: "IRASrv", Protection: "encrypted", Tied: []string{"id", "key-hash"}, ConnectionString: "65538,1", KHExpected: "aa", KHSeen: "aa", KHMatch: true, KHKnown: true},
		Events:     []dissect.SessionEvent{{Time: 1700000000e9, What: "control-granted", By: "novice", Message: &dissect.Ref{N: 88}}},
		Chat:       []dissect.ChatLine{{Time: 1700000000e9, From: "expert", Text: "hello", Message: &dissect.Ref{N: 70}}},
		Files: []dissect.SessionFile{{Name: "a.txt", Size: 436, Received: 436, SHA256: "00", From: "novice", Outcome: "complete",
			Message: &dissect.Ref{N: 75}}},
		Checks: []dissect.SessionCheck{{What: "password", Result: "match"}},
	}
	// The line of the contract, with its dots filled in, and what came to it since.
	const want = `{"type":"session","id":1,"kind":"remote-assistance","version":2,"outcome":"established",` +
		`"start":"2023-11-14T22:13:20.000000000Z","end":"2023-11-14T22:13:21.000000000Z",` +
		`"expert":{"addr":"10.0.0.1","name":"Ann"},"novice":{"addr":"10.0.0.2","name":"Bob"},"conversations":[1,3],` +
		`"initiation":{"method":"IRASrv","connectionString":"65538,1","kh":{"expected":"aa","seen":"aa","match":true},"protection":"encrypted","tied":["id","key-hash"]},` +
		`"events":[{"time":"2023-11-14T22:13:20.000000000Z","what":"control-granted","by":"novice","message":88}],` +
		`"chat":[{"time":"2023-11-14T22:13:20.000000000Z","from":"expert","text":"hello","message":70}],` +
		`"files":[{"name":"a.txt","size":436,"received":436,"sha256":"00","from":"novice","outcome":"complete","message":75}],` +
		`"checks":[{"what":"password","result":"match"}],` +
		`"control":[{"start":"2023-11-14T22:13:20.000000000Z","end":"2023-11-14T22:13:21.000000000Z"}]}`
	s := SessionsJSON(nil, Options{Reveal: true}).(*jsonSink)
	if got := string(s.appendSession(nil, r)); got != want {
		t.Errorf("want %s\ngot  %s", want, got)
	}
	masked := string(SessionsJSON(nil, Options{}).(*jsonSink).appendSession(nil, r))
	if want := strings.Replace(want, "65538,1", dissect.Mask, 1); masked != want {
		t.Errorf("want %s\ngot  %s", want, masked)
	}
	// What is not known is left out; lists stay.
	empty := string(s.appendSession(nil, &dissect.SessionRecord{ID: 2, Kind: "dsc", Live: true, Parties: []dissect.Party{{Role: "node"}}}))
	valid(t, []byte(empty))
	for _, want := range []string{`"parties":[{"role":"node"}]`, `"events":[]`, `"chat":[]`, `"files":[]`, `"checks":[]`, `"live":true`} {
		if !strings.Contains(empty, want) {
			t.Errorf("no %s in %s", want, empty)
		}
	}
}

// TestTimeline: everything that happened stands in the card once, in order, and
// so does silence.
func TestTimeline(t *testing.T) {
	var buf bytes.Buffer
	c := conv(1)
	r := sampleSession("x", c)
	live := *r
	live.Live = true
	drive(t, Sessions(&buf, Options{}), []*dissect.Event{
		{Kind: dissect.EventSession, Conv: c, Session: &live}, {Kind: dissect.EventSession, Conv: c, Session: r},
	}, &dissect.Summary{Files: 1})
	out := buf.String()
	at := 0
	for _, want := range []string{
		"Session 7", "x-Ann helped Bob x", "3 min 25 s", "conversations  1, 3", "TLS 1.2, x", "IRASrv", dissect.Mask, "mismatch",
		"password     match", "announced by novice (message 1)", "version chosen: 1.2 x", "established", "control requested by expert",
		"control granted by novice", "nothing for 54.0 s", "expert writes: hello x", "novice writes: x (message 99)",
		"file offered by novice: x.txt, 1,436 bytes", "file complete", "voice established", "setting by novice: SMARTCARD=1",
		"control ended by novice", "nothing for 2 min 20 s", "disconnected by expert", "… and 3 more",
		"436 of 1,436 bytes from novice, partial, message 7", "b.txt", "5 bytes from novice, complete", "1 session in 1 capture",
	} {
		i := strings.Index(out[at:], want)
		if i < 0 {
			t.Fatalf("no %q, or not in its place, in\n%s", want, out)
		}
		at += i
	}
	if n := strings.Count(out, "hello x"); n != 1 {
		t.Errorf("a line of chat stands there %d times", n)
	}
	if strings.Count(out, "Session 7") != 1 {
		t.Error("a session that goes on has a card")
	}
}

func TestSpan(t *testing.T) {
	for ns, want := range map[int64]string{
		0: "0 ms", 850e6: "850 ms", 1e9: "1.0 s", 59.99e9: "59.9 s", 60e9: "1 min", 205.5e9: "3 min 25 s",
		3600e9: "1 h", 7500e9: "2 h 5 min", -5e9: "-5.0 s", -1 << 63: "-1281023 h 53 min",
	} {
		if got := span(ns); got != want {
			t.Errorf("%d: want %q, got %q", ns, want, got)
		}
	}
}

// TestPartyText: an address that is a name is not said twice.
func TestPartyText(t *testing.T) {
	for _, c := range []struct{ name, addr, want string }{
		{"", "192.0.2.1", "192.0.2.1:80"}, {"pull.example", "192.0.2.1", "pull.example (192.0.2.1:80)"},
		{"192.0.2.1", "192.0.2.1", "192.0.2.1:80"}, {"192.0.2.1:80", "192.0.2.1", "192.0.2.1:80"},
		{"[2001:db8::1]", "2001:db8::1", "[2001:db8::1]:80"}, {"192.0.2.2", "192.0.2.1", "192.0.2.2 (192.0.2.1:80)"},
	} {
		p := dissect.Party{Name: c.name, Endpoint: dissect.Endpoint{Addr: dissect.HostAddr(netip.MustParseAddr(c.addr).As16()), Port: 80}}
		if got := partyText(&p); got != c.want {
			t.Errorf("%q at %s: want %q, got %q", c.name, c.addr, c.want, got)
		}
	}
}

// FuzzWrapHard: no line is too wide, and nothing but spaces is lost.
func FuzzWrapHard(f *testing.F) {
	f.Add("a modulus "+strings.Repeat("ab", 100)+" and more", uint8(20))
	f.Add("日本語 日本語日本語", uint8(3))
	f.Add("\u06e2 000", uint8('L')) // a word without width was lost
	f.Fuzz(func(t *testing.T, s string, cols uint8) {
		s = Escape(s)
		n := int(cols)%80 + 2
		lines := wrapHard(s, n, cellWidth)
		for _, line := range lines {
			if w := textWidth(line); w > n {
				t.Fatalf("%d columns instead of %d: %q", w, n, line)
			}
		}
		join := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := join(strings.Join(lines, "")), join(s); got != want {
			t.Fatalf("want %q, got %q", want, got)
		}
	})
}

// TestFacts: what is known of a session of some other kind stands in card and
// record; secrets among it are masked.
func TestFacts(t *testing.T) {
	r := &dissect.SessionRecord{ID: 1, Kind: "dsc-pull", Facts: []dissect.SessionFact{{Name: "agent", Value: "A\x1b1"}, {Name: "key", Value: "s3cret", Secret: true}}}
	for _, reveal := range []bool{false, true} {
		o := Options{Reveal: reveal}
		var card bytes.Buffer
		drive(t, Sessions(&card, o), []*dissect.Event{{Kind: dissect.EventSession, Session: r}}, &dissect.Summary{Files: 1})
		record := string(SessionsJSON(nil, o).(*jsonSink).appendSession(nil, r))
		valid(t, []byte(record))
		for _, text := range []string{card.String(), record} {
			if strings.Contains(text, "s3cret") != reveal || !strings.Contains(text, "agent") || strings.Contains(text, "\x1b1") {
				t.Errorf("reveal %v: %s", reveal, text)
			}
		}
		if !strings.Contains(record, `"facts":[{"name":"agent","value":"A\u001b1"}`) {
			t.Errorf("record: %s", record)
		}
	}
}
