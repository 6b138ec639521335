package rdp

import (
	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/x224"
)

// Encryption is the encryption method and level that the server has chosen for
// standard RDP security, both 0 where TLS or CredSSP protect the connection or
// nothing does. known is false where the choice was not seen.
func (s *State) Encryption() (method, level uint32, known bool) {
	if s.conv == nil {
		return 0, 0, false
	}
	if t := x224.Of(s.conv); t.ResponseSeen && t.Selected != 0 {
		return 0, 0, true
	}
	server := &gcc.Of(s.conv).Server
	return server.EncryptionMethod, server.EncryptionLevel, server.Security
}

// onMessageChannel reports whether the PDU at hand came on the MCS message channel.
func (s *State) onMessageChannel() bool {
	ch := s.channel()
	return ch != nil && ch.Kind == mcs.MessageChannel
}

// channel is that of the PDU at hand, nil outside of an engine.
func (s *State) channel() *mcs.Channel {
	if s.conv == nil {
		return nil
	}
	return mcs.Of(s.conv).Current
}

// missed reports whether the start of the conversation was not captured.
func (s *State) missed() bool { return s.conv == nil || s.conv.Missed() }
