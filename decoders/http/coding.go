package http

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"

	"github.com/radissect/radissect/dissect"
)

const (
	// maxInflated is how many bytes a body is decompressed to: four times what is put
	// together of one without coding, for every worker may be at one.
	maxInflated = 4 << 20
	// maxZstdWindow is the largest window that RFC 9659 allows for the coding.
	maxZstdWindow = 8 << 20
)

// A coding is a content coding, RFC 9110 8.4.1, or the transfer coding of the
// same name, RFC 9112 7.2.
type coding uint8

const (
	codingIdentity coding = iota
	codingGzip
	codingDeflate
	codingZstd
	codingOther // br, compress and what is not known: left closed
)

// codingOf is the coding with this name.
func codingOf(name []byte) coding {
	switch {
	case len(name) == 0, fold(name, "identity"):
		return codingIdentity
	case fold(name, "gzip"), fold(name, "x-gzip"):
		return codingGzip
	case fold(name, "deflate"):
		return codingDeflate
	case fold(name, "zstd"):
		return codingZstd
	}
	return codingOther
}

// appendCodings appends the codings of a body in the order in which they were
// applied. Those beyond four are not kept: one that is not known stands for them.
func appendCodings(dst []coding, head *Head) []coding {
	for i := range head.fields {
		if !fold(head.Name(i), "content-encoding") {
			continue
		}
		for rest := head.Value(i); len(rest) > 0; {
			var e []byte
			if e, rest = next(rest); len(e) > 0 {
				dst = append(dst, codingOf(e))
			}
		}
	}
	t := &head.codings
	dst = append(dst, t.other[:min(t.others, len(t.other))]...)
	if len(dst) > 4 || t.others > len(t.other) {
		dst = append(dst[:0], codingOther)
	}
	return dst
}

// coded reports whether any coding is left to undo.
func coded(list []coding) bool {
	for _, c := range list {
		if c != codingIdentity {
			return true
		}
	}
	return false
}

// An outcome says how decompression ended.
type outcome uint8

const (
	outcomeWhole  outcome = iota
	outcomeCut            // the input ended early, as it was cut
	outcomeBad            // the input is not what the coding says
	outcomeLimit          // the output reached its limit
	outcomeClosed         // the coding is not known
)

// An inflater undoes codings. Its decompressors have tens of kilobytes of state
// and are used again.
type inflater struct {
	in   bytes.Reader
	gzip *gzip.Reader
	zlib io.ReadCloser
}

// readGzip is a reader of gzip over in.
func (z *inflater) readGzip() (io.Reader, error) {
	if z.gzip == nil {
		z.gzip = new(gzip.Reader)
	}
	return z.gzip, z.gzip.Reset(&z.in)
}

// readZlib is a reader of zlib over in.
func (z *inflater) readZlib() (r io.Reader, err error) {
	if z.zlib == nil {
		z.zlib, err = zlib.NewReader(&z.in)
		return z.zlib, err
	}
	return z.zlib, z.zlib.(zlib.Resetter).Reset(&z.in, nil)
}

// inflate undoes one coding. cut says that b is only the front of the data.
// What came out before an error is returned with it. It is storage of conv.Grow,
// but for the identity, where it is b.
func (z *inflater) inflate(conv *dissect.Conversation, how coding, b []byte, cut bool) ([]byte, outcome) {
	var r io.Reader
	var err error
	z.in.Reset(b)
	defer z.in.Reset(nil)
	switch how {
	case codingIdentity:
		return b, outcomeWhole
	case codingGzip:
		r, err = z.readGzip()
	case codingDeflate:
		// The coding is zlib (RFC 9110 8.4.1.2), but some servers send raw
		// deflate, and clients read both.
		if r, err = z.readZlib(); err != nil && len(b) >= 2 {
			z.in.Reset(b)
			r, err = flate.NewReader(&z.in), nil
		}
	case codingZstd:
		var d *zstd.Decoder
		d, err = zstd.NewReader(&z.in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxZstdWindow),
			zstd.WithDecoderMaxMemory(maxInflated+1), zstd.WithDecoderLowmem(true))
		if err == nil {
			defer d.Close()
			r = d
		}
	default:
		return nil, outcomeClosed
	}
	var out []byte
	for err == nil && len(out) <= maxInflated {
		out = conv.Grow(out, 512)
		var n int
		n, err = r.Read(out[len(out):min(cap(out), maxInflated+1)])
		out = out[:len(out)+n]
		if err == io.EOF {
			err = nil
			break
		}
	}
	switch {
	case len(out) > maxInflated:
		return out[:maxInflated], outcomeLimit
	case err == nil:
		return out, outcomeWhole
	case cut && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)):
		return out, outcomeCut
	}
	return out, outcomeBad
}
