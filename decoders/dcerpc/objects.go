package dcerpc

import "github.com/radissect/radissect/dissect"

// maxObjects is how many objects two hosts may have told each other about. Scripts
// that ask for every row of a table reach some thousands.
const maxObjects = 8192

// Objects are the objects that calls between two hosts were about to be made on: the
// interface of each object UUID. MS-DCOM fills them in; others may look.
type Objects struct{ interfaces map[UUID]UUIDVersion }

var objectsKey = new(byte)

// ObjectsOf are the objects of the two hosts of conv.
func ObjectsOf(conv *dissect.Conversation) *Objects {
	return conv.Shared(objectsKey, func() any { return &Objects{} }).(*Objects)
}

// Held is what the objects take, in bytes.
func (o *Objects) Held() int { return 64 * len(o.interfaces) }

// Interface is the interface of an object.
func (o *Objects) Interface(object UUID) (id UUIDVersion, ok bool) {
	if o == nil {
		return UUIDVersion{}, false
	}
	id, ok = o.interfaces[object]
	return id, ok
}

// Name says which interface an object has.
func (o *Objects) Name(object UUID, id UUIDVersion) {
	if object == (UUID{}) || id.UUID == (UUID{}) {
		return
	}
	if o.interfaces == nil {
		o.interfaces = map[UUID]UUIDVersion{}
	}
	if _, known := o.interfaces[object]; known || len(o.interfaces) < maxObjects {
		o.interfaces[object] = id
	}
}
