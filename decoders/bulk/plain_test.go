package bulk

// splitMix is SplitMix64, as in pcaps/bulk/compress.c.
type splitMix uint64

func (s *splitMix) next() uint64 {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

var plainWords = [16]string{
	"remote ", "assist", "ance", " the", " of", "\r\n", "desk", "top ",
	"session", " is", "=\"", "\" ", "<", "/>", "user", "é",
}

// plain generates the data that the streams in pcaps/bulk were made from: what
// generate in compress.c does.
func plain(n int, calm bool) []byte {
	p := make([]byte, n)
	s := splitMix(1)
	for i := 0; i < n; {
		r := s.next()
		if k := r & 15; calm && k != 0 && k != 4 && k != 6 {
			r = r&^15 | 12
		}
		end := i + 64 + int((r>>8)%4000)
		if r&15 == 15 {
			end = i + 64 + int((r>>8)%1000)
		}
		end = min(end, n)
		begin := i
		switch r & 15 {
		case 0, 1, 2, 3:
			for i < end {
				i += copy(p[i:end], plainWords[s.next()&15])
			}
		case 4, 5:
			for i < end {
				v := s.next()
				i += copy(p[i:end], []byte{
					16, 0, 0, 0, byte(i), byte(i >> 8), 0xFF, 0,
					'R', 'A', 0, 0, byte(v), byte(v >> 8 & 3), 0x80, 0,
				})
			}
		case 12, 13:
			for ; i < end; i++ {
				p[i] = byte(r >> 40)
			}
		case 14:
			for ; i < end; i++ {
				p[i] = byte((i - begin) >> (r >> 40 & 7))
			}
		case 15:
			for ; i < end; i++ {
				p[i] = byte(s.next())
			}
		default:
			v := s.next()
			reach := min(uint64(1)<<(4+(v&255)%20), uint64(i))
			if i == 0 {
				break
			}
			distance := 1 + int((v>>8)%reach)
			for ; i < end; i++ {
				p[i] = p[i-distance]
			}
		}
	}
	return p
}
