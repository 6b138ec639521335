package keys

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write puts text into a file, at its end or in its place.
func write(t *testing.T, path, text string, flag int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|flag, 0o600)
	if err == nil {
		_, err = f.WriteString(text)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// polled polls and returns the number of entries and the counts.
func polled(t *testing.T, s *Store) (int, Report) {
	t.Helper()
	if err := s.Poll(); err != nil {
		t.Fatal(err)
	}
	return s.Snapshot().KeyLogEntries(), s.Reports()[0]
}

func TestFollow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	s := New(Options{})
	if _, err := s.Follow(path, "live"); err != nil {
		t.Fatalf("a file that is not there yet: %v", err)
	}
	expect := func(what string, entries, bad, rotated int) {
		t.Helper()
		n, r := polled(t, s)
		if n != entries || r.Bad != bad || r.Rotated != rotated {
			t.Errorf("%s: want %d entries, %d bad, %d rotated, got %d, %+v", what, entries, bad, rotated, n, r)
		}
	}
	expect("no file", 0, 0, 0)

	write(t, path, logLine(1)+logLine(2)[:50], os.O_APPEND)
	expect("half a line", 1, 0, 0)
	write(t, path, logLine(2)[50:]+logLine(3), os.O_APPEND)
	expect("its other half", 3, 0, 0)
	expect("nothing new", 3, 0, 0)

	write(t, path, logLine(4), os.O_TRUNC)
	expect("cut off and shorter", 4, 0, 1)
	write(t, path, logLine(5)+logLine(6)+logLine(7), os.O_TRUNC)
	expect("cut off and longer than before", 7, 0, 2)

	write(t, path, logLine(8)+logLine(9)[:100], os.O_APPEND)
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	expect("moved away", 8, 0, 2)
	write(t, path+".old", logLine(9)[100:], os.O_APPEND)
	write(t, path, logLine(10), os.O_APPEND)
	expect("a new file, and the old one grew", 10, 0, 3)

	write(t, path, "junk\n"+strings.TrimSuffix(logLine(11), "\n"), os.O_APPEND)
	expect("a bad line, and one without end", 10, 1, 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if n := s.Snapshot().KeyLogEntries(); n != 11 {
		t.Errorf("the last line was not taken on Close: %d entries", n)
	}
	if r := s.Reports()[0]; r.FirstBad != 2 {
		t.Errorf("want the first bad line to be 2 of its file, got %d", r.FirstBad)
	}
}

// TestFollowByteByByte feeds a lab key log one byte at a time.
func TestFollowByteByByte(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	s := New(Options{})
	if _, err := s.Follow(path, ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range testdata(t, "ra_tls12_rsa.keys") {
		write(t, path, string(rune(c)), os.O_APPEND)
		if err := s.Poll(); err != nil {
			t.Fatal(err)
		}
	}
	if n, r := polled(t, s); n != 2 || r.Lines != 2 || r.Bad != 0 || r.Rotated != 0 {
		t.Errorf("want 2 entries in 2 lines, got %d, %+v", n, r)
	}
}

func TestFollowRefusesFolders(t *testing.T) {
	s := New(Options{})
	if _, err := s.Follow(t.TempDir(), "x"); err == nil || s.Reports()[0].LastError == nil {
		t.Error("a folder was followed")
	}
}
