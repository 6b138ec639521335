package dcerpc

import "github.com/radissect/radissect/dissect"

// stubHandler reads the stub data of one call, opened and joined.
type stubHandler struct {
	conv    *dissect.Conversation
	n       int // length of the stub data without trailer
	trailer Trailer
}

var (
	_ dissect.Handler  = (*stubHandler)(nil)
	_ dissect.Informer = (*stubHandler)(nil)
)

// Frame is not used: stubs are handed over whole.
func (h *stubHandler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode finds the verification trailer behind the stub data of a request.
func (h *stubHandler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kindStub)
	call := Of(h.conv).Call
	n := c.Left()
	h.n, h.trailer = n, Trailer{}
	if call == nil || !call.Response {
		h.n = trailerStart(c.Peek())
	}
	if h.n > 0 {
		c.Closed(fStub, h.n)
	}
	if h.n < n {
		h.trailer.decode(c, n-h.n)
	}
}

// Commit hands the stub data on.
func (h *stubHandler) Commit(_ dissect.Dir, x *dissect.Context) {
	rpc, ok := h.conv.Handler(Protocol).(*handler)
	if !ok || rpc.state.Call == nil {
		return
	}
	rpc.trailer(rpc.state.Call, &h.trailer, x)
	x.Pass(child(h.conv, rpc.state.Call.Interface), 0, h.n, "")
}

// Info names the operation.
func (h *stubHandler) Info(_ dissect.Dir, dst []byte) []byte {
	if call := Of(h.conv).Call; call != nil {
		return appendOperation(h.conv, dst, call)
	}
	return dst
}
