package traffic

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
)

// A blend is made by replaying small captures with new addresses.
type blend []part

// A part is some small captures, taken in turn, and their share of the bytes.
type part struct {
	share float64
	files []string
}

var mixed = blend{
	{40, []string{"pcaps/http/dscpm_http.pcap", "pcaps/http/dscpm_http_chunked.pcap", "pcaps/http/dscpm_http_gzip.pcap"}},
	{25, []string{"pcaps/tls/dscpm_https_tls13.pcap"}},
	{15, []string{"pcaps/ra/ra_scripted_plain_lo.pcap", "pcaps/ra/ra_rdp_plain_lo.pcap"}},
	{20, []string{"pcaps/dcerpc/rpc_samr_ntlm_seal.pcap", "pcaps/dcerpc/dcom_rasrv_seal.pcap"}},
}

// concurrent is how many replicas talk at the same time.
const concurrent = 64

// replica is one small capture that is being replayed.
type replica struct {
	frames [][]byte
	next   int
	id     uint32
	hosts  []uint32 // as captured; their place gives the new address
}

// lossy loses every hundredth packet, and lets another one overtake the next.
func (m blend) lossy(w *writer, root string) error {
	w.drop = func(n uint64) (lose, later bool) { return n%100 == 37, n%100 == 73 }
	return m.replay(w, root)
}

// replay writes replicas of the parts, each with addresses of its own.
func (m blend) replay(w *writer, root string) error {
	files := make([][][][]byte, len(m))
	for i, p := range m {
		for _, f := range p.files {
			frames, err := load(filepath.Join(root, filepath.FromSlash(f)))
			if err != nil {
				return fmt.Errorf("%s: %w", f, err)
			}
			files[i] = append(files[i], frames)
		}
	}
	live := make([]*replica, 0, concurrent)
	given, turn := make([]float64, len(m)), make([]int, len(m))
	ids := uint32(0)
	frame := make([]byte, 0, 1<<16)
	for !w.full() {
		for len(live) < concurrent {
			// The part that is furthest behind its share comes next.
			best := 0
			for i, p := range m {
				if given[i]/p.share < given[best]/m[best].share {
					best = i
				}
			}
			frames := files[best][turn[best]%len(files[best])]
			turn[best]++
			for _, f := range frames {
				given[best] += float64(len(f))
			}
			ids++
			live = append(live, &replica{frames: frames, id: ids})
		}
		for i := 0; i < len(live); i++ {
			r := live[i]
			frame = append(frame[:0], r.frames[r.next]...)
			r.readdress(frame)
			w.packet(frame)
			if r.next++; r.next == len(r.frames) {
				live = append(live[:i], live[i+1:]...)
				i--
			}
		}
	}
	return nil
}

// readdress puts the replica's own addresses, in 10.0.0.0/8, into an IPv4 frame.
// A checksum that was right is not any more; few tools look.
func (r *replica) readdress(frame []byte) {
	for _, off := range []int{26, 30} {
		old, at := binary.BigEndian.Uint32(frame[off:]), -1
		for i, h := range r.hosts {
			if h == old {
				at = i
			}
		}
		if at < 0 {
			at = len(r.hosts)
			r.hosts = append(r.hosts, old)
		}
		binary.BigEndian.PutUint32(frame[off:], 10<<24|r.id%0x3fffff<<2|uint32(at)%4)
	}
}

// load reads the IPv4 frames of a little-endian pcap file with Ethernet.
func load(name string) ([][]byte, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
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
