package upnp

import "github.com/radissect/radissect/dissect"

// Groups of a device description.
var (
	fRoot        = &dissect.Field{Name: "root", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
	fSpecVersion = &dissect.Field{Name: "specVersion", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
	fDevice      = &dissect.Field{Name: "device", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
	fDeviceList  = &dissect.Field{Name: "deviceList", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
	fIconList    = &dissect.Field{Name: "iconList", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
	fIcon        = &dissect.Field{Name: "icon", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
	fServiceList = &dissect.Field{Name: "serviceList", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
	fService     = &dissect.Field{Name: "service", Spec: "UPnP 1.0 2.1", Base: dissect.Group}
)

// Leaves of a device description.
var (
	fMajor             = &dissect.Field{Name: "major", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fMinor             = &dissect.Field{Name: "minor", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fURLBase           = &dissect.Field{Name: "URLBase", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fDeviceType        = &dissect.Field{Name: "deviceType", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fFriendlyName      = &dissect.Field{Name: "friendlyName", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fManufacturer      = &dissect.Field{Name: "manufacturer", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fManufacturerURL   = &dissect.Field{Name: "manufacturerURL", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fModelDescription  = &dissect.Field{Name: "modelDescription", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fModelName         = &dissect.Field{Name: "modelName", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fModelNumber       = &dissect.Field{Name: "modelNumber", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fModelURL          = &dissect.Field{Name: "modelURL", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fSerialNumber      = &dissect.Field{Name: "serialNumber", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fUDN               = &dissect.Field{Name: "UDN", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fUPC               = &dissect.Field{Name: "UPC", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fPresentationURL   = &dissect.Field{Name: "presentationURL", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fMimetype          = &dissect.Field{Name: "mimetype", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fWidth             = &dissect.Field{Name: "width", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fHeight            = &dissect.Field{Name: "height", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fDepth             = &dissect.Field{Name: "depth", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fURL               = &dissect.Field{Name: "url", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fServiceType       = &dissect.Field{Name: "serviceType", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fServiceID         = &dissect.Field{Name: "serviceId", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fSCPDURL           = &dissect.Field{Name: "SCPDURL", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fControlURL        = &dissect.Field{Name: "controlURL", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fEventSubURL       = &dissect.Field{Name: "eventSubURL", Spec: "UPnP 1.0 2.1", Base: dissect.Text}
	fDeviceCategory    = &dissect.Field{Name: "X_deviceCategory", Spec: "MS-RXAD 7", Base: dissect.Text}
	fCompatibleID      = &dissect.Field{Name: "X_compatibleId", Spec: "MS-RXAD 7", Base: dissect.Text}
	fPakVersion        = &dissect.Field{Name: "pakVersion", Spec: "MS-RXAD 7", Base: dissect.Text}
	fSupportedVersions = &dissect.Field{Name: "supportedHostVersions", Spec: "MS-RXAD 7", Base: dissect.Text}
	fMagicPacket       = &dissect.Field{Name: "X_magicPacketSendSupported", Spec: "MS-RXAD 7", Base: dissect.Text}
)

// A service description.
var (
	fScpd             = &dissect.Field{Name: "scpd", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fActionList       = &dissect.Field{Name: "actionList", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fActionItem       = &dissect.Field{Name: "action", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fArgumentList     = &dissect.Field{Name: "argumentList", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fArgumentItem     = &dissect.Field{Name: "argument", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fServiceState     = &dissect.Field{Name: "serviceStateTable", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fStateVariable    = &dissect.Field{Name: "stateVariable", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fAllowedValueList = &dissect.Field{Name: "allowedValueList", Spec: "UPnP 1.0 2.3", Base: dissect.Group}
	fAllowedRange     = &dissect.Field{Name: "allowedValueRange", Spec: "UPnP 1.0 2.3", Base: dissect.Group}

	fName          = &dissect.Field{Name: "name", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fDirection     = &dissect.Field{Name: "direction", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fRelated       = &dissect.Field{Name: "relatedStateVariable", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fDataType      = &dissect.Field{Name: "dataType", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fDefaultValue  = &dissect.Field{Name: "defaultValue", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fAllowedValue  = &dissect.Field{Name: "allowedValue", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fMinimum       = &dissect.Field{Name: "minimum", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fMaximum       = &dissect.Field{Name: "maximum", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fStep          = &dissect.Field{Name: "step", Spec: "UPnP 1.0 2.3", Base: dissect.Text}
	fErrorCode     = &dissect.Field{Name: "errorCode", Spec: "UPnP 1.0 3.2.2", Base: dissect.Text}
	fErrorText     = &dissect.Field{Name: "errorDescription", Spec: "UPnP 1.0 3.2.2", Base: dissect.Text}
	fError         = &dissect.Field{Name: "UPnPError", Spec: "UPnP 1.0 3.2.2", Base: dissect.Group}
	fCall          = &dissect.Field{Name: "action", Spec: "UPnP 1.0 3.2.1", Base: dissect.Group}
	fNamed         = &dissect.Field{Name: "argument", Spec: "UPnP 1.0 3.2.1", Base: dissect.Group}
	fArgumentName  = &dissect.Field{Name: "argumentName", Spec: "UPnP 1.0 3.2.1", Base: dissect.Text}
	fArgument      = &dissect.Field{Name: "arg value", Spec: "UPnP 1.0 3.2.1", Base: dissect.Text}
	fVariableName  = &dissect.Field{Name: "variableName", Spec: "UPnP 1.0 4.3", Base: dissect.Text}
	fVariable      = &dissect.Field{Name: "new value", Spec: "UPnP 1.0 4.3", Base: dissect.Text}
	fSecretText    = &dissect.Field{Name: "arg value", Spec: "UPnP 1.0 3.2.1", Base: dissect.Text, Secret: true}
	fSecret        = &dissect.Field{Name: "arg value", Spec: "UPnP 1.0 3.2.1", Base: dissect.Bytes, Secret: true}
	fProperties    = &dissect.Field{Name: "propertyset", Spec: "UPnP 1.0 4.3", Base: dissect.Group}
	fProperty      = &dissect.Field{Name: "property", Spec: "UPnP 1.0 4.3", Base: dissect.Group}
	fNoDescription = &dissect.Field{Name: "not read", Spec: "UPnP 1.0 2.1", Base: dissect.Bytes}
)

// Header fields of events.
var (
	fCallback = &dissect.Field{Name: "CALLBACK", Spec: "UPnP 1.0 4.1.1", Base: dissect.Text}
	fNT       = &dissect.Field{Name: "NT", Spec: "UPnP 1.0 4.1.1", Base: dissect.Text}
	fNTS      = &dissect.Field{Name: "NTS", Spec: "UPnP 1.0 4.2.1", Base: dissect.Text}
	fSID      = &dissect.Field{Name: "SID", Spec: "UPnP 1.0 4.1.1", Base: dissect.Text}
	fSEQ      = &dissect.Field{Name: "SEQ", Spec: "UPnP 1.0 4.2.1", Base: dissect.Text}
	fTimeout  = &dissect.Field{Name: "TIMEOUT", Spec: "UPnP 1.0 4.1.1", Base: dissect.Text}
	fBody     = &dissect.Field{Name: "body", Spec: "UPnP 1.0 4.2.1", Base: dissect.Bytes}
)
