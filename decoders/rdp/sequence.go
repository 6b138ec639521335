package rdp

import "github.com/radissect/radissect/dissect"

// A Phase is how far the connection sequence has come, MS-RDPBCGR 1.3.1.1, as the
// PDUs of this package show it: what comes before them is MCS and GCC.
type Phase uint8

// The phases.
const (
	Beginning   Phase = iota // channels are being joined
	Commenced                // Security Exchange sent
	Informed                 // Client Info sent
	Licensing                // licensing PDUs exchanged
	Deactivated              // after a Deactivate All, before the next Demand Active
	Demanded                 // Demand Active sent
	Confirmed                // Confirm Active sent; the finalization goes on beside it
)

var phaseNames = [...]string{"the channel connection", "the Security Exchange", "the Client Info", "licensing", "a Deactivate All", "the Demand Active", "the Confirm Active"}

// String is what went before: "licensing".
func (p Phase) String() string { return phaseNames[p] }

// A step is a PDU that takes part in the order.
type step uint8

const (
	stepNone step = iota
	stepSecurityExchange
	stepClientInfo
	stepLicense
	stepDemandActive
	stepConfirmActive
	stepDeactivateAll
	stepSynchronize
	stepCooperate
	stepRequestControl
	stepGrantedControl
	stepKeyList
	stepFontList
	stepFontMap
)

var stepNames = [...]string{"", "Security Exchange", "Client Info", "licensing PDU", "Demand Active", "Confirm Active", "Deactivate All",
	"Synchronize", "Control (Cooperate)", "Control (Request Control)", "Control (Granted Control)", "Persistent Key List", "Font List", "Font Map"}

// moves are the legal moves of the connection sequence and the phase that each
// leads to. A server may redo the capability exchange after a Deactivate All
// (1.3.1.3); MS-RDPBCGR 1.3.1.1 has no place for anything else out of line.
var moves = [...]map[step]Phase{
	Beginning:   {stepSecurityExchange: Commenced, stepClientInfo: Informed},
	Commenced:   {stepClientInfo: Informed},
	Informed:    {stepLicense: Licensing},
	Licensing:   {stepLicense: Licensing, stepDemandActive: Demanded},
	Deactivated: {stepDemandActive: Demanded},
	Demanded:    {stepConfirmActive: Confirmed, stepDeactivateAll: Deactivated},
	Confirmed:   {stepDeactivateAll: Deactivated},
}

// reached is the phase that a PDU out of line leads to, so that one breach is
// one finding.
var reached = map[step]Phase{
	stepSecurityExchange: Commenced, stepClientInfo: Informed, stepLicense: Licensing,
	stepDemandActive: Demanded, stepConfirmActive: Confirmed, stepDeactivateAll: Deactivated,
}

// A finalStep is the progress of one side in the connection finalization.
type finalStep uint8

const (
	finalNone finalStep = iota
	finalSynchronized
	finalCooperating
	finalControl // requested by the client, granted by the server
	finalKeys    // client: persistent keys sent
	finalFonts   // Font List, Font Map
)

// finalMoves are the legal moves of each side in the finalization. Once it is
// through, the document does not forbid a side to send one of its PDUs again,
// and clients do send Synchronize.
var finalMoves = [2][6]map[step]finalStep{
	dissect.FromClient: {
		finalNone:         {stepSynchronize: finalSynchronized},
		finalSynchronized: {stepCooperate: finalCooperating},
		finalCooperating:  {stepRequestControl: finalControl},
		finalControl:      {stepKeyList: finalKeys, stepFontList: finalFonts},
		finalKeys:         {stepKeyList: finalKeys, stepFontList: finalFonts},
	},
	dissect.FromServer: {
		finalNone:         {stepSynchronize: finalSynchronized},
		finalSynchronized: {stepCooperate: finalCooperating},
		finalCooperating:  {stepGrantedControl: finalControl},
		finalControl:      {stepFontMap: finalFonts},
	},
}

var finalReached = map[step]finalStep{
	stepSynchronize: finalSynchronized, stepCooperate: finalCooperating, stepRequestControl: finalControl,
	stepGrantedControl: finalControl, stepKeyList: finalKeys, stepFontList: finalFonts, stepFontMap: finalFonts,
}

// advance takes one PDU into account and reports whether it was in order. What
// cannot be known counts as in order.
func (s *State) advance(dir dissect.Dir, st step) (ok bool) {
	if st < stepSynchronize {
		next, legal := moves[s.Phase][st]
		if !legal {
			next = reached[st]
		}
		if next == Demanded || next == Deactivated {
			s.client, s.server = finalNone, finalNone
		}
		s.Phase = next
		return legal
	}
	at := &s.client
	if dir == dissect.FromServer {
		at = &s.server
	}
	next, legal := finalMoves[dir][*at][st]
	if *at == finalFonts {
		return true
	}
	if !legal {
		next = max(*at, finalReached[st])
	}
	*at = next
	return legal && s.Phase == Confirmed
}
