package ra

import (
	_ "embed"

	"github.com/radissect/radissect/dissect"
)

//go:embed requirements.tsv
var requirementsTSV string

// Requirements is the catalogue of MS-RA: every statement that traffic could
// keep or break, and why no wire can show some of them.
var Requirements = dissect.ParseRequirements(requirementsTSV, "MS-RA")
