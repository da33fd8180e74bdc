"use strict";
// Everything here is also done by plain links and forms. This makes it quicker: pages are fetched and put in place, so
// that focus, scrolling and the frame stay where they are, and letters press what has them as its key.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const sameCase = (url) => new URL(url, location).pathname === location.pathname;
  let working = false; // something is being changed
  let turn = 0; // the latest page asked for wins, and what somebody chose since then wins over it

  const say = (words) => { $("say").textContent = words; };

  // ------------------------------------------------------------------ pages
  // What a change has to tell is for the answer to that change: whatever else is read says so, or it might be told instead.
  const READ = "x-review-read";
  const fetched = async (url, { form = null, poll = false } = {}) => {
    const mine = poll ? turn : ++turn;
    const options = form ? { method: "POST", body: form } : { headers: { [READ]: poll ? "poll" : "page" } };
    const slow = setTimeout(() => document.body.classList.add("loading"), 250);
    try {
      const answer = await fetch(url, { credentials: "same-origin", ...options });
      if (answer.status === 403) throw new Error("refused");
      const text = await answer.text();
      if (!(answer.headers.get("content-type") || "").startsWith("text/html")) throw new Error(text.trim());
      const page = new DOMParser().parseFromString(text, "text/html"), told = page.getElementById("say").textContent;
      if (told) say(told);
      return mine === turn ? { url: answer.url, page } : null;
    } catch (error) {
      const gone = error instanceof TypeError || error.message === "refused";
      say(gone ? "The review has ended. Start it again in the terminal." : error.message);
      return null;
    } finally {
      clearTimeout(slow);
      document.body.classList.remove("loading");
    }
  };

  const put = (page, id) => {
    const fresh = page.getElementById(id), old = $(id);
    if (fresh && old && fresh.outerHTML !== old.outerHTML) old.replaceWith(document.adoptNode(fresh));
  };

  /** What has the focus, so that it can be given back to what takes its place. */
  const held = () => {
    const active = document.activeElement;
    return { id: active && active.id, key: active && active.dataset.key, body: !active || active === document.body };
  };
  const giveBack = ({ id, key, body }, fallback) => {
    if (body && !fallback) return;
    if (document.activeElement && document.activeElement !== document.body) return; // still there
    const place = (id && $(id)) || (key && document.querySelector(`[data-key="${CSS.escape(key)}"]`)) || $("head");
    if (place) place.focus({ preventScroll: place.id !== "head" });
  };

  const show = ({ url, page }, { push = true, only = null } = {}) => {
    const focus = held(), stays = sameCase(url), view = $("view");
    const scrolled = stays && view ? [view.scrollTop, scrollY] : null;
    const sameView = stays && new URL(url).searchParams.get("view") === new URL(location).searchParams.get("view");
    document.title = page.title;
    if (page.body.dataset.busy) document.body.dataset.busy = "yes";
    else delete document.body.dataset.busy;
    const frame = $("frame"), next = page.getElementById("frame");
    if (only) only.forEach((id) => put(page, id));
    else {
      put(page, "top");
      if (frame && next && frame.getAttribute("src") === next.getAttribute("src")) put(page, "told");
      else if (frame && next && stays) {
        put(page, "told");
        frame.src = next.getAttribute("src");
      } else put(page, "main");
    }
    if (push && url !== location.href) history[push === "replace" ? "replaceState" : "pushState"](null, "", url);
    if (scrolled && sameView && $("view")) {
      $("view").scrollTop = scrolled[0];
      scrollTo(0, scrolled[1]);
    } else if (!stays) scrollTo(0, 0);
    giveBack(focus, !only);
    ready();
  };

  const go = async (url, how) => {
    const found = await fetched(url);
    if (found) show(found, how);
  };

  const send = async (form) => {
    if (working) return;
    working = true;
    const answer = fetched(form.action, { form: new URLSearchParams(new FormData(form)) }), mine = turn;
    const found = await answer;
    working = false;
    if (found) show(found);
    else if (mine !== turn) go(location.href, { push: false }); // somebody went on meanwhile: what is there now may be older
  };

  document.addEventListener("click", (event) => {
    const copy = event.target.closest(".copy");
    if (copy) {
      navigator.clipboard.writeText(copy.parentElement.querySelector("pre").textContent).then(() => say("Copied."));
      return;
    }
    if (event.target.closest("#colours")) paint(!painted);
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (link.classList.contains("skip")) return;
    event.preventDefault();
    if (url.origin !== location.origin) {
      window.open(url.href, "_blank", "noopener,noreferrer");
      return;
    }
    const unit = url.searchParams.get("unit");
    if (unit !== null && sameCase(url)) choose(unit, link);
    else go(url.href);
  });

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.method === "post") send(event.target);
    else filter("push");
  });

  window.addEventListener("popstate", () => go(location.href, { push: false }));

  // ------------------------------------------------------------------ the list
  // All of it but the search field, in which somebody may be writing. A filter's answer may be the first that is no longer
  // busy: then nobody polls again, so it brings the choices as well.
  const LISTED = ["top", "cases", "shown", "selects"];
  const filter = (push = "replace") => {
    const set = [...new FormData($("filters"))].filter(([, value]) => value);
    const query = new URLSearchParams(set).toString();
    go(query ? `/?${query}` : "/", { push, only: LISTED });
  };
  let typing = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#filters")) return;
    turn += 1; // an answer on its way would put back what was chosen before
    clearTimeout(typing);
    typing = setTimeout(filter, event.target.id === "q" ? 150 : 0);
  });
  let polling = 0;
  const poll = async () => {
    const asked = location.href;
    const found = await fetched(asked, { poll: true });
    if (!found || asked !== location.href) return;
    const done = !found.page.body.dataset.busy;
    show(found, { push: false, only: done ? LISTED : ["tiles", "cases", "shown"] });
  };

  // ------------------------------------------------------------------ blocks
  const steps = () => all("#view a[data-unit], #view .jump a, #view a.back, a.case");
  const numberOf = (link) => link.dataset.unit || new URL(link.href).searchParams.get("unit");

  /** Show a block as chosen at once; what is known of it follows from the server. */
  const choose = (unit, link = null, where = "page") => {
    all('#view [aria-current="true"]').forEach((one) => one.removeAttribute("aria-current"));
    const own = link || $(`u${unit}`);
    if (own) {
      own.setAttribute("aria-current", "true");
      if (where === "page") own.focus({ preventScroll: true });
      reveal(own);
    }
    light(unit, where === "page");
    const url = new URL(location);
    url.searchParams.set("unit", unit);
    url.hash = "";
    history.replaceState(null, "", url);
    go(url.href, { push: false, only: ["top", "chosen"] });
  };

  /** Scroll as little as shows it, in its own part of the page or, on small screens, above what covers the bottom. */
  const reveal = (one) => one.scrollIntoView({ block: "nearest" });

  const step = (by) => {
    const links = steps();
    if (!links.length) return;
    const now = links.findIndex((one) => one.getAttribute("aria-current") === "true" || one === document.activeElement);
    const next = links[now < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, now + by))];
    if (next.classList.contains("case")) next.focus();
    else choose(numberOf(next), next);
  };

  // ------------------------------------------------------------------ the page in its frame
  let painted = true;
  const inside = () => {
    const frame = $("frame");
    return frame && frame.contentDocument; // null when it is anything but ours
  };
  const light = (unit, scroll) => {
    const page = inside();
    if (!page) return;
    all(".rv-on", page).forEach((one) => one.classList.remove("rv-on"));
    const spans = unit === null ? [] : all(`[data-rv-unit="${CSS.escape(unit)}"]`, page);
    spans.forEach((one) => one.classList.add("rv-on"));
    if (!scroll || !spans.length) return;
    const box = spans[0].getBoundingClientRect(), view = page.defaultView; // scrollIntoView would scroll us as well
    view.scrollBy(0, box.top - Math.max(0, (view.innerHeight - box.height) / 2));
  };
  const paint = (on) => {
    painted = on;
    const page = inside(), button = $("colours");
    if (page) page.documentElement.classList.toggle("rv-off", !on);
    if (button) button.setAttribute("aria-pressed", String(on));
  };
  const listen = () => {
    const page = inside();
    if (!page || page.reviewed) return;
    page.reviewed = true;
    page.addEventListener("click", (event) => {
      const word = event.target.closest && event.target.closest("[data-rv-unit]");
      if (word) choose(word.dataset.rvUnit, null, "frame");
    });
    page.addEventListener("keydown", press);
    paint(painted);
    light(new URL(location).searchParams.get("unit"), true);
  };

  // ------------------------------------------------------------------ keys
  const press = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key === "Escape" ? "Esc" : event.key;
    if ($("help").matches(":popover-open")) {
      if (key === "?") $("help").hidePopover();
      return;
    }
    const writing = event.target.matches && event.target.matches("input:not([type=checkbox]), select, textarea");
    if (writing && key === "Esc") event.target.blur();
    if (writing) return;
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else {
      const target = key.length === 1 || key === "Esc" ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
      if (!target) return;
      if (target.matches("input")) target.select();
      else if (!event.repeat) target.click();
    }
    event.preventDefault();
  };
  document.addEventListener("keydown", press);

  /** After every change of the page. */
  const ready = () => {
    const frame = $("frame");
    if (frame && !frame.heard) {
      frame.heard = true;
      frame.addEventListener("load", listen);
      if (inside() && inside().readyState === "complete" && inside().body.childElementCount) listen();
    }
    clearTimeout(polling);
    if (document.body.dataset.busy && $("cases")) polling = setTimeout(poll, 1200);
    if (!new URL(location).searchParams.has("unit")) light(null, false);
    const current = document.querySelector('#view [aria-current="true"]');
    if (current) reveal(current);
  };

  document.documentElement.classList.add("js");
  ready();
})();
