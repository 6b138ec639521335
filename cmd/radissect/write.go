package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A packetFile is what -w writes: one pcapng file, or a ring of them.
type packetFile struct {
	name string
	ring ring

	file   *os.File
	out    *bufio.Writer
	w      *source.Writer
	size   int64
	number int      // of the file in the ring, from 1
	kept   []string // files of the ring that are there

	// What each file of a ring begins with.
	ifaces  []dissect.CaptureInterface
	secrets []dissect.Secret
	bytes   int // of secrets
}

// A ring says how large files may get and how many are kept; the zero value is one
// file of any size.
type ring struct {
	size  int64
	count int
}

// maxRepeated bounds the secrets that are written again into each file of a ring, in
// bytes.
const maxRepeated = 1 << 20

// parseRing reads what --ring says: "100M,10".
func parseRing(text string) (ring, error) {
	wrong := misuse("--ring " + quote(text) + ` is not of the form SIZE,COUNT, as in "100M,10": files of that size, and how many are kept`)
	size, count, ok := strings.Cut(text, ",")
	if !ok {
		return ring{}, wrong
	}
	n, err := parseSize(size)
	c, err2 := strconv.Atoi(strings.TrimSpace(count))
	if err != nil || err2 != nil || c < 1 || c > 100000 || n < 4096 {
		return ring{}, wrong
	}
	return ring{n, c}, nil
}

// parseSize reads a number of bytes: 65536, 64k, 16M, 1G.
func parseSize(text string) (int64, error) {
	text = strings.TrimSpace(text)
	unit := int64(1)
	if n := len(text); n > 0 {
		switch text[n-1] {
		case 'k', 'K':
			unit = 1 << 10
		case 'm', 'M':
			unit = 1 << 20
		case 'g', 'G':
			unit = 1 << 30
		}
		if unit > 1 {
			text = text[:n-1]
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > (1<<40)/unit {
		return 0, errors.New("no number of bytes")
	}
	return n * unit, nil
}

// openPackets opens what -w names. Nothing is written over that is being read.
func (p *program) openPackets(name string, r ring, in *inputs, output string) (*packetFile, error) {
	if name == "-" {
		return nil, misuse("-w writes into a file: standard output is for results")
	}
	f := &packetFile{name: name, ring: r}
	if st, err := os.Stat(name); err == nil {
		if st.IsDir() {
			return nil, misuse("-w " + quote(name) + " is a folder: name a file in it")
		}
		for _, i := range in.paths {
			if other, err := os.Stat(i.path); err == nil && os.SameFile(st, other) {
				return nil, misuse("-w " + quote(name) + " is one of the captures and would be overwritten: name another file")
			}
		}
		if other, err := os.Stat(output); output != "" && err == nil && os.SameFile(st, other) {
			return nil, misuse("-w and -o name the same file")
		}
	}
	if err := f.open(); err != nil {
		if os.IsNotExist(err) {
			return nil, misuse("-w " + quote(name) + ": the folder " + quote(filepath.Dir(name)) + " does not exist; make it first")
		}
		return nil, misuse("-w: " + err.Error())
	}
	return f, nil
}

// path is the name of the file at hand: capture.pcapng is capture_00001.pcapng in a
// ring.
func (f *packetFile) path() string {
	if f.ring.count == 0 {
		return f.name
	}
	ext := filepath.Ext(f.name)
	return fmt.Sprintf("%s_%05d%s", strings.TrimSuffix(f.name, ext), f.number, ext)
}

// folder is where the files are.
func (f *packetFile) folder() string { return filepath.Dir(f.name) }

// open begins the next file.
func (f *packetFile) open() error {
	f.number++
	file, err := os.Create(f.path())
	if err != nil {
		return err
	}
	f.file, f.out, f.size = file, bufio.NewWriterSize(file, 1<<16), 0
	f.kept = append(f.kept, f.path())
	if f.ring.count > 0 && len(f.kept) > f.ring.count {
		if err := os.Remove(f.kept[0]); err != nil && !os.IsNotExist(err) {
			return err
		}
		f.kept = f.kept[1:]
	}
	if f.w, err = source.NewWriter(f, "radissect "+buildInfo().version); err != nil {
		return err
	}
	for i := range f.ifaces {
		if _, err := f.w.Interface(&f.ifaces[i]); err != nil {
			return err
		}
	}
	for i := range f.secrets {
		if err := f.w.Secret(&f.secrets[i]); err != nil {
			return err
		}
	}
	return nil
}

// Write implements io.Writer.
func (f *packetFile) Write(b []byte) (int, error) {
	f.size += int64(len(b))
	return f.out.Write(b)
}

// Interface implements report.PacketWriter.
func (f *packetFile) Interface(i *dissect.CaptureInterface) (uint32, error) {
	if f.ring.count > 0 {
		f.ifaces = append(f.ifaces, *i)
	}
	return f.w.Interface(i)
}

// Secret implements report.PacketWriter.
func (f *packetFile) Secret(s *dissect.Secret) error {
	if f.ring.count > 0 && f.bytes+len(s.Data) <= maxRepeated {
		f.bytes += len(s.Data)
		f.secrets = append(f.secrets, *s)
	}
	return f.w.Secret(s)
}

// Packet implements report.PacketWriter.
func (f *packetFile) Packet(iface uint32, p *dissect.Packet, comments []string) error {
	if f.ring.count > 0 && f.size+int64(len(p.Data)) > f.ring.size {
		if err := f.close(); err != nil {
			return err
		}
		if err := f.open(); err != nil {
			return err
		}
	}
	return f.w.Packet(iface, p, comments)
}

// Flush hands everything to the system, so that others can read it.
func (f *packetFile) Flush() error { return f.out.Flush() }

func (f *packetFile) close() error {
	err := f.out.Flush()
	if cerr := f.file.Close(); err == nil {
		err = cerr
	}
	return err
}
