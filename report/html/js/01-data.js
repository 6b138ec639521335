// What the file holds. Lines of messages are arrays; N, AT ... are the places in them.
const N = 1, AT = 2, CONV = 3, DIR = 4, PROTO = 5, KIND = 6, INFO = 7, CHANNEL = 8, LEN = 9, FRAMES = 10, FLAGS = 11, DETAIL = 12;
const CARRIER = 1, TAINTED = 2, CUT = 4;

const captures = [], messages = [], kinds = [], fields = [], rules = [], findings = [], sessions = [];
const conversations = new Map(); // id to record
const messageAt = new Map(); // number to place in messages
const findingsOf = new Map(); // number of a message to its findings
let summary = { levels: [], messages: [], rules: [], skipped: [], notices: [], unread: [], left: {} };

const LEVELS = ["security", "malformed", "must", "should", "note", "limit"];

function readData() {
  const text = document.getElementById("data").textContent;
  let capture = null;
  for (let from = 0; from < text.length;) {
    let to = text.indexOf("\n", from);
    if (to < 0) to = text.length;
    const line = text.slice(from, to);
    from = to + 1;
    if (line === "") continue;
    if (line.startsWith('["d"')) { // a tree: read when somebody looks at it
      messages[messages.length - 1][DETAIL] = line;
      continue;
    }
    const r = JSON.parse(line);
    switch (r[0]) {
      case "m":
        r.capture = capture;
        if (capture && capture.first === undefined) capture.first = r[AT];
        messages.push(r);
        break;
      case "k": kinds[r[1]] = { name: r[2], spec: r[3] }; break;
      case "p": fields[r[1]] = { name: r[2], spec: r[3], base: r[4] }; break;
      case "r":
        rules[r[1]] = { id: r[2], level: r[3], spec: r[4], requirement: r[5], title: r[6], doc: r[7], findings: [] };
        break;
      case "c":
        conversations.set(r[1], { id: r[1], transport: r[2], client: r[3], server: r[4], start: r[5], capture, brief: true });
        break;
      case "f": {
        const f = {
          rule: rules[r[1]], detail: r[2], at: r[3], frames: r[4], conversation: r[5], message: r[6], field: r[7],
          off: r[8], len: r[9], tainted: r[10] === 1, capture,
        };
        f.rule.findings.push(f);
        findings.push(f);
        if (f.message) push(findingsOf, f.message, f);
        break;
      }
      default:
        readObject(r, (c) => { capture = c; });
    }
  }
  messages.sort((a, b) => a[N] - b[N]);
  sessions.sort((a, b) => a.id - b.id);
  messages.forEach((m, i) => messageAt.set(m[N], i));
  for (const s of sessions) s.findings = findings.filter((f) => s.conversations.includes(f.conversation) && f.at >= s.start - 1 && f.at <= s.end + 1);
  const counts = new Map(summary.rules.map((r) => [r.id, r]));
  for (const r of rules) {
    const c = counts.get(r.id);
    r.broken = c ? Number(c.broken) : r.findings.length;
    r.tainted = c ? Number(c.tainted) : 0;
  }
}

function readObject(r, begin) {
  switch (r.type) {
    case "capture":
      captures.push(r);
      begin(r);
      break;
    case "session": sessions.push(r); break;
    case "conversation": conversations.set(r.id, Object.assign(conversations.get(r.id) || {}, r, { brief: false })); break;
    case "summary": summary = r; break;
  }
}

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value); else map.set(key, [value]);
}

const kindName = (m) => kinds[m[KIND]].name || "(not recognised)";

// The most severe level among findings, as a number; LEVELS.length for none.
function severest(list) {
  let best = LEVELS.length;
  for (const f of list || []) best = Math.min(best, LEVELS.indexOf(f.rule.level));
  return best;
}

// detailOf reads the tree of a message. Nodes have their place as id.
const detailCache = new Map();
function detailOf(m) {
  if (!m[DETAIL]) return null;
  let d = detailCache.get(m[N]);
  if (d) return d;
  d = parseDetail(m[DETAIL]);
  if (detailCache.size > 20) detailCache.delete(detailCache.keys().next().value);
  detailCache.set(m[N], d);
  return d;
}

const GENERATED = 1, UNDECODED = 2, SHORT = 4, PASSED = 8, MASKED = 16;
const SECRET = 1, ELSEWHERE = 2, UNREAD = 3; // why a byte is not shown

function parseDetail(line) {
  const [, time, flat, n, base64, runs, marks, more] = JSON.parse(line);
  const raw = atob(base64);
  const bytes = new Uint8Array(n), why = new Uint8Array(n);
  for (let i = 0; i < runs.length; i += 3) why.fill(runs[i + 2], runs[i], runs[i] + runs[i + 1]);
  for (let i = 0, j = 0; i < n; i++) if (!why[i]) bytes[i] = raw.charCodeAt(j++);
  const nodes = [], ends = [];
  for (let i = 0; i < flat.length; i += 6) {
    const id = i / 6;
    while (ends.length && ends[ends.length - 1] <= id) ends.pop();
    const flags = flat[i + 4];
    nodes.push({
      id, field: fields[flat[i]], off: flat[i + 1], len: flat[i + 2], end: flat[i + 3], flags: flags & 255,
      bit: flags >> 8 & 255, width: flags >> 16 & 255, text: flat[i + 5], depth: ends.length, marks: [],
    });
    if (flat[i + 3] > id + 1) ends.push(flat[i + 3]);
  }
  for (let i = 0; i < marks.length; i += 2) nodes[marks[i]].marks.push(rules[marks[i + 1]]);
  return { time, nodes, bytes, why, owner: owners(nodes, bytes.length), more };
}

// owners gives for each byte the smallest field that was read from it, or -1.
function owners(nodes, n) {
  const owner = new Int32Array(n).fill(-1), size = new Uint32Array(n).fill(0xffffffff);
  for (const node of nodes) {
    if (node.flags & GENERATED || node.width || !node.len) continue;
    const to = Math.min(n, node.off + node.len);
    for (let i = node.off; i < to; i++) {
      if (node.len <= size[i]) { size[i] = node.len; owner[i] = node.id; }
    }
  }
  return owner;
}

// nodeOf is the field of a message that a finding is about, or -1.
function nodeOf(d, f) {
  let best = -1;
  for (const node of d.nodes) {
    if (node.off !== f.off || node.len !== f.len) continue;
    if (best < 0 || node.field.name === f.field && d.nodes[best].field.name !== f.field) best = node.id;
  }
  return best;
}
