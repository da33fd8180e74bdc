"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll(".row")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const boxes = [...document.querySelectorAll(".legend input")];
  const MOST = 3; // reasons told at once
  const search = $("search"), only = $("only"), why = $("why");

  // ------------------------------------------------------------------ filters
  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    let shown = 0;
    rows.forEach((row, number) => {
      const is = row.dataset.is.split(" ");
      const cleaners = row.dataset.cleaner.split(" ").filter(Boolean);
      // A row that also holds kept or moved words goes only with those words.
      const gone = is.includes("removed") && cleaners.every((name) => off.has(name));
      const plain = is.some((kind) => kind !== "removed");
      const visible = (only.checked ? is.includes("removed") && !gone : plain || !gone) && texts[number].includes(wanted);
      row.hidden = !visible;
      shown += visible;
    });
    $("shown").textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
    $("nothing").hidden = shown > 0;
    mark(wanted);
    const current = rows.find((row) => row.tabIndex === 0);
    if (!current || current.hidden) enter(rows.find((row) => !row.hidden));
  };

  const mark = (wanted) => {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!wanted) return;
    const ranges = [];
    for (const row of rows.filter((one) => !one.hidden)) {
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue; // offsets would not fit
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const tick = (value) => (event) => {
    event.preventDefault();
    boxes.forEach((box) => { box.checked = value; });
    filter();
  };
  search.addEventListener("input", filter);
  only.addEventListener("change", filter);
  boxes.forEach((box) => box.addEventListener("change", filter));
  $("all").addEventListener("click", tick(true));
  $("none").addEventListener("click", tick(false));

  // ------------------------------------------------------------------ why
  const line = (strong, rest, small) => {
    const p = document.createElement("p"), b = document.createElement("b"), s = document.createElement("small");
    b.textContent = strong;
    s.textContent = small;
    p.append(b, rest ? ` — ${rest} ` : " ", s);
    return p;
  };
  const facts = (node) => line(node.dataset.head, node.dataset.reason,
    [node.dataset.evidence, node.dataset.path].filter(Boolean).join(" · "));

  const tell = (target) => {
    const part = target.closest("[data-head]");
    const row = target.closest(".row");
    if (!row) return;
    const parts = part ? [part] : [...row.querySelectorAll("[data-head]")];
    const lines = [];
    if (row.dataset.score && !part) {
      lines.push(line(row.dataset.is === "kept" ? "kept" : "partly kept", row.dataset.score, row.dataset.path));
    }
    // Many blocks of a run say the same: once is enough.
    const different = new Map(parts.map((one) => [one.dataset.head + one.dataset.evidence, one]));
    lines.push(...[...different.values()].slice(0, MOST).map(facts));
    if (different.size > MOST) lines.push(line(`and ${different.size - MOST} more: hover over the words`, "", ""));
    why.replaceChildren(...lines);
    why.hidden = false;
  };
  const hush = () => { why.hidden = true; };

  const area = $("rows");
  area.addEventListener("mouseover", (event) => tell(event.target));
  area.addEventListener("mouseleave", hush);
  area.addEventListener("focusin", (event) => tell(event.target));
  area.addEventListener("focusout", hush);

  // ------------------------------------------------------------------ keyboard: one row is in the tab order
  const enter = (row) => {
    rows.forEach((one) => { one.tabIndex = -1; });
    if (row) row.tabIndex = 0;
    return row;
  };
  area.addEventListener("click", (event) => enter(event.target.closest(".row")));
  area.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") hush();
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const visible = rows.filter((row) => !row.hidden);
    const next = visible[visible.indexOf(event.target.closest(".row")) + step];
    if (next) {
      event.preventDefault();
      enter(next).focus();
    }
  });

  filter();
})();
