package ra_test

import (
	"context"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// hostileLines are lines of chat that would act on whoever shows them as they
// are: on a page, a terminal, a record, or the text around them.
var hostileLines = []string{
	`<script>document.title = "owned"</script>`,
	`</script><script>document.title = "owned"</script>`,
	`<!--<script>`,
	`-->]]></script></style></title></textarea><svg onload="document.title='owned'">`,
	`<img src=x onerror="document.title='owned'">`,
	`"],["m",1]` + "\n" + `{"type":"summary"}` + `\"\u003c`,
	`<a href="javascript:document.title='owned'">click</a> &lt;b&gt; &#60;i&#62;`,
	"\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m \u009b31m",
	"left \u202eright to left\u202c \u2066isolate\u2069 \u200bno width \ufeffmark",
	"line\u2028separator\u2029paragraph\x00NUL\r\ntwo\ttab",
	"{{data}} {{script}} ${alert(1)} %3Cscript%3E",
	`=HYPERLINK("http://192.0.2.1/","x")`,
}

// hostileSize is the size of one line of chat in bytes.
const hostileSize = 1 << 20

// TestHostile makes ra_hostile.pcap.gz: a session of version 2 whose names, files
// and lines of chat are made to harm whoever shows them.
func TestHostile(t *testing.T) {
	c := craft.New()
	s := session{newConnection(c)}
	s.open("*", authID, `<b>Ann</b>`)
	s.init2(password, 0)
	s.ctl(novice, noviceName, bstr(wide(`Bob"><script>document.title="owned"</script>`)))
	s.ctl(expert, expertName, bstr(wide("Ann\u202e</script>\x1b[31m")))
	s.rc(expert, "REMOTECTRLSTART")
	s.rc(novice, "ACCEPTRC")
	for i, line := range hostileLines {
		s.message(i%2, 0, packet("70", wide(line+"\x00")))
		s.wait(1)
	}
	s.message(novice, 0, packet("70", append([]byte("h\x00a\x00l\x00f\x00 \x00\x00\xd8"), wide(" pair\x00")...)))
	s.message(expert, 0, packet("70", wide(strings.Repeat("<script>A", hostileSize/2/9+1)[:hostileSize/2-1]+"\x00")))
	name := "..\\..\\&lt;img src=x onerror=document.title=1&gt;\u202egnp.exe"
	s.rc(novice, "FILEXFER", "FILENAME", name, "FILESIZE", "9", "CHANNELID", "RA_FX")
	s.file(expert, "RA_FX", "FILEXFERACK")
	s.blocks(novice, "RA_FX", 1024, []byte("</script>"))
	s.file(novice, "RA_FX", "FILEXFEREND")
	s.rc(novice, `X" onload="alert(1)`)
	s.message(novice, 0, packet("</script>\u202e", wide("on a channel of no name\x00")))
	s.ctl(novice, disconnect)
	s.close()

	const file = "ra_hostile.pcap.gz"
	dissecttest.Packed(t, file, c.Bytes())

	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(file, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	if len(log.Sessions) != 1 {
		t.Fatalf("%d sessions, want 1", len(log.Sessions))
	}
	chat := log.Sessions[0].Chat
	if want := len(hostileLines) + 2; len(chat) != want {
		t.Fatalf("%d lines of chat, want %d", len(chat), want)
	}
	for i, line := range hostileLines {
		if chat[i].Text != line {
			t.Errorf("line %d: %q, want %q", i, chat[i].Text, line)
		}
	}
}
