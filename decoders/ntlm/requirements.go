package ntlm

import (
	_ "embed"

	"github.com/radissect/radissect/dissect"
)

//go:embed requirements.tsv
var requirementsTSV string

// Requirements is the part of the catalogue of MS-NLMP.
var Requirements = dissect.ParseRequirements(requirementsTSV, "MS-NLMP")
