package tls

import (
	"bytes"
	"compress/flate"
	"io"
)

const (
	// window is how far back DEFLATE refers, RFC 1951 2.
	window = 32 << 10
	// zlibHeader is the length of what stands before the first block, RFC 1950 2.2.
	zlibHeader = 2
)

// lastBlock is an empty final block, RFC 1951 3.2.4. It ends the blocks of a
// record, whose compressor only flushed.
var lastBlock = []byte{1, 0, 0, 0xff, 0xff}

// An inflater expands the records of one direction, RFC 3749 2: one zlib stream
// that is flushed at the end of every record, so that each record can be read on
// its own with the plain text before it as the dictionary.
type inflater struct {
	r     io.ReadCloser
	begun bool // the header of zlib was seen
	lost  bool // the dictionary is not known
	dict  []byte
	in    bytes.Buffer
	out   []byte
}

// expand returns the content of a record, at most one byte more than a record
// may hold, and false when it cannot be read. The result is valid until the
// next call.
func (f *inflater) expand(b []byte) ([]byte, bool) {
	if f.lost {
		return nil, false
	}
	if len(b) == 0 {
		return nil, true
	}
	if !f.begun {
		if len(b) < zlibHeader || b[0]&0x0f != 8 {
			f.lost = true
			return nil, false
		}
		b = b[zlibHeader:]
		f.begun = true
	}
	f.in.Reset()
	f.in.Write(b)
	f.in.Write(lastBlock)
	if f.r == nil {
		f.r = flate.NewReaderDict(&f.in, f.dict)
	} else if err := f.r.(flate.Resetter).Reset(&f.in, f.dict); err != nil {
		f.lost = true
		return nil, false
	}
	f.out = f.out[:0]
	for len(f.out) <= maxPlain {
		if cap(f.out)-len(f.out) < 512 {
			f.out = append(f.out, make([]byte, 512)...)[:len(f.out)]
		}
		n, err := f.r.Read(f.out[len(f.out):min(cap(f.out), maxPlain+1)])
		f.out = f.out[:len(f.out)+n]
		if err == io.EOF {
			break
		}
		if err != nil {
			f.lost = true
			return nil, false
		}
	}
	f.dict = append(f.dict, f.out...)
	if n := len(f.dict) - window; n > 0 {
		f.dict = f.dict[:copy(f.dict, f.dict[n:])]
	}
	return f.out, true
}
