package keys

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// markLen is how many of the last bytes read of a followed file are
// remembered, to notice that it was cut off and has grown again since.
const markLen = 64

// A follower reads what is appended to a key log file.
type follower struct {
	path   string
	name   string
	file   *os.File // nil while there is none
	off    int64    // read so far
	mark   []byte   // the bytes before off
	reader *logReader
}

// Follow adds a key log file that may still grow, or that is not there yet:
// every Poll reads what was appended since. It has to be a regular file.
// Follow reads what is there already.
func (s *Store) Follow(path, name string) (Report, error) {
	if name == "" {
		name = path
	}
	f := &follower{path: path, name: name, reader: newLogReader(s, name)}
	s.polling.Lock()
	defer s.polling.Unlock()
	s.followers = append(s.followers, f)
	return s.poll(f)
}

// Poll reads what was appended to the followed key logs. A last line without
// its end is kept until the end comes. It returns all errors joined; a file
// that is not there is none.
func (s *Store) Poll() error {
	if s == nil {
		return nil
	}
	s.polling.Lock()
	defer s.polling.Unlock()
	var all []error
	for _, f := range s.followers {
		if _, err := s.poll(f); err != nil {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

// Close takes the incomplete last lines of followed key logs as they are and
// closes the files. The secrets stay.
func (s *Store) Close() error {
	if s == nil {
		return nil
	}
	s.polling.Lock()
	defer s.polling.Unlock()
	var all []error
	for _, f := range s.followers {
		f.reader.finish()
		if _, err := f.reader.publish(); err != nil {
			all = append(all, err)
		}
		f.drop()
	}
	s.followers = nil
	return errors.Join(all...)
}

// poll runs one follower and keeps its error with its counts.
func (s *Store) poll(f *follower) (Report, error) {
	err := f.poll()
	r, limit := f.reader.publish()
	if err == nil {
		err = limit
	}
	s.mu.Lock()
	s.report(f.name).LastError = err
	s.mu.Unlock()
	r.LastError = err
	return r, err
}

// poll reads the open file to its end, then looks whether the path names
// another one by now. A file that was moved away is read to its end first.
func (f *follower) poll() error {
	if err := f.open(); err != nil || f.file == nil {
		return err
	}
	if err := f.read(); err != nil {
		return err
	}
	now, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	was, err := f.file.Stat()
	if err != nil {
		return err
	}
	if os.SameFile(now, was) {
		return nil
	}
	f.reader.finish()
	f.reader.count.Rotated++
	f.drop()
	if err := f.open(); err != nil || f.file == nil {
		return err
	}
	return f.read()
}

// open opens the file if it is not open and exists.
func (f *follower) open() error {
	if f.file != nil {
		return nil
	}
	// The kind is asked before opening, since opening a pipe would wait.
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("following key log %s: not a regular file", f.name)
	}
	file, err := os.Open(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	f.file, f.off, f.mark = file, 0, f.mark[:0]
	f.reader.restart()
	return nil
}

// read reads from where the last read ended to the present end, starting over
// when the file was cut off in between.
func (f *follower) read() error {
	info, err := f.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < f.off || !f.marked() {
		f.off, f.mark = 0, f.mark[:0]
		f.reader.restart()
		f.reader.count.Rotated++
	}
	want := info.Size() - f.off
	if room := maxKeyLogFile - f.off; want > room {
		want = max(room, 0)
		f.reader.count.Truncated = true
	}
	if want == 0 {
		return nil
	}
	n, err := f.reader.readFrom(io.NewSectionReader(f.file, f.off, want), want)
	f.off += n
	if err != nil {
		return err
	}
	size := min(markLen, f.off)
	f.mark = append(f.mark[:0], make([]byte, size)...)
	if _, err := f.file.ReadAt(f.mark, f.off-size); err != nil {
		f.mark = f.mark[:0] // cut off right now: the next read sees the size
	}
	return nil
}

// marked reports whether the bytes before off are still those that were read.
func (f *follower) marked() bool {
	if len(f.mark) == 0 {
		return true
	}
	var buf [markLen]byte
	now := buf[:len(f.mark)]
	if _, err := f.file.ReadAt(now, f.off-int64(len(now))); err != nil {
		return false
	}
	return bytes.Equal(now, f.mark)
}

// drop closes the file.
func (f *follower) drop() {
	if f.file != nil {
		_ = f.file.Close() // only read from
		f.file = nil
	}
}
