// A Tree shows the fields of a message, and folds.
class Tree {
  constructor(d, m) {
    this.d = d;
    this.folded = new Set();
    this.chosen = this.hovered = -1;
    this.onchoose = this.onhover = () => {};
    this.el = h("div", { class: "tree", role: "tree", tabindex: "0", "aria-label": "Fields of " + kindName(m) });
    this.list = new List(this.el, 28, (i) => this.row(this.rows[i], i));
    this.unfold();
    this.el.addEventListener("click", (e) => {
      const row = e.target.closest("[data-id]");
      if (!row) return;
      const id = Number(row.dataset.id);
      if (e.target.closest(".fold")) this.toggle(id);
      else this.onchoose(id);
    });
    this.el.addEventListener("mouseover", (e) => {
      const row = e.target.closest("[data-id]");
      this.onhover(row ? Number(row.dataset.id) : -1);
    });
    this.el.addEventListener("mouseleave", () => this.onhover(-1));
    this.el.addEventListener("keydown", (e) => this.key(e));
  }

  unfold() {
    this.rows = [];
    for (let i = 0; i < this.d.nodes.length;) {
      this.rows.push(i);
      i = this.folded.has(i) ? Math.max(i + 1, this.d.nodes[i].end) : i + 1;
    }
    this.list.resize(this.rows.length);
  }

  toggle(id) {
    if (this.d.nodes[id].end === id + 1) return;
    if (!this.folded.delete(id)) this.folded.add(id);
    this.unfold();
  }

  row(id) {
    const n = this.d.nodes[id], group = n.end > id + 1, shut = this.folded.has(id);
    const indent = h("span", { class: "indent" });
    indent.style.width = Math.min(n.depth, 16) * 16 + "px";
    const bad = n.marks.length ? LEVELS[Math.min(...n.marks.map((r) => LEVELS.indexOf(r.level)))] : "";
    const cls = ["node", id === this.chosen ? "chosen" : "", id === this.hovered ? "hover" : "", bad ? "bad " + bad : "", n.flags & GENERATED ? "made" : "", group ? "group-node" : ""].filter(Boolean).join(" ");
    return h("div", { class: cls, role: "treeitem", "data-id": id, id: "node-" + id, "aria-level": n.depth + 1, "aria-selected": id === this.chosen ? "true" : "false", "aria-expanded": group ? String(!shut) : null },
      indent, group ? h("span", { class: "fold" }, shut ? "▸" : "▾") : h("span", { class: "fold none" }),
      h("span", { class: "fname" }, n.field.name), n.field.base !== "structure" ? h("span", { class: "fvalue" }, valueText(n)) : h("span", { class: "fvalue" }),
      n.flags & SHORT ? h("span", { class: "badge" }, "cut short") : null,
      bad ? h("span", { class: "flag " + bad, title: n.marks.map((r) => r.id + ": " + r.title).join("\n") }, bad) : null);
  }

  place(id) {
    let at = this.rows.indexOf(id);
    if (at < 0) { // inside of a folded structure
      for (const f of [...this.folded]) if (f < id && this.d.nodes[f].end > id) this.folded.delete(f);
      this.unfold();
      at = this.rows.indexOf(id);
    }
    return at;
  }

  choose(id, scroll) {
    this.chosen = id;
    this.list.reveal(this.place(id), scroll);
    this.list.redraw();
    this.el.setAttribute("aria-activedescendant", "node-" + id);
  }

  hover(id) {
    if (id === this.hovered) return;
    this.hovered = id;
    this.list.redraw();
  }

  key(e) {
    const at = this.rows.indexOf(this.chosen);
    const n = this.chosen >= 0 ? this.d.nodes[this.chosen] : null;
    let to = step(e.key, at, this.rows.length, this.list.page());
    if (to < 0 && n) {
      const group = n.end > n.id + 1, shut = this.folded.has(n.id);
      if (e.key === "ArrowRight" && group) { if (shut) this.toggle(n.id); else to = at + 1; }
      else if (e.key === "ArrowLeft") {
        if (group && !shut) this.toggle(n.id);
        else for (let i = at - 1; i >= 0 && to < 0; i--) if (this.d.nodes[this.rows[i]].end > n.id) to = i;
      } else return;
    } else if (to < 0) return;
    e.preventDefault();
    if (to >= 0 && this.rows.length) this.onchoose(this.rows[to]);
  }
}
