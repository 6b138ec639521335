// A List shows the rows that are in sight of very many, all of one height.
class List {
  constructor(host, height, row) {
    this.host = host;
    this.height = height;
    this.row = row;
    this.count = 0;
    this.space = h("div", { class: "list-space" });
    this.window = h("div", { class: "list-window" });
    this.space.append(this.window);
    host.append(this.space);
    this.from = this.to = 0;
    host.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(host);
  }

  resize(count) {
    this.count = count;
    this.space.style.height = count * this.height + "px";
    this.redraw();
  }

  redraw() { this.from = this.to = -1; this.draw(); }

  draw() {
    const top = this.host.scrollTop, sight = this.host.clientHeight || 600;
    const first = Math.floor(top / this.height), last = Math.ceil((top + sight) / this.height);
    if (this.from >= 0 && first >= this.from && Math.min(last, this.count) <= this.to) return;
    this.from = Math.max(0, first - 10);
    this.to = Math.min(this.count, last + 10);
    const rows = [];
    for (let i = this.from; i < this.to; i++) rows.push(this.row(i));
    this.window.replaceChildren(...rows);
    this.window.style.transform = "translateY(" + this.from * this.height + "px)";
  }

  reveal(i, middle) {
    const top = i * this.height, sight = this.host.clientHeight;
    if (top >= this.host.scrollTop && top + this.height <= this.host.scrollTop + sight) return;
    if (middle) this.host.scrollTop = Math.max(0, top - sight / 2);
    else if (top < this.host.scrollTop) this.host.scrollTop = top;
    else this.host.scrollTop = top + this.height - sight;
    this.draw();
  }

  at(i) { return i >= this.from && i < this.to ? this.window.children[i - this.from] : null; }

  page() { return Math.max(1, Math.floor(this.host.clientHeight / this.height) - 1); }
}

// step is where a key leads from i in a list of n rows, or -1.
function step(key, i, n, page) {
  switch (key) {
    case "ArrowDown": return Math.min(n - 1, i + 1);
    case "ArrowUp": return Math.max(0, i - 1);
    case "PageDown": return Math.min(n - 1, i + page);
    case "PageUp": return Math.max(0, i - page);
    case "Home": return n ? 0 : -1;
    case "End": return n - 1;
  }
  return -1;
}
