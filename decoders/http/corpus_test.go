package http_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/http2"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

const shared = "../../../shared"

// read dissects a capture with the key log that may lie beside it.
func read(t testing.TB, name string, log dissect.Sink, more ...*dissect.Protocol) *dissect.Summary {
	t.Helper()
	store := keys.New(keys.Options{})
	keylog := strings.TrimSuffix(name, filepath.Ext(name)) + ".keys"
	if _, err := os.Stat(keylog); err == nil {
		if _, err := store.AddKeyLogFile(keylog, filepath.Base(keylog)); err != nil {
			t.Fatal(err)
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return readWith(t, name, store, log, more...)
}

// readWith dissects a capture with secrets.
func readWith(t testing.TB, name string, store *keys.Store, log dissect.Sink, more ...*dissect.Protocol) *dissect.Summary {
	t.Helper()
	reg, err := dissect.NewRegistry(append([]*dissect.Protocol{http.Protocol, tls.Protocol, tpkt.Protocol}, more...))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.NewReader(bytes.NewReader(data), filepath.Base(name), source.Options{})
	if err != nil {
		t.Logf("%s: %v", name, err)
		return nil
	}
	opt := dissect.Options{Workers: 1, Keys: store, Panic: func(v any, stack []byte) {
		t.Errorf("%s: a decoder panicked: %v\n%s", name, v, stack)
	}}
	sum, err := dissect.New(reg, opt).Run(context.Background(), src, log)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return sum
}

// TestAgainstTsharkCounts holds the number of requests and responses against
// tshark's, on every capture of the corpus in which tshark sees any: without
// secrets, and with the key logs and keys that it was given.
func TestAgainstTsharkCounts(t *testing.T) {
	table, err := os.ReadFile(filepath.Join(shared, "corpus", "TSHARK.tsv"))
	if err != nil {
		t.Skipf("the corpus is not there: %v", err)
	}
	lines := strings.Split(string(table), "\n")
	column := map[string]int{}
	for i, name := range strings.Split(lines[0], "\t") {
		column[name] = i
	}
	compared, equal := 0, 0
	for _, line := range lines[1:] {
		cols := strings.Split(line, "\t")
		if len(cols) < len(column) {
			continue
		}
		file := cols[column["file"]]
		store := secrets(t, filepath.Dir(filepath.Join(shared, "corpus", file)), cols[column["options"]])
		if store == nil {
			continue
		}
		number := func(name string) int {
			n, _ := strconv.Atoi(cols[column[name]])
			return n
		}
		// tshark counts the requests of SSDP as such of HTTP; all of the corpus
		// but one file hold requests only.
		req, resp := number("http_req")-number("ssdp"), number("http_resp")
		if req+resp == 0 {
			continue
		}
		log := dissecttest.NewLog(false)
		if readWith(t, filepath.Join(shared, "corpus", file), store, log, http2.Protocol) == nil {
			continue
		}
		got := heads(log)
		compared++
		if got == [2]int{req, resp} {
			equal++
			continue
		}
		why, known := countDifferences[file]
		if strings.HasPrefix(file, "fq/TLS_") {
			why.responses, known = 1, true // the same page over each cipher suite; atEnd
		}
		if known && why.requests == got[0]-req && why.responses == got[1]-resp {
			continue
		}
		t.Errorf("%s %s: tshark counts %d requests and %d responses, radissect %d and %d", file, cols[column["options"]], req, resp, got[0], got[1])
	}
	t.Logf("%d captures compared, %d equal", compared, equal)
}

// heads counts the requests and responses of HTTP/1.
func heads(log *dissecttest.Log) (n [2]int) {
	for _, m := range log.Messages {
		switch {
		case m.Cut || strings.HasSuffix(m.Info, "(HTTP/2)"):
		case m.Name == "HTTP request":
			n[0]++
		case m.Name == "HTTP response":
			n[1]++
		}
	}
	return n
}

// secrets are those that tshark was given by these options; nil where it was
// told something else.
func secrets(t *testing.T, dir, options string) *keys.Store {
	t.Helper()
	store := keys.New(keys.Options{})
	if name, ok := strings.CutPrefix(options, "-o tls.keylog_file:"); ok {
		if _, err := store.AddKeyLogFile(filepath.Join(dir, name), name); err != nil {
			t.Fatal(err)
		}
		return store
	}
	if rest, ok := strings.CutPrefix(options, `-o uat:rsa_keys:"`); ok {
		name, _, _ := strings.Cut(rest, `"`)
		if err := store.AddRSAKeyFile(filepath.Join(dir, name), name); err != nil {
			t.Fatal(err)
		}
		return store
	}
	if options != "default" {
		return nil
	}
	return store
}

// TestAgainstTsharkFrames holds the number of frames of HTTP/2 against those
// that tshark 4.0.17 shows in the captures that it can open: -Y http2 -T fields
// -e http2.type, by type of frame.
func TestAgainstTsharkFrames(t *testing.T) {
	for file, want := range map[string]struct {
		keylog string
		frames map[string]int
	}{
		"ms-od-netcaps/MS-ADFSOD_Example1_Win10Sep2018_x64_WS2019Sep2018_X64_Domain.pcapng": {
			"MS-ADFSOD_SSLKeys_Example1.keylog.txt",
			map[string]int{"DATA": 30, "HEADERS": 24, "SETTINGS": 8, "PING": 2, "WINDOW_UPDATE": 22},
		},
		"wireshark-wiki/grpc_person_search_protobuf_and_json_tls.pcapng": {
			"grpc_person_search_protobuf_and_json_tls.keylog.txt",
			map[string]int{"DATA": 6, "HEADERS": 6, "SETTINGS": 8, "PING": 12, "GOAWAY": 2, "WINDOW_UPDATE": 4},
		},
		// These two tshark has to be told: -d tcp.port==443,http2 and 29518.
		"suricata-verify/http2-bugfixes.pcap": {
			"", map[string]int{"DATA": 8, "HEADERS": 8, "SETTINGS": 4, "PING": 6, "WINDOW_UPDATE": 2},
		},
		"ndpi/http2.pcapng": {
			"", map[string]int{"DATA": 2, "HEADERS": 2, "SETTINGS": 4, "GOAWAY": 1, "WINDOW_UPDATE": 3},
		},
	} {
		name := filepath.Join(shared, "corpus", file)
		if _, err := os.Stat(name); err != nil {
			t.Skipf("the corpus is not there: %v", err)
		}
		log := dissecttest.NewLog(false)
		options := "default"
		if want.keylog != "" {
			options = "-o tls.keylog_file:" + want.keylog
		}
		readWith(t, name, secrets(t, filepath.Dir(name), options), log, http2.Protocol)
		got := map[string]int{}
		for _, m := range log.Messages {
			if m.Proto == "http2" && m.Name != "field block" && m.Name != "connection preface" {
				got[m.Name]++
			}
		}
		if !maps.Equal(got, want.frames) {
			t.Errorf("%s: want %v, got %v", file, want.frames, got)
		}
		for _, f := range log.Findings {
			if f.Proto == "http2" {
				t.Errorf("%s: message %d: %s %s", file, f.Message, f.Rule, f.Detail)
			}
		}
	}
}

// TestSuites: in every capture of the lab's TLS matrix a request and its response
// are read, and neither breaks anything that the specifications demand.
func TestSuites(t *testing.T) {
	var names []string
	for _, p := range []string{"tlsmx_*.pcap", "tlsgn_*.pcap", "https_*.pcap"} {
		found, err := filepath.Glob(filepath.Join(shared, "lab", "captures", p))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Skip("the captures of the lab are not there")
	}
	for _, name := range names {
		log := dissecttest.NewLog(false)
		read(t, name, log, http2.Protocol)
		requests, responses := 0, 0
		for _, m := range log.Messages {
			switch m.Name {
			case "HTTP request":
				requests++
			case "HTTP response":
				responses++
			}
		}
		if requests == 0 || requests != responses {
			t.Errorf("%s: %d requests and %d responses", filepath.Base(name), requests, responses)
		}
		for _, f := range log.Findings {
			if f.Level == dissect.Must || f.Level == dissect.Malformed || f.Level == dissect.Limit {
				t.Errorf("%s: message %d: %s %s", filepath.Base(name), f.Message, f.Rule, f.Detail)
			}
		}
	}
	t.Logf("%d captures", len(names))
}

// countDifferences are the captures in which radissect counts more or fewer
// heads than tshark 4.0.17, and why.
var countDifferences = map[string]struct {
	requests, responses int
	reason              string
}{
	"arkime/sctp-www.pcap":                                                              {-3, -3, inside},
	"arkime/socks-http-example.pcap":                                                    {-3, -3, inside},
	"arkime/socks-http-pass.pcap":                                                       {-1, -1, inside},
	"arkime/socks5-http-302.pcap":                                                       {-1, -1, inside},
	"tcpdump/arcnet-rfc1051-arp-icmp-http.pcap":                                         {-1, -1, inside},
	"wireshark-wiki/nb6-http.pcap":                                                      {-1, -1, inside},
	"zeek/ayiya3.pcap":                                                                  {-3, -3, inside},
	"zeek/tunnels_socks.pcap":                                                           {-1, -1, inside},
	"scapy/tls_nss_example.pcap":                                                        {0, 2, atEnd},
	"arkime/twovlan.pcap":                                                               {0, 1, cutBody},
	"ndpi/windowsupdate_over_http.pcap":                                                 {0, 1, cutBody},
	"otrf/SCRANTON.cap":                                                                 {0, 1, cutBody},
	"otrf/empire_psremoting_stager_WORKSTATION5_2020-09-20170827.cap":                   {0, 2, cutBody},
	"otrf/empire_psremoting_stager_WORKSTATION6_2020-09-20170827.cap":                   {0, 2, cutBody},
	"snort3-demo/codecs_codecs.pcap":                                                    {0, 1, cutBody},
	"snort3-demo/csv_csv.pcap":                                                          {0, 1, cutBody},
	"snort3-demo/sha256_sha512_get.pcap":                                                {0, 1, cutBody},
	"suricata-verify/http-evader_http-evader-381.pcap":                                  {0, 1, cutBody},
	"wireshark-notes/tls_tls-null.pcapng":                                               {0, 1, cutBody},
	"zeek/content-range-gap.pcap":                                                       {0, 1, cutBody},
	"zeek/mapi.pcap":                                                                    {0, 1, cutBody},
	"iot-sentinel/HueBridge_Setup-A-1-STA.pcap":                                         {0, 1, "the response of one connection comes behind its FIN, out of order; tshark does not put it together"},
	"suricata-verify/http-evader_http-evader-483.pcap":                                  {0, 1, odd},
	"suricata-verify/http-evader_http-evader-487.pcap":                                  {0, 1, odd},
	"suricata-verify/http-evader_http-evader-488.pcap":                                  {0, 1, odd},
	"suricata-verify/transform-base64-7296.pcap":                                        {0, 1, odd},
	"ndpi/fuzz-2006-09-29-28586.pcap":                                                   {0, 2, odd},
	"wireshark-rdp/rdp-rdg-diff-creds-kerberos-password.pcapng":                         {1, 0, method},
	"wireshark-rdp/rdp-rdg-no-kdc-proxy-ntlm-downgrade-failure.pcapng":                  {2, 0, method},
	"wireshark-rdp/rdp-rdg-same-creds-kerberos-password-success1.pcapng":                {1, 0, method},
	"wireshark-rdp/rdp-rdg-same-creds-kerberos-smartcard-success1.pcapng":               {1, 0, method},
	"zeek/query-method-non-standard-port.pcap":                                          {1, 0, method},
	"pcapplusplus/unidirectional_tcp_stream_with_missing_packet.pcap":                   {1, 0, "the second request follows a lost packet, behind which tshark looks for none"},
	"zeek/tcp-http-with-padding.pcap":                                                   {1, 0, "the request comes byte by byte in padded segments; tshark does not put it together"},
	"zeek/variant-01-chunk_2pow64_overflow.pcap":                                        {1, 0, "behind a chunk that cannot be framed a second request is found again"},
	"zeek/variant-09-te_obs_fold.pcap":                                                  {1, 0, "chunked in a folded line counts, so the second request is one"},
	"ms-od-netcaps/MS-RMSOD_Example2_Win2016_X64_Win10_X64_Domain_v-yvrich.frames.pcap": {5, 1, offload},
	"ms-od-netcaps/MS-WMOD_Example6_WS2016_X64_Win10_X64_Domain_Hagala.frames.pcap":     {13, 0, offload},
}

const (
	inside  = "inside of a layer that radissect does not open (SOCKS, SCTP, AYIYA, ARCNET, tunnels of IPv6)"
	cutBody = "tshark shows a response once its body is whole, and the capture does not hold all of it"
	odd     = "the status-line or a field before the body is damaged, on purpose or by a fuzzer; tshark takes it for data"
	atEnd   = "the body ends with the connection, and inside of TLS tshark waits for that end; with http.desegment_body off it shows the response"
	method  = "tshark does not know the method (RDG_OUT_DATA, QUERY)"
	offload = "captured before segmentation: the IPv6 header has payload length 0, which tshark takes for malformed"
)
