// One message: its facts, its tree, its bytes.
function drawMessage(pane, m, node) {
  const d = detailOf(m);
  const c = conversations.get(m[CONV]);
  const from = c ? (m[DIR] ? c.server : c.client) : "", to = c ? (m[DIR] ? c.client : c.server) : "";
  const found = findingsOf.get(m[N]) || [];
  const kind = kinds[m[KIND]];
  const head = h("header", { class: "msg-head" },
    h("div", { class: "msg-bar" }, h("button", { type: "button", class: "quiet back", click: () => bench.back() }, "← Messages"),
      h("span", { class: "grow" }), h("button", { type: "button", class: "quiet", title: "Previous message (k)", "aria-label": "Previous message", click: () => bench.move(-1) }, "↑"),
      h("button", { type: "button", class: "quiet", title: "Next message (j)", "aria-label": "Next message", click: () => bench.move(1) }, "↓")),
    h("h2", null, h("span", { class: "soft" }, grouped(m[N]) + " "), kindName(m)),
    h("p", { class: "facts-line" }, h("span", { class: "proto" }, m[PROTO]), kind.spec ? h("span", { class: "soft" }, kind.spec) : null,
      c ? h("span", null, h("code", null, from), " → ", h("code", null, to)) : null,
      h("span", null, frameText(m[FRAMES])), h("span", null, counted(m[LEN], "byte", "bytes")),
      m[CONV] ? h("a", { href: "#c" + m[CONV] }, "conversation " + m[CONV]) : null,
      m[CHANNEL] ? h("span", null, "channel ", captured(m[CHANNEL])) : null,
      h("time", { class: "soft" }, d ? d.time.replace("T", " ").replace("Z", " UTC") : moment(m[AT], 6) + " UTC"),
      m.capture && captures.length > 1 ? captured(base(m.capture.file || ""), "soft") : null,
      m[FLAGS] & CUT ? h("span", { class: "badge" }, "cut short") : m[FLAGS] & TAINTED ? h("span", { class: "badge" }, "after loss") : null),
    m[INFO] ? h("p", { class: "msg-info" }, captured(m[INFO])) : null,
    layers(m),
    found.length ? h("ul", { class: "plain msg-found" }, found.map((f) => h("li", null, h("button", { type: "button", class: "finding " + f.rule.level,
      click: () => { const i = d ? nodeOf(d, f) : -1; if (i >= 0) inspect.choose(i, true); } }, levelTag(f.rule.level),
      h("span", { class: "grow" }, h("code", null, f.rule.id), " ", h("span", null, f.rule.title), f.detail ? h("span", { class: "line soft" }, captured(f.detail)) : null,
        f.tainted ? h("span", { class: "badge" }, "after loss") : null)), h("a", { class: "small", href: "#findings?rule=" + encodeURIComponent(f.rule.id) }, "explain")))) : null);
  const body = h("div", { class: "split" });
  pane.replaceChildren(head, body);
  pane.scrollTop = 0;
  let inspect = { choose() {} };
  if (!d) {
    body.append(h("p", { class: "empty" }, "The tree of this message is not in the report, so that the file stays small. ", h("code", null, "radissect read -V -x"), " shows it."));
    return;
  }
  inspect = inspector(body, m, d);
  if (node >= 0 && node < d.nodes.length) inspect.choose(node, true);
  bench.paper = inspect.paper;
}

// layers links the messages that lie in the same frames: what carries this one, and what it carries.
function layers(m) {
  const i = messageAt.get(m[N]), chain = [];
  const same = (o) => o && o[CONV] === m[CONV] && o[DIR] === m[DIR] && o[AT] === m[AT] && o[FRAMES].some((f) => m[FRAMES].includes(f));
  let a = i, b = i;
  while (i - a < 12 && same(messages[a - 1])) a--;
  while (b - i < 12 && same(messages[b + 1])) b++;
  if (a === b) return null;
  for (let j = a; j <= b; j++) {
    const o = messages[j];
    chain.push(h("a", { class: "layer" + (j === i ? " here" : ""), href: "#m" + o[N], title: kindName(o), "aria-current": j === i ? "true" : null }, o[PROTO]));
  }
  return h("nav", { class: "layers", "aria-label": "Messages in the same frames" }, h("span", { class: "soft small" }, "In these frames"), chain);
}

// inspector ties the tree to the bytes: what is chosen or pointed at in the one
// shows in the other.
function inspector(body, m, d) {
  const tree = new Tree(d, m), hex = new Hex(d);
  const box = h("div", { class: "chosen-field", "aria-live": "polite" });
  const paper = h("div", { class: "paper" });
  add(body, [h("div", { class: "half" }, h("h3", { class: "hide" }, "Fields"), tree.el, d.more ? h("p", { class: "soft small pad" }, counted(d.more, "field", "fields") + " more, not in this report") : null, box),
    h("div", { class: "half" }, h("h3", { class: "hide" }, "Bytes"), hex.el,
      m[LEN] > d.bytes.length ? h("p", { class: "soft small pad" }, counted(m[LEN] - d.bytes.length, "byte", "bytes") + " more, not in this report") : null), paper]);
  const choose = (i, scroll) => {
    tree.choose(i, scroll);
    hex.choose(d.nodes[i]);
    describe(box, m, d, d.nodes[i]);
    setHash("#m" + m[N] + ".f" + i);
  };
  tree.onchoose = (i) => choose(i, false);
  tree.onhover = (i) => hex.hover(i >= 0 ? d.nodes[i] : null);
  hex.onchoose = (byte) => { if (d.owner[byte] >= 0) choose(d.owner[byte], true); };
  hex.onhover = (byte) => {
    const i = byte >= 0 ? d.owner[byte] : -1;
    tree.hover(i);
    hex.hover(i >= 0 ? d.nodes[i] : null);
  };
  if (!d.nodes.length) box.append(h("p", { class: "soft" }, "No field was read in this message."));
  else box.append(h("p", { class: "soft" }, "Choose a field or a byte."));
  return { choose, tree, hex, paper: () => paper.replaceChildren(paperTree(d)) };
}

function describe(box, m, d, node) {
  const why = node.flags & MASKED ? "a secret: masked, shown with --reveal" : node.flags & PASSED ? "shown in a message of its own" :
    node.flags & GENERATED ? "worked out by radissect, not read from these bytes" : node.flags & SHORT ? "cut short" : node.flags & UNDECODED ? "not decoded further" : "";
  const bits = node.width === 1 ? ", bit " + node.bit : node.width ? ", bits " + node.bit + "–" + (node.bit + node.width - 1) : "";
  box.replaceChildren();
  add(box, [h("p", { class: "field-name" }, h("b", null, node.field.name), node.field.spec ? h("span", { class: "soft" }, " " + node.field.spec) : ""),
    node.field.base !== "structure" ? h("p", { class: "field-value" }, valueText(node)) : null,
    h("p", { class: "soft small" }, node.field.base + ", " + counted(node.len, "byte", "bytes") + " at offset " + node.off + " (0x" + node.off.toString(16) + ")" + bits + (why ? "; " + why : "")),
    node.marks.map((r) => h("p", { class: "small" }, levelTag(r.level), " ", h("code", null, r.id), " ", r.title))]);
}

function valueText(node) {
  if (node.flags & MASKED) return h("span", { class: "masked" }, "••••••••");
  if (node.flags & PASSED) return h("span", { class: "soft" }, counted(node.len, "byte", "bytes") + ", in a message of their own");
  if (typeof node.text !== "string") return "";
  return captured(node.text);
}

// paperTree is the tree with its bytes as a table that can be printed.
function paperTree(d) {
  return h("table", { class: "table" }, h("tbody", null, d.nodes.slice(0, 1000).map((n) => {
    const name = h("td", null, n.field.name);
    name.style.paddingLeft = n.depth * 12 + "px";
    const leaf = n.end === n.id + 1 && !(n.flags & GENERATED);
    const bytes = !leaf ? "" : Array.from(d.bytes.slice(n.off, n.off + Math.min(n.len, 16)), (b, j) => d.why[n.off + j] ? "··" : hex2(b)).join(" ") + (n.len > 16 ? " …" : "");
    return h("tr", null, h("td", { class: "num soft" }, n.off.toString(16).padStart(4, "0")), name, h("td", null, valueText(n)), h("td", null, h("code", null, bytes)));
  })));
}

const hex2 = (b) => b.toString(16).padStart(2, "0");
