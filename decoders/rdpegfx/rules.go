package rdpegfx

import "github.com/radissect/radissect/dissect"

// HeaderFlags is broken by a graphics command with flags.
var HeaderFlags = &dissect.Rule{
	ID:    "rdpegfx.header-flags",
	Level: dissect.Must,
	Spec:  "MS-RDPEGFX 2.2.2",
	Title: "flags of RDPGFX_HEADER must be zero",
	Doc:   "Every graphics command says that the field is zero. Clients do not look at it. Another value can be used to hide data, or the bytes are no command: the stream of a direction that lost bytes looks so.",
	Seen:  "decoders/rdpegfx/testdata/flags.txtar",
}
