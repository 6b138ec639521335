// Conversations, and what protects them.
function buildConversations(view) {
  const list = [...conversations.values()].sort((a, b) => a.id - b.id);
  const lossy = list.some((c) => c.lost && (c.lost.client || c.lost.server));
  view.append(h("header", { class: "head" }, h("h1", null, "Conversations"), h("p", { class: "soft status" }, counted(list.length, "conversation", "conversations") + " read")));
  if (!list.length) {
    view.append(h("p", { class: "empty" }, "No conversation of a known protocol."));
    return;
  }
  const titles = ["", "Client and server", "When", "Frames", "Bytes", lossy && "Lost", "Protocols", "Protection", ""].filter((t) => t !== false);
  const body = h("tbody");
  const draw = (c) => h("tr", { id: "row-c" + c.id, tabindex: "-1" },
    h("td", { class: "num soft", "data-label": "Conversation" }, String(c.id)),
    h("td", { class: "ends", "data-label": "Client and server" }, h("code", { class: "line" }, c.client), h("code", { class: "line" }, h("span", { class: "soft" }, "→ "), c.server, h("span", { class: "soft small" }, " ", c.transport))),
    h("td", { class: "nowrap", "data-label": "When", title: moment(c.start) + " UTC" }, clock(c.start).slice(0, 8), c.end ? h("span", { class: "soft" }, ", " + span(c.end - c.start)) : ""),
    h("td", { class: "num", "data-label": "Frames" }, c.frames !== undefined ? grouped(c.frames) : ""),
    h("td", { class: "num", "data-label": "Bytes", title: c.bytes ? "client " + grouped(c.bytes.client) + ", server " + grouped(c.bytes.server) : "" }, c.bytes ? grouped(c.bytes.client + c.bytes.server) : ""),
    lossy ? h("td", { class: "num", "data-label": "Lost" }, c.lost && c.lost.client + c.lost.server ? grouped(c.lost.client + c.lost.server) : "") : null,
    h("td", { class: "protos", "data-label": "Protocols" }, (c.protocols || []).map((p) => [h("span", { class: "proto" }, p), " "]), c.missed ? h("span", { class: "badge" }, "start not captured") : null),
    h("td", { class: "need", "data-label": "Protection" }, protection(c)),
    h("td", { class: "nowrap" }, h("a", { href: "#messages?c=" + c.id }, "messages"), c.session ? [" · ", h("a", { href: "#s" + c.session }, "session " + c.session)] : ""));
  const [rows, more] = some(list, body, draw);
  view.append(h("div", { class: "panel scroll" }, h("table", { class: "table stackable" }, h("thead", null, h("tr", null, titles.map((t) =>
    h("th", { class: /Frames|Bytes|Lost/.test(t) ? "num" : "" }, t)))), rows)), more);
}

function protection(c) {
  if (!c.security || !c.security.length) return h("span", { class: "soft" }, c.brief ? "" : "none seen");
  return h("ul", { class: "plain" }, c.security.map((p) => h("li", null,
    h("span", { class: "lock " + (p.open ? "open" : "closed") }, p.open ? "opened" : "closed"), " ", captured(p.kind), p.cipher ? [" ", h("span", { class: "soft" }, captured(p.cipher))] : "",
    p.open && p.with ? h("span", { class: "line soft small" }, "with ", captured(p.with)) : "",
    !p.open && p.need ? h("span", { class: "line soft small" }, captured(p.need)) : "")));
}
