package upnp

import "github.com/radissect/radissect/dissect"

// shape is how the elements of one sort of document are shown: by local name,
// groups with the elements in them, others by their text.
type shape map[string]*dissect.Field

// descriptions are device descriptions, UPnP 1.0 2.1, with the extensions of
// MS-RXAD 7.
var descriptions = shape{
	"root": fRoot, "specVersion": fSpecVersion, "device": fDevice, "deviceList": fDeviceList, "iconList": fIconList, "icon": fIcon,
	"serviceList": fServiceList, "service": fService, "major": fMajor, "minor": fMinor, "URLBase": fURLBase,
	"deviceType": fDeviceType, "friendlyName": fFriendlyName, "manufacturer": fManufacturer, "manufacturerURL": fManufacturerURL,
	"modelDescription": fModelDescription, "modelName": fModelName, "modelNumber": fModelNumber, "modelURL": fModelURL,
	"serialNumber": fSerialNumber, "UDN": fUDN, "UPC": fUPC, "presentationURL": fPresentationURL, "mimetype": fMimetype,
	"width": fWidth, "height": fHeight, "depth": fDepth, "url": fURL, "serviceType": fServiceType, "serviceId": fServiceID,
	"SCPDURL": fSCPDURL, "controlURL": fControlURL, "eventSubURL": fEventSubURL, "X_deviceCategory": fDeviceCategory,
	"X_compatibleId": fCompatibleID, "pakVersion": fPakVersion, "supportedHostVersions": fSupportedVersions,
	"X_magicPacketSendSupported": fMagicPacket,
}

// services are service descriptions, UPnP 1.0 2.3.
var services = shape{
	"scpd": fScpd, "specVersion": fSpecVersion, "major": fMajor, "minor": fMinor, "actionList": fActionList, "action": fActionItem,
	"argumentList": fArgumentList, "argument": fArgumentItem, "serviceStateTable": fServiceState, "stateVariable": fStateVariable,
	"allowedValueList": fAllowedValueList, "allowedValueRange": fAllowedRange, "name": fName, "direction": fDirection,
	"relatedStateVariable": fRelated, "dataType": fDataType, "defaultValue": fDefaultValue, "allowedValue": fAllowedValue,
	"minimum": fMinimum, "maximum": fMaximum, "step": fStep,
}

// properties are the bodies of events, UPnP 1.0 4.3.
var properties = shape{"propertyset": fProperties, "property": fProperty}

// faults are details of faults, UPnP 1.0 3.2.2.
var faults = shape{"UPnPError": fError, "errorCode": fErrorCode, "errorDescription": fErrorText}

// headers are the header fields of events, by name in lower case.
var headers = map[string]*dissect.Field{
	"callback": fCallback, "nt": fNT, "nts": fNTS, "sid": fSID, "seq": fSEQ, "timeout": fTimeout,
}

// ErrorName is the name of an error code, UPnP 1.0 3.2.2 and UPnP 1.1 3.2.5; ""
// for one that has none.
func ErrorName(code int) string {
	switch code {
	case 401:
		return "Invalid Action"
	case 402:
		return "Invalid Args"
	case 403:
		return "Out of Sync"
	case 404:
		return "Invalid Var"
	case 501:
		return "Action Failed"
	case 600:
		return "Argument Value Invalid"
	case 601:
		return "Argument Value Out of Range"
	case 602:
		return "Optional Action Not Implemented"
	case 603:
		return "Out of Memory"
	case 604:
		return "Human Intervention Required"
	case 605:
		return "String Argument Too Long"
	}
	switch code / 100 {
	case 6:
		return "common action error"
	case 7:
		return "action-specific error of the standard service"
	case 8:
		return "action-specific error of the vendor"
	}
	return ""
}
