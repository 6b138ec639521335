// Package source reads captures: pcap (microseconds and nanoseconds, both byte
// orders, and the variant with the longer record header) and pcapng, plain or
// wrapped in gzip, zstd or LZ4. It locates the link, IP and transport headers of
// each packet and hands the packets over in batches; see dissect.Source.
//
// Formats: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng. Everything is told
// from the content, nothing from a file's name. A damaged capture is read as far as
// it makes sense, and a dissect.Notice says what was left out.
package source

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/radissect/radissect/dissect"
)

// DefaultMaxRecord is the length in bytes beyond which the length of a record or
// block is taken for damage. Wireshark allows 256 KiB for a packet of most link
// types, and 16 MiB for a pcapng block; the larger of the two is used for both.
const DefaultMaxRecord = 16 << 20

// DefaultMaxSecrets is how many bytes of secrets blocks of one capture are kept.
const DefaultMaxSecrets = 16 << 20

// Options sets limits. The zero value has the defaults.
type Options struct {
	MaxRecord  int // bytes of a record or block; 0 is DefaultMaxRecord
	MaxSecrets int // bytes of decryption secrets of a capture; 0 is DefaultMaxSecrets
}

// withDefaults replaces what is not set, and limits that could not work.
func (o Options) withDefaults() Options {
	if o.MaxRecord <= 0 || o.MaxRecord > 1<<30 {
		o.MaxRecord = DefaultMaxRecord
	}
	if o.MaxSecrets <= 0 {
		o.MaxSecrets = DefaultMaxSecrets
	}
	return o
}

// Errors of Open and NewReader, to be found with errors.Is.
var (
	ErrFormat = errors.New("not a pcap or pcapng capture")
	ErrEmpty  = errors.New("empty file")
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Open opens the capture file at path, or standard input for "-". The error is that
// of the file system, or wraps ErrEmpty or ErrFormat, or says which file header is
// incomplete; it starts with the path.
func Open(path string, opts Options) (dissect.Source, error) {
	if path == Stdin {
		return NewReader(os.Stdin, "standard input", opts)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err // names the path
	}
	s, err := open(f, f, path, opts)
	if err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

// NewReader reads a capture from r; name is used in notices and in Info. The
// source's Close does not close r.
func NewReader(r io.Reader, name string, opts Options) (dissect.Source, error) {
	c, err := open(r, nil, name, opts)
	if err != nil {
		return nil, err // not a nil *capture in an interface
	}
	return c, nil
}

// open builds a source on r, which is closed by closer if that is not nil.
func open(r io.Reader, closer io.Closer, name string, opts Options) (*capture, error) {
	opts = opts.withDefaults()
	c := &capture{name: name, opts: opts, closer: closer, patient: isPatient(r)}
	c.info.File = name
	if f, ok := r.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
			c.info.Bytes = st.Size()
		} else if err == nil && st.IsDir() {
			return nil, fmt.Errorf("%s: is a folder", name)
		}
	}
	if err := c.start(r); err != nil {
		c.unwrapped.close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}
