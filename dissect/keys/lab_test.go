package keys

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns a path below the shared folder of captures beside the
// repository, and skips the test when it is missing.
func shared(t *testing.T, elem ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is missing: this test needs the shared captures", path)
	}
	return path
}

// testdata reads a file of testdata.
func testdata(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// testhex reads a file of hexadecimal digits in testdata.
func testhex(t testing.TB, name string) []byte {
	t.Helper()
	return unhex(t, strings.TrimSpace(string(testdata(t, name))))
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
