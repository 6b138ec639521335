package raiop

import (
	_ "embed"

	"github.com/radissect/radissect/dissect"
)

//go:embed requirements.tsv
var requirementsTSV string

// Requirements is the catalogue of testable statements of MS-RAIOP.
var Requirements = dissect.ParseRequirements(requirementsTSV, "MS-RAIOP")
