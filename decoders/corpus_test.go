package decoders_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestAgainstTsharkCounts holds the number of TPKT and MCS messages against
// tshark's, on every capture of the corpus in which tshark sees any without a
// secret. tshark's counts lie beside the corpus.
func TestAgainstTsharkCounts(t *testing.T) {
	const corpus = "../../shared/corpus"
	table, err := os.ReadFile(filepath.Join(corpus, "TSHARK.tsv"))
	if err != nil {
		t.Skipf("the corpus is not there: %v", err)
	}
	reg := registry(t)
	lines := strings.Split(string(table), "\n")
	column := map[string]int{}
	for i, name := range strings.Split(lines[0], "\t") {
		column[name] = i
	}
	// A second line for a file counts what tshark sees inside of TLS, where the
	// capture brings its secrets along; the first has what goes before.
	counts := map[string][2]uint64{}
	var files []string
	for _, line := range lines[1:] {
		cols := strings.Split(line, "\t")
		if len(cols) < len(column) {
			continue
		}
		file, options := cols[column["file"]], cols[column["options"]]
		if options != "default" && options != "-d tcp.port==3389,tls" {
			continue
		}
		tpkt, _ := strconv.ParseUint(cols[column["tpkt_pdus"]], 10, 64)
		mcs, _ := strconv.ParseUint(cols[column["t125"]], 10, 64)
		if _, again := counts[file]; !again {
			files = append(files, file)
		} else if mcs == 0 {
			continue // nothing was opened: what tshark sees there is chance
		}
		counts[file] = [2]uint64{counts[file][0] + tpkt, counts[file][1] + mcs}
	}
	compared := 0
	for _, file := range files {
		tpkt, mcs := counts[file][0], counts[file][1]
		if tpkt+mcs == 0 {
			continue
		}
		data, err := os.ReadFile(filepath.Join(corpus, file))
		if err != nil {
			t.Logf("%v", err)
			continue
		}
		sum := read1(t, reg, "no secrets", data, &dissecttest.Log{}, dissect.Options{Workers: 2})
		if sum == nil {
			continue
		}
		got := map[string]uint64{}
		for _, m := range sum.Messages {
			got[m.Proto] = m.Messages
		}
		compared++
		if got["tpkt"] == tpkt && got["mcs"] == mcs {
			continue
		}
		why, known := countDifferences[file]
		if known && why.tpkt == int64(got["tpkt"])-int64(tpkt) && why.mcs == int64(got["mcs"])-int64(mcs) {
			t.Logf("%s: tpkt %+d, mcs %+d: %s", file, why.tpkt, why.mcs, why.reason)
			continue
		}
		t.Errorf("%s: tshark counts %d TPKT and %d MCS, radissect %d and %d", file, tpkt, mcs, got["tpkt"], got["mcs"])
	}
	t.Logf("%d captures compared", compared)
}

// countDifferences are the captures in which radissect counts more or fewer
// messages than tshark 4.0.17, and why.
var countDifferences = map[string]struct {
	tpkt, mcs int64
	reason    string
}{
	"ms-od-netcaps/MS-RDSOD_Example_6_Win2016RS1_x64_Win10RS4_x64.frames.pcap": {-1, 0, cipherText},
	"wireshark-wiki/TSRemoteGuardCreds.pcap":                                   {-2, 0, cipherText},
	"wireshark-wiki/freerdp-client-krb5.pcapng":                                {-1, 0, cipherText},
}

const cipherText = "behind the negotiation the stream is TLS; tshark takes a segment of cipher text that begins with 03 for a TPKT header"
