package epm

import "github.com/radissect/radissect/dissect"

// Rules of the endpoint mapper.
var (
	// FloorCount is broken by a tower with more than six floors.
	FloorCount = &dissect.Rule{
		ID: "epm.floor-count", Level: dissect.Should, Spec: "MS-RPCE 3.1.3.5.3",
		Title: "A tower should have no more than six floors",
		Doc:   "C706 allows any number. Implementations of MS-RPCE should reject a tower with more than six.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
)
