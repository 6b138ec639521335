package dcom

import "github.com/radissect/radissect/dissect"

var (
	kindStub                  = &dissect.Kind{Name: "COM stub", Spec: "MS-DCOM 2.2.13"}
	kindResolveOxidIn         = &dissect.Kind{Name: "ResolveOxid request", Spec: "MS-DCOM 3.1.2.5.1.1"}
	kindResolveOxidOut        = &dissect.Kind{Name: "ResolveOxid response", Spec: "MS-DCOM 3.1.2.5.1.1"}
	kindSimplePingIn          = &dissect.Kind{Name: "SimplePing request", Spec: "MS-DCOM 3.1.2.5.1.2"}
	kindSimplePingOut         = &dissect.Kind{Name: "SimplePing response", Spec: "MS-DCOM 3.1.2.5.1.2"}
	kindComplexPingIn         = &dissect.Kind{Name: "ComplexPing request", Spec: "MS-DCOM 3.1.2.5.1.3"}
	kindComplexPingOut        = &dissect.Kind{Name: "ComplexPing response", Spec: "MS-DCOM 3.1.2.5.1.3"}
	kindServerAliveIn         = &dissect.Kind{Name: "ServerAlive request", Spec: "MS-DCOM 3.1.2.5.1.4"}
	kindServerAliveOut        = &dissect.Kind{Name: "ServerAlive response", Spec: "MS-DCOM 3.1.2.5.1.4"}
	kindResolveOxid2In        = &dissect.Kind{Name: "ResolveOxid2 request", Spec: "MS-DCOM 3.1.2.5.1.5"}
	kindResolveOxid2Out       = &dissect.Kind{Name: "ResolveOxid2 response", Spec: "MS-DCOM 3.1.2.5.1.5"}
	kindServerAlive2In        = &dissect.Kind{Name: "ServerAlive2 request", Spec: "MS-DCOM 3.1.2.5.1.6"}
	kindServerAlive2Out       = &dissect.Kind{Name: "ServerAlive2 response", Spec: "MS-DCOM 3.1.2.5.1.6"}
	kindRemoteActivationIn    = &dissect.Kind{Name: "RemoteActivation request", Spec: "MS-DCOM 3.1.2.5.2.3"}
	kindRemoteActivationOut   = &dissect.Kind{Name: "RemoteActivation response", Spec: "MS-DCOM 3.1.2.5.2.3"}
	kindGetClassObjectIn      = &dissect.Kind{Name: "RemoteGetClassObject request", Spec: "MS-DCOM 3.1.2.5.2.3"}
	kindGetClassObjectOut     = &dissect.Kind{Name: "RemoteGetClassObject response", Spec: "MS-DCOM 3.1.2.5.2.3"}
	kindCreateInstanceIn      = &dissect.Kind{Name: "RemoteCreateInstance request", Spec: "MS-DCOM 3.1.2.5.2.3"}
	kindCreateInstanceOut     = &dissect.Kind{Name: "RemoteCreateInstance response", Spec: "MS-DCOM 3.1.2.5.2.3"}
	kindRemQueryInterfaceIn   = &dissect.Kind{Name: "RemQueryInterface request", Spec: "MS-DCOM 3.1.1.5.6.1.1"}
	kindRemQueryInterfaceOut  = &dissect.Kind{Name: "RemQueryInterface response", Spec: "MS-DCOM 3.1.1.5.6.1.1"}
	kindRemAddRefIn           = &dissect.Kind{Name: "RemAddRef request", Spec: "MS-DCOM 3.1.1.5.6.1.2"}
	kindRemAddRefOut          = &dissect.Kind{Name: "RemAddRef response", Spec: "MS-DCOM 3.1.1.5.6.1.2"}
	kindRemReleaseIn          = &dissect.Kind{Name: "RemRelease request", Spec: "MS-DCOM 3.1.1.5.6.1.3"}
	kindRemReleaseOut         = &dissect.Kind{Name: "RemRelease response", Spec: "MS-DCOM 3.1.1.5.6.1.3"}
	kindRemQueryInterface2In  = &dissect.Kind{Name: "RemQueryInterface2 request", Spec: "MS-DCOM 3.1.1.5.7.1.1"}
	kindRemQueryInterface2Out = &dissect.Kind{Name: "RemQueryInterface2 response", Spec: "MS-DCOM 3.1.1.5.7.1.1"}
)
