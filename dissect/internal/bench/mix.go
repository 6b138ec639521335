package main

import (
	"encoding/binary"
	"fmt"
	"os"
)

// A mix is a capture made by replicating small ones.
type mix struct {
	name  string
	parts []part
}

// part is one small capture and its share of the packets.
type part struct {
	file  string
	share int
}

var mixes = []mix{
	{"mixed: 40 % HTTP, 25 % TLS, 15 % RDP, 20 % DCE/RPC", []part{
		{"pcaps/http/dscpm_http.pcap", 40},
		{"pcaps/tls/dscpm_https_tls13.pcap", 25},
		{"pcaps/ra/ra_scripted_plain_lo.pcap", 15},
		{"pcaps/dcerpc/rpc_samr_ntlm_seal.pcap", 20},
	}},
	{"RDP with Remote Assistance only", []part{{"pcaps/ra/ra_scripted_plain_lo.pcap", 1}}},
}

// concurrent is how many replicas talk at the same time.
const concurrent = 64

// make builds a pcap of about n bytes: replicas of the parts, each with addresses
// of its own, talking at the same time.
func (m *mix) make(n int) ([]byte, error) {
	packets := make([][][]byte, len(m.parts))
	for i, p := range m.parts {
		b, err := os.ReadFile(p.file)
		if err != nil {
			return nil, err
		}
		if packets[i], err = records(b); err != nil {
			return nil, fmt.Errorf("%s: %w", p.file, err)
		}
	}
	out := make([]byte, 0, n+1<<16)
	out = binary.LittleEndian.AppendUint32(out, 0xa1b2c3d4)
	out = append(out, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0)
	type replica struct {
		part, next int
		id         uint32
		hosts      map[uint32]uint32
	}
	var live []*replica
	given := make([]float64, len(m.parts))
	ids, us := uint32(0), uint64(1767323045)*1e6
	for len(out) < n {
		for len(live) < concurrent {
			// The part that is furthest behind its share comes next.
			best := 0
			for i, p := range m.parts {
				if given[i]/float64(p.share) < given[best]/float64(m.parts[best].share) {
					best = i
				}
			}
			given[best] += float64(len(packets[best]))
			ids++
			live = append(live, &replica{part: best, id: ids, hosts: map[uint32]uint32{}})
		}
		for i := 0; i < len(live); i++ {
			r := live[i]
			frame := packets[r.part][r.next]
			r.next++
			us += 7
			out = binary.LittleEndian.AppendUint32(out, uint32(us/1e6))
			out = binary.LittleEndian.AppendUint32(out, uint32(us%1e6))
			out = binary.LittleEndian.AppendUint32(out, uint32(len(frame)))
			out = binary.LittleEndian.AppendUint32(out, uint32(len(frame)))
			at := len(out)
			out = append(out, frame...)
			for _, off := range []int{26, 30} { // addresses of IPv4 behind Ethernet
				old := binary.BigEndian.Uint32(out[at+off:])
				host, ok := r.hosts[old]
				if !ok {
					host = 10<<24 | r.id%0x3fffff<<2 | uint32(len(r.hosts))%4
					r.hosts[old] = host
				}
				binary.BigEndian.PutUint32(out[at+off:], host)
			}
			if r.next == len(packets[r.part]) {
				live = append(live[:i], live[i+1:]...)
				i--
			}
		}
	}
	return out, nil
}

// records are the IPv4 frames of a little-endian pcap file with Ethernet.
func records(b []byte) ([][]byte, error) {
	if len(b) < 24 || binary.LittleEndian.Uint32(b) != 0xa1b2c3d4 || binary.LittleEndian.Uint32(b[20:]) != 1 {
		return nil, fmt.Errorf("not a little-endian pcap file with Ethernet")
	}
	var out [][]byte
	for b = b[24:]; len(b) >= 16; {
		n := int(binary.LittleEndian.Uint32(b[8:]))
		if n > len(b)-16 {
			break
		}
		if f := b[16 : 16+n]; n >= 34 && f[12] == 8 && f[13] == 0 {
			out = append(out, f)
		}
		b = b[16+n:]
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no IPv4 frames")
	}
	return out, nil
}
