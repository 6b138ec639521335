package credssp

import "github.com/radissect/radissect/dissect"

var (
	fIdentifier = &dissect.Field{Name: "identifier", Spec: "X.690 8.1.2", Base: dissect.Hex}
	fLength     = &dissect.Field{Name: "length", Spec: "X.690 8.1.3", Base: dissect.Hex}
	fLongLength = &dissect.Field{Name: "long length", Spec: "X.690 8.1.3"}
	fRequest    = &dissect.Field{Name: "TSRequest", Spec: "MS-CSSP 2.2.1", Base: dissect.Group}
	fVersion    = &dissect.Field{Name: "version", Spec: "MS-CSSP 2.2.1"}
	fRest       = &dissect.Field{Name: "negoTokens to clientNonce", Spec: "MS-CSSP 2.2.1", Base: dissect.Bytes, Secret: true}

	fAuthorizationResult = &dissect.Field{Name: "authorizationResult", Spec: "MS-RDPBCGR 2.2.10.2", Base: dissect.Hex, Names: authorizationNames}
)

var (
	kindRequest       = &dissect.Kind{Name: "TSRequest", Spec: "MS-CSSP 2.2.1"}
	kindAuthorization = &dissect.Kind{Name: "Early User Authorization Result PDU", Spec: "MS-RDPBCGR 2.2.10.2"}
)

var authorizationNames = &dissect.Names{Values: map[uint64]string{
	authzSuccess: "AUTHZ_SUCCESS", authzAccessDenied: "AUTHZ_ACCESS_DENIED",
}}
