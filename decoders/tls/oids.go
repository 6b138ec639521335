package tls

import "github.com/radissect/radissect/dissect"

// An oid is an object identifier that certificates use.
type oid struct {
	der   string // content of its DER
	name  string // in the document that defines it
	short string // in names of subjects (RFC 4514 3), else name
	bits  int    // of the key, for curves
	weak  bool   // a signature with MD2, MD5 or SHA-1
}

// oids are the identifiers with a name: attributes (RFC 5280 A.1), algorithms
// (RFC 3279, RFC 4055, RFC 5480, RFC 8410), extensions (RFC 5280 4.2).
var oids = []oid{
	{der: "\x55\x04\x03", name: "commonName", short: "CN"},
	{der: "\x55\x04\x04", name: "surname", short: "SN"},
	{der: "\x55\x04\x05", name: "serialNumber", short: "serialNumber"},
	{der: "\x55\x04\x06", name: "countryName", short: "C"},
	{der: "\x55\x04\x07", name: "localityName", short: "L"},
	{der: "\x55\x04\x08", name: "stateOrProvinceName", short: "ST"},
	{der: "\x55\x04\x09", name: "streetAddress", short: "STREET"},
	{der: "\x55\x04\x0a", name: "organizationName", short: "O"},
	{der: "\x55\x04\x0b", name: "organizationalUnitName", short: "OU"},
	{der: "\x55\x04\x0c", name: "title", short: "title"},
	{der: "\x55\x04\x2a", name: "givenName", short: "givenName"},
	{der: "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", name: "domainComponent", short: "DC"},
	{der: "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", name: "userId", short: "UID"},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", name: "emailAddress", short: "emailAddress"},

	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", name: "rsaEncryption"},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x02", name: "md2WithRSAEncryption", weak: true},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04", name: "md5WithRSAEncryption", weak: true},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05", name: "sha1WithRSAEncryption", weak: true},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", name: "id-RSASSA-PSS"},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", name: "sha256WithRSAEncryption"},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", name: "sha384WithRSAEncryption"},
	{der: "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", name: "sha512WithRSAEncryption"},
	{der: "\x2b\x0e\x03\x02\x1d", name: "sha1WithRSA", weak: true},
	{der: "\x2a\x86\x48\xce\x38\x04\x01", name: "id-dsa"},
	{der: "\x2a\x86\x48\xce\x38\x04\x03", name: "id-dsa-with-sha1", weak: true},
	{der: "\x60\x86\x48\x01\x65\x03\x04\x03\x02", name: "id-dsa-with-sha256"},
	{der: "\x2a\x86\x48\xce\x3d\x02\x01", name: "id-ecPublicKey"},
	{der: "\x2a\x86\x48\xce\x3d\x04\x01", name: "ecdsa-with-SHA1", weak: true},
	{der: "\x2a\x86\x48\xce\x3d\x04\x03\x02", name: "ecdsa-with-SHA256"},
	{der: "\x2a\x86\x48\xce\x3d\x04\x03\x03", name: "ecdsa-with-SHA384"},
	{der: "\x2a\x86\x48\xce\x3d\x04\x03\x04", name: "ecdsa-with-SHA512"},
	{der: "\x2b\x65\x70", name: "id-Ed25519", bits: 256},
	{der: "\x2b\x65\x71", name: "id-Ed448", bits: 456},
	{der: "\x2a\x86\x48\xce\x3d\x03\x01\x01", name: "secp192r1", bits: 192},
	{der: "\x2b\x81\x04\x00\x21", name: "secp224r1", bits: 224},
	{der: "\x2a\x86\x48\xce\x3d\x03\x01\x07", name: "secp256r1", bits: 256},
	{der: "\x2b\x81\x04\x00\x0a", name: "secp256k1", bits: 256},
	{der: "\x2b\x81\x04\x00\x22", name: "secp384r1", bits: 384},
	{der: "\x2b\x81\x04\x00\x23", name: "secp521r1", bits: 521},

	{der: "\x55\x1d\x0e", name: "subjectKeyIdentifier"},
	{der: "\x55\x1d\x0f", name: "keyUsage"},
	{der: "\x55\x1d\x11", name: "subjectAltName"},
	{der: "\x55\x1d\x12", name: "issuerAltName"},
	{der: "\x55\x1d\x13", name: "basicConstraints"},
	{der: "\x55\x1d\x1e", name: "nameConstraints"},
	{der: "\x55\x1d\x1f", name: "cRLDistributionPoints"},
	{der: "\x55\x1d\x20", name: "certificatePolicies"},
	{der: "\x55\x1d\x23", name: "authorityKeyIdentifier"},
	{der: "\x55\x1d\x25", name: "extKeyUsage"},
	{der: "\x2b\x06\x01\x05\x05\x07\x01\x01", name: "authorityInfoAccess"},
	{der: "\x2b\x06\x01\x05\x05\x07\x03\x01", name: "id-kp-serverAuth"},
	{der: "\x2b\x06\x01\x05\x05\x07\x03\x02", name: "id-kp-clientAuth"},
	{der: "\x2b\x06\x01\x04\x01\x82\x37\x36\x01\x02", name: "remoteDesktopAuthentication"},
	{der: "\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02", name: "signedCertificateTimestampList"},
	{der: "\x60\x86\x48\x01\x86\xf8\x42\x01\x01", name: "netscape-cert-type"},
}

// oidIndex is the place of an identifier in oids, -1 for none.
func oidIndex(b []byte) int {
	for i := range oids {
		if oids[i].der == string(b) {
			return i
		}
	}
	return -1
}

// oidNames are the names of oids by their place.
var oidNames = func() *dissect.Names {
	n := &dissect.Names{Values: map[uint64]string{}}
	for i, o := range oids {
		n.Values[uint64(i)] = o.name
	}
	return n
}()

// isOID reports whether place i of oids has this name.
func isOID(i int, name string) bool { return i >= 0 && oids[i].name == name }
