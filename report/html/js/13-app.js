// Which part is shown follows the address: #findings?level=must, #s1, #c2, #m17.f3.
const VIEWS = ["overview", "findings", "sessions", "conversations", "messages"];
const builders = { overview: drawOverview, findings: buildFindings, sessions: buildSessions, conversations: buildConversations, messages: buildMessages };
const built = new Set();
const viewOf = (name) => document.getElementById("view-" + name);

function build(name) {
  if (built.has(name)) return;
  built.add(name);
  builders[name](viewOf(name));
}

function show(name) {
  for (const v of VIEWS) viewOf(v).hidden = v !== name;
  for (const a of document.querySelectorAll("[data-view]")) {
    if (a.dataset.view === name) {
      a.setAttribute("aria-current", "page");
      a.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else a.removeAttribute("aria-current");
  }
  document.body.dataset.view = name;
  build(name);
}

function setHash(hash) {
  if (location.hash !== hash) history.replaceState(null, "", hash);
}

function setQuery(view, values) {
  const q = new URLSearchParams();
  for (const k in values) if (values[k]) q.set(k, values[k]);
  const text = q.toString();
  setHash("#" + view + (text ? "?" + text : ""));
}

function route() {
  const [name, query] = location.hash.slice(1).split("?", 2);
  const q = new URLSearchParams(query || "");
  const m = /^m(\d+)(?:\.f(\d+))?$/.exec(name), s = /^s(\d+)$/.exec(name), c = /^c(\d+)$/.exec(name);
  if (m && messageAt.has(Number(m[1]))) {
    show("messages");
    bench.select(messageAt.get(Number(m[1])), m[2] ? Number(m[2]) : -1);
    return;
  }
  if (m) {
    show("messages");
    bench.missing(m[1]);
    return;
  }
  if (s) { show("sessions"); target("card-s" + s[1]); return; }
  if (c) {
    show("conversations");
    target("row-c" + c[1]);
    return;
  }
  const view = VIEWS.includes(name) ? name : "overview";
  if (query !== undefined && view === "findings") {
    for (const k in findingFilter) findingFilter[k] = q.get(k) || "";
  }
  if (query !== undefined && view === "messages") {
    for (const k in messageFilter) messageFilter[k] = q.get(k) || "";
  }
  const was = built.has(view);
  show(view);
  if (was && view === "findings") drawFindings();
  if (view === "messages") {
    viewOf("messages").classList.remove("open");
    if (was) bench.filter();
  } else window.scrollTo(0, 0);
}

function target(id) {
  const el = document.getElementById(id);
  if (!el) return;
  for (const old of document.querySelectorAll(".target")) old.classList.remove("target");
  el.classList.add("target");
  el.scrollIntoView({ block: "start" });
  el.focus({ preventScroll: true });
}

function setTheme(name, keep) {
  if (name === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = name;
  for (const b of document.querySelectorAll("[data-theme]")) if (b !== document.documentElement) b.setAttribute("aria-pressed", String(b.dataset.theme === name));
  if (!keep) return;
  try { localStorage.setItem("radissect-theme", name); } catch { /* a file may have no storage */ }
}

function keys(e) {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
  if (e.key === "Escape") {
    if (typing) e.target.blur();
    else if (document.body.dataset.view === "messages") bench.back();
    return;
  }
  if (typing || document.getElementById("help").open) return;
  const view = VIEWS[Number(e.key) - 1];
  if (view) location.hash = "#" + view;
  else if (e.key === "/") {
    e.preventDefault();
    if (document.body.dataset.view === "findings") document.getElementById("findings-q")?.focus();
    else { if (document.body.dataset.view !== "messages") location.hash = "#messages"; setTimeout(() => bench.focus(), 30); }
  } else if (e.key === "?") document.getElementById("help").showModal();
  else if (document.body.dataset.view === "messages") {
    if (e.key === "j") bench.move(1);
    else if (e.key === "k") bench.move(-1);
    else if (e.key === "n") bench.nextFound(1);
    else if (e.key === "p") bench.nextFound(-1);
  }
}

// On paper everything but the list of messages stands one after the other.
const PAPER = 660; // width of a timeline there

function print() {
  for (const v of VIEWS) build(v);
  for (const d of document.querySelectorAll("#view-findings details")) {
    d.dataset.was = d.open ? "1" : "";
    d.fillBody();
    d.open = true;
  }
  for (const draw of timelines) draw(PAPER);
  if (document.body.dataset.view === "messages") bench.print();
}

function afterPrint() {
  for (const d of document.querySelectorAll("#view-findings details")) d.open = d.dataset.was === "1";
  for (const draw of timelines) draw(0);
}

function start() {
  readData();
  if (captures.length) document.title = base(captures[0].file || "standard input") + " · radissect report";
  const counts = { findings: allFindings(), sessions: sessions.length, conversations: conversations.size, messages: messages.length };
  for (const el of document.querySelectorAll("[data-count]")) el.textContent = grouped(counts[el.dataset.count]);
  let theme = "auto";
  try { theme = localStorage.getItem("radissect-theme") || "auto"; } catch { /* as above */ }
  setTheme(["auto", "light", "dark"].includes(theme) ? theme : "auto", false);
  for (const b of document.querySelectorAll("button[data-theme]")) b.addEventListener("click", () => setTheme(b.dataset.theme, true));
  document.getElementById("help-open").addEventListener("click", () => document.getElementById("help").showModal());
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", route);
  window.addEventListener("beforeprint", print);
  window.addEventListener("afterprint", afterPrint);
  route();
  document.documentElement.dataset.ready = "1";
}

start();
