// The overview: what was captured, what is wrong, who talked.
function drawOverview(view) {
  const total = allFindings();
  const all = summary.messages.reduce((n, p) => n + p[1], 0);
  const facts = [
    summary.packets !== undefined && counted(summary.packets, "packet", "packets"),
    summary.bytes ? size(summary.bytes) : null,
    summary.from !== undefined && moment(summary.from, 0) + " UTC, " + span(summary.to - summary.from),
  ].filter(Boolean);
  add(view, [
    h("header", { class: "hero" },
      h("p", { class: "eyebrow" }, captures.length > 1 ? counted(captures.length, "capture", "captures") : "Capture"),
      h("h1", null, captures.length ? captured(base(captures[0].file || "standard input")) : "No capture",
        captures.length > 1 ? h("span", { class: "soft" }, " and " + counted(captures.length - 1, "more", "more")) : null),
      h("p", { class: "soft" }, facts.join(" · "))),
    ...notes(),
    h("div", { class: "tiles" },
      tile("#findings", total, total === 1 ? "finding" : "findings"),
      tile("#sessions", summary.sessions ?? sessions.length, Number(summary.sessions) === 1 ? "session" : "sessions"),
      tile("#conversations", summary.read ?? conversations.size, Number(summary.read) === 1 ? "conversation read" : "conversations read"),
      tile("#messages", all, all === 1 ? "message" : "messages")),
    h("div", { class: "columns" },
      h("div", { class: "panel" }, h("h2", null, "Findings by level"), levelBar(total), topRules()),
      h("div", { class: "panel" }, h("h2", null, "Messages by protocol"), protocolBars(all))),
    h("h2", { class: "part" }, "Sessions"),
    sessions.length ? h("div", { class: "stack" }, sessions.slice(0, 5).map((s) => sessionBrief(s))) :
      h("p", { class: "empty" }, "No session was recognised in this capture."),
    sessions.length > 5 ? h("p", null, h("a", { href: "#sessions" }, "All " + grouped(sessions.length) + " sessions")) : null,
    aboutCaptures(),
    h("footer", { class: "foot soft" }, "radissect", summary.version && summary.version !== "unknown" ? " " + summary.version : "", " · made for this file alone; nothing is loaded from or sent to a network",
      summary.reveal ? h("strong", null, " · secrets are shown") : " · secrets are masked"),
  ]);
}

// allFindings counts also those that are not listed.
const allFindings = () => summary.levels.reduce((n, l) => n + Number(l[1]), 0) + Number(summary.tainted || 0);

const base = (path) => path.split(/[/\\]/).pop() || path;

function tile(href, n, label) {
  return h("a", { class: "tile", href }, h("span", { class: "big" }, grouped(n)), h("span", { class: "soft" }, label));
}

// notes say what is not in the report.
function notes() {
  const left = summary.left, out = [];
  const note = (...text) => out.push(h("div", { class: "notice", role: "note" }, ...text));
  if (summary.filter) note(h("strong", null, "Filtered. "), "This report holds only what passes ", h("code", null, captured(summary.filter)), ".");
  if (left.messages > 0) {
    note(h("strong", null, "Not all messages are shown. "),
      "This report holds the first " + grouped(left.shown) + " messages" +
      (left.later ? " and " + counted(left.later, "later one that breaks a rule", "later ones that break a rule") : "") + "; " +
      counted(left.messages, "other is", "others are") + " left out. Counts, findings and sessions are those of the whole capture. To see more, give ",
      h("code", null, "--max-messages N"), ", choose messages with ", h("code", null, "-Y FILTER"), ", or read the capture with ", h("code", null, "radissect read -V"), ".");
  }
  if (left.trees > 0) {
    note(h("strong", null, "Some trees are left out. "), counted(left.trees, "message is", "messages are") +
      " shown by name only, so that the file stays small enough for a browser. ", h("code", null, "radissect read -V -x"), " shows them.");
  }
  const lists = [["findings", "finding", "findings"], ["conversations", "conversation", "conversations"], ["sessions", "session", "sessions"]]
    .filter((l) => left[l[0]] > 0).map((l) => counted(left[l[0]], l[1], l[2]));
  if (lists.length) note("Too many to list: " + lists.join(", ") + " left out. ", h("code", null, "radissect read -T jsonl"), " has all of them.");
  if (summary.stopped) note(h("strong", null, "Reading was stopped early"), ", as asked for: the rest of the capture is not in the counts.");
  if (summary.lost > 0) note(h("strong", null, counted(summary.lost, "byte is", "bytes are") + " missing from the capture. "),
    "Findings that this could explain are marked “after loss”.");
  return out;
}

function levelBar(total) {
  if (!total) return h("p", { class: "good" }, "Nothing to report: no rule was broken.");
  const parts = summary.levels.filter((l) => l[1] > 0);
  const bar = h("div", { class: "bar", role: "img", "aria-label": parts.map((l) => l[1] + " " + l[0]).join(", ") });
  for (const [level, n] of parts) {
    const piece = h("span", { class: "piece " + level });
    piece.style.flexGrow = n;
    bar.append(piece);
  }
  const taint = Number(summary.tainted || 0);
  return h("div", null, bar, h("p", { class: "legend" },
    parts.map(([level, n]) => h("a", { href: "#findings?level=" + level }, levelTag(level), " ", h("b", null, grouped(n)))),
    taint ? h("span", { class: "soft" }, grouped(taint) + " after loss") : null));
}

function topRules() {
  const list = sortedRules().slice(0, 8);
  if (!list.length) return null;
  return h("ol", { class: "plain rules" }, list.map((r) => h("li", null,
    h("a", { href: "#findings?rule=" + encodeURIComponent(r.id) }, levelTag(r.level), h("span", { class: "grow" }, h("code", null, r.id), h("span", { class: "line soft" }, r.title)),
      h("b", { class: "num" }, grouped(r.broken))))),
    rules.filter((r) => r.findings.length).length > 8 ? h("li", null, h("a", { class: "more", href: "#findings" }, "All rules that were broken")) : null);
}

const sortedRules = () => rules.filter((r) => r.findings.length)
  .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || b.broken - a.broken || (a.id < b.id ? -1 : 1));

function protocolBars(all) {
  if (!all) return h("p", { class: "empty" }, "No message of a known protocol.");
  const most = summary.messages[0][1];
  return h("table", { class: "bars" }, h("tbody", null, summary.messages.map(([name, n]) => {
    const fillEl = h("span", { class: "fill" });
    fillEl.style.width = Math.max(1, n / most * 100) + "%";
    return h("tr", null, h("th", { scope: "row" }, h("a", { href: "#messages?p=" + encodeURIComponent(name) }, name)),
      h("td", { class: "track" }, fillEl), h("td", { class: "num" }, grouped(n)));
  })));
}

function aboutCaptures() {
  const rows = [];
  for (const c of captures) {
    rows.push(h("tr", null, h("td", null, captured(c.file || "standard input")), h("td", null, c.format || ""),
      h("td", { class: "num" }, c.bytes ? size(c.bytes) : "")));
  }
  const aside = [];
  for (const k of summary.skipped) aside.push(h("li", null, counted(k.packets, "frame", "frames") + " not read: ", captured(k.why)));
  for (const n of summary.notices) aside.push(h("li", null, captured(n.text)));
  for (const u of summary.unread) aside.push(h("li", null, captured(u.file), " was not read: ", captured(u.why)));
  if (summary.conversations > summary.read) {
    aside.push(h("li", null, counted(summary.conversations - summary.read, "conversation", "conversations") + " in a protocol that radissect does not read"));
  }
  return h("div", null, h("h2", { class: "part" }, captures.length > 1 ? "The captures" : "The capture"),
    h("div", { class: "panel" }, h("div", { class: "scroll" }, h("table", { class: "table" },
      h("thead", null, h("tr", null, h("th", null, "File"), h("th", null, "Format"), h("th", { class: "num" }, "Size"))), h("tbody", null, rows))),
    aside.length ? h("ul", { class: "asides" }, aside.slice(0, 100)) : null));
}
