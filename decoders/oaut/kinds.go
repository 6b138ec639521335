package oaut

import "github.com/radissect/radissect/dissect"

var (
	kindTypeInfoCountIn  = &dissect.Kind{Name: "GetTypeInfoCount request", Spec: "MS-OAUT 3.1.4.1"}
	kindTypeInfoCountOut = &dissect.Kind{Name: "GetTypeInfoCount response", Spec: "MS-OAUT 3.1.4.1"}
	kindTypeInfoIn       = &dissect.Kind{Name: "GetTypeInfo request", Spec: "MS-OAUT 3.1.4.2"}
	kindTypeInfoOut      = &dissect.Kind{Name: "GetTypeInfo response", Spec: "MS-OAUT 3.1.4.2"}
	kindIDsOfNamesIn     = &dissect.Kind{Name: "GetIDsOfNames request", Spec: "MS-OAUT 3.1.4.3"}
	kindIDsOfNamesOut    = &dissect.Kind{Name: "GetIDsOfNames response", Spec: "MS-OAUT 3.1.4.3"}
	kindInvokeIn         = &dissect.Kind{Name: "Invoke request", Spec: "MS-OAUT 3.1.4.4"}
	kindInvokeOut        = &dissect.Kind{Name: "Invoke response", Spec: "MS-OAUT 3.1.4.4"}
	kindNextIn           = &dissect.Kind{Name: "Next request", Spec: "MS-OAUT 3.3.4.1"}
	kindNextOut          = &dissect.Kind{Name: "Next response", Spec: "MS-OAUT 3.3.4.1"}
	kindSkipIn           = &dissect.Kind{Name: "Skip request", Spec: "MS-OAUT 3.3.4.2"}
	kindSkipOut          = &dissect.Kind{Name: "Skip response", Spec: "MS-OAUT 3.3.4.2"}
	kindResetIn          = &dissect.Kind{Name: "Reset request", Spec: "MS-OAUT 3.3.4.3"}
	kindResetOut         = &dissect.Kind{Name: "Reset response", Spec: "MS-OAUT 3.3.4.3"}
	kindCloneIn          = &dissect.Kind{Name: "Clone request", Spec: "MS-OAUT 3.3.4.4"}
	kindCloneOut         = &dissect.Kind{Name: "Clone response", Spec: "MS-OAUT 3.3.4.4"}
)
