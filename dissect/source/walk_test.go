package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b/2.pcap", "b/1.pcap", "a.txt", "c"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	loop := filepath.Join(dir, "b", "loop")
	if err := os.Symlink(dir, loop); err != nil {
		t.Fatal(err)
	}
	got, err := Walk([]string{"-", dir, "missing"})
	want := []string{"-", filepath.Join(dir, "a.txt"), filepath.Join(dir, "b/1.pcap"),
		filepath.Join(dir, "b/2.pcap"), filepath.Join(dir, "c"), "missing"}
	if !slices.Equal(got, want) {
		t.Errorf("want %q\n got %q", want, got)
	}
	if err == nil || !strings.Contains(err.Error(), loop) {
		t.Errorf("want an error naming %s, got %v", loop, err)
	}
}
