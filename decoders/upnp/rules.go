package upnp

import "github.com/radissect/radissect/dissect"

// Descriptions.
var (
	// DeviceElements is broken by a device that leaves a required element out.
	DeviceElements = &dissect.Rule{
		ID: "upnp.device-elements", Level: dissect.Must, Spec: "UPnP 1.0 2.1",
		Title: "A device must have deviceType, friendlyName, manufacturer, modelName and UDN",
		Doc:   "They are the required elements of a device in a description. Control points show the device by them and tell it from others by its UDN.",
		Seen:  "decoders/upnp/testdata/descriptions.txtar",
	}
	// ServiceElements is broken by a service that leaves a required element out.
	ServiceElements = &dissect.Rule{
		ID: "upnp.service-elements", Level: dissect.Must, Spec: "UPnP 1.0 2.1",
		Title: "A service must have serviceType, serviceId, SCPDURL, controlURL and eventSubURL",
		Doc:   "eventSubURL is there and empty where the service has no events.",
		Seen:  "decoders/upnp/testdata/descriptions.txtar",
	}
	// ExperienceListed is broken by an extender without the service of MS-RXAD.
	ExperienceListed = &dissect.Rule{
		ID: "upnp.experience-listed", Req: "RXAD-B-1", Level: dissect.Should, Spec: "MS-RXAD 7",
		Title: "The description of a Media Center Extender should list the service msremotedexperience:1",
		Doc:   "Hosts find out by it that remote experiences can be advertised to the device.",
		Seen:  "decoders/upnp/testdata/descriptions.txtar",
	}
	// ExperienceID is broken by another service ID.
	ExperienceID = &dissect.Rule{
		ID: "upnp.experience-id", Level: dissect.Should, Spec: "MS-RXAD 1.5",
		Title: "The service ID of msremotedexperience:1 should be urn:schemas-microsoft-com:serviceId:MSRX",
		Doc:   "Section 1.5 says MSRX without a verb; the whole URI is that of the sample in section 7.",
		Seen:  "decoders/upnp/testdata/descriptions.txtar",
	}
	// Actions is broken by a service description that leaves an action out.
	Actions = &dissect.Rule{
		ID: "upnp.experience-actions", Level: dissect.Should, Spec: "MS-RXAD 8",
		Title: "The service description should have the actions AcquireNonce, Advertise and Inhibit",
		Doc:   "Section 8 prints a full description, which the device has to publish, and calls it a sample.",
		Seen:  "decoders/upnp/testdata/descriptions.txtar",
	}
	// Arguments is broken by other arguments, or another order.
	Arguments = &dissect.Rule{
		ID: "upnp.experience-arguments", Level: dissect.Should, Spec: "MS-RXAD 8",
		Title: "The actions should have the arguments of MS-RXAD in its order",
		Doc:   "Names, directions and related state variables are compared. Control points send arguments in the order of the description (UPnP 1.0 3.2.1).",
		Seen:  "decoders/upnp/testdata/descriptions.txtar",
	}
	// Variables is broken by a state variable that is missing, evented or of another type.
	Variables = &dissect.Rule{
		ID: "upnp.experience-variables", Level: dissect.Should, Spec: "MS-RXAD 8",
		Title: "The state variables should be those of MS-RXAD, with its types and without events",
		Doc:   "Two are ui4, one is boolean, the others are strings.",
		Seen:  "decoders/upnp/testdata/descriptions.txtar",
	}
)

// Control.
var (
	// FaultForm is broken by a fault that is not one of UPnP.
	FaultForm = &dissect.Rule{
		ID: "upnp.fault", Req: "RXAD-UPNP-3", Level: dissect.Must, Spec: "UPnP 1.0 3.2.2",
		Title: "A fault must come with status 500 and a UPnPError that has an errorCode",
		Doc:   "A control point that gets anything else cannot tell why the action failed.",
		Seen:  "decoders/upnp/testdata/control.txtar",
	}
)
