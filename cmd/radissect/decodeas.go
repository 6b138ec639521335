package main

import (
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// parseDecodeAs reads what -d says, as tshark's does: "tcp.port==3390,tpkt", also with
// a range of ports, "udp.port==5000-5010,rdpudp".
func parseDecodeAs(reg *dissect.Registry, text string) (dissect.DecodeAs, error) {
	var d dissect.DecodeAs
	wrong := func(why string) (dissect.DecodeAs, error) {
		return d, misuse("-d " + quote(text) + ": " + why)
	}
	rule, name, ok := strings.Cut(text, ",")
	key, ports, ok2 := strings.Cut(rule, "==")
	if !ok || !ok2 {
		return wrong(`it has the form "tcp.port==3390,tpkt"`)
	}
	switch strings.TrimSpace(key) {
	case "tcp.port":
		d.Transport = "tcp"
	case "udp.port":
		d.Transport = "udp"
	default:
		return wrong(quote(strings.TrimSpace(key)) + ` is neither "tcp.port" nor "udp.port"`)
	}
	from, to, ranged := strings.Cut(strings.ReplaceAll(strings.TrimSpace(ports), "..", "-"), "-")
	if !ranged {
		to = from
	}
	a, err := strconv.ParseUint(strings.TrimSpace(from), 10, 16)
	b, err2 := strconv.ParseUint(strings.TrimSpace(to), 10, 16)
	if err != nil || err2 != nil || a > b {
		return wrong("ports are numbers from 0 to 65535, or a range like 3390-3399")
	}
	d.From, d.To = uint16(a), uint16(b)
	name = strings.TrimSpace(name)
	var names []string
	for _, p := range reg.Protocols() {
		if d.Transport == "tcp" && !reg.Streamable(p) {
			if p.Name == name {
				return wrong(name + " is carried by other protocols; it cannot be what a TCP connection starts with")
			}
			continue
		}
		names = append(names, p.Name)
		if p.Name == name {
			d.Protocol = p
		}
	}
	if d.Protocol == nil {
		hint := nearest(name, names)
		if hint == "" {
			hint = "; it is one of " + strings.Join(names, ", ")
		}
		return wrong("there is no protocol " + quote(name) + " for this" + hint)
	}
	return d, nil
}
