package source

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// maxWrappers is how many compressions are taken off, one inside the other.
const maxWrappers = 2

// maxWindow is the largest zstd window that is accepted, in bytes. It is that of
// "zstd --long"; RFC 8878 3.1.1.1.2 recommends at least 8 MiB.
const maxWindow = 128 << 20

// Magic numbers of compressed files: RFC 1952 2.3.1, RFC 8878 3.1.1, LZ4 Frame
// Format "General Structure" and "Legacy frame"; the last two little-endian.
const (
	magicGzip      = 0x1f8b     // two bytes in file order
	magicZstd      = 0xfd2fb528 // little-endian
	magicLZ4       = 0x184d2204
	magicLZ4Legacy = 0x184c2102

	// Skippable frames of 16 kinds may come first (RFC 8878 3.1.2). LZ4 has the same
	// ones, but only zstd's parallel compressor is known to start files with them.
	magicSkippable     = 0x184d2a50
	magicSkippableMask = 0xfffffff0
)

// unwrapped is a reader with all compression taken off.
type unwrapped struct {
	r     io.Reader
	head  []byte   // read already to see what it is; comes before r
	names []string // compressions taken off, outermost first
	zstd  []*zstd.Decoder
}

// close releases the decompressors.
func (u *unwrapped) close() {
	for _, z := range u.zstd {
		z.Close()
	}
	u.zstd = nil
}

// unwrap takes compressions off r until it starts with something else. A read error
// behind the first bytes of a stream is left for later: it shows up again.
func unwrap(r io.Reader) (unwrapped, error) {
	u := unwrapped{r: r}
	for {
		head := make([]byte, 4)
		n, err := io.ReadFull(u.r, head)
		u.head = head[:n]
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return u, err
		}
		if err == io.ErrUnexpectedEOF && len(u.names) > 0 && n == 0 {
			return u, fmt.Errorf("%s data is cut short", u.names[len(u.names)-1])
		}
		name := wrapper(u.head)
		if name == "" {
			return u, nil
		}
		if len(u.names) == maxWrappers {
			return u, fmt.Errorf("more than %d compressions, one inside the other", maxWrappers)
		}
		u.names = append(u.names, name)
		in := io.MultiReader(bytes.NewReader(u.head), u.r)
		switch name {
		case "gzip":
			z, err := gzip.NewReader(in)
			if err != nil {
				return u, fmt.Errorf("gzip header: %w", err)
			}
			u.r = z
		case "zstd":
			z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1),
				zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
			if err != nil {
				return u, fmt.Errorf("zstd header: %w", err)
			}
			u.zstd = append(u.zstd, z)
			u.r = z
		case "LZ4":
			u.r = lz4.NewReader(in)
		}
		u.r = calm{u.r, name}
	}
}

// wrapper names the compression of a file that starts with head, "" for none.
func wrapper(head []byte) string {
	if len(head) >= 2 && binary.BigEndian.Uint16(head) == magicGzip {
		return "gzip"
	}
	if len(head) < 4 {
		return ""
	}
	magic := binary.LittleEndian.Uint32(head)
	if magic&magicSkippableMask == magicSkippable {
		return "zstd"
	}
	switch magic {
	case magicZstd:
		return "zstd"
	case magicLZ4, magicLZ4Legacy:
		return "LZ4"
	}
	return ""
}

// errDecompressor is what a panic inside a decompressor becomes.
var errDecompressor = errors.New("the decompressor failed")

// calm turns a panic of a decompressor into an error and names the compression in
// its errors. The data is hostile and the decompressors are not ours.
type calm struct {
	r    io.Reader
	name string
}

// Read implements io.Reader.
func (c calm) Read(p []byte) (n int, err error) {
	defer func() {
		if recover() != nil {
			n, err = 0, fmt.Errorf("%s: %w", c.name, errDecompressor)
		}
	}()
	n, err = c.r.Read(p)
	if err == io.ErrUnexpectedEOF {
		err = fmt.Errorf("%s data is cut short: %w", c.name, err)
	} else if err != nil && err != io.EOF {
		err = fmt.Errorf("%s: %w", c.name, err)
	}
	return n, err
}

// isPatient reports whether r may be asked again and again until a batch is full,
// because all of its bytes exist already. A pipe or an unknown reader is not.
func isPatient(r io.Reader) bool {
	switch r := r.(type) {
	case *bytes.Reader, *bytes.Buffer, *strings.Reader:
		return true
	case *os.File:
		st, err := r.Stat()
		return err == nil && st.Mode().IsRegular()
	}
	return false
}
