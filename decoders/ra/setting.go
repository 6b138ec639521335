package ra

import "github.com/radissect/radissect/dissect"

// A setting is one that SETTINGANNOUNCE told, MS-RA 3.13.
type setting struct {
	property string
	value    [2]string
	told     [2]bool
}

// contactExchange is the property that rules the exchange of contacts, MS-RA 3.14.
const contactExchange = "CONTACTEXCHANGE"

// property is the setting of this name, nil when nobody has told it.
func (s *session) property(name string) *setting {
	for i := range s.settings {
		if s.settings[i].property == name {
			return &s.settings[i]
		}
	}
	return nil
}

// setting takes in SETTINGANNOUNCE.
func (s *session) setting(dir dissect.Dir, m *message, x *dissect.Context) {
	name, value := textXML(m.cmd.values[attrProperty]), textXML(m.cmd.values[attrValue])
	p := s.property(name)
	if p == nil && len(s.settings) < maxSettings {
		s.settings = append(s.settings, setting{property: name})
		p = &s.settings[len(s.settings)-1]
	}
	if p == nil {
		return
	}
	if s.version == 3 && !p.told[novice] {
		if dir == novice {
			s.require(p.told[expert], RuleSettingStart, m, x, "the expert has not announced "+name)
		}
	}
	p.told[dir], p.value[dir] = true, value
	s.event(x, "setting", side(dir), name+"="+value)
}

// exchanged reports whether both sides want to exchange contacts.
func (s *session) exchanged() bool {
	p := s.property(contactExchange)
	return p != nil && p.value[expert] == "1" && p.value[novice] == "1"
}

// contactOffered checks the offer of a contact file, MS-RA 3.14.
func (s *session) contactOffered(dir dissect.Dir, m *message, x *dissect.Context) {
	if s.version != 3 {
		return
	}
	p := s.property(contactExchange)
	s.require(p != nil && p.told[expert], RuleContactAnnounced, m, x, "the expert has not announced CONTACTEXCHANGE")
	if dir == novice && p != nil && p.told[expert] {
		s.require(s.contacts[expert] > 0, RuleContactOrder, m, x, "the expert has sent none")
	}
	s.contacts[dir]++
}

// farewell checks, when a side ends the session, what it leaves undone.
func (s *session) farewell(dir dissect.Dir, m *message, x *dissect.Context) {
	s.unfinished(dir, m, x)
	if s.version != 3 {
		return
	}
	for i := range s.settings {
		if p := &s.settings[i]; p.told[expert] {
			s.require(p.told[novice], RuleSettingAnswer, m, x, "the novice has not announced "+p.property)
		}
	}
	if s.exchanged() {
		s.require(s.contacts[expert] > 0, RuleContactSent, m, x, "the expert has sent none")
		if s.contacts[expert] > 0 {
			s.require(s.contacts[novice] > 0, RuleContactOrder, m, x, "the novice has sent none")
		}
	}
}
