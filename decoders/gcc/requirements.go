package gcc

import (
	_ "embed"

	"github.com/radissect/radissect/dissect"
)

//go:embed requirements.tsv
var requirements string

// Requirements is the part of the catalogue that belongs to the settings of
// client and server.
var Requirements = dissect.ParseRequirements(requirements, "MS-RDPBCGR")
