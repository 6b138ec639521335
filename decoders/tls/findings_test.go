package tls

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestAllFindings(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared")
	if os.Getenv("ALL") == "" {
		t.Skip()
	}
	n := map[string]int{}
	ex := map[string]string{}
	filepath.Walk(filepath.Join(root, os.Getenv("ALL")), func(p string, i os.FileInfo, err error) error {
		if err != nil || i.IsDir() {
			return nil
		}
		switch filepath.Ext(p) {
		case ".pcap", ".pcapng", ".cap":
		default:
			return nil
		}
		_, log := run(t, p, "none", "")
		for _, f := range log.Findings {
			if f.Proto == "tls" {
				k := f.Level.String() + " " + f.Rule
				if f.Tainted {
					k += " tainted"
				}
				n[k]++
				if len(ex[k]) < 300 {
					ex[k] += fmt.Sprintf(" %s#%v(%s)", filepath.Base(p), f.Frames, f.Detail)
				}
			}
		}
		return nil
	})
	for k, v := range n {
		fmt.Println(k, v, ex[k])
	}
}
