package rai

import (
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
)

// A step is how far an expert has come with one of the two interfaces, MS-RAI 3.2.4
// and 3.4.4.
type step uint8

const (
	begun     step = iota // nothing that has to come first was seen
	activated             // the class: PCHService or RASrv
	listed                // the sessions: RemoteUserSessionInfo or GetSessionInfo
	fetched               // a connection string: RemoteConnectionParms or GetNoviceUserInfo

	steps
)

// A move is what an expert does.
type move uint8

const (
	noMove move = iota
	activate
	list
	enumerate // calls of IPCHCollection and ISAFSession
	fetch

	moveCount
)

// moves has for each step and move the step that comes next; begun where the move has
// no place there. What was done may be done again: IRASrv is activated a second time in
// the session that was chosen.
var moves = [steps][moveCount]step{
	begun:     {activate: activated},
	activated: {activate: activated, list: listed},
	listed:    {activate: listed, list: listed, enumerate: listed, fetch: fetched},
	fetched:   {activate: listed, list: listed, enumerate: fetched, fetch: fetched},
}

// after is the step that a move leads to where it has no place.
var after = [moveCount]step{activate: activated, list: listed, enumerate: listed, fetch: fetched}

// The two ways to a connection string.
const (
	byService = iota // IPCHService
	byRASrv
	ways
)

// orders are the rules about the order, and methods the names of what each way calls.
var (
	orders  = [ways]*dissect.Rule{OrderService, OrderRASrv}
	methods = [ways][moveCount]string{
		{list: "RemoteUserSessionInfo", enumerate: "the enumeration of sessions", fetch: "RemoteConnectionParms"},
		{list: "GetSessionInfo", fetch: "GetNoviceUserInfo"},
	}
)

// moveOf is the move that a call is.
func moveOf(call *dcerpc.Call) move {
	switch id := call.Interface.UUID; {
	case id == idService.UUID && call.Opnum == opUserSessionInfo, id == idRASrv.UUID && call.Opnum == opSessionInfo:
		return list
	case id == idService.UUID && call.Opnum == opConnectionParms, id == idRASrv.UUID && call.Opnum == opNoviceUserInfo:
		return fetch
	case id == idCollection.UUID, id == idSession.UUID:
		return enumerate
	}
	return noMove
}

// move carries an attempt on. The order is only judged where the activation was
// captured: else what came before is not known.
func (a *Attempt) move(conv *dissect.Conversation, way int, m move, x *dissect.Context) {
	next := moves[a.steps[way]][m]
	ok := next != begun
	if !ok {
		next = after[m]
	}
	if m == activate && a.steps[way] == begun {
		a.seen[way] = !conv.Missed()
	}
	a.steps[way] = next
	switch {
	case m == activate || !a.seen[way]:
	case ok:
		x.Held(orders[way])
	case !conv.Lossy():
		x.Report(orders[way], 0, len(x.Bytes()), methods[way][m]+" comes too early")
	}
}
