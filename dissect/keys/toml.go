package keys

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

const (
	// maxSecretsFile is the longest secrets file that is read, in bytes.
	maxSecretsFile = 64 << 10
	// maxBraces bounds the inline tables of a secrets file. The TOML library
	// needs most of a minute for a file that is nothing but nested ones.
	maxBraces = 1000
)

// A setting says how one key of a secrets file is put into a Given. Exactly
// one of its fields is set.
type setting struct {
	texts   func(*Given) *[]string
	secrets func(*Given) *[]Secret
}

// settings are the keys of a secrets file. Their names are those of the flags.
var settings = map[string]setting{
	KindKeyLog:             {texts: func(g *Given) *[]string { return &g.KeyLog }},
	KindRSAKey:             {texts: func(g *Given) *[]string { return &g.RSAKey }},
	KindKeytab:             {texts: func(g *Given) *[]string { return &g.Keytab }},
	"user":                 {texts: func(g *Given) *[]string { return &g.User }},
	KindPassword:           {secrets: func(g *Given) *[]Secret { return &g.Password }},
	KindNTHash:             {secrets: func(g *Given) *[]Secret { return &g.NTHash }},
	KindInvitation:         {secrets: func(g *Given) *[]Secret { return &g.Invitation }},
	KindInvitationPassword: {secrets: func(g *Given) *[]Secret { return &g.InvitationPassword }},
	KindRegistrationKey:    {secrets: func(g *Given) *[]Secret { return &g.RegistrationKey }},
}

// accountKey is the one key that is no flag: tables that tie a password to a
// user.
const accountKey = "account"

var accountKeys = []string{"user", "domain", KindPassword, KindNTHash}

// ParseSecrets reads the contents of a secrets file: TOML, with the names of
// the flags as keys and a string or a list of strings as values, and [[account]]
// tables with user, domain, password and nt-hash. All unknown keys are named
// in one error. No error quotes a value.
func ParseSecrets(data []byte) (Given, error) {
	var g Given
	if len(data) > maxSecretsFile || bytes.Count(data, []byte("{")) > maxBraces {
		return g, fmt.Errorf("more than %d bytes or %d braces", maxSecretsFile, maxBraces)
	}
	var doc map[string]any
	if err := toml.Unmarshal(data, &doc); err != nil {
		// The library's text may quote what stands there: a secret.
		var at toml.ParseError
		if errors.As(err, &at) {
			return g, fmt.Errorf("line %d is not valid TOML (strings need quotes)", at.Position.Line)
		}
		return g, errors.New("not valid TOML")
	}
	var problems []error
	for _, key := range sortedKeys(doc) {
		value := doc[key]
		if key == accountKey {
			accounts, err := accountsOf(value)
			g.Accounts = accounts
			problems = append(problems, err)
			continue
		}
		set, ok := settings[key]
		if !ok {
			problems = append(problems, unknownKey(key, append(sortedKeys(settings), accountKey)))
			continue
		}
		list, err := stringsOf(key, value)
		problems = append(problems, err)
		if set.texts != nil {
			*set.texts(&g) = list
			continue
		}
		for _, text := range list {
			*set.secrets(&g) = append(*set.secrets(&g), NewSecret(text))
		}
	}
	if err := errors.Join(problems...); err != nil {
		return Given{}, err
	}
	return g, nil
}

// accountsOf reads the [[account]] tables.
func accountsOf(value any) ([]GivenAccount, error) {
	tables, ok := value.([]map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s: must be a list of tables, [[%s]]", accountKey, accountKey)
	}
	var list []GivenAccount
	var problems []error
	for i, table := range tables {
		var a GivenAccount
		for _, key := range sortedKeys(table) {
			if !slices.Contains(accountKeys, key) {
				problems = append(problems, unknownKey(accountKey+"."+key, prefixed(accountKey+".", accountKeys)))
				continue
			}
			text, ok := table[key].(string)
			if !ok {
				problems = append(problems, fmt.Errorf("%s.%s: must be a string", accountKey, key))
				continue
			}
			switch key {
			case "user":
				a.User = text
			case "domain":
				a.Domain = text
			case KindPassword:
				a.Password = NewSecret(text)
			case KindNTHash:
				a.NTHash = NewSecret(text)
			}
		}
		if a.Password.IsZero() && a.NTHash.IsZero() && len(problems) == 0 {
			problems = append(problems, fmt.Errorf("%s %d: has neither password nor nt-hash", accountKey, i+1))
		}
		list = append(list, a)
	}
	return list, errors.Join(problems...)
}

// stringsOf accepts a string or a list of strings.
func stringsOf(key string, value any) ([]string, error) {
	wrong := fmt.Errorf("%s: must be a string or a list of strings", key)
	switch v := value.(type) {
	case string:
		return []string{v}, nil
	case []any:
		var list []string
		for _, item := range v {
			text, ok := item.(string)
			if !ok {
				return nil, wrong
			}
			list = append(list, text)
		}
		return list, nil
	}
	return nil, wrong
}

// unknownKey is the error for a key, with the nearest known one.
func unknownKey(key string, known []string) error {
	best, distance := "", 3 // of more edits nothing is suggested
	for _, k := range known {
		if d := edits(strings.ReplaceAll(strings.ToLower(key), "_", "-"), k); d < distance {
			best, distance = k, d
		}
	}
	if best != "" {
		return fmt.Errorf("unknown key %q, did you mean %q?", key, best)
	}
	return fmt.Errorf("unknown key %q; known are %s", key, strings.Join(known, ", "))
}

// edits is the Levenshtein distance of two short strings, in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func prefixed(prefix string, words []string) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = prefix + w
	}
	return all
}

func sortedKeys[V any](m map[string]V) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}
