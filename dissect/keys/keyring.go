package keys

import "github.com/radissect/radissect/dissect"

var _ dissect.Keyring = (*Store)(nil)

// Feed takes one secrets block of a capture file. A block of a type that holds
// no key log is passed over.
func (s *Store) Feed(file string, secret dissect.Secret) error {
	_, err := s.AddSecretsBlock(file, secret.Type, secret.Data)
	return err
}

// View is the snapshot of s as it is now.
func (s *Store) View() any { return s.Snapshot() }

// Of is the snapshot that holds for a conversation at the place of the capture
// being read, or nil where the engine was given no Store. Look-ups in a nil
// Snapshot find nothing.
func Of(c *dissect.Conversation) *Snapshot {
	if c == nil {
		return nil
	}
	s, _ := c.Secrets().(*Snapshot)
	return s
}
