package rsmc

import "github.com/radissect/radissect/dissect"

// What is no field of an operation. Those are made from operations.tsv.
var (
	fPrgData     = &dissect.Field{Name: "prgData", Spec: "MS-RSMC 2.2.4.1", Base: dissect.Text}
	fPrgData16   = &dissect.Field{Name: "prgData", Spec: "MS-RSMC 2.2.4.1", Base: dissect.UTF16}
	fPrgDataBE   = &dissect.Field{Name: "prgData", Spec: "MS-RSMC 2.2.4.1", Base: dissect.Bytes}
	fByteCount   = &dissect.Field{Name: "number of bytes", Spec: "MS-RSMC 2.2.4.1"}
	fOperation   = &dissect.Field{Name: "operation", Spec: "MS-RSMC 2.2.1", Base: dissect.Group}
	fNoEnvelope  = &dissect.Field{Name: "no envelope", Spec: "MS-RSMC 2.1", Base: dissect.Bytes}
	fCertificate = &dissect.Field{Name: "certificate", Spec: "MS-RSMC 3.1.4.2.3.2", Base: dissect.Group}
)

// prgData shows the elements of an ArrayOfBytes, by xml.Doc.Wide.
var prgData = [3]*dissect.Field{fPrgData, fPrgData16, fPrgDataBE}
