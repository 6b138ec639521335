package invitation

import (
	_ "embed"

	"github.com/radissect/radissect/dissect"
)

//go:embed requirements.tsv
var requirementsTSV string

// Requirements are the statements of MS-RAI about connection strings and
// invitation files. Those about the DCOM interfaces lie with their decoder.
var Requirements = dissect.ParseRequirements(requirementsTSV, "MS-RAI")
