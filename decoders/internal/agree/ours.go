package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/radissect/radissect/decoders/internal/corpus"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A reader is a sink that takes down the values of mapped fields.
type reader struct {
	want map[string]int // key to pair
	said said
	h2   map[*dissect.Conversation]bool // conversations of HTTP/2
	last map[direction]uint64           // frames of the last heads of HTTP
	lost uint64                         // stream bytes that the capture does not hold
	seen seen
}

// What is seen are frames with something in them that tells why tshark says something else.
type seen struct {
	cut   map[uint64]bool // they end a message that the capture does not hold all of
	ssl2  map[uint64]bool // a hello of SSL 2
	heads map[uint64]bool // the last head of HTTP in a direction: the end of its body is not seen
}

// A direction is one of a conversation.
type direction struct {
	conv *dissect.Conversation
	dir  dissect.Dir
}

func newReader() *reader {
	r := &reader{want: map[string]int{}, said: newSaid(), h2: map[*dissect.Conversation]bool{}, last: map[direction]uint64{}}
	r.seen = seen{map[uint64]bool{}, map[uint64]bool{}, map[uint64]bool{}}
	for i := range pairs {
		for _, key := range pairs[i].ours {
			r.want[key] = i
		}
	}
	return r
}

// ours reads a capture.
func ours(reg *dissect.Registry, c *corpus.Capture) (*reader, error) {
	store, err := c.Store()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	src, err := source.Open(c.Path, source.Options{})
	if err != nil {
		return nil, err
	}
	r := newReader()
	_, err = dissect.New(reg, dissect.Options{Workers: 1, Keys: store}).Run(context.Background(), src, r)
	for _, frame := range r.last {
		r.seen.heads[frame] = true
	}
	return r, err
}

func (r *reader) Want() dissect.Want { return dissect.Want{Messages: true, Trees: true} }

func (r *reader) Accept(ev *dissect.Event) bool {
	if m := ev.Message; ev.Kind == dissect.EventMessage && m.Tree != nil && len(m.Frames) > 0 {
		r.message(m)
	}
	return false
}

func (r *reader) message(m *dissect.Message) {
	proto, _, _ := strings.Cut(m.Proto, ".")
	if proto == "http2" {
		r.h2[m.Conv] = true
	}
	headers := "header."
	if proto == "http" && r.h2[m.Conv] {
		proto, headers = "h2", "h2header." // tshark has fields of its own for these
	}
	kind := ""
	if m.Kind != nil {
		kind = m.Kind.Name
	}
	frame := m.Frames[len(m.Frames)-1]
	if m.Cut {
		r.seen.cut[frame] = true
	}
	switch kind {
	case "V2ClientHello":
		r.seen.ssl2[frame] = true
	case "HTTP response":
		r.last[direction{m.Conv, m.Dir}] = frame
	}
	var groups []string
	header := "" // whose value has not come
	var line, colon *dissect.Node
	for depth, n := range m.Tree.All() {
		groups = append(groups[:min(depth, len(groups))], n.Field.Name)
		for len(groups) <= depth {
			groups = append(groups, "")
		}
		if n.Flags&dissect.Short != 0 {
			continue
		}
		i, ok := 0, false
		if n.Field.Base != dissect.Group {
			i, ok = r.want[proto+"."+n.Field.Name]
			for up := 1; up <= 2 && !ok && up <= depth; up++ {
				i, ok = r.want[proto+"."+groups[depth-up]+"/"+n.Field.Name]
			}
			if !ok {
				i, ok = r.want[proto+"["+kind+"]."+n.Field.Name]
			}
		}
		if proto == "http" || proto == "ssdp" || proto == "h2" {
			switch n.Field.Name {
			case "field-name":
				header = strings.ToLower(string(m.Tree.Range(n)))
			case "field-line":
				header, line, colon = "", n, nil
			case "colon":
				colon = n
			case "CRLF":
				if header != "" && headers == "header." && kind != "HTTP field section" {
					i, known := r.want[headers+header]
					v := m.Tree.Bytes[line.Off:n.Off]
					if !known {
						i = r.want["header"]
					} else if colon != nil {
						v = m.Tree.Bytes[colon.Off+colon.Len : n.Off]
					}
					r.say(i, frame, clean(string(v)))
				}
				header = ""
			default:
				if header != "" && headers != "header." && groups[max(0, depth-1)] == "field-line" && kind != "HTTP field section" {
					i, ok = r.want[headers+header]
					header = ""
				}
			}
		}
		if ok {
			r.say(i, frame, value(pairs[i].form, m.Tree, n))
		}
	}
}

func (r *reader) say(pair int, frame uint64, v string) {
	if v != "" {
		r.said[pair][frame] = append(r.said[pair][frame], v)
	}
}

func value(f form, t *dissect.Tree, n *dissect.Node) string {
	b := t.Range(n)
	switch f {
	case number:
		if n.Field.Base == dissect.Int {
			unused := 64 - 8*min(n.Len, 8)
			return strconv.FormatUint(uint64(uint32(int64(n.Value<<unused)>>unused)), 10)
		}
		if n.Field.Base == dissect.Text || n.Field.Base == dissect.Bytes {
			return string(b)
		}
		return strconv.FormatUint(n.Value, 10)
	case high4:
		return strconv.FormatUint(n.Value>>4, 10)
	case top2:
		return strconv.FormatUint(n.Value, 10)
	case octets:
		return hex.EncodeToString(b)
	case utf16:
		if n.Field.Base == dissect.UTF16 {
			return clean(strings.TrimRight(string(dissect.AppendUTF16(nil, b)), "\x00"))
		}
	}
	return clean(strings.TrimRight(string(b), "\x00"))
}

func (r *reader) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (r *reader) Write(p []byte) (int, error)                { return len(p), nil }
func (r *reader) Close(s *dissect.Summary) error             { r.lost = s.LostBytes; return nil }
