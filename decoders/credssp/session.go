package credssp

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// Values and size of the Early User Authorization Result PDU, MS-RDPBCGR 2.2.10.2.
const (
	authzSuccess      = 0
	authzAccessDenied = 5
	authzLength       = 4
)

// An AuthorizationResult is the Early User Authorization Result PDU,
// MS-RDPBCGR 2.2.10.2.
type AuthorizationResult struct {
	Result uint32
}

// Decode reads the PDU.
func (m *AuthorizationResult) Decode(c *dissect.Cursor) {
	c.Is(kindAuthorization)
	m.Result = c.U32LE(fAuthorizationResult)
}

// handler reads the messages of one conversation.
type handler struct {
	conv   *dissect.Conversation
	m      Request
	result AuthorizationResult
	isAuth bool // the message decoded last is an authorization result
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame tells the length of a TSRequest, or of the authorization result that
// the server sends behind the last one.
func (h *handler) Frame(dir dissect.Dir, b []byte) int {
	if dir != dissect.FromServer || len(b) == 0 || b[0] != authzSuccess && b[0] != authzAccessDenied {
		return frame(b)
	}
	if x224.Of(h.conv).Selected != x224.ProtocolHybridEx {
		return dissect.Lost
	}
	if len(b) < authzLength {
		return 0
	}
	if v := binary.LittleEndian.Uint32(b); v == authzSuccess || v == authzAccessDenied {
		return authzLength
	}
	return dissect.Lost
}

// Decode reads one message.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.m, h.result = Request{}, AuthorizationResult{}
	h.isAuth = c.Left() == authzLength && c.PeekU8(0) != sequence
	if h.isAuth {
		h.result.Decode(c)
		return
	}
	h.m.Decode(c)
}

// Commit has nothing to keep: what follows is told by its bytes.
func (h *handler) Commit(dissect.Dir, *dissect.Context) {}

// Info tells the version, or the result.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	if h.isAuth {
		return append(dst, authorizationNames.Value(uint64(h.result.Result))...)
	}
	return strconv.AppendUint(append(dst, "version "...), uint64(h.m.Version), 10)
}
