package rxad

import (
	"errors"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/dissect"
)

// PlainAllocs is how often reading and checking an Advertise allocates.
func PlainAllocs(body []byte) (float64, error) {
	var env soap.Envelope
	env.Parse(body)
	h := &handler{env: &env, in: &http.Content{Exchange: &http.Exchange{}, Part: http.PartBody, Media: "text/xml"}}
	h.read()
	if h.m.action != actAdvertise {
		return 0, errors.New("no Advertise")
	}
	c := dissect.NewCursor(body, nil)
	run := func() {
		fresh := *c
		h.read()
		h.show(&fresh)
		h.checkRequest(&fresh)
	}
	run()
	return testing.AllocsPerRun(100, run), nil
}
