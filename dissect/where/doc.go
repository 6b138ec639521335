// Package where compiles and evaluates display filters: expressions over the
// fields of messages, in the habit of Wireshark's.
//
//	ra.versionMajor == 1 && ip.addr == 10.0.0.0/8
//	finding.level >= must and not tls
//	message.name contains "FILEXFER" or channel == "remdesk"
//
// # Names
//
// A field is named as "radissect fields" lists it, protocol and field with a dot
// between them; what is no letter, digit or hyphen in a field's own name is written
// as an underscore ("dcom.stub_data"). The name of a protocol alone says that the
// message is one of it, its parts included (ra means ra.chat as well). Further names
// stand for what every message has; see Names.
//
// # Tests
//
//	a            a is there
//	a == v       a value of a is v              also eq
//	a != v       a is there, and none of its values is v      also ne
//	a < v        and > <= >=                    also lt gt le ge
//	a & 4        a has this bit
//	a & 6 == 2   these bits of a are 2
//	a in {1, 3..5, 0x10}       also "not in"
//	a contains v a holds v
//	a matches "RE2"            also ~
//	a[0:2] == 03:00            bytes: [from:count], [from-to], [one], [from:], [:count]
//	len(a), count(a), lower(a), upper(a)
//
// They are joined with ! && || or not, and, or, and with parentheses; ! binds
// strongest, then &&.
//
// # Values
//
// Numbers are decimal or hexadecimal (0x1f). A number that the specification gives
// a symbol may be written as the symbol. Text stands in quotes, or bare where it is
// one word; \" \\ \n \r \t and \xNN stand for characters, any other backslash for
// itself. Bytes are pairs of hexadecimal digits with colons between them, one number
// with 0x before it, or text. Addresses may have a prefix length. Times are RFC 3339
// (2026-01-31T12:00:00Z) or a day, in UTC unless they say otherwise.
//
// Text is compared as it stands, upper and lower case apart, also by contains;
// matches does not tell them apart unless the pattern starts with (?-i). Names,
// symbols and words are to be written as they are listed.
package where
