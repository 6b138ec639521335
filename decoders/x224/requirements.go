package x224

import (
	_ "embed"

	"github.com/radissect/radissect/dissect"
)

//go:embed requirements.tsv
var requirements string

// Requirements is the part of the catalogue that belongs to X.224 and the RDP
// negotiation.
var Requirements = dissect.ParseRequirements(requirements, "MS-RDPBCGR")
