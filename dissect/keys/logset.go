package keys

// A logKey is what a key log secret is found by. Unused bytes of id are zero.
type logKey struct {
	generation uint32 // of traffic secrets
	label      Label
	n          uint8 // length of id
	id         [randomLen]byte
}

// A logEntry is one secret of a key log. The value points into the slab of
// its batch, so that a Secret can be made of it without copying.
type logEntry struct {
	value  *string
	origin *Origin
}

// A logSet is an immutable map of key log secrets, made of layers. Each layer
// has more than twice the entries of the next one, so there are at most about
// log2(n) of them, and adding n entries one by one copies each of them about
// log2(n) times in all. The newest layer is the last and wins.
type logSet struct {
	layers []map[logKey]logEntry
	n      int // different keys
}

// get returns the newest entry of key.
func (s *logSet) get(key *logKey) (logEntry, bool) {
	for i := len(s.layers) - 1; i >= 0; i-- {
		if e, ok := s.layers[i][*key]; ok {
			return e, true
		}
	}
	return logEntry{}, false
}

// with returns s and the entries of layer; fresh is how many of its keys s
// does not have. It takes over layer.
func (s logSet) with(layer map[logKey]logEntry, fresh int) logSet {
	if len(layer) == 0 {
		return s
	}
	layers := clip(s.layers)
	for len(layers) > 0 && len(layers[len(layers)-1]) <= 2*len(layer) {
		older := layers[len(layers)-1]
		merged := make(map[logKey]logEntry, len(older)+len(layer))
		for k, e := range older {
			merged[k] = e
		}
		for k, e := range layer {
			merged[k] = e
		}
		layer, layers = merged, clip(layers[:len(layers)-1])
	}
	return logSet{layers: append(layers, layer), n: s.n + fresh}
}

// all calls yield with the secrets of s, each key once, in no fixed order.
func (s *logSet) all(yield func(logKey, logEntry) bool) {
	for i, layer := range s.layers {
		for k, e := range layer {
			newer := logSet{layers: s.layers[i+1:]}
			if _, hidden := newer.get(&k); hidden {
				continue
			}
			if !yield(k, e) {
				return
			}
		}
	}
}

// KeyLogEntries is the number of different key log secrets in s.
func (s *Snapshot) KeyLogEntries() int { return s.held().log.n }

// TLS returns the secret of a label for what the wire shows: the client random
// (32 bytes), the session id for MasterSecretBySession (1 to 32 bytes), or the
// encrypted premaster secret for PremasterByCipherText (of which the first 8
// bytes are looked at; the two bytes of length before it are not part of it).
// Of traffic secrets it is that of generation 0. The origin is marked as used.
func (s *Snapshot) TLS(label Label, id []byte) (Found, bool) {
	return s.TLSGeneration(label, 0, id)
}

// TLSGeneration is TLS for the traffic secrets after key updates: generation n
// is CLIENT_TRAFFIC_SECRET_n or SERVER_TRAFFIC_SECRET_n.
func (s *Snapshot) TLSGeneration(label Label, generation uint32, id []byte) (Found, bool) {
	if label == PremasterByCipherText && len(id) > cipherTextLen {
		id = id[:cipherTextLen]
	}
	if !idLenOK(label, len(id)) {
		return Found{}, false
	}
	key := logKey{label: label, generation: generation, n: uint8(len(id))}
	copy(key.id[:], id)
	e, ok := s.held().log.get(&key)
	if !ok {
		return Found{}, false
	}
	e.origin.MarkUsed()
	return Found{Secret{e.value}, e.origin}, true
}
