package http_test

import (
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// BenchmarkExchange reads a request and its response of 4 KiB, without any output.
func BenchmarkExchange(b *testing.B) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol})
	if err != nil {
		b.Fatal(err)
	}
	request := []byte("GET /some/where/page.html?a=b HTTP/1.1\r\nHost: www.example\r\nUser-Agent: Mozilla/5.0 (X11; Linux)\r\nAccept: text/html,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n\r\n")
	response := []byte("HTTP/1.1 200 OK\r\nServer: x\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Type: text/html\r\nContent-Length: 4096\r\n\r\n" + strings.Repeat("x", 4096))
	d := dissect.NewDirect(reg, http.Protocol, &dissecttest.Log{}, dissect.Options{})
	b.SetBytes(int64(len(request) + len(response)))
	b.ReportAllocs()
	for b.Loop() {
		d.Stream(dissect.FromClient, request)
		d.Stream(dissect.FromServer, response)
	}
}
