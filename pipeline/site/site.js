"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = (id) => { const held = byId(id); return held ? JSON.parse(held.textContent) : null; };
  const pct = (value) => value == null ? "–" : (value > 0 && value < 1 ? value.toFixed(2) : value.toFixed(1));
  const option = (value, label) => { const made = document.createElement("option"); made.value = value; made.textContent = label; return made; };
  const cell = (row, text, kind) => { const made = row.insertCell(); made.textContent = text; if (kind) made.className = kind; };

  // Lists of articles: words and a kind.
  for (const list of [byId("claims-list"), byId("figures-list")].filter(Boolean)) {
    const words = document.querySelector(`[data-filter="${list.id}"]`);
    const kind = document.querySelector(`[data-choose="${list.id}"]`);
    const count = document.querySelector(`[data-count="${list.id}"]`);
    const show = () => {
      const wanted = words.value.trim().toLowerCase().split(/\s+/);
      let shown = 0;
      for (const item of list.children) {
        const text = item.textContent.toLowerCase();
        item.hidden = !wanted.every((word) => text.includes(word)) || Boolean(kind && kind.value && item.dataset.kind !== kind.value);
        shown += item.hidden ? 0 : 1;
      }
      count.textContent = `${shown} of ${list.children.length}`;
    };
    words.addEventListener("input", show);
    if (kind) kind.addEventListener("change", show);
    show();
  }

  // Look up: {skills: [[id, label, group]], slices: [[kind, value, label, n]], rows: [[slice, skill, count, share, low, high, before]]}
  const lookup = data("lookup-data");
  if (lookup) {
    const words = byId("lookup-words"), slice = byId("lookup-slice"), group = byId("lookup-group");
    lookup.slices.forEach(([kind, , label, n], number) => slice.append(option(number, `${kind === "all" ? "" : kind + ": "}${label} (n = ${n.toLocaleString("en")})`)));
    group.append(option("", "all"), ...[...new Set(lookup.skills.map((skill) => skill[2]))].sort().map((name) => option(name, name)));
    const show = () => {
      const wanted = words.value.trim().toLowerCase().split(/\s+/), body = byId("lookup-table").tBodies[0];
      const found = lookup.rows.filter(([number, skill]) => {
        const [id, label, ofGroup] = lookup.skills[skill], text = `${id} ${label} ${ofGroup}`.toLowerCase();
        return number === Number(slice.value) && (!group.value || ofGroup === group.value) && wanted.every((word) => text.includes(word));
      }).sort((one, other) => other[3] - one[3]);
      body.replaceChildren();
      for (const [number, skill, count, share, low, high, before] of found) {
        const row = body.insertRow(), [, label, ofGroup] = lookup.skills[skill];
        cell(row, label); cell(row, ofGroup); cell(row, pct(share), "num"); cell(row, `${pct(low)} to ${pct(high)}`, "num");
        cell(row, count.toLocaleString("en"), "num"); cell(row, lookup.slices[number][3].toLocaleString("en"), "num"); cell(row, pct(before), "num");
      }
      byId("lookup-count").textContent = `${found.length} skills`;
    };
    words.addEventListener("input", show); slice.addEventListener("change", show); group.addEventListener("change", show);
    show();
  }

  // Gap, as pipeline.trends.roles computes it: {skills: [label], base: [share], near: [[[skill, likeness]]],
  // roles: [[label, n, [[skill of its profile, low %, high %]], [share of each skill], id]], from, to: [role's id]}
  const gap = data("gap-data");
  if (gap) {
    const from = byId("gap-from"), to = byId("gap-to"), have = byId("gap-have"), known = new Set();
    const numbers = new Map(gap.skills.map((label, number) => [label.toLowerCase(), number]));
    from.append(option("", "no role: the skills I tick"), ...gap.roles.map(([label, n], number) => option(number, `${label} (n = ${n})`)));
    to.append(...gap.roles.map(([label, n, profile], number) => profile.length ? option(number, `${label} (n = ${n})`) : null).filter(Boolean));
    byId("gap-skills").append(...gap.skills.map((label) => option(label, label)));
    const start = (names, select) => {  // the first of the roles that is to choose from
      const found = names.map((name) => String(gap.roles.findIndex((role) => role[4] === name))).find((at) => [...select.options].some((made) => made.value === at));
      if (found !== undefined) select.value = found;
    };
    start(gap.from, from); start(gap.to, to);
    const show = () => {
      const target = gap.roles[Number(to.value)], origin = from.value === "" ? null : gap.roles[Number(from.value)];
      const body = byId("gap-table").tBodies[0], chips = byId("gap-known");
      chips.replaceChildren(...[...known].sort((a, b) => a - b).map((skill) => {
        const item = document.createElement("li"), button = document.createElement("button");
        button.type = "button"; button.textContent = `${gap.skills[skill]} ×`; button.setAttribute("aria-label", `Take ${gap.skills[skill]} away`);
        button.addEventListener("click", () => { known.delete(skill); show(); });
        item.append(button); return item;
      }));
      body.replaceChildren();
      if (!target) return;
      const own = (skill) => known.has(skill) ? 1 : origin ? (origin[3][skill] ?? 0) : 0;
      let whole = 0;
      const rows = target[2].map(([skill, low, high]) => {
        const share = target[3][skill], weight = share * Math.log2(1 + share / gap.base[skill]);
        let covered = 0;
        for (const [other, likeness] of gap.near[skill]) covered = Math.max(covered, Math.min(1, own(other) / share) * likeness);
        whole += weight;
        return { skill, share, low, high, covered, missing: weight * (1 - covered) };
      }).sort((one, other) => other.missing - one.missing);
      const missing = rows.reduce((sum, row) => sum + row.missing, 0);
      byId("gap-covered").textContent = whole ? `You cover ${(100 * (1 - missing / whole)).toFixed(0)} % of what ${target[0]} openings ask for.` : "";
      rows.filter((row) => row.missing > 1e-9).forEach((row, at) => {
        const line = body.insertRow();
        cell(line, String(at + 1), "num"); cell(line, gap.skills[row.skill]);
        cell(line, `${pct(100 * row.share)} (${pct(row.low)} to ${pct(row.high)})`, "num");
        cell(line, (100 * row.covered).toFixed(0), "num"); cell(line, (100 * row.missing / whole).toFixed(1), "num");
      });
    };
    have.addEventListener("change", () => {
      const skill = numbers.get(have.value.trim().toLowerCase());
      if (skill !== undefined) { known.add(skill); have.value = ""; show(); }
    });
    from.addEventListener("change", show); to.addEventListener("change", show);
    show();
  }
})();
