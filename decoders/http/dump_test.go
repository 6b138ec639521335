package http_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip()
	}
	log := dissecttest.NewLog(true)
	sum := read(t, f, log)
	if os.Getenv("TREE") != "" {
		fmt.Print(log.TreeText())
	}
	for _, m := range log.Messages {
		if m.Proto != "http" {
			continue
		}
		fmt.Println(m.N, m.Frames, m.Conv, m.Dir, m.Name, m.Info, m.Len, m.Cut, m.Tainted)
	}
	fmt.Print(log.FindingText())
	fmt.Println(sum.UnframedBytes, sum.LostBytes)
}
