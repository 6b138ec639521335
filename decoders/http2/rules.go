package http2

import "github.com/radissect/radissect/dissect"

// The connection and its frames.
var (
	// Preface is broken by a client that begins with something like the preface.
	Preface = &dissect.Rule{
		ID: "http2.preface", Level: dissect.Must, Spec: "RFC 9113 3.4",
		Title: "A client must begin with the connection preface",
		Doc:   "The preface is 24 bytes that no server of HTTP/1.1 takes for a request. A server that finds anything else ends the connection.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// FirstSettings is broken by another first frame.
	FirstSettings = &dissect.Rule{
		ID: "http2.first-settings", Level: dissect.Must, Spec: "RFC 9113 3.4",
		Title: "The first frame of each side must be SETTINGS",
		Doc:   "It may be empty. The other side takes anything else for an invalid preface and ends the connection.",
		Seen:  "decoders/http2/testdata/connection.txtar",
	}
	// FrameSize is broken by a frame that the receiver does not take.
	FrameSize = &dissect.Rule{
		ID: "http2.frame-size", Level: dissect.Must, Spec: "RFC 9113 4.2",
		Title: "A payload must not be larger than SETTINGS_MAX_FRAME_SIZE of the receiver",
		Doc:   "Without the setting it is 16,384 bytes. The receiver answers with FRAME_SIZE_ERROR.",
		Seen:  "decoders/http2/http2_test.go",
	}
	// FlagsUnused is broken by a flag that the type does not define.
	FlagsUnused = &dissect.Rule{
		ID: "http2.flags-unused", Level: dissect.Must, Spec: "RFC 9113 4.1",
		Title: "Flags that a type of frame does not define must not be set",
		Doc:   "Receivers ignore them. Where they are set, the sender follows an extension or counts frames wrongly.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// ReservedBit is broken by the highest bit of the stream identifier.
	ReservedBit = &dissect.Rule{
		ID: "http2.reserved-bit", Level: dissect.Must, Spec: "RFC 9113 4.1",
		Title: "The bit before the stream identifier must be zero",
		Doc:   "It is reserved. Receivers ignore it.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// OnStream is broken by DATA and others on stream 0.
	OnStream = &dissect.Rule{
		ID: "http2.on-stream", Level: dissect.Must, Spec: "RFC 9113 6",
		Title: "DATA, HEADERS, PRIORITY, RST_STREAM, PUSH_PROMISE and CONTINUATION must belong to a stream",
		Doc:   "Sections 6.1 to 6.4, 6.6 and 6.10 say so one by one: stream identifier 0 is a connection error.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// OnConnection is broken by SETTINGS and others on a stream.
	OnConnection = &dissect.Rule{
		ID: "http2.on-connection", Level: dissect.Must, Spec: "RFC 9113 6",
		Title: "SETTINGS, PING and GOAWAY must have stream identifier 0",
		Doc:   "Sections 6.5, 6.7 and 6.8 say so one by one: they are about the connection, on a stream they are a connection error.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// PadLength is broken by padding that is longer than the frame.
	PadLength = &dissect.Rule{
		ID: "http2.pad-length", Level: dissect.Must, Spec: "RFC 9113 6.1",
		Title: "The padding must be shorter than the payload",
		Doc:   "Otherwise it is a connection error, for nothing can be told about the content of the frame.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// PaddingZero is broken by padding with content.
	PaddingZero = &dissect.Rule{
		ID: "http2.padding-zero", Level: dissect.Must, Spec: "RFC 9113 6.1",
		Title: "Padding must be zero",
		Doc:   "Receivers need not check it. Padding with content is a covert channel, or memory that leaks.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// PriorityLength is broken by a PRIORITY frame of another length.
	PriorityLength = &dissect.Rule{
		ID: "http2.priority-length", Level: dissect.Must, Spec: "RFC 9113 6.3",
		Title: "A PRIORITY frame must have 5 bytes",
		Doc:   "Another length is a stream error of type FRAME_SIZE_ERROR.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// RstLength is broken by a RST_STREAM frame of another length.
	RstLength = &dissect.Rule{
		ID: "http2.rst-length", Level: dissect.Must, Spec: "RFC 9113 6.4",
		Title: "A RST_STREAM frame must have 4 bytes",
		Doc:   "Another length is a connection error of type FRAME_SIZE_ERROR.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// SettingsLength is broken by half a setting.
	SettingsLength = &dissect.Rule{
		ID: "http2.settings-length", Level: dissect.Must, Spec: "RFC 9113 6.5",
		Title: "The length of a SETTINGS frame must be a multiple of 6",
		Doc:   "Another length is a connection error of type FRAME_SIZE_ERROR.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// SettingsAck is broken by an acknowledgment with settings.
	SettingsAck = &dissect.Rule{
		ID: "http2.settings-ack", Level: dissect.Must, Spec: "RFC 9113 6.5",
		Title: "A SETTINGS frame with ACK must be empty",
		Doc:   "Another length is a connection error of type FRAME_SIZE_ERROR.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// EnablePush is broken by a value that is no boolean.
	EnablePush = &dissect.Rule{
		ID: "http2.enable-push", Level: dissect.Must, Spec: "RFC 9113 6.5.2",
		Title: "SETTINGS_ENABLE_PUSH must be 0 or 1",
		Doc:   "Any other value is a connection error.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// ServerPush is broken by a server that takes pushes.
	ServerPush = &dissect.Rule{
		ID: "http2.server-push", Level: dissect.Must, Spec: "RFC 9113 6.5.2",
		Title: "A server must not set SETTINGS_ENABLE_PUSH to 1",
		Doc:   "Only servers push. A client takes the value for a connection error.",
		Seen:  "decoders/http2/testdata/connection.txtar",
	}
	// InitialWindow is broken by a window that is too large.
	InitialWindow = &dissect.Rule{
		ID: "http2.initial-window", Level: dissect.Must, Spec: "RFC 9113 6.5.2",
		Title: "SETTINGS_INITIAL_WINDOW_SIZE must be at most 2,147,483,647",
		Doc:   "A larger value is a connection error of type FLOW_CONTROL_ERROR.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// MaxFrameSetting is broken by a size outside of the range.
	MaxFrameSetting = &dissect.Rule{
		ID: "http2.max-frame", Level: dissect.Must, Spec: "RFC 9113 6.5.2",
		Title: "SETTINGS_MAX_FRAME_SIZE must be from 16,384 to 16,777,215",
		Doc:   "Any other value is a connection error.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// PingLength is broken by a PING frame of another length.
	PingLength = &dissect.Rule{
		ID: "http2.ping-length", Level: dissect.Must, Spec: "RFC 9113 6.7",
		Title: "A PING frame must have 8 bytes",
		Doc:   "Another length is a connection error of type FRAME_SIZE_ERROR.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// GoawayLength is broken by a GOAWAY frame without error code.
	GoawayLength = &dissect.Rule{
		ID: "http2.goaway-length", Level: dissect.Must, Spec: "RFC 9113 6.8",
		Title: "A GOAWAY frame must have at least 8 bytes",
		Doc:   "The layout is a stream identifier, an error code, and debug data of any length.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// GoawayOrder is broken by a second GOAWAY that takes more.
	GoawayOrder = &dissect.Rule{
		ID: "http2.goaway-order", Level: dissect.Must, Spec: "RFC 9113 6.8",
		Title: "The last stream of a GOAWAY frame must not be greater than in one before",
		Doc:   "The other side may have tried again elsewhere what the first one said was not processed.",
		Seen:  "decoders/http2/testdata/connection.txtar",
	}
	// WindowLength is broken by a WINDOW_UPDATE frame of another length.
	WindowLength = &dissect.Rule{
		ID: "http2.window-length", Level: dissect.Must, Spec: "RFC 9113 6.9",
		Title: "A WINDOW_UPDATE frame must have 4 bytes",
		Doc:   "Another length is a connection error of type FRAME_SIZE_ERROR.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
	// WindowZero is broken by an increment of 0.
	WindowZero = &dissect.Rule{
		ID: "http2.window-zero", Level: dissect.Must, Spec: "RFC 9113 6.9",
		Title: "A window must be increased by at least 1",
		Doc:   "An increment of 0 is a stream error, on stream 0 a connection error.",
		Seen:  "decoders/http2/testdata/frames.txtar",
	}
)

// Streams.
var (
	// StreamParity is broken by a client that uses an even identifier.
	StreamParity = &dissect.Rule{
		ID: "http2.stream-parity", Level: dissect.Must, Spec: "RFC 9113 5.1.1",
		Title: "Streams of a client must have odd identifiers, those of a server even ones",
		Doc:   "Any other identifier is a connection error.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// StreamOrder is broken by a new stream with a lower identifier.
	StreamOrder = &dissect.Rule{
		ID: "http2.stream-order", Level: dissect.Must, Spec: "RFC 9113 5.1.1",
		Title: "The identifier of a new stream must be greater than all before",
		Doc:   "A lower one stands for a stream that is closed: a connection error.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// IdleStream is broken by a frame on a stream that nobody has begun.
	IdleStream = &dissect.Rule{
		ID: "http2.idle-stream", Level: dissect.Must, Spec: "RFC 9113 5.1",
		Title: "Only HEADERS and PRIORITY may be sent on an idle stream",
		Doc:   "Any other frame on a stream that nobody has begun or promised is a connection error, and so is a response on one.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// AfterEnd is broken by DATA behind END_STREAM.
	AfterEnd = &dissect.Rule{
		ID: "http2.after-end", Level: dissect.Must, Spec: "RFC 9113 5.1",
		Title: "No DATA or HEADERS must follow END_STREAM",
		Doc:   "The sender has half-closed the stream. The receiver answers with STREAM_CLOSED.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// DataFirst is broken by content without a head.
	DataFirst = &dissect.Rule{
		ID: "http2.data-first", Level: dissect.Must, Spec: "RFC 9113 8.1",
		Title: "A message must begin with HEADERS",
		Doc:   "DATA before the field section of a request or response makes the message malformed.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// ClientPush is broken by a client that promises something.
	ClientPush = &dissect.Rule{
		ID: "http2.client-push", Level: dissect.Must, Spec: "RFC 9113 8.4",
		Title: "A client must not send PUSH_PROMISE",
		Doc:   "Only servers push. A server takes the frame for a connection error.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// PushDisabled is broken by a push that the client has ruled out.
	PushDisabled = &dissect.Rule{
		ID: "http2.push-disabled", Level: dissect.Must, Spec: "RFC 9113 6.6",
		Title: "PUSH_PROMISE must not be sent once the client has set SETTINGS_ENABLE_PUSH to 0",
		Doc:   "The setting counts from its acknowledgment on. Most clients set it in their first frame.",
		Seen:  "decoders/http2/testdata/push.txtar",
	}
	// Contiguous is broken by a frame inside of a field block.
	Contiguous = &dissect.Rule{
		ID: "http2.contiguous", Level: dissect.Must, Spec: "RFC 9113 4.3",
		Title: "The frames of a field block must follow each other",
		Doc:   "Frames of another type or stream in between are a connection error. The block is given up, and with it the dynamic table of this direction.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// Continuation is broken by CONTINUATION without anything to go on with.
	Continuation = &dissect.Rule{
		ID: "http2.continuation", Level: dissect.Must, Spec: "RFC 9113 6.10",
		Title: "CONTINUATION must follow a frame without END_HEADERS",
		Doc:   "HEADERS, PUSH_PROMISE or CONTINUATION without END_HEADERS has to stand before it.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// TrailerEnd is broken by trailers that are not the end.
	TrailerEnd = &dissect.Rule{
		ID: "http2.trailer-end", Level: dissect.Must, Spec: "RFC 9113 8.1",
		Title: "A trailer section must end the stream",
		Doc:   "HEADERS behind the final head has to have END_STREAM; otherwise the message is malformed.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// StreamLimit is hit by streams that are never ended.
	StreamLimit = &dissect.Rule{
		ID: "http2.stream-limit", Level: dissect.Limit, Spec: "RFC 9113 5.1.2",
		Title: "At most 1,024 streams of a connection are followed at a time",
		Doc:   "The oldest stream is given up: what it sends from here on is not joined.",
		Seen:  "decoders/http2/limit_test.go",
	}
)
