package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io/fs"
	"strings"
	"sync"
)

//go:embed html
var htmlFiles embed.FS

// A page is the fixed part of a report, before and after the data.
type page struct{ head, tail string }

// htmlPage puts the page together, once. A report may neither load nor send
// anything, and only the one script and the one style sheet that are named by
// their hashes have an effect, whatever else should get into the file.
var htmlPage = sync.OnceValue(func() page {
	style := htmlFile("report.css")
	script := htmlScript()
	policy := "default-src 'none'; script-src " + hashSource(script) + "; style-src " + hashSource(style) +
		"; base-uri 'none'; form-action 'none'"
	text := strings.NewReplacer("{{policy}}", policy, "{{style}}", style, "{{script}}", script).Replace(htmlFile("page.html"))
	head, tail, found := strings.Cut(text, "{{data}}")
	if !found {
		panic("report/html/page.html has no place for the data")
	}
	return page{head, tail}
})

// htmlScript is the script of the page: the files of html/js in the order of their
// names, in one function, so that they share names with nobody else.
func htmlScript() string {
	names, err := fs.Glob(htmlFiles, "html/js/*.js")
	if err != nil || len(names) == 0 {
		panic("report/html/js is empty")
	}
	var b strings.Builder
	b.WriteString("(() => {\n\"use strict\";\n")
	for _, name := range names {
		b.WriteString(htmlFile(strings.TrimPrefix(name, "html/")))
	}
	b.WriteString("})();\n")
	return b.String()
}

func htmlFile(name string) string {
	b, err := htmlFiles.ReadFile("html/" + name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// hashSource names an inline script or style in a content security policy (CSP
// Level 3, 2.3.1).
func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
