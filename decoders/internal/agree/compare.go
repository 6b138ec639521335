package main

import (
	"cmp"
	"slices"
	"strings"
)

// A count is what comparing one field of one capture came to, in values.
type count struct {
	same   int            // in the same frame
	moved  int            // in another frame: the two say differently where a message ends
	again  int            // tshark repeats it, where the field is one that it repeats
	ours   int            // only we have it
	theirs int            // only tshark has it
	below  map[string]int // only tshark has it, inside of a protocol that is not read
	differ []difference   // each of those that were moved, or that only one of the two has
}

// A difference is a value that the two do not say of the same frame.
type difference struct {
	side  side
	frame uint64 // of who has it; of tshark's, where both do
	value string
}

func (c *count) add(d count) {
	c.same += d.same
	c.moved += d.moved
	c.again += d.again
	c.ours += d.ours
	c.theirs += d.theirs
	for k, n := range d.below {
		if c.below == nil {
			c.below = map[string]int{}
		}
		c.below[k] += n
	}
}

// unread are the protocols that radissect does not read and that carry ones that it
// does.
var unread = []string{"smb2", "smb", "nbss", "ldap", "cldap", "dtls", "quic", "gsup", "diameter", "radius", "eap", "websocket", "enip", "sip", "imap", "smtp", "pop", "ftp", "telnet", "nntp", "tds", "xmpp", "rtsp", "ipp", "socks", "db-lsp-disc", "grpc", "rdpudp", "l2tp", "sctp", "ayiya", "arcnet", "kpasswd", "protobuf", "dns"}

func carrier(layers string) string {
	list := strings.Split(layers, ":")
	for _, p := range unread {
		if slices.Contains(list, p) {
			return p
		}
	}
	if slices.Contains(list, "dcerpc") && slices.Contains(list, "udp") {
		return "dcerpc without connection"
	}
	if slices.Contains(list, "json") && !slices.Contains(list, "http") && !slices.Contains(list, "http2") {
		return list[max(0, slices.Index(list, "json")-1)]
	}
	return ""
}

// compare holds the values of one field against each other.
func compare(a, b map[uint64][]string, layers map[uint64]string, repeats bool) count {
	var c count
	type rest struct {
		frame uint64
		value string
	}
	var left, right []rest
	frames := map[uint64]bool{}
	known := map[string]bool{}
	for f := range a {
		frames[f] = true
		for _, v := range a[f] {
			known[v] = true
		}
	}
	for f := range b {
		frames[f] = true
	}
	for f := range frames {
		have := map[string]int{}
		for _, v := range a[f] {
			have[v]++
		}
		for _, v := range b[f] {
			if have[v] > 0 {
				have[v]--
				c.same++
			} else {
				right = append(right, rest{f, v})
			}
		}
		for v, n := range have {
			for range n {
				left = append(left, rest{f, v})
			}
		}
	}
	byFrame := func(x, y rest) int { return cmp.Or(cmp.Compare(x.frame, y.frame), cmp.Compare(x.value, y.value)) }
	slices.SortFunc(left, byFrame)
	slices.SortFunc(right, byFrame)
	have := map[string]int{}
	for _, r := range left {
		have[r.value]++
	}
	for _, r := range right {
		if have[r.value] > 0 {
			have[r.value]--
			c.moved++
			c.differ = append(c.differ, difference{elsewhere, r.frame, r.value})
			continue
		}
		if p := carrier(layers[r.frame]); p != "" {
			if c.below == nil {
				c.below = map[string]int{}
			}
			c.below[p]++
			continue
		}
		if repeats && known[r.value] {
			c.again++
			continue
		}
		c.theirs++
		c.differ = append(c.differ, difference{onlyTheirs, r.frame, r.value})
	}
	for _, r := range slices.Backward(left) {
		if have[r.value] > 0 {
			have[r.value]--
			c.ours++
			c.differ = append(c.differ, difference{onlyOurs, r.frame, r.value})
		}
	}
	slices.SortFunc(c.differ, func(x, y difference) int {
		return cmp.Or(cmp.Compare(x.side, y.side), cmp.Compare(x.frame, y.frame), cmp.Compare(x.value, y.value))
	})
	return c
}
