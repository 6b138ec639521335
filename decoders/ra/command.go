package ra

import (
	"strconv"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
	"github.com/radissect/radissect/dissect"
)

// sender says which side may send a command, MS-RA 2.2.2.
type sender uint8

const (
	fromEither sender = iota
	fromExpert
	fromNovice
)

// command is one value of NAME, MS-RA 2.2.2.
type command struct {
	name string
	kind *dissect.Kind
	from sender
}

// commands has the values of NAME in the order of MS-RA 2.2.2. VOIPGO is left
// open on purpose: see RuleVoIPGoSender.
var commands = [...]command{
	{"FILEXFER", kindFileXfer, fromEither},
	{"ABORTRC", kindAbortRC, fromExpert},
	{"ACCEPTRC", kindAcceptRC, fromNovice},
	{"DENIEDRC", kindDeniedRC, fromNovice},
	{"ESCRC", kindEscRC, fromNovice},
	{"REJECTRC", kindRejectRC, fromNovice},
	{"REMOTECTRLSTART", kindRemoteCtrlStart, fromExpert},
	{"REMOTECTRLEND", kindRemoteCtrlEnd, fromExpert},
	{"TAKECONTROL", kindTakeControl, fromNovice},
	{"TYPINGSTART", kindTypingStart, fromExpert},
	{"EXPERTIP", kindExpertIP, fromExpert},
	{"SETTINGANNOUNCE", kindSettingAnnounce, fromEither},
	{"BANDWTOLOW", kindBandwToLow, fromEither},
	{"BANDWTOHIGH", kindBandwToHigh, fromEither},
	{"DISABLEVOICE", kindDisableVoice, fromEither},
	{"PRESTART", kindPreStart, fromEither},
	{"PRESTARTNO", kindPreStartNo, fromEither},
	{"PRESTARTYES", kindPreStartYes, fromEither},
	{"VOIPGO", kindVoIPGo, fromEither},
	{"VOIPGONO", kindVoIPGoNo, fromEither},
	{"VOIPPREGO", kindVoIPPreGo, fromEither},
	{"VOIPPREGO2", kindVoIPPreGo2, fromExpert},
	{"VOIPQNO", kindVoIPQNo, fromEither},
	{"WIZARDBAD", kindWizardBad, fromEither},
	{"WIZARDGOOD", kindWizardGood, fromEither},
}

// Attributes of RCCOMMAND, MS-RA 2.2.2.
const (
	attrName = iota
	attrFileName
	attrFileSize
	attrChannelID
	attrInternalData
	attrVoIPVer
	attrVoIPGoKey
	attrVoIPIPList
	attrExpertIPData
	attrProperty
	attrValue
	attrCount
)

// commandAttribute is one attribute: its name, its field, and the one command
// that may have it by rule.
type commandAttribute struct {
	name  string
	field *dissect.Field
	only  *dissect.Kind // nil where any command may
	rule  *dissect.Rule
}

var commandAttributes = [attrCount]commandAttribute{
	attrName:         {"NAME", fName, nil, nil},
	attrFileName:     {"FILENAME", fFileName, kindFileXfer, RuleFileAttributes},
	attrFileSize:     {"FILESIZE", fFileSize, kindFileXfer, RuleFileAttributes},
	attrChannelID:    {"CHANNELID", fChannelID, kindFileXfer, RuleChannelIDOnly},
	attrInternalData: {"INTERNALDATA", fInternalData, nil, nil},
	attrVoIPVer:      {"VOIPVER", fVoIPVer, kindVoIPGo, RuleVoIPAttributes},
	attrVoIPGoKey:    {"VOIPGOKEY", fVoIPGoKey, kindVoIPGo, RuleVoIPAttributes},
	attrVoIPIPList:   {"VOIPIPLIST", fVoIPIPList, kindVoIPGo, RuleVoIPAttributes},
	attrExpertIPData: {"EXPERTIPDATA", fExpertIPData, kindExpertIP, RuleExpertIPData},
	attrProperty:     {"PROPERTY", fProperty, kindSettingAnnounce, RuleSettingAttributes},
	attrValue:        {"VALUE", fValue, kindSettingAnnounce, RuleSettingAttributes},
}

// rcCommand is one RCCOMMAND, MS-RA 2.2.2. values hold what stands between the
// quotes (UTF-16LE, entities as they are), in the message's bytes; nil for
// attributes that are not there.
type rcCommand struct {
	command *dissect.Kind // nil when the message is none
	good    bool          // one empty element RCCOMMAND with NAME
	values  [attrCount][]byte
	tag     xmltag.Tag
}

// bytesOf is the part of text that s names.
func bytesOf(text []byte, s xmltag.Span) []byte { return text[s.Off:s.End()] }

// attributeIndex is the number of the attribute with this name, -1 for none.
func attributeIndex(name []byte) int {
	for i := range commandAttributes {
		if equal(name, commandAttributes[i].name) {
			return i
		}
	}
	return -1
}

// findCommand looks for the command called name, blanks around it put aside: MS-RA
// 3.15.5 prints "DENIEDRC ".
func findCommand(name []byte) *command {
	name = trimBlanks(name)
	for i := range commands {
		if equal(name, commands[i].name) {
			return &commands[i]
		}
	}
	return nil
}

// wellFormed reads text and reports whether it is one empty element RCCOMMAND
// with a NAME from the table.
func (r *rcCommand) wellFormed(text []byte) bool {
	if !r.parse(text) {
		return false
	}
	return findCommand(r.values[attrName]) != nil
}

// parse reads text and reports whether it is one empty element RCCOMMAND.
func (r *rcCommand) parse(text []byte) bool {
	clear(r.values[:])
	at := skipBlanks(text, 0)
	ok := r.tag.Read(xmltag.Wide(text), at)
	for i := range r.tag.Count {
		a := &r.tag.Attributes[i]
		if j := attributeIndex(bytesOf(text, a.Name)); j >= 0 {
			r.values[j] = bytesOf(text, a.Value)
		}
	}
	if !ok || r.tag.Closes || !equal(bytesOf(text, r.tag.Name), "RCCOMMAND") {
		return false
	}
	end := r.tag.End
	if !r.tag.Empty {
		// "<RCCOMMAND ...></RCCOMMAND>" is the same to an XML reader.
		if !prefix(text[end:], "</RCCOMMAND") {
			return false
		}
		end = skipBlanks(text, end+2*len("</RCCOMMAND"))
		if unit(text, end) != '>' {
			return false
		}
		end += 2
	}
	return skipBlanks(text, end) == len(text)
}

// decode reads a control command. placed says that it came on channel 71.
func (r *rcCommand) decode(m *message, dir dissect.Dir, c *dissect.Cursor, placed bool) {
	b := c.Peek()
	text := trimEnd(b)
	whole := r.parse(text)
	var known *command
	if equal(bytesOf(text, r.tag.Name), "RCCOMMAND") {
		known = findCommand(r.values[attrName])
	}
	kind := kindCommand
	if known != nil {
		kind = known.kind
	}
	r.command, r.good = kind, whole && r.values[attrName] != nil
	m.is(c, kind)

	c.Enter(fCommand)
	at := 0
	for i := range r.tag.Count {
		a := &r.tag.Attributes[i]
		c.Bytes(fMarkup, a.Value.Off-at)
		at = a.Value.Off + a.Value.Len
		r.attribute(dir, c, a, text, known)
	}
	if n := len(text) - at; n > 0 {
		f := fMarkup
		if contains(text[at:], "VOIPGOKEY") {
			f = fCommandRest
		}
		c.Bytes(f, n)
	}
	if whole && !r.good {
		c.ReportLast(RuleCommandElement, "no NAME")
	} else {
		c.Require(whole, RuleCommandElement)
	}
	if placed {
		c.Held(RuleRCCommandChannel)
	} else {
		c.ReportLast(RuleRCCommandChannel, "an RCCOMMAND that is not on channel 71")
	}
	if known != nil {
		r.complete(c, kind)
	}
	c.Leave()
	if n := c.Left(); n > 0 {
		c.Bytes(fTerminator, n)
	}
	if len(b)-len(text) >= 2 {
		c.Held(RuleCommandTerminator)
	} else {
		c.ReportLast(RuleCommandTerminator, "no NUL at the end")
	}
}

// attribute reads the value of one attribute and checks what holds for it.
func (r *rcCommand) attribute(dir dissect.Dir, c *dissect.Cursor, a *xmltag.Attribute, text []byte, known *command) {
	i := attributeIndex(bytesOf(text, a.Name))
	if i < 0 {
		c.Bytes(fOtherValue, a.Value.Len)
		c.ReportLast(RuleCommandAttribute, "attribute "+string(dissect.AppendUTF16(nil, bytesOf(text, a.Name))))
		return
	}
	t := &commandAttributes[i]
	c.Bytes(t.field, a.Value.Len)
	c.Held(RuleCommandAttribute)
	if t.only != nil && known != nil {
		if known.kind == t.only {
			c.Held(t.rule)
		} else {
			c.ReportLast(t.rule, t.name+" with "+known.name)
		}
	}
	switch i {
	case attrName:
		if equal(bytesOf(text, r.tag.Name), "RCCOMMAND") {
			c.Require(known != nil, RuleCommandName)
		}
		if known != nil {
			r.direction(dir, c, known)
		}
	case attrChannelID:
		r.channelID(dir, c, bytesOf(text, a.Value))
	case attrVoIPVer:
		v := bytesOf(text, a.Value)
		c.Require(equal(v, "VOIPVER2") || equal(v, "VOIPVER"), RuleVoIPVersion)
	}
}

// direction checks who sends the command.
func (r *rcCommand) direction(dir dissect.Dir, c *dissect.Cursor, k *command) {
	if k.kind == kindVoIPGo {
		c.Require(dir == novice, RuleVoIPGoSender)
		return
	}
	if k.from == fromExpert && dir != expert || k.from == fromNovice && dir != novice {
		c.ReportLast(RuleCommandDirection, k.name+" from the "+side(dir))
		return
	}
	c.Held(RuleCommandDirection)
}

// channelID checks the name of a file channel against its initiator, who is the
// sender of FILEXFER (MS-RA 3.9).
func (r *rcCommand) channelID(dir dissect.Dir, c *dissect.Cursor, name []byte) {
	from, ok := fileChannel(name)
	ok = ok && !(from == startedByNovice && dir != novice || from == startedByExpert && dir != expert)
	c.Require(ok, RuleChannelID)
}

// complete checks which attributes a command has to have.
func (r *rcCommand) complete(c *dissect.Cursor, k *dissect.Kind) {
	switch k {
	case kindFileXfer:
		r.wants(c, RuleFileXferComplete, attrFileName, attrFileSize, attrChannelID)
	case kindVoIPGo:
		r.wants(c, RuleVoIPGoComplete, attrVoIPGoKey, attrVoIPIPList)
	case kindSettingAnnounce:
		r.wants(c, RuleSettingValue, attrValue)
		for i, v := range r.values {
			if v != nil && i != attrName && i != attrProperty && i != attrValue {
				c.ReportLast(RuleSettingExclusive, commandAttributes[i].name+" with SETTINGANNOUNCE")
				return
			}
		}
		c.Held(RuleSettingExclusive)
	}
}

// wants reports the first of the attributes that is not there.
func (r *rcCommand) wants(c *dissect.Cursor, rule *dissect.Rule, attrs ...int) {
	for _, i := range attrs {
		if r.values[i] == nil {
			c.ReportLast(rule, "no "+commandAttributes[i].name)
			return
		}
	}
	c.Held(rule)
}

// info appends the command and its main attributes.
func (r *rcCommand) info(dst []byte) []byte {
	dst = dissect.AppendUTF16(dst, trimBlanks(r.values[attrName]))
	switch r.command {
	case kindFileXfer:
		dst = append(dst, ' ')
		dst = appendXML(dst, r.values[attrFileName])
		dst = append(dst, ", "...)
		dst = appendSize(dst, r.values[attrFileSize])
		dst = append(dst, ", channel "...)
		dst = appendXML(dst, r.values[attrChannelID])
		if v := r.values[attrInternalData]; v != nil {
			dst = append(dst, ", internal "...)
			dst = appendXML(dst, v)
		}
	case kindExpertIP:
		dst = append(dst, ' ')
		dst = appendXML(dst, r.values[attrExpertIPData])
	case kindSettingAnnounce:
		dst = append(dst, ' ')
		dst = appendXML(dst, r.values[attrProperty])
		dst = append(dst, '=')
		dst = appendXML(dst, r.values[attrValue])
	case kindVoIPGo:
		dst = append(dst, ' ')
		dst = appendXML(dst, r.values[attrVoIPIPList])
	}
	return dst
}

// appendSize appends a decimal number of bytes, or the text as it is.
func appendSize(dst, b []byte) []byte {
	if !digits(b) || len(b) > 2*18 {
		return appendXML(dst, b)
	}
	var room [18]byte
	n, err := strconv.Atoi(string(dissect.AppendUTF16(room[:0], b)))
	if err != nil {
		return appendXML(dst, b)
	}
	return append(appendCount(dst, n), " bytes"...)
}
