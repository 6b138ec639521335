package rai

import "github.com/radissect/radissect/dissect"

var (
	kindConnectionParmsIn  = &dissect.Kind{Name: "RemoteConnectionParms request", Spec: "MS-RAI 3.1.4.1.1"}
	kindConnectionParmsOut = &dissect.Kind{Name: "RemoteConnectionParms response", Spec: "MS-RAI 3.1.4.1.1"}
	kindUserSessionInfoIn  = &dissect.Kind{Name: "RemoteUserSessionInfo request", Spec: "MS-RAI 3.1.4.1.2"}
	kindUserSessionInfoOut = &dissect.Kind{Name: "RemoteUserSessionInfo response", Spec: "MS-RAI 3.1.4.1.2"}
	kindNewEnumIn          = &dissect.Kind{Name: "get__NewEnum request", Spec: "MS-RAI 3.1.4.1.2.1"}
	kindNewEnumOut         = &dissect.Kind{Name: "get__NewEnum response", Spec: "MS-RAI 3.1.4.1.2.1"}
	kindItemIn             = &dissect.Kind{Name: "get_Item request", Spec: "MS-RAI 3.1.4.1.2.1"}
	kindItemOut            = &dissect.Kind{Name: "get_Item response", Spec: "MS-RAI 3.1.4.1.2.1"}
	kindCountIn            = &dissect.Kind{Name: "get_Count request", Spec: "MS-RAI 3.1.4.1.2.1"}
	kindCountOut           = &dissect.Kind{Name: "get_Count response", Spec: "MS-RAI 3.1.4.1.2.1"}
	kindGetSessionIDIn     = &dissect.Kind{Name: "get_SessionID request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindGetSessionIDOut    = &dissect.Kind{Name: "get_SessionID response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutSessionIDIn     = &dissect.Kind{Name: "put_SessionID request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutSessionIDOut    = &dissect.Kind{Name: "put_SessionID response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindGetSessionStateIn  = &dissect.Kind{Name: "get_SessionState request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindGetSessionStateOut = &dissect.Kind{Name: "get_SessionState response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutSessionStateIn  = &dissect.Kind{Name: "put_SessionState request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutSessionStateOut = &dissect.Kind{Name: "put_SessionState response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindGetDomainNameIn    = &dissect.Kind{Name: "get_DomainName request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindGetDomainNameOut   = &dissect.Kind{Name: "get_DomainName response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutDomainNameIn    = &dissect.Kind{Name: "put_DomainName request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutDomainNameOut   = &dissect.Kind{Name: "put_DomainName response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindGetUserNameIn      = &dissect.Kind{Name: "get_UserName request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindGetUserNameOut     = &dissect.Kind{Name: "get_UserName response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutUserNameIn      = &dissect.Kind{Name: "put_UserName request", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindPutUserNameOut     = &dissect.Kind{Name: "put_UserName response", Spec: "MS-RAI 3.1.4.1.2.2"}
	kindNoviceUserInfoIn   = &dissect.Kind{Name: "GetNoviceUserInfo request", Spec: "MS-RAI 3.3.4.1.1"}
	kindNoviceUserInfoOut  = &dissect.Kind{Name: "GetNoviceUserInfo response", Spec: "MS-RAI 3.3.4.1.1"}
	kindSessionInfoIn      = &dissect.Kind{Name: "GetSessionInfo request", Spec: "MS-RAI 3.3.4.1.2"}
	kindSessionInfoOut     = &dissect.Kind{Name: "GetSessionInfo response", Spec: "MS-RAI 3.3.4.1.2"}
)
