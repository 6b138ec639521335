// Package corpus lists captures on disk and the secrets that belong to them, for
// the commands and tests that go through all there are.
package corpus

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/radissect/radissect/dissect/keys"
)

// A Capture is one capture file.
type Capture struct {
	Path    string
	Name    string // its path below the folder it was found in, with the folder's last name before it
	Secrets []Secret
}

// A Secret opens something in a capture.
type Secret struct {
	Kind  string // "tls-keylog", "secrets", "keytab", "rsa-key", "nt-password"
	Value string // a path; of a password the password itself
}

// Find lists the captures below each of roots, in the order of their paths. A
// folder that is not there has none. A key log NAME.keys and a secrets file
// NAME.toml beside a capture belong to it, and what SECRETS.tsv of the folder says.
func Find(roots ...string) ([]Capture, error) {
	var out []Capture
	for _, root := range roots {
		listed, err := table(root)
		if err != nil {
			return nil, err
		}
		err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			base := strings.TrimSuffix(path, ".gz")
			switch filepath.Ext(base) {
			case ".pcap", ".pcapng", ".cap", ".ntar":
			default:
				return nil
			}
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			rel = filepath.ToSlash(rel)
			c := Capture{Path: path, Name: filepath.Base(root) + "/" + rel, Secrets: listed[rel]}
			base = strings.TrimSuffix(base, filepath.Ext(base))
			if _, err := os.Stat(base + ".keys"); err == nil {
				c.Secrets = append(c.Secrets, Secret{"tls-keylog", base + ".keys"})
			}
			if _, err := os.Stat(base + ".toml"); err == nil {
				c.Secrets = append(c.Secrets, Secret{"secrets", base + ".toml"})
			}
			out = append(out, c)
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return out, nil
}

// table reads SECRETS.tsv of a folder: file, kind, value.
func table(root string) (map[string][]Secret, error) {
	text, err := os.ReadFile(filepath.Join(root, "SECRETS.tsv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := map[string][]Secret{}
	for _, line := range strings.Split(string(text), "\n") {
		cols := strings.Split(line, "\t")
		if len(cols) < 3 {
			continue
		}
		switch kind, value := cols[1], cols[2]; kind {
		case "tls-keylog", "keytab", "rsa-key":
			out[cols[0]] = append(out[cols[0]], Secret{kind, filepath.Join(root, filepath.FromSlash(value))})
		case "nt-password":
			out[cols[0]] = append(out[cols[0]], Secret{kind, value})
		}
	}
	return out, nil
}

// Store holds the secrets of a capture.
func (c *Capture) Store() (*keys.Store, error) {
	s := keys.New(keys.Options{})
	for _, q := range c.Secrets {
		var err error
		switch q.Kind {
		case "tls-keylog":
			_, err = s.AddKeyLogFile(q.Value, filepath.Base(q.Value))
		case "secrets":
			err = s.AddSecretsFile(q.Value)
		case "keytab":
			err = s.AddKeytabFile(q.Value, filepath.Base(q.Value))
		case "rsa-key":
			err = s.AddRSAKeyFile(q.Value, filepath.Base(q.Value))
		case "nt-password":
			err = s.AddPassword("given", "", keys.NewSecret(q.Value))
		}
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}
