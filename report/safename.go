package report

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFileName is how long the name of an extracted file may be, in bytes. File
// systems take 255; the rest is for a number.
const maxFileName = 200

// maxExtension is how much of the end of a name that is too long is kept, in
// bytes, where a dot begins it.
const maxExtension = 20

// reserved are the names that stand for devices on Windows, with any extension
// (Naming Files, Paths, and Namespaces, in the Win32 documentation).
var reserved = []string{
	"con", "prn", "aux", "nul", "conin$", "conout$", "clock$",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
}

// unsafe are the characters that part or mean something in paths of any system,
// and those that end a quoted word of a shell or are expanded in one.
const unsafe = `/\:*?<>|%$!"'` + "`"

// SafeName is a name for a file, made of one that a peer chose: a single element
// of a path that any system takes, that hides nothing and means nothing to a
// terminal, nor to a shell when it stands in quotes. It is at most 200 bytes long
// and never empty.
func SafeName(name string) string {
	if len(name) > 4*maxFileName { // the middle would be cut out anyway
		name = name[:2*maxFileName] + name[len(name)-2*maxExtension:]
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		i += n
		if r == utf8.RuneError || !plain(r) || strings.ContainsRune(unsafe, r) {
			r = '_'
		}
		b.WriteRune(r)
	}
	s := fitted(b.String())
	if rest := strings.TrimLeft(s, " .-~"); len(rest) < len(s) {
		s = "_" + rest
	}
	if s == "" {
		return "_"
	}
	stem, _, _ := strings.Cut(s, ".")
	if slices.Contains(reserved, strings.ToLower(strings.TrimRight(stem, " "))) {
		s = fitted("_" + s)
	}
	return s
}

// fitted is s without the spaces and dots at its end, which Windows drops, cut to
// maxFileName bytes between characters. An extension is kept.
func fitted(s string) string {
	s = strings.TrimRight(s, " .")
	if len(s) <= maxFileName {
		return s
	}
	ext := ""
	if dot := strings.LastIndexByte(s, '.'); dot > 0 && len(s)-dot <= maxExtension {
		ext = s[dot:]
	}
	cut := maxFileName - len(ext)
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.TrimRight(s[:cut]+ext, " .")
}

// numbered is name with a number before its extension.
func numbered(name string, n string) string {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || len(name)-dot > maxExtension || strings.ContainsAny(name[dot:], "_ ") {
		return name + "-" + n
	}
	return name[:dot] + "-" + n + name[dot:]
}
