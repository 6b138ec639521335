// The swim lanes of a session. Events are words of the contract; a word that is
// not in the table belongs to the last lane.
const LANES = [
  ["initiation", "Initiation", /^(activated|sessions-listed|session-chosen|answered|invited)$/],
  ["connection", "Connection", /^(announced|version-chosen|established|refused|failed|disconnected|connected|discovered|described|advertised|inhibited)$/],
  ["proofs", "Proofs", /^(authenticated|registered|nonce-acquired|certificate-rotated|rotation-asked)$/],
  ["control", "Control", /^control-/],
  ["chat", "Chat", /^chat$/],
  ["files", "Files", /^(file-.*|configuration|module)$/],
  ["voice", "Voice", /^voice-/],
  ["calls", "Calls", /^(call|event|sink-registered|sink-unregistered|action|report|reports-read|status)$/],
  ["other", "Other", /./],
  ["findings", "Findings", null],
];

const laneOf = (what) => LANES.find((l) => l[2] && l[2].test(what))[0];

// scaleOf maps times to places from 0 to 1. A long time in which nothing happened
// is drawn short, and marked: breaks are [from, to, start, end].
function scaleOf(start, end, times) {
  const points = [start, ...times.filter((t) => t > start && t < end).sort((a, b) => a - b), end];
  const total = Math.max(1, end - start);
  const gaps = [], breaks = [];
  for (let i = 1; i < points.length; i++) gaps.push(points[i] - points[i - 1]);
  const long = gaps.map((g) => points.length > 5 && g > total * 0.3 && g > 2e6);
  const rest = gaps.reduce((n, g, i) => long[i] ? n : n + g, 0);
  const cut = long.filter(Boolean).length, room = 1 - cut * 0.1;
  const stops = [0];
  gaps.forEach((g, i) => {
    const from = stops[i], w = !cut ? g / total : long[i] ? 0.1 : rest > 0 ? g / rest * room : 0;
    stops.push(from + w);
    if (long[i]) breaks.push([from, from + w, points[i], points[i + 1]]);
  });
  const last = stops[stops.length - 1] || 1;
  const at = (t) => {
    t = Math.min(end, Math.max(start, t));
    let i = 1;
    while (i < points.length - 1 && points[i] < t) i++;
    const g = points[i] - points[i - 1];
    return (stops[i - 1] + (g > 0 ? (t - points[i - 1]) / g : 0) * (stops[i] - stops[i - 1])) / last;
  };
  const back = (x) => {
    let i = 1;
    while (i < stops.length - 1 && stops[i] / last < x) i++;
    const w = stops[i] - stops[i - 1];
    return points[i - 1] + (w > 0 ? (x * last - stops[i - 1]) / w : 0) * (points[i] - points[i - 1]);
  };
  return { at, back, breaks };
}

// periods pairs what begins with what ends.
function periods(events, begins, ends, end) {
  const out = [];
  let open = null;
  for (const e of events) {
    if (begins.test(e.what)) open = open || e;
    else if (open && ends.test(e.what)) { out.push([open, e.at, e]); open = null; }
  }
  if (open) out.push([open, end, null]);
  return out;
}

const timelines = []; // what draws each of them at a width

function timeline(s) {
  const host = h("div", { class: "timeline" });
  const draw = (w) => host.replaceChildren(drawTimeline(s, w || host.clientWidth || 600));
  timelines.push(draw);
  onWidth(host, draw);
  return host;
}

function eventLabel(e) {
  return capital(words(e.what)) + (e.by ? " by " + e.by : "") + (e.detail ? ": " + e.detail : "");
}

function drawTimeline(s, width) {
  const small = width < 560, gutter = small ? 0 : 104, right = 14, laneHeight = small ? 46 : 38;
  const lanes = LANES.map(([id, name]) => ({ id, name, marks: [], bars: [] }));
  const lane = (id) => lanes.find((l) => l.id === id);
  for (const e of s.events) {
    if (e.what === "silence") continue;
    lane(laneOf(e.what)).marks.push({ at: e.at, label: eventLabel(e), message: e.message, cls: markClass(e.what) });
  }
  chatTexts(s, lane("chat").marks);
  for (const f of s.findings) {
    lane("findings").marks.push({ at: f.at, label: f.rule.level + " " + f.rule.id + (f.detail ? ": " + f.detail : ""), message: f.message, cls: f.rule.level, finding: f });
  }
  const end = Math.max(s.end, s.start);
  lane("connection").bars.push([s.start, end, "whole " + (s.outcome === "established" ? "ok" : ""), (s.outcome || "connection") + ", " + span(end - s.start)]);
  for (const [a, to, b] of periods(s.events, /^control-granted$/, /^(control-ended|disconnected)$/, end)) {
    lane("control").bars.push([a.at, to, "held", "Control for " + span(to - a.at) + (b ? ", until " + eventLabel(b).toLowerCase() : "")]);
  }
  for (const [a, to] of periods(s.events, /^voice-established$/, /^(voice-ended|disconnected)$/, end)) {
    lane("voice").bars.push([a.at, to, "held", "Voice for " + span(to - a.at)]);
  }
  fileBars(s, lane("files").bars);
  const shown = lanes.filter((l) => l.id === "connection" || l.marks.length || l.bars.length);
  const times = [...s.events.map((e) => e.at), ...s.chat.map((c) => c.at), ...s.findings.map((f) => f.at)];
  const scale = scaleOf(s.start, end, times);
  const x = (t) => gutter + 8 + scale.at(t) * (width - gutter - right - 16);
  const height = shown.length * laneHeight + 30;
  const out = svg("svg", { class: "lanes", width, height, viewBox: "0 0 " + width + " " + height, role: "group",
    "aria-label": "Timeline of session " + s.id + ", " + span(end - s.start) });
  const under = svg("g"), quiet = svg("g"), over = svg("g");
  out.append(under, quiet, over);
  for (const [from, to, a, b] of scale.breaks) {
    const at = (v) => gutter + 8 + v * (width - gutter - right - 16), mid = shown.length * laneHeight / 2;
    quiet.append(svg("g", null, svg("title", null, "Nothing happened for " + span(b - a)),
      svg("rect", { class: "break", x: at(from) + 9, y: 2, width: Math.max(2, at(to) - at(from) - 18), height: shown.length * laneHeight - 4, rx: 6 }),
      svg("text", { class: "tick", x: (at(from) + at(to)) / 2, y: mid - 3, "text-anchor": "middle" }, span(b - a)),
      svg("text", { class: "tick", x: (at(from) + at(to)) / 2, y: mid + 11, "text-anchor": "middle" }, "quiet")));
  }
  shown.forEach((l, i) => drawLane(under, over, l, i * laneHeight + (small ? 30 : laneHeight / 2) + 2, { x, gutter, width, right, small, laneHeight, top: i * laneHeight }));
  drawTicks(out, scale, s.start, { gutter, width, right, y: shown.length * laneHeight + 4, small });
  return out;
}

// chatTexts gives the marks of chat what was said.
function chatTexts(s, marks) {
  const left = new Map();
  for (const c of s.chat) push(left, c.message || "t" + c.at, c);
  for (const m of marks) {
    const c = (left.get(m.message) || left.get("t" + m.at) || []).shift();
    if (c) m.label = (c.from || "somebody") + ": " + c.text.slice(0, 200);
  }
  for (const list of left.values()) {
    for (const c of list) marks.push({ at: c.at, label: (c.from || "somebody") + ": " + c.text.slice(0, 200), message: c.message, cls: "" });
  }
}

function fileBars(s, bars) {
  const open = new Map();
  for (const e of s.events) {
    if (e.what === "file-offered") push(open, e.detail || "", e);
    else if (/^file-(complete|cancelled|rejected)$/.test(e.what)) {
      const a = (open.get(e.detail || "") || []).shift();
      if (a) bars.push([a.at, e.at, "held", (e.detail || "file") + ", " + words(e.what) + " after " + span(e.at - a.at)]);
    }
  }
}

function markClass(what) {
  if (/refused|failed|denied|rejected|cancelled/.test(what)) return "bad";
  if (/established|authenticated|granted|complete$|^registered|sink-registered|advertised|^invited/.test(what)) return "ok";
  if (/requested|offered/.test(what)) return "ask";
  return "";
}

function drawLane(under, over, l, y, g) {
  if (g.top) under.append(svg("line", { class: "rule", x1: 0, x2: g.width, y1: g.top, y2: g.top }));
  under.append(svg("line", { class: "track", x1: g.gutter + 8, x2: g.width - g.right, y1: y, y2: y }),
    g.small ? svg("text", { class: "lane", x: 2, y: g.top + 15 }, l.name) : svg("text", { class: "lane", x: 2, y: y + 4 }, l.name));
  for (const [from, to, cls, label] of l.bars) {
    const a = g.x(from), b = Math.max(a + 3, g.x(to));
    under.append(svg("rect", { class: "period " + cls, x: a, y: y - 5, width: b - a, height: 10, rx: 5 }, svg("title", null, label)));
  }
  for (const c of clusters(l.marks, g.x)) {
    const one = c.list[0], n = c.list.length;
    const label = c.list.slice(0, 12).map((m) => m.label).join("\n") + (n > 12 ? "\n… and " + (n - 12) + " more" : "");
    const cls = l.id === "findings" ? LEVELS[Math.min(...c.list.map((m) => LEVELS.indexOf(m.cls)))] : n === 1 ? one.cls : common(c.list);
    const shape = n > 1 ? [svg("circle", { class: "mark many " + cls, cx: c.x, cy: y, r: 9 }), svg("text", { class: "many-n", x: c.x, y: y + 3.5, "text-anchor": "middle" }, n > 99 ? "99+" : n)] :
      l.id === "findings" ? svg("rect", { class: "mark " + cls, x: c.x - 5, y: y - 5, width: 10, height: 10, rx: 2, transform: "rotate(45 " + c.x + " " + y + ")" }) :
      svg("circle", { class: "mark " + cls, cx: c.x, cy: y, r: 6 });
    const target = c.list.find((m) => m.message && messageAt.has(m.message));
    const el = target ? svg("a", { href: "#m" + target.message, "aria-label": l.name + ": " + label,
      click: target.finding ? (e) => { e.preventDefault(); showFinding(target.finding); } : null }, svg("title", null, label), shape) :
      svg("g", { role: "img", "aria-label": l.name + ": " + label }, svg("title", null, label), shape);
    over.append(el);
  }
}

const common = (list) => list.every((m) => m.cls === list[0].cls) ? list[0].cls : list.some((m) => m.cls === "bad") ? "bad" : "";

// clusters joins marks that would lie upon each other.
function clusters(marks, x) {
  const out = [];
  for (const m of [...marks].sort((a, b) => a.at - b.at)) {
    const at = x(m.at), last = out[out.length - 1];
    if (last && at - last.x < 17) last.list.push(m);
    else out.push({ x: at, list: [m] });
  }
  return out;
}

function drawTicks(out, scale, start, g) {
  const n = g.small ? 3 : 6, w = g.width - g.gutter - g.right - 16;
  let last = "";
  for (let i = 0; i <= n; i++) {
    const x = g.gutter + 8 + i / n * w, label = i ? "+" + span(scale.back(i / n) - start) : clock(scale.back(0)).slice(0, 12);
    if (label === last) continue;
    last = label;
    out.append(svg("line", { class: "tickline", x1: x, x2: x, y1: g.y - 4, y2: g.y + 2 }),
      svg("text", { class: "tick", x: i === n ? x + 8 : i ? x : x - 8, y: g.y + 16, "text-anchor": i === n ? "end" : i ? "middle" : "start" }, label));
  }
}
