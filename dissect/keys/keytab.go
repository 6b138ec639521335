package keys

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
)

const (
	// maxKeytabFile is the longest keytab that is read, in bytes.
	maxKeytabFile = 64 << 20
	// maxKeytabKeys is how many keys all keytabs together may have: some of
	// every user of a large domain.
	maxKeytabKeys = 100_000
	// maxComponents bounds the parts of a principal; service principals have
	// two or three (MS-ADTS 2.2.21).
	maxComponents = 64
)

// A KeytabKey is one entry of a keytab. It is immutable.
type KeytabKey struct {
	Principal string // components joined by "/", without realm: "HTTP/web.example.com"
	Realm     string
	NameType  uint32    // RFC 4120 6.2, 1 for NT-PRINCIPAL
	Time      time.Time // when the key was written, in seconds
	Version   uint32    // key version number, kvno
	EncType   uint16    // RFC 3961 8: 17 and 18 for AES, 23 for RC4-HMAC (RFC 4757)
	Key       Secret    // as long as the encryption type wants it
	Origin    *Origin
}

// String is the principal with its realm. The key is not part of it.
func (k *KeytabKey) String() string { return k.Principal + "@" + k.Realm }

// KeytabKeys lists the keys of all keytabs in the order given. Whoever finds
// that one fits calls MarkUsed of its origin.
func (s *Snapshot) KeytabKeys() []*KeytabKey { return append([]*KeytabKey(nil), s.held().keytab...) }

// KeytabKey returns the key of a principal ("HTTP/web.example.com@EXAMPLE.COM"
// or, for any realm, without "@…"), for an encryption type and key version; 0
// stands for the newest version. A principal spelled the same is preferred to one that
// differs in case, since Windows does not tell them apart. The origin is
// marked as used.
func (s *Snapshot) KeytabKey(principal string, encType uint16, version uint32) (*KeytabKey, bool) {
	var best *KeytabKey
	exact := false
	for _, k := range s.held().keytab {
		if k.EncType != encType || version != 0 && k.Version != version {
			continue
		}
		// Both names may hold an '@', so the spelling is compared, not taken apart.
		full := k.String()
		if !strings.EqualFold(full, principal) && !strings.EqualFold(k.Principal, principal) {
			continue
		}
		same := full == principal || k.Principal == principal
		if best == nil || same && !exact || same == exact && k.Version > best.Version {
			best, exact = k, same
		}
	}
	if best == nil {
		return nil, false
	}
	best.Origin.MarkUsed()
	return best, true
}

// AddKeytabFile reads a keytab file. The name is shown in place of the path
// when it is not empty.
func (s *Store) AddKeytabFile(path, name string) error {
	if name == "" {
		name = path
	}
	data, err := readWhole(KindKeytab, path, name, maxKeytabFile)
	if err != nil {
		return err
	}
	return s.AddKeytab(name, data)
}

// AddKeytab adds the keys in the contents of a keytab file. Keys before a
// damaged entry are added even when an error is returned.
func (s *Store) AddKeytab(name string, data []byte) error {
	found, damage := parseKeytab(data)
	if damage != nil {
		damage = fmt.Errorf("reading keytab %s: %w", name, damage)
		if len(found) == 0 {
			return damage
		}
	}
	var limit error
	_ = s.change(func(next *Snapshot) error {
		if room := maxKeytabKeys - len(next.keytab); len(found) > room {
			limit = &LimitError{Kind: KindKeytab, Name: name, Limit: maxKeytabKeys, Dropped: len(found) - room}
			found = found[:room]
		}
		origin := next.origin(KindKeytab, name)
		next.keytab = clip(next.keytab)
		for _, k := range found {
			k.Origin = origin
			next.keytab = append(next.keytab, k)
		}
		return nil
	})
	return errors.Join(damage, limit)
}

// parseKeytab reads the MIT keytab format, version 0x502: a series of entries,
// all numbers big-endian, each with its size before it. A negative size is a
// hole left by a deleted entry, and a size of zero ends the file (so it does
// for MIT's klist). What can be read is returned with an error about the rest.
func parseKeytab(data []byte) ([]*KeytabKey, error) {
	if len(data) < 2 || data[0] != 5 {
		return nil, errors.New("not a keytab: it does not begin with 5")
	}
	if data[1] != 2 {
		return nil, fmt.Errorf("keytab version 0x%02x%02x is not read, only 0x0502", data[0], data[1])
	}
	var found []*KeytabKey
	bad := 0
	off := 2
	for len(data)-off >= 4 {
		size := int64(int32(binary.BigEndian.Uint32(data[off:])))
		off += 4
		if size == 0 {
			break
		}
		hole := size < 0
		if hole {
			size = -size
		}
		if size > int64(len(data)-off) {
			return found, fmt.Errorf("the entry at offset %d goes beyond the end of the file", off-4)
		}
		entry := data[off : off+int(size)]
		off += int(size)
		if hole {
			continue
		}
		if k, ok := parseKeytabEntry(entry); ok {
			found = append(found, k)
		} else {
			bad++
		}
	}
	if bad > 0 {
		return found, fmt.Errorf("%d damaged entries", bad)
	}
	return found, nil
}

// parseKeytabEntry reads one entry, without its size. The key version is one
// byte; a 32-bit one may follow the key and, unless zero, takes its place.
func parseKeytabEntry(b []byte) (*KeytabKey, bool) {
	r := keytabReader{b: b, ok: true}
	components := int(r.u16())
	if components > maxComponents {
		return nil, false
	}
	k := &KeytabKey{Realm: r.text()}
	names := make([]string, components)
	for i := range names {
		names[i] = r.text()
	}
	k.Principal = strings.Join(names, "/")
	k.NameType = r.u32()
	k.Time = time.Unix(int64(r.u32()), 0).UTC()
	if v := r.take(1); v != nil {
		k.Version = uint32(v[0])
	}
	k.EncType = r.u16()
	k.Key = NewSecret(r.take(int(r.u16())))
	if !r.ok || k.Key.Len() == 0 {
		return nil, false
	}
	if len(r.b) >= 4 {
		if v := r.u32(); v != 0 {
			k.Version = v
		}
	}
	return k, true
}

// A keytabReader takes big-endian values off b; after the first that is not
// there all are zero.
type keytabReader struct {
	b  []byte
	ok bool
}

func (r *keytabReader) take(n int) []byte {
	if !r.ok || n > len(r.b) {
		r.ok = false
		return nil
	}
	v := r.b[:n]
	r.b = r.b[n:]
	return v
}

func (r *keytabReader) u16() uint16 {
	if b := r.take(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

func (r *keytabReader) u32() uint32 {
	if b := r.take(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (r *keytabReader) text() string { return string(r.take(int(r.u16()))) }
