package rxad_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestLimits: large and hostile calls cost bounded time, and what is kept of them
// is bounded too, however many come.
func TestLimits(t *testing.T) {
	reg := registry(t)
	envelope := func(body string) string {
		return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>` + body + `</s:Body></s:Envelope>`
	}
	call := func(args string) string {
		return envelope(`<u:Advertise xmlns:u="` + upnp.Experience + `">` + args + `</u:Advertise>`)
	}
	const big = 200 << 10
	id := func(i int) string { return fmt.Sprintf("<Nonce>%d</Nonce><HostId>uuid:%d</HostId>", i, i) }
	for name, body := range map[string]func(i int) string{
		"separators": func(i int) string {
			return call(id(i) + "<ApplicationData>" + strings.Repeat(";", big) + "</ApplicationData>")
		},
		"references": func(i int) string {
			return call(id(i) + "<ApplicationData>" + strings.Repeat("&", big) + "</ApplicationData>")
		},
		"arguments": func(i int) string { return call(id(i) + strings.Repeat("<HostId/>", big/9)) },
		"nested":    func(i int) string { return call(id(i) + strings.Repeat("<a>", big/3)) },
		"names": func(i int) string {
			return call(id(i) + "<HostFriendlyName>" + strings.Repeat("x", big) + "</HostFriendlyName>")
		},
		"certificates": func(i int) string {
			return call(id(i) + "<HostCertificate>" + strings.Repeat("MIIB", big/4) + "</HostCertificate>")
		},
		"devices": func(int) string {
			return `<root xmlns="urn:schemas-upnp-org:device-1-0">` + strings.Repeat("<device><serviceType>urn:x</serviceType></device>", big/50) + `</root>`
		},
		"actions": func(int) string {
			return `<scpd xmlns="urn:schemas-upnp-org:service-1-0"><actionList>` + strings.Repeat("<action><name>x</name></action>", big/31) + `</actionList></scpd>`
		},
	} {
		log := &dissecttest.Log{} // nobody looks
		d := dissect.NewDirect(reg, http.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) {
			t.Fatalf("%s: a decoder panicked: %v\n%s", name, v, stack)
		}})
		var before, after runtime.MemStats
		start := time.Now()
		const times = 24
		for i := range times {
			if i == times/4 {
				runtime.GC()
				runtime.ReadMemStats(&before)
			}
			b := body(i)
			d.Stream(dissect.FromClient, []byte(fmt.Sprintf("POST / HTTP/1.1\r\nHost: h\r\nSOAPAction: \"%s#Advertise\"\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n", upnp.Experience, len(b))))
			for len(b) > 0 {
				n := min(len(b), 1448)
				d.Stream(dissect.FromClient, []byte(b[:n]))
				b = b[n:]
			}
			d.Stream(dissect.FromServer, []byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
		}
		took := time.Since(start)
		runtime.GC()
		runtime.ReadMemStats(&after)
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 2<<20 {
			t.Errorf("%s: %d KiB more are kept after 18 further calls", name, grown>>10)
		}
		if most := 30 * time.Second; took > most && !dissecttest.Race {
			t.Errorf("%s: %d calls of 200 KiB took %v", name, times, took)
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
