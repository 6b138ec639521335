package report

import (
	"bytes"
	"io"
	"os"
)

// spoolMemory is how much of a spool is kept in memory, in bytes; the rest goes
// to a temporary file.
const spoolMemory = 8 << 20

// A spool keeps output that may turn out not to be wanted. The zero value is an
// empty one.
type spool struct {
	mem  bytes.Buffer
	file *os.File
}

// Write implements io.Writer.
func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && s.mem.Len()+len(p) <= spoolMemory {
		return s.mem.Write(p)
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "radissect-*") // readable by its owner only
		if err != nil {
			return 0, err
		}
		s.file = f
	}
	return s.file.Write(p)
}

// reset empties the spool.
func (s *spool) reset() error {
	s.mem.Reset()
	if s.file == nil {
		return nil
	}
	if err := s.file.Truncate(0); err != nil {
		return err
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return err
}

// copyTo writes everything to w.
func (s *spool) copyTo(w io.Writer) error {
	if s.mem.Len() > 0 {
		if _, err := w.Write(s.mem.Bytes()); err != nil {
			return err
		}
	}
	if s.file == nil {
		return nil
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.file)
	return err
}

// close takes the temporary file away.
func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
		s.file = nil
	}
}
