// The workbench: messages on the left, the chosen one on the right.
const messageFilter = { p: "", c: "", q: "", all: "", found: "", deep: "" };
let bench = null;

function buildMessages(view) {
  const protos = new Map();
  for (const m of messages) protos.set(m[PROTO], (protos.get(m[PROTO]) || 0) + 1);
  const carriers = messages.filter((m) => m[FLAGS] & CARRIER).length;
  if (carriers === messages.length) messageFilter.all = "1";

  const search = h("input", { type: "search", id: "messages-q", placeholder: "Name, text, number …", "aria-label": "Filter messages by text", autocomplete: "off",
    input: later(() => set("q", search.value), 150) });
  const proto = h("select", { "aria-label": "Protocol", change: () => set("p", proto.value) }, h("option", { value: "" }, "All protocols"),
    [...protos.keys()].sort().map((p) => h("option", { value: p }, p + " (" + grouped(protos.get(p)) + ")")));
  const withConv = [...conversations.values()].sort((a, b) => a.id - b.id).slice(0, 1000);
  const conv = h("select", { "aria-label": "Conversation", change: () => set("c", conv.value), hidden: withConv.length < 2 },
    h("option", { value: "" }, "All conversations"), withConv.map((c) => h("option", { value: c.id }, c.id + ": " + c.client + " → " + c.server)));
  const all = check("Also carriers", "all", "Messages that only carry others");
  const found = check("With findings", "found", "Only messages that break a rule");
  const deep = check("Text also in fields", "deep", "Look for the text in the values of fields too");
  function check(label, name, title) {
    const box = h("input", { type: "checkbox", change: () => set(name, box.checked ? "1" : "") });
    return { box, el: h("label", { class: "check", title }, box, " ", label) };
  }

  const status = h("p", { class: "soft small status", role: "status" });
  const host = h("div", { class: "rows", id: "rows", role: "listbox", tabindex: "0", "aria-label": "Messages" });
  const pane = h("div", { class: "pane", role: "region", "aria-label": "The chosen message" });
  const left = h("div", { class: "left" }, h("div", { class: "filters tight" }, search, h("div", { class: "pair" }, proto, conv), h("div", { class: "checksrow" }, all.el, found.el, deep.el)), status, host);
  view.append(h("h1", { class: "hide" }, "Messages"), h("div", { class: "bench" }, left, pane));

  let shown = [], at = -1;
  const list = new List(host, 50, (i) => messageRow(messages[shown[i]], i === at, i, shown.length));

  function set(name, value) {
    messageFilter[name] = value;
    filter();
    setQuery("messages", messageFilter);
  }

  function filter() {
    search.value = messageFilter.q;
    proto.value = messageFilter.p;
    conv.value = messageFilter.c;
    all.box.checked = !!messageFilter.all;
    found.box.checked = !!messageFilter.found;
    deep.box.checked = !!messageFilter.deep;
    const q = messageFilter.q.trim().toLowerCase(), c = Number(messageFilter.c), p = messageFilter.p;
    const carriersToo = messageFilter.all || p;
    const chosen = at >= 0 ? shown[at] : -1;
    shown = [];
    messages.forEach((m, i) => {
      if (!carriersToo && m[FLAGS] & CARRIER && i !== pinned) return;
      if (p && m[PROTO] !== p || c && m[CONV] !== c) return;
      if (messageFilter.found && !findingsOf.has(m[N])) return;
      if (q && !matches(m, q, messageFilter.deep)) return;
      shown.push(i);
    });
    at = shown.indexOf(chosen);
    list.resize(shown.length);
    status.textContent = counted(shown.length, "message", "messages") + (shown.length < messages.length ? " of " + grouped(messages.length) : "");
    if (at >= 0) list.reveal(at, true);
    if (!pane.firstChild) pane.append(emptyPane());
  }

  let pinned = -1; // a carrier that a link leads to
  function select(i, node, quietly) {
    let place = shown.indexOf(i);
    if (place < 0) {
      pinned = i;
      if (messages[i][FLAGS] & CARRIER) filter();
      place = shown.indexOf(i);
      if (place < 0) {
        Object.assign(messageFilter, { p: "", c: "", q: "", found: "" });
        filter();
        place = shown.indexOf(i);
      }
    }
    const before = at;
    at = place;
    list.reveal(at, Math.abs(before - at) > 40);
    list.redraw();
    host.setAttribute("aria-activedescendant", "row-m" + messages[i][N]);
    view.classList.add("open");
    if (!quietly || current !== i) { current = i; drawMessage(pane, messages[i], node); }
  }
  let current = -1;

  function go(place) {
    if (place < 0 || place >= shown.length) return;
    const m = messages[shown[place]];
    setHash("#m" + m[N]);
    select(shown[place], -1);
  }

  host.addEventListener("keydown", (e) => {
    const to = step(e.key, at, shown.length, list.page());
    if (to >= 0) { e.preventDefault(); go(to); }
    else if (e.key === "Enter") { const t = pane.querySelector(".tree"); if (t) t.focus(); }
  });
  host.addEventListener("click", (e) => {
    const row = e.target.closest("[data-i]");
    if (row) go(Number(row.dataset.i));
  });

  bench = {
    filter, select,
    move: (d) => go(at < 0 ? 0 : at + d),
    nextFound: (d) => {
      for (let i = at + d; i >= 0 && i < shown.length; i += d) {
        if (findingsOf.has(messages[shown[i]][N])) { go(i); return; }
      }
    },
    focus: () => search.focus(),
    back: () => {
      view.classList.remove("open");
      setQuery("messages", messageFilter);
      host.focus();
    },
    missing: (n) => pane.replaceChildren(h("p", { class: "empty big" }, "Message " + grouped(n) + " is not in this report.")),
    print: () => { if (bench.paper) bench.paper(); },
  };
  filter();
}

function emptyPane() {
  return h("p", { class: "empty big" }, messages.length ? "Choose a message to see its fields beside its bytes." : "There is no message in this report.");
}

function matches(m, q, deep) {
  if (m.hay === undefined) m.hay = (m[N] + " " + m[PROTO] + " " + kindName(m) + " " + m[INFO] + " " + m[CHANNEL]).toLowerCase();
  if (m.hay.includes(q)) return true;
  if (!deep || !m[DETAIL]) return false;
  const flat = JSON.parse(m[DETAIL])[2];
  for (let i = 0; i < flat.length; i += 6) {
    if (fields[flat[i]].name.toLowerCase().includes(q)) return true;
    if (typeof flat[i + 5] === "string" && flat[i + 5].toLowerCase().includes(q)) return true;
  }
  return false;
}

function messageRow(m, chosen, i, n) {
  const bad = severest(findingsOf.get(m[N]));
  const since = m[AT] - (m.capture ? m.capture.first : messages[0][AT]);
  return h("div", { class: "row" + (chosen ? " chosen" : "") + (m[FLAGS] & CARRIER ? " carrier" : ""), role: "option", id: "row-m" + m[N], "data-i": i,
    "aria-selected": chosen ? "true" : "false", "aria-setsize": n, "aria-posinset": i + 1 },
    h("span", { class: "l1" }, h("span", { class: "num soft" }, grouped(m[N])), h("span", { class: "dir " + (m[DIR] ? "in" : "out"), title: m[DIR] ? "from server" : "from client" }, m[DIR] ? "←" : "→"),
      h("span", { class: "name" }, kindName(m)), bad < LEVELS.length ? h("span", { class: "flag " + LEVELS[bad], title: "has findings: " + LEVELS[bad] }, LEVELS[bad]) : null),
    h("span", { class: "l2" }, h("span", { class: "t soft", title: moment(m[AT], 6) + " UTC" }, since < 1e9 ? seconds(since, 3) : clock(m[AT]).slice(0, 8)), h("span", { class: "proto" }, m[PROTO]), captured(m[INFO], "soft info")));
}
