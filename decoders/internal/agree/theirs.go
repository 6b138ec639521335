package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/radissect/radissect/decoders/internal/corpus"
)

// said is what somebody says about a capture: of each pair, the values of each frame.
type said []map[uint64][]string

func newSaid() said {
	s := make(said, len(pairs))
	for i := range s {
		s[i] = map[uint64][]string{}
	}
	return s
}

const between = "\x1f" // between the values of one field in one frame

// theirs asks tshark, which is to put out of order segments in order and to take frames
// of segmentation offload for what they are, as it does not by itself. A capture with RDP
// is read again with port 3389 as TLS, or it looks for none there; a frame that says something the
// first time is not asked again. The second result are the layers of each frame.
func theirs(tshark string, c *corpus.Capture) (said, map[uint64]string, error) {
	args := []string{"-n", "-o", "tcp.reassemble_out_of_order:TRUE", "-o", "ip.tso_support:TRUE", "-r", c.Path, "-T", "fields", "-E", "occurrence=a", "-E", "aggregator=" + between, "-e", "frame.number", "-e", "frame.protocols"}
	names, _ := columns()
	for _, name := range names {
		args = append(args, "-e", name)
	}
	for _, q := range c.Secrets {
		switch q.Kind {
		case "tls-keylog":
			args = append(args, "-o", "tls.keylog_file:"+q.Value)
		case "keytab":
			args = append(args, "-K", q.Value)
		case "rsa-key":
			args = append(args, "-o", `uat:rsa_keys:"`+q.Value+`",""`)
		case "nt-password":
			args = append(args, "-o", "ntlmssp.nt_password:"+q.Value)
		}
	}
	s, layers := newSaid(), map[uint64]string{}
	for pass := range 2 {
		if pass == 1 {
			args = append(args, "-d", "tcp.port==3389,tls")
		}
		out, err := exec.Command(tshark, args...).Output()
		if err != nil && len(out) == 0 {
			return nil, nil, fmt.Errorf("%s: tshark: %w", c.Name, err)
		}
		t := newSaid()
		read(t, layers, out)
		for i := range s {
			for frame, values := range t[i] {
				if s[i][frame] == nil {
					s[i][frame] = values
				}
			}
		}
		if len(c.Secrets)+len(s[0]) == 0 && !strings.HasSuffix(c.Path, "ng") {
			break // no RDP, and nothing that could be opened
		}
	}
	return s, layers, nil
}

func read(s said, layers map[uint64]string, out []byte) {
	_, of := columns()
	for _, line := range bytes.Split(out, []byte("\n")) {
		cols := strings.Split(string(line), "\t")
		if len(cols) != len(of)+2 {
			continue
		}
		frame, err := strconv.ParseUint(cols[0], 10, 64)
		if err != nil {
			continue
		}
		layers[frame] = cols[1]
		for k, i := range of {
			if cols[k+2] == "" {
				continue
			}
			for _, v := range strings.Split(cols[k+2], between) {
				if v = normal(pairs[i].form, v); v != "" && v != "[ Null ]" {
					s[i][frame] = append(s[i][frame], v)
				}
			}
		}
	}
}

// normal brings a value of tshark into the form in which ours are.
func normal(f form, v string) string {
	switch f {
	case number, high4:
		if n, err := strconv.ParseUint(v, 0, 64); err == nil {
			return strconv.FormatUint(n, 10)
		}
		if n, err := strconv.ParseInt(v, 0, 64); err == nil {
			return strconv.FormatUint(uint64(uint32(n)), 10)
		}
		switch v {
		case "True":
			return "1"
		case "False":
			return "0"
		}
		return v
	case top2:
		n, _ := strconv.ParseUint(v, 16, 8)
		return strconv.FormatUint(n>>6, 10)
	case octets:
		return strings.ToLower(strings.ReplaceAll(v, ":", ""))
	case line:
		if name, _, _ := strings.Cut(v, ":"); alone(strings.ToLower(name)) {
			return ""
		}
		return clean(v)
	case text, utf16:
		if v == "NULL" && f == utf16 {
			return ""
		}
		return clean(v)
	}
	return v
}

// clean leaves out what the two print differently: white space around a value, and
// characters beyond printable ASCII, of which tshark counts the bytes.
func clean(v string) string {
	v = strings.NewReplacer(`\r`, " ", `\n`, " ", `\t`, " ", `\\`, `\`, `\"`, `"`).Replace(v)
	before := rune(0)
	v = strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f {
			r = utf8.RuneError
			if before == r {
				return -1
			}
		}
		before = r
		return r
	}, strings.TrimSpace(v))
	v = strings.ReplaceAll(v, string(utf8.RuneError), "?")
	const most = 200 // tshark cuts long labels
	return v[:min(len(v), most)]
}
