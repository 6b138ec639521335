package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A browser is a headless Chromium that is talked to over two pipes, in the Chrome
// DevTools Protocol: JSON objects that end in NUL.
type browser struct {
	t       *testing.T
	w       *os.File
	r       *bufio.Reader
	last    int
	session string

	problems []string // what the page logged: errors of the script, refusals of the policy
}

// startBrowser starts a Chromium with one empty page; the test is skipped where there is
// none.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium here: the report is not looked at in a browser")
	}
	in, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe",
		"--user-data-dir="+filepath.Join(t.TempDir(), "profile"), "about:blank")
	cmd.ExtraFiles = []*os.File{in, out} // 3 and 4
	if err := cmd.Start(); err != nil {
		t.Skip("Chromium does not start: ", err)
	}
	in.Close()
	out.Close()
	b := &browser{t: t, w: w, r: bufio.NewReaderSize(r, 1<<20)}
	watch := time.AfterFunc(3*time.Minute, func() { cmd.Process.Kill() })
	t.Cleanup(func() {
		b.send("Browser.close", nil)
		watch.Stop()
		w.Close()
		done := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
		cmd.Wait()
		done.Stop()
		r.Close()
	})
	var made struct {
		TargetID string `json:"targetId"`
	}
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &made)
	var attached struct {
		SessionID string `json:"sessionId"`
	}
	b.call("Target.attachToTarget", map[string]any{"targetId": made.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

func (b *browser) send(method string, params any) error {
	b.last++
	m := map[string]any{"id": b.last, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" && !strings.HasPrefix(method, "Browser.") {
		m["sessionId"] = b.session
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = b.w.Write(append(data, 0))
	return err
}

// call sends a command and waits for its answer.
func (b *browser) call(method string, params, result any) {
	b.t.Helper()
	if err := b.send(method, params); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	for {
		line, err := b.r.ReadBytes(0)
		if err != nil {
			b.t.Fatalf("%s: Chromium has ended: %v", method, err)
		}
		var m struct {
			ID     int             `json:"id"`
			Method string          `json:"method"`
			Params json.RawMessage `json:"params"`
			Result json.RawMessage `json:"result"`
			Error  json.RawMessage `json:"error"`
		}
		if err := json.Unmarshal(line[:len(line)-1], &m); err != nil {
			b.t.Fatal(err)
		}
		switch {
		case m.ID == b.last:
			if m.Error != nil {
				b.t.Fatalf("%s: %s", method, m.Error)
			}
			if result != nil {
				if err := json.Unmarshal(m.Result, result); err != nil {
					b.t.Fatal(err)
				}
			}
			return
		case m.Method == "Runtime.exceptionThrown", m.Method == "Log.entryAdded":
			b.problems = append(b.problems, string(m.Params))
		case m.Method == "Network.requestWillBeSent":
			if !strings.Contains(string(m.Params), `"url":"file:///`) {
				b.problems = append(b.problems, "a request: "+string(m.Params))
			}
		}
	}
}

// open loads a file, with what stands behind # in its address, and waits until the
// report is drawn.
func (b *browser) open(path, fragment string, width, height int) {
	b.t.Helper()
	abs, err := filepath.Abs(path)
	if err != nil {
		b.t.Fatal(err)
	}
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
	b.call("Page.navigate", map[string]any{"url": "about:blank"}, nil)
	b.call("Page.navigate", map[string]any{"url": "file://" + filepath.ToSlash(abs) + fragment}, nil)
	b.wait(`document.documentElement && document.documentElement.dataset.ready === "1"`)
}

// eval is the value of a script, which has to be a string.
func (b *browser) eval(script string) string {
	b.t.Helper()
	var r struct {
		Result struct {
			Value any `json:"value"`
		} `json:"result"`
		Exception json.RawMessage `json:"exceptionDetails"`
	}
	b.call("Runtime.evaluate", map[string]any{"expression": "Promise.resolve(" + script + ").then(String)", "returnByValue": true, "awaitPromise": true}, &r)
	if r.Exception != nil {
		b.t.Fatalf("%s: %s", script, r.Exception)
	}
	s, _ := r.Result.Value.(string)
	return s
}

// wait waits until a script is true.
func (b *browser) wait(script string) {
	b.t.Helper()
	for range 400 {
		if b.eval(script) == "true" {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.t.Fatalf("never true: %s", script)
}

// click moves the mouse to the first element that a selector finds, and clicks.
func (b *browser) click(selector string) { b.mouse(selector, true) }

// mouse moves the mouse to an element.
func (b *browser) mouse(selector string, press bool) {
	b.t.Helper()
	at := b.eval(`(() => { const e = document.querySelector(` + quote(strings.ReplaceAll(selector, `"`, `\"`)) + `); if (!e) return "none";
		const r = e.getBoundingClientRect(); return JSON.stringify([r.x + Math.min(r.width / 2, 60), r.y + r.height / 2]); })()`)
	var p [2]float64
	if err := json.Unmarshal([]byte(at), &p); err != nil {
		b.t.Fatalf("no %s in the page", selector)
	}
	b.call("Input.dispatchMouseEvent", map[string]any{"type": "mouseMoved", "x": p[0], "y": p[1]}, nil)
	if !press {
		return
	}
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": p[0], "y": p[1], "button": "left", "clickCount": 1}, nil)
	}
}

// press presses a key that has no text.
func (b *browser) press(key string) {
	b.t.Helper()
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "code": key}, nil)
	}
}

// typed writes text where the focus is.
func (b *browser) typed(text string) { b.call("Input.insertText", map[string]any{"text": text}, nil) }

// picture saves what the window shows, for people who look at it.
func (b *browser) picture(name string) {
	b.t.Helper()
	dir := os.Getenv("RADISSECT_PICTURES")
	if dir == "" {
		return
	}
	var shot struct {
		Data string `json:"data"`
	}
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
	png, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// sound wants no error and no request from the page.
func (b *browser) sound() {
	b.t.Helper()
	for _, p := range b.problems {
		b.t.Errorf("the page logs %.600s", p)
	}
	b.problems = nil
}
