package encomsp

import (
	_ "embed"

	"github.com/radissect/radissect/dissect"
)

//go:embed requirements.tsv
var requirements string

// Requirements is the part of the catalogue that belongs to MS-RDPEMC.
var Requirements = dissect.ParseRequirements(requirements, "MS-RDPEMC")
