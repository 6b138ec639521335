// Elements are made here and nowhere else. Text becomes text nodes, never markup.
function h(tag, attrs, ...children) {
  return fill(document.createElement(tag), attrs, children);
}

function svg(tag, attrs, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attrs, children);
}

function fill(el, attrs, children) {
  for (const name in attrs) {
    const v = attrs[name];
    if (v === undefined || v === null || v === false) continue;
    if (typeof v === "function") el.addEventListener(name, v);
    else el.setAttribute(name, v === true ? "" : v);
  }
  add(el, children);
  return el;
}

function add(el, children) {
  for (const c of children) {
    if (c === undefined || c === null || c === false || c === "") continue;
    if (Array.isArray(c)) add(el, c);
    else el.append(c);
  }
}

// captured is text of the capture, which must not turn what stands around it.
const captured = (text, cls) => h("bdi", { class: cls ? "cap " + cls : "cap", dir: "ltr" }, text);

const grouped = (n) => Number(n).toLocaleString("en-US");
const counted = (n, one, many) => grouped(n) + " " + (Number(n) === 1 ? one : many);

function span(us) {
  if (us < 0) return "-" + span(-us);
  if (us < 1e3) return Math.round(us) + " µs";
  if (us < 1e6) return Math.round(us / 1e3) + " ms";
  if (us < 60e6) return Math.floor(us / 1e5) / 10 + " s";
  const min = Math.floor(us / 60e6);
  if (min < 60) return join(min + " min", Math.floor(us / 1e6) % 60, " s");
  const hours = Math.floor(min / 60);
  if (hours < 48) return join(hours + " h", min % 60, " min");
  return join(Math.floor(hours / 24) + " d", hours % 24, " h");
}

const join = (a, n, unit) => n ? a + " " + n + unit : a;

const seconds = (us, digits = 6) => (us / 1e6).toFixed(digits);

function moment(us, digits = 3) {
  const d = new Date(us / 1000);
  if (isNaN(d)) return String(us);
  return d.toISOString().slice(0, 19).replace("T", " ") + (digits ? "." + String(((us % 1e6) + 1e6) % 1e6).padStart(6, "0").slice(0, digits) : "");
}

function clock(us) { return moment(us).slice(11); }

function size(n) {
  n = Number(n);
  for (const unit of ["bytes", "KiB", "MiB", "GiB"]) {
    if (n < 1024 || unit === "GiB") return unit === "bytes" ? counted(n, "byte", "bytes") : n.toFixed(n < 10 ? 1 : 0) + " " + unit;
    n /= 1024;
  }
}

// frameText names frames: "frame 7", "frames 7–9, 12".
function frameText(list) {
  if (!list.length) return "";
  let more = 0, all = list;
  if (all[all.length - 1] < 0) { more = -all[all.length - 1]; all = all.slice(0, -1); }
  const parts = [];
  for (let i = 0; i < all.length;) {
    let j = i;
    while (j + 1 < all.length && all[j + 1] === all[j] + 1) j++;
    parts.push(j > i + 1 ? all[i] + "–" + all[j] : j > i ? all[i] + ", " + all[j] : String(all[i]));
    i = j + 1;
  }
  return (all.length > 1 ? "frames " : "frame ") + parts.join(", ") + (more ? " and " + grouped(more) + " more" : "");
}

const words = (s) => s.replace(/-/g, " ");
const capital = (s) => s.charAt(0).toUpperCase() + s.slice(1);

const levelTag = (level, text) => h("span", { class: "level " + level }, text || level);

function messageLink(n, label) {
  if (!n) return null;
  if (!messageAt.has(n)) return h("span", { class: "soft", title: "This message is not in the report" }, label || "message " + grouped(n));
  return h("a", { href: "#m" + n }, label || "message " + grouped(n));
}

// later calls f once the calls have paused.
function later(f, ms) {
  let timer = 0;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => f(...args), ms); };
}

// onWidth calls f with the width of el, now and whenever it changes.
function onWidth(el, f) {
  let last = 0;
  new ResizeObserver(() => {
    const w = Math.floor(el.clientWidth);
    if (w && w !== last) { last = w; f(w); }
  }).observe(el);
}
