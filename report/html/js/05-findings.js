// Findings, by rule, severest first.
const findingFilter = { level: "", rule: "", q: "" };
let drawFindings = null;

function buildFindings(view) {
  const box = h("div", { class: "stack" });
  const status = h("p", { class: "soft status", role: "status" });
  const search = h("input", { type: "search", id: "findings-q", placeholder: "Rule, text, section …", "aria-label": "Filter findings by rule or text", autocomplete: "off",
    input: later(() => { findingFilter.q = search.value; findingFilter.rule = ""; draw(); note(); }, 120) });
  const levels = h("div", { class: "toggles", role: "group", "aria-label": "Levels" });
  for (const level of LEVELS) {
    const n = findings.filter((f) => f.rule.level === level).length;
    if (!n) continue;
    levels.append(h("button", { type: "button", class: "toggle", "data-level": level, "aria-pressed": "false",
      click: () => {
        const on = new Set(findingFilter.level.split(",").filter(Boolean));
        if (!on.delete(level)) on.add(level);
        findingFilter.level = LEVELS.filter((l) => on.has(l)).join(",");
        draw();
        note();
      } }, levelTag(level), " ", grouped(n)));
  }
  add(view, [h("header", { class: "head" }, h("h1", null, "Findings"), status),
    findings.length ? h("div", { class: "filters" }, levels, search) : null, box]);

  const note = () => setQuery("findings", { level: findingFilter.level, rule: findingFilter.rule, q: findingFilter.q });

  function draw() {
    const on = new Set(findingFilter.level.split(",").filter(Boolean));
    for (const b of levels.children) b.setAttribute("aria-pressed", on.has(b.dataset.level));
    const shown = findingFilter.rule || findingFilter.q;
    if (search.value !== shown) search.value = shown;
    const q = findingFilter.q.trim().toLowerCase();
    const groups = [];
    let n = 0;
    for (const r of sortedRules()) {
      if (on.size && !on.has(r.level)) continue;
      if (findingFilter.rule && r.id !== findingFilter.rule) continue;
      const own = !q || [r.id, r.title, r.spec, r.requirement].some((t) => t.toLowerCase().includes(q));
      const list = own ? r.findings : r.findings.filter((f) => f.detail.toLowerCase().includes(q) || f.field.toLowerCase().includes(q));
      if (!list.length) continue;
      n += list.length;
      groups.push([r, list]);
    }
    const some = groups.length <= 3 || q;
    box.replaceChildren(...groups.map(([r, list]) => ruleGroup(r, list, !!some)));
    status.textContent = !findings.length ? "" : counted(n, "finding", "findings") + " of " + counted(groups.length, "rule", "rules") +
      (n < allFindings() ? ", " + grouped(allFindings()) + " in all" : "");
    if (!groups.length) {
      box.append(h("p", { class: "empty" }, findings.length ? "No finding matches this filter." : "No rule was broken."));
    }
  }
  drawFindings = draw;
  draw();
}

const SOME = 50; // findings of a rule that are drawn at a time

function ruleGroup(r, list, open) {
  const body = h("div", { class: "group-body" });
  let drawn = false;
  const fillBody = () => {
    if (drawn) return;
    drawn = true;
    if (r.doc) body.append(h("p", { class: "doc" }, r.doc));
    body.append(h("p", { class: "soft small" }, r.spec ? "Written in " + r.spec : "", r.requirement ? (r.spec ? ", requirement " : "Requirement ") + r.requirement : "",
      r.tainted ? " · " + counted(r.tainted, "finding", "findings") + " that lost packets could explain" : ""));
    const rows = h("ol", { class: "plain hits" });
    body.append(rows);
    let at = 0;
    const more = h("button", { type: "button", class: "button", click: () => add() });
    const add = () => {
      for (const f of list.slice(at, at + SOME)) rows.append(hit(f));
      at += SOME;
      more.textContent = "Show " + counted(Math.min(SOME, list.length - at), "more", "more");
      more.hidden = at >= list.length;
    };
    body.append(more);
    add();
    const unlisted = r.broken - r.findings.length;
    if (unlisted > 0) {
      body.append(h("p", { class: "soft small" }, counted(unlisted, "further breach is", "further breaches are") +
        " counted and not listed: of one rule in one conversation the first ten are."));
    }
  };
  const el = h("details", { class: "group " + r.level, open, toggle: () => { if (el.open) fillBody(); } },
    h("summary", null, levelTag(r.level), h("span", { class: "grow" }, h("code", { class: "id" }, r.id), h("span", { class: "title" }, r.title)),
      h("span", { class: "spec soft" }, r.spec), h("b", { class: "num" }, grouped(r.broken))), body);
  if (open) fillBody();
  el.fillBody = fillBody;
  return el;
}

function hit(f) {
  const d = f.message && messageAt.has(f.message);
  return h("li", { class: "hit" },
    h("span", { class: "grow" }, f.detail ? captured(f.detail) : h("span", { class: "soft" }, f.field ? "field " + f.field : "no more to say"),
      f.tainted ? h("span", { class: "badge" }, "after loss") : null),
    h("span", { class: "where" },
      f.message ? (d ? h("a", { href: "#m" + f.message, click: (e) => { e.preventDefault(); showFinding(f); } }, "message " + grouped(f.message)) : messageLink(f.message)) : null,
      f.conversation ? h("a", { href: "#c" + f.conversation }, "conversation " + f.conversation) : null,
      h("span", { class: "soft" }, frameText(f.frames)),
      f.capture && captures.length > 1 ? captured(base(f.capture.file || ""), "soft") : null));
}

// showFinding opens the message of a finding at the field that it is about.
function showFinding(f) {
  const m = messages[messageAt.get(f.message)], d = detailOf(m);
  const node = d ? nodeOf(d, f) : -1;
  location.hash = "#m" + f.message + (node >= 0 ? ".f" + node : "");
}
