package reassembly

import "math/bits"

const (
	// maxPooled is how many bytes a Pool keeps: the tails of some thousand short
	// connections. What comes beyond is left to the garbage collector.
	maxPooled = 2 << 20
	// firstRuns is how many runs a map begins with when it has a pool.
	firstRuns = 4
	runSize   = 32 // bytes of a Run
)

// A Pool keeps the storage of connections that are over for those that begin.
// It is for use by one goroutine. The zero Pool is empty and ready for use.
type Pool struct {
	tails [17][][]byte // by the logarithm of their length, at most that of maxTail
	runs  [17][][]Run  // by the logarithm of their capacity
	kept  int
}

// bytes gives a slice of n bytes, a power of two. What is in it is undefined.
func (p *Pool) bytes(n int) []byte {
	if p != nil {
		l := &p.tails[bits.TrailingZeros(uint(n))]
		if k := len(*l); k > 0 {
			b := (*l)[k-1]
			*l = (*l)[:k-1]
			p.kept -= n
			return b
		}
	}
	return make([]byte, n)
}

func (p *Pool) putBytes(b []byte) {
	if p == nil || len(b) == 0 || p.kept+len(b) > maxPooled {
		return
	}
	l := &p.tails[bits.TrailingZeros(uint(len(b)))]
	*l = append(*l, b)
	p.kept += len(b)
}

// grow gives r room for one more.
func (p *Pool) grow(r []Run) []Run {
	if p == nil {
		return append(r, Run{})[:len(r)]
	}
	n := max(firstRuns, 2*cap(r))
	i := bits.Len(uint(n - 1))
	var bigger []Run
	if i < len(p.runs) && len(p.runs[i]) > 0 {
		l := &p.runs[i]
		bigger = (*l)[len(*l)-1]
		*l = (*l)[:len(*l)-1]
		p.kept -= runSize * cap(bigger)
	} else {
		bigger = make([]Run, 0, 1<<i)
	}
	bigger = append(bigger, r...)
	p.putRuns(r)
	return bigger
}

func (p *Pool) putRuns(r []Run) {
	n := cap(r)
	i := bits.Len(uint(n)) - 1
	if p == nil || n == 0 || n != 1<<i || i >= len(p.runs) || p.kept+runSize*n > maxPooled {
		return
	}
	p.runs[i] = append(p.runs[i], r[:0])
	p.kept += runSize * n
}
