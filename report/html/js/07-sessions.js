// Cards of sessions. A card knows nothing of the kind of session: it shows the
// parties, events, checks, chat and files that the record has.
const KINDS = { "remote-assistance": "Remote Assistance", "dsc-pull": "DSC pull", "multipoint-binding": "MultiPoint binding", rxad: "RXAD" };

const sessionTitle = (s) => KINDS[s.kind] || capital(words(s.kind || "session"));

const outcomeTag = (word) => word ? h("span", { class: "outcome " + outcomeClass(word) }, captured(words(word))) : null;

function outcomeClass(word) {
  if (/^(established|complete|match|invited|configured|current|registered|reported|advertised|inhibited)$/.test(word)) return "ok";
  if (/^(|unknown|seen)$/.test(word)) return "";
  return "bad";
}

function partyName(p) { return p.name || p.at || "unknown " + p.role; }

// headline says who did what with whom.
function headline(s) {
  const of = (role) => s.parties.find((p) => p.role === role);
  const expert = of("expert"), novice = of("novice");
  if (expert || novice) {
    return [captured(expert ? partyName(expert) : "An unknown expert"), s.outcome === "established" ? " helped " : s.outcome === "invited" ? " offered help to " : " tried to help ", captured(novice ? partyName(novice) : "an unknown novice")];
  }
  const names = s.parties.map((p) => captured(partyName(p)));
  if (!names.length) return [sessionTitle(s)];
  return names.flatMap((n, i) => i ? [i === names.length - 1 ? " and " : ", ", n] : [n]);
}

function sessionHead(s) {
  return h("header", { class: "card-head" },
    h("div", { class: "grow" }, h("p", { class: "eyebrow" }, "Session " + s.id + " · " + sessionTitle(s) + (s.version ? ", version " + s.version : "")),
      h("h3", null, headline(s))), outcomeTag(s.outcome));
}

function sessionBrief(s) {
  return h("article", { class: "panel card" }, sessionHead(s),
    h("p", { class: "soft" }, moment(s.start, 0) + " UTC, " + span(s.end - s.start), !s.protection ? "" : s.protection.startsWith("none") ? [" · not protected", captured(s.protection.slice(4))] : [" · protected by ", captured(s.protection)],
      " · ", h("a", { href: "#s" + s.id }, "the whole session")), timeline(s));
}

function buildSessions(view) {
  view.append(h("header", { class: "head" }, h("h1", null, "Sessions"), h("p", { class: "soft status" }, counted(sessions.length, "session", "sessions"))));
  if (!sessions.length) view.append(h("p", { class: "empty" }, "No session was recognised in this capture."));
  const stack = h("div", { class: "stack" });
  view.append(stack);
  for (const s of sessions) stack.append(sessionCard(s));
}

function sessionCard(s) {
  const facts = h("dl", { class: "facts" });
  const fact = (name, ...value) => { if (value.some(Boolean)) facts.append(h("div", null, h("dt", null, name), h("dd", null, ...value))); };
  for (const p of s.parties) fact(capital(words(p.role || "party")), p.name ? captured(p.name) : "", p.name && p.at ? " " : "", p.at ? h("code", { class: "soft" }, p.at) : "");
  fact("When", moment(s.start) + " UTC, for " + span(s.end - s.start));
  fact("Protection", s.protection ? captured(s.protection) : "");
  if (captures.length > 1 && s.file) fact("Capture", captured(s.file));
  fact(s.conversations.length === 1 ? "Conversation" : "Conversations", ...s.conversations.flatMap((id, i) => [i ? ", " : "", h("a", { href: "#c" + id }, String(id))]));
  fact("Control", controlled(s));
  for (const f of s.facts) fact(capital(f.name), f.value ? captured(f.value) : "");
  const i = s.initiation;
  if (i) {
    fact("Initiated by", i.method ? captured(i.method) : "", i.protection ? [", calls ", captured(i.protection)] : "");
    fact("Tied by", i.tied ? captured(i.tied) : "");
    fact("Connection string", i.connectionString ? h("code", null, captured(i.connectionString)) : "");
    fact("Key hash", i.match === true ? outcomeTag("match") : i.match === false ? outcomeTag("mismatch") : "", i.seen ? [" seen ", h("code", { class: "wrap" }, captured(i.seen))] : "",
      i.expected && !i.match ? [" expected ", h("code", { class: "wrap" }, captured(i.expected))] : "");
  }
  return h("article", { class: "panel card", id: "card-s" + s.id, tabindex: "-1" }, sessionHead(s), facts, timeline(s),
    checksOf(s), filesOf(s), h("div", { class: s.chat.length ? "columns even" : "" }, eventsOf(s), chatOf(s)),
    s.dropped ? h("p", { class: "notice" }, counted(s.dropped, "event", "events") + " beyond the limits of a record " + (s.dropped === 1 ? "is" : "are") + " not shown.") : null);
}

// controlled says how long the expert had control, and who ended it.
function controlled(s) {
  const list = periods(s.events, /^control-granted$/, /^(control-ended|disconnected)$/, s.end);
  if (!list.length) return "";
  const last = list[list.length - 1][2];
  return span(list.reduce((n, [a, to]) => n + to - a.at, 0)) + (list.length > 1 ? " in " + list.length + " periods" : "") +
    (last && last.by ? "; ended by the " + last.by : "");
}

function checksOf(s) {
  if (!s.checks.length) return null;
  return h("section", null, h("h4", null, "Checks"), h("ul", { class: "plain checks" }, s.checks.map((c) =>
    h("li", null, outcomeTag(c.result), h("span", null, captured(words(c.what)), c.detail ? [h("span", { class: "soft" }, ": "), captured(c.detail)] : "")))));
}

function filesOf(s) {
  if (!s.files.length) return null;
  return h("section", null, h("h4", null, "Files"), h("div", { class: "scroll" }, h("table", { class: "table files" },
    h("thead", null, h("tr", null, ["Name", "From", "Size", "Outcome", "SHA-256 of what was seen"].map((t) => h("th", null, t)))),
    h("tbody", null, s.files.map((f) => h("tr", null,
      h("td", null, captured(f.name), f.message ? [" ", h("span", { class: "small" }, messageLink(f.message))] : ""), h("td", { class: "nowrap" }, f.from ? captured(f.from) : ""),
      h("td", { class: "nowrap" }, Number(f.received) === Number(f.size) ? counted(f.size, "byte", "bytes") : grouped(f.received) + " of " + counted(f.size, "byte", "bytes")),
      h("td", null, outcomeTag(f.outcome)), h("td", null, f.sha256 ? h("code", { class: "wrap" }, f.sha256) : "")))))));
}

const MANY = 200; // events or lines of chat that are drawn at a time

function chatOf(s) {
  if (!s.chat.length) return null;
  const first = s.parties[0] && s.parties[0].role;
  return h("section", null, h("h4", null, "Chat"), some(s.chat, h("ol", { class: "plain chat" }), (c) =>
    h("li", { class: c.from === first ? "mine" : "" }, h("span", { class: "who soft" }, captured(c.from || "somebody"), " · ", h("time", null, clock(c.at)), " · ", messageLink(c.message) || ""),
      h("p", { class: "bubble" }, captured(c.text.replaceAll("␍␊", "␊").replaceAll("␊", "\n"))))));
}

function eventsOf(s) {
  const list = s.events.filter((e) => e.what !== "chat" || !s.chat.length); // what was said stands beside them
  if (!list.length) return null;
  return h("section", null, h("h4", null, "What happened"), some(list, h("ol", { class: "plain events" }), (e) =>
    h("li", null, h("span", { class: "t soft" }, "+" + seconds(e.at - s.start, 3)), h("span", { class: "dot " + markClass(e.what) }),
      h("span", { class: "grow" }, capital(words(e.what)), e.by ? h("span", { class: "soft" }, " by ", captured(e.by)) : "",
        e.detail ? [h("span", { class: "soft" }, ": "), captured(e.detail)] : ""), h("span", { class: "small" }, messageLink(e.message)))));
}

// some draws the first of many, and the others when asked.
function some(list, host, draw) {
  let at = 0;
  const more = h("button", { type: "button", class: "button", click: () => add() });
  const add = () => {
    for (const item of list.slice(at, at + MANY)) host.append(draw(item));
    at += MANY;
    more.textContent = "Show " + counted(Math.min(MANY, list.length - at), "more", "more");
    more.hidden = at >= list.length;
  };
  add();
  return [host, more];
}
