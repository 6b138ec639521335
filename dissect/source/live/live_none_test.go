//go:build !pcap

package live

import (
	"errors"
	"testing"
)

func TestNotBuilt(t *testing.T) {
	if Built {
		t.Error("want Built to be false without the tag")
	}
	if _, err := Interfaces(); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("Interfaces: want ErrNotBuilt, got %v", err)
	}
	if s, err := Open(Options{Interface: "lo"}); s != nil || !errors.Is(err, ErrNotBuilt) {
		t.Errorf("Open: want ErrNotBuilt, got %v and %v", s, err)
	}
	if _, err := CompileFilter("tcp", 1, 0); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("CompileFilter: want ErrNotBuilt, got %v", err)
	}
	if f, err := NewFilter("tcp"); f != nil || !errors.Is(err, ErrNotBuilt) {
		t.Errorf("NewFilter: want ErrNotBuilt, got %v and %v", f, err)
	}
}
