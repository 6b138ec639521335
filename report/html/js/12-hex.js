// A Hex shows the bytes of a message.
class Hex {
  constructor(d) {
    this.d = d;
    this.cols = 16;
    this.range = this.over = null;
    this.cursor = 0;
    this.onchoose = this.onhover = () => {};
    this.el = h("div", { class: "hex", tabindex: "0", role: "group", "aria-label": "Bytes; arrow keys move between them" });
    this.list = new List(this.el, 22, (i) => this.row(i));
    const byteAt = (e) => { const b = e.target.closest("[data-b]"); return b ? Number(b.dataset.b) : -1; };
    this.el.addEventListener("click", (e) => { const b = byteAt(e); if (b >= 0) { this.cursor = b; this.onchoose(b); } });
    this.el.addEventListener("mouseover", (e) => this.onhover(byteAt(e)));
    this.el.addEventListener("mouseleave", () => this.onhover(-1));
    this.el.addEventListener("keydown", (e) => this.key(e));
    onWidth(this.el, (w) => {
      const cols = w >= 524 ? 16 : 8;
      this.el.classList.toggle("narrow", cols === 8);
      if (cols === this.cols && this.drawn) return;
      this.cols = cols;
      this.drawn = true;
      this.list.resize(Math.ceil(this.d.bytes.length / cols));
      if (this.range) this.list.reveal(Math.floor(this.range[0] / cols), true);
    });
  }

  row(i) {
    const at = i * this.cols, hexes = [], chars = [];
    for (let j = at; j < at + this.cols; j++) {
      if (j === at + 8 && this.cols === 16) hexes.push(h("span", { class: "gap" }));
      if (j >= this.d.bytes.length) { hexes.push(h("span", { class: "b" }, "  ")); continue; }
      const b = this.d.bytes[j], why = this.d.why[j], cls = this.cls(j);
      hexes.push(h("span", { class: "b" + cls, "data-b": j }, why ? (why === SECRET ? "••" : "··") : hex2(b)));
      chars.push(h("span", { class: "c" + cls, "data-b": j }, why ? "·" : b >= 32 && b < 127 ? String.fromCharCode(b) : "."));
    }
    return h("div", { class: "hexrow" }, h("span", { class: "off" }, at.toString(16).padStart(4, "0")), h("span", { class: "hexes" }, hexes), h("span", { class: "chars" }, chars));
  }

  cls(j) {
    const within = (r) => r && j >= r[0] && j < r[1];
    return (this.d.why[j] ? " hid hid" + this.d.why[j] : "") + (within(this.range) ? " sel" : "") + (within(this.over) ? " over" : "");
  }

  // paint gives the bytes in sight their marks anew, without making elements.
  paint() {
    for (const row of this.list.window.children) {
      for (const el of row.querySelectorAll("[data-b]")) {
        const cls = el.className.charAt(0) + this.cls(Number(el.dataset.b));
        if (el.className !== cls) el.className = cls;
      }
    }
  }

  choose(node) {
    this.range = [node.off, node.off + node.len];
    if (!(this.cursor >= node.off && this.cursor < node.off + node.len)) this.cursor = Math.min(node.off, Math.max(0, this.d.bytes.length - 1));
    this.list.reveal(Math.floor(Math.min(this.cursor, this.d.bytes.length - 1) / this.cols), true);
    this.paint();
  }

  hover(node) {
    this.over = node ? [node.off, node.off + node.len] : null;
    this.paint();
  }

  key(e) {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.cols, ArrowUp: -this.cols }[e.key];
    if (by === undefined) return;
    e.preventDefault();
    const to = this.cursor + by;
    if (to < 0 || to >= this.d.bytes.length) return;
    this.cursor = to;
    this.onchoose(to);
    this.list.reveal(Math.floor(to / this.cols));
    this.paint();
  }
}
