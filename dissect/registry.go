package dissect

import (
	"errors"
	"fmt"
	"regexp"
	"sort"
)

// A Registry is a checked list of protocols. It is read-only once made and may
// be shared by engines.
type Registry struct {
	protocols []*Protocol
	probes    []*Protocol
	tables    []any // by slot of the table: map[K]*Protocol
	slot      map[string]int
	names     []string // by slot: every name a message can have as its protocol
	of        map[*Protocol]int
	kindSlot  map[*Kind]int // only kinds with a Proto of their own
}

// NewRegistry makes a registry. Two protocols with the same binding or name
// are an error.
func NewRegistry(protocols []*Protocol) (*Registry, error) {
	reg := &Registry{
		protocols: protocols,
		slot:      map[string]int{},
		of:        map[*Protocol]int{},
		kindSlot:  map[*Kind]int{},
	}
	var errs []error
	for _, p := range protocols {
		if p.New == nil || p.Name == "" {
			errs = append(errs, fmt.Errorf("protocol %q has no name or no handler", p.Name))
			continue
		}
		if _, dup := reg.of[p]; dup {
			errs = append(errs, fmt.Errorf("protocol %q is listed twice", p.Name))
		}
		reg.of[p] = reg.nameSlot(p.Name)
		for _, k := range p.Kinds {
			if k.Proto != "" {
				reg.kindSlot[k] = reg.nameSlot(k.Proto)
			}
		}
		for _, b := range p.Binds {
			if !b.put(reg, p) {
				errs = append(errs, fmt.Errorf("%s: its key in table %s is taken", p.Name, b.name))
			}
		}
		if p.Probe != nil {
			reg.probes = append(reg.probes, p)
		}
	}
	return reg, errors.Join(errs...)
}

func (reg *Registry) nameSlot(name string) int {
	if i, ok := reg.slot[name]; ok {
		return i
	}
	i := len(reg.names)
	reg.slot[name] = i
	reg.names = append(reg.names, name)
	return i
}

// Protocols lists the protocols in the order in which they were given.
func (reg *Registry) Protocols() []*Protocol { return reg.protocols }

// Rules lists every rule, the generic ones first, then by protocol.
func (reg *Registry) Rules() []*Rule {
	rules := append([]*Rule(nil), CoreRules...)
	for _, p := range reg.protocols {
		rules = append(rules, p.Rules...)
	}
	return rules
}

// Rule is the rule with this id, or nil.
func (reg *Registry) Rule(id string) *Rule {
	for _, r := range reg.Rules() {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Requirements lists the catalogues of all protocols, each line with the rule
// that watches it, sorted by protocol and then as the catalogue has them.
func (reg *Registry) Requirements() []Requirement {
	byReq := map[string]*Rule{}
	for _, r := range reg.Rules() {
		if r.Req != "" {
			byReq[r.Req] = r
		}
	}
	var out []Requirement
	for _, p := range reg.protocols {
		for _, q := range p.Requirements {
			line := *q
			line.Rule = byReq[q.ID]
			line.Observable = q.Unseen == ""
			out = append(out, line)
		}
	}
	return out
}

var ruleID = regexp.MustCompile(`^[a-z0-9]+\.[a-z0-9]+(-[a-z0-9]+)*$`)

// Validate reports everything that is wrong with the declarations of the
// protocols: ids that are not unique or of another form than
// "proto.words-with-dashes", rules without title, text, section or capture,
// fields without name or section, requirements that no catalogue has.
func Validate(protocols []*Protocol) error {
	var errs []error
	add := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	reg, err := NewRegistry(protocols)
	if err != nil {
		errs = append(errs, err)
	}
	known := map[string]bool{}
	for _, p := range protocols {
		for _, q := range p.Requirements {
			if known[q.ID] {
				add("requirement %s is listed twice", q.ID)
			}
			known[q.ID] = true
		}
		for _, f := range p.Fields {
			if f.Name == "" {
				add("%s: a field has no name", p.Name)
			}
			if f.Spec == "" {
				add("%s: field %s has no section", p.Name, f.Name)
			}
		}
		for _, k := range p.Kinds {
			if k.Name == "" || k.Spec == "" {
				add("%s: message %q has no name or no section", p.Name, k.Name)
			}
		}
		if len(p.Specs) == 0 || p.Title == "" {
			add("%s: no title or no specification", p.Name)
		}
	}
	ids, reqs := map[string]bool{}, map[string]string{}
	for _, r := range reg.Rules() {
		switch {
		case ids[r.ID]:
			add("rule %s is declared twice", r.ID)
		case !ruleID.MatchString(r.ID):
			add("rule %q: not of the form proto.words-with-dashes", r.ID)
		case r.Title == "" || r.Doc == "":
			add("rule %s has no title or no text", r.ID)
		case r.Seen == "":
			add("rule %s names no capture that trips it", r.ID)
		}
		ids[r.ID] = true
		if r.Req != "" {
			if !known[r.Req] {
				add("rule %s names requirement %s, which no catalogue has", r.ID, r.Req)
			}
			if other := reqs[r.Req]; other != "" {
				add("requirement %s is watched by %s and by %s", r.Req, other, r.ID)
			}
			reqs[r.Req] = r.ID
		}
	}
	for _, p := range protocols {
		for _, r := range p.Rules {
			if r.Spec == "" {
				add("rule %s names no section", r.ID)
			}
			if r.Req != "" {
				for _, q := range p.Requirements {
					if q.ID == r.Req && q.Unseen != "" {
						add("requirement %s is called unobservable and has rule %s", q.ID, r.ID)
					}
				}
			}
		}
	}
	sort.Slice(errs, func(i, j int) bool { return errs[i].Error() < errs[j].Error() })
	return errors.Join(errs...)
}
