package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func pcapFile(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "pcaps", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	return path
}

// reportOf writes the report of a capture and returns the name of the file.
func reportOf(t *testing.T, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "report.html")
	shown(t, real(t), append([]string{"report", "-q", "-o", out}, args...)...)
	return out
}

// TestReportSame: a report has the same bytes for any number of workers.
func TestReportSame(t *testing.T) {
	files := []string{pcapFile(t, "ra/ra_scripted_plain_lo.pcap"), pcapFile(t, "ra/rules.pcap.gz"), pcapFile(t, "http/dscpm_http_lossy.pcap")}
	var want []byte
	for _, extra := range [][]string{{}, {"--max-messages", "300"}} {
		want = nil
		for _, jobs := range []string{"1", "2", "3", "8"} {
			got, err := os.ReadFile(reportOf(t, append(append([]string{"-j", jobs}, extra...), files...)...))
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			}
			if !bytes.Equal(want, got) {
				t.Errorf("-j %s %v: another report", jobs, extra)
			}
		}
		if bytes.Count(want, []byte("\n[\"m\"")) < 300 {
			t.Errorf("%v: few messages in the report", extra)
		}
	}
}

// picked is a script for what is highlighted among the bytes: the numbers of the
// first and of the last byte, and their text.
const picked = `(() => { const b = [...document.querySelectorAll(".hex .b.sel")];
	return b.length ? b[0].dataset.b + "-" + b[b.length - 1].dataset.b + " " + b.map((e) => e.textContent).join("") : "none"; })()`

// TestReportInBrowser opens the report of a real session as a person would: follows a
// link to a field, clicks fields and bytes, and filters.
func TestReportInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser and time")
	}
	b := startBrowser(t)
	file := reportOf(t, pcapFile(t, "ra/ra_scripted_plain_lo.pcap"))
	begin := time.Now()
	b.open(file, "", 1280, 900)
	t.Logf("opened in %v", time.Since(begin).Round(time.Millisecond))
	if got := b.eval(`document.title`); got != "ra_scripted_plain_lo.pcap · radissect report" {
		t.Errorf("title %q", got)
	}
	for _, part := range []struct{ selector, want string }{
		{"[data-count=sessions]", "1"}, {"[data-count=conversations]", "1"}, {"#view-overview .card h3", "LAB-EXPERT helped LAB-NOVICE"},
	} {
		if got := b.eval(`document.querySelector("` + part.selector + `").textContent`); got != part.want {
			t.Errorf("%s: %q, want %q", part.selector, got, part.want)
		}
	}
	for _, lane := range []string{"Connection", "Proofs", "Control", "Chat", "Files", "Findings"} {
		if b.eval(`[...document.querySelectorAll("#view-overview svg .lane")].some((e) => e.textContent === "`+lane+`")`) != "true" {
			t.Errorf("no lane %q in the timeline", lane)
		}
	}
	b.picture("overview")

	// A message of chat, whose text is known: "Hello, expert".
	b.eval(`location.hash = "#messages?p=ra.chat"`)
	b.wait(`document.querySelectorAll("#rows .row").length === 2`)
	b.click("#rows .row")
	b.wait(`document.querySelector(".pane h2") !== null && document.querySelector(".pane h2").textContent.includes("chat message")`)
	if got := b.eval(`document.querySelector(".facts-line").textContent`); !strings.Contains(got, "frame") || !strings.Contains(got, "remdesk") {
		t.Errorf("the facts of the message are %q", got)
	}
	text := `[...document.querySelectorAll(".tree .node")].find((e) => e.querySelector(".fname").textContent === "text")`
	b.eval(text + `.id = "chat-text"`)
	b.click("#chat-text .fvalue")
	b.wait(picked + ` !== "none"`)
	if got := b.eval(picked); !strings.HasPrefix(got, "14-49 480065006c006c006f00") { // H e l l o in UTF-16, MS-RA 3.11.5
		t.Errorf("field to bytes: %q is highlighted", got)
	}
	if got := b.eval(`document.querySelector(".chosen-field").textContent`); !strings.Contains(got, "Hello, expert") || !strings.Contains(got, "MS-RA 3.11.5") || !strings.Contains(got, "ra.chat-terminator") {
		t.Errorf("the chosen field is described as %q", got)
	}
	b.picture("message")

	// Byte to field: byte 4 is the first of DataLen, 36.
	b.click(`.hex .b[data-b="4"]`)
	b.wait(`document.querySelector(".tree .node.chosen .fname").textContent === "DataLen"`)
	if got := b.eval(picked); got != "4-7 24000000" {
		t.Errorf("byte to field: %q is highlighted", got)
	}
	b.mouse(`.hex .b[data-b="0"]`, false)
	b.wait(`document.querySelector(".tree .node.hover .fname").textContent === "ChannelNameLen"`)
	link := b.eval(`location.hash`)

	// The keyboard: from DataLen to the field after it.
	b.eval(`document.querySelector(".tree").focus()`)
	b.press("ArrowDown")
	b.wait(`document.querySelector(".tree .node.chosen .fname").textContent === "ChannelName"`)
	if got := b.eval(picked); got != "8-13 370030000000" { // "70"
		t.Errorf("keyboard: %q is highlighted", got)
	}
	b.sound()

	// The link leads to the same field in a new window.
	b.open(file, link, 390, 844)
	b.wait(`document.querySelector(".tree .node.chosen") !== null`)
	if got := b.eval(picked); got != "4-7 24000000" {
		t.Errorf("link %s: %q is highlighted", link, got)
	}
	if got := b.eval(`document.documentElement.scrollWidth <= innerWidth`); got != "true" {
		t.Error("at 390 pixels the page is wider than the window")
	}
	b.picture("message-390")

	// Findings: by level, then by text.
	b.open(file, "#findings", 1280, 900)
	all, _ := strconv.Atoi(b.eval(`document.querySelectorAll("#view-findings .group").length`))
	must, _ := strconv.Atoi(b.eval(`document.querySelectorAll("#view-findings .group.must").length`))
	if all < 10 || must < 5 || must == all {
		t.Fatalf("%d rules, %d of level must", all, must)
	}
	b.click(`[data-level="must"]`)
	b.wait(`document.querySelectorAll("#view-findings .group").length === ` + strconv.Itoa(must))
	b.eval(`document.getElementById("findings-q").focus()`)
	b.typed("NUL-terminated")
	b.wait(`document.querySelectorAll("#view-findings .group").length === 1`)
	if got := b.eval(`document.querySelector("#view-findings .group .id").textContent`); got != "ra.chat-terminator" {
		t.Errorf("the rule that is left is %q", got)
	}
	if got := b.eval(`location.hash`); got != "#findings?level=must&q=NUL-terminated" {
		t.Errorf("the address of the filter is %q", got)
	}
	b.picture("findings")
	b.click("#view-findings .hit .where a")
	b.wait(`document.body.dataset.view === "messages" && ` + picked + ` !== "none"`)
	if got := b.eval(picked); !strings.HasPrefix(got, "14-49 4800") {
		t.Errorf("finding to bytes: %q is highlighted", got)
	}
	b.sound()
}

// TestHostileReportInBrowser: nothing of a hostile capture acts on the page.
func TestHostileReportInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser and time")
	}
	b := startBrowser(t)
	file := reportOf(t, pcapFile(t, "ra/ra_hostile.pcap.gz"))
	b.open(file, "#s1", 1280, 900)
	const elements = `document.querySelectorAll("script, style, link, iframe, object, embed, img, form, meta, base").length`
	b.wait(`document.querySelectorAll(".chat li").length > 10`)
	want := b.eval(elements)
	if want != "9" { // two scripts, one style sheet, five meta, the form of the dialog
		t.Errorf("%s elements that can act", want)
	}
	for _, view := range []string{"#overview", "#findings?q=", "#sessions", "#conversations", "#messages?all=1", "#messages?p=ra.chat", "#m143.f4", "#m2828.f4"} {
		b.eval(`location.hash = "` + view + `"`)
		time.Sleep(150 * time.Millisecond)
		if got := b.eval(elements); got != want {
			t.Errorf("%s: %s elements that can act, want %s", view, got, want)
		}
		b.eval(`[...document.querySelectorAll("details")].forEach((d) => { d.open = true; })`)
		if got := b.eval(`document.title`); got != "ra_hostile.pcap.gz · radissect report" {
			t.Errorf("%s: the title is %q", view, got)
		}
		if got := b.eval(`[...document.body.innerText].filter((c) => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/.test(c)).length`); got != "0" {
			t.Errorf("%s: %s characters that act on text", view, got)
		}
		if got := b.eval(`[...document.querySelectorAll("a[href]")].every((a) => a.getAttribute("href").startsWith("#"))`); got != "true" {
			t.Errorf("%s: a link leads out of the file", view)
		}
		if got := b.eval(`[...document.querySelectorAll("*")].some((e) => [...e.attributes].some((a) => a.name.startsWith("on")))`); got != "false" {
			t.Errorf("%s: an attribute that acts", view)
		}
	}
	b.picture("hostile")
	b.sound()
}

// TestLargeReportInBrowser: ten thousand messages are opened, scrolled and filtered at
// once, and what is left out is said.
func TestLargeReportInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	b := startBrowser(t)
	capture := pcapFile(t, "ra/rules.pcap.gz")
	begin := time.Now()
	file := reportOf(t, capture)
	took := time.Since(begin)
	st, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	begin = time.Now()
	b.open(file, "#messages?all=1", 1280, 900)
	t.Logf("%d bytes written in %v, opened in %v", st.Size(), took.Round(time.Millisecond), time.Since(begin).Round(time.Millisecond))
	rows, _ := strconv.Atoi(b.eval(`document.querySelectorAll("#rows .row").length`))
	if rows == 0 || rows > 100 {
		t.Errorf("%d rows are drawn at once", rows)
	}
	// A long way down and back, one jump a frame.
	slowest, _ := strconv.ParseFloat(b.eval(`(async () => {
		const host = document.getElementById("rows"), step = host.scrollHeight / 60;
		let slowest = 0;
		for (let i = 0; i < 60; i++) {
			const t = performance.now();
			host.scrollTop = i * step;
			host.dispatchEvent(new Event("scroll"));
			host.getBoundingClientRect();
			slowest = Math.max(slowest, performance.now() - t);
			await new Promise(requestAnimationFrame);
		}
		return slowest;
	})()`), 64)
	if slowest > 1000 {
		t.Errorf("drawing the list took %.0f ms", slowest)
	}
	t.Logf("slowest jump %.1f ms", slowest)
	b.sound()
}
