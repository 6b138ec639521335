package tls

import (
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip()
	}
	list, log := run(t, f, os.Getenv("KIND"), os.Getenv("SECRETS"))
	for _, m := range log.Messages {
		fmt.Println(m.Conv, m.Frames, m.Dir, m.Proto, m.Name, m.Len, m.Info, m.Tainted, m.Carrier)
	}
	fmt.Print(log.FindingText())
	for _, e := range log.Ended {
		fmt.Println(e.Security)
	}
	fmt.Println(lines(list))
	if os.Getenv("TREE") != "" {
		fmt.Println(log.TreeText())
	}
}
