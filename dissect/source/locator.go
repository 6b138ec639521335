package source

import "github.com/radissect/radissect/dissect"

// A Locator finds the headers of single frames, for sources that get them from
// somewhere else than a capture file. The zero value is ready for use. It keeps
// scratch storage, so it belongs to one source and one goroutine.
type Locator struct {
	links links
}

// Locate fills in everything of p that comes from its headers. Data, WireLen and
// LinkType have to be set; Kind, Skip and what follows them have to be zero. A frame
// that cannot be read becomes a dissect.PacketSkipped with its reason.
func (l *Locator) Locate(p *dissect.Packet) { l.links.locate(p) }
