"use strict";
(() => {
  const cards = new Map();
  const words = new Map();
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let chosen = null;
  let warm = null;
  let ready = false;

  for (const card of document.querySelectorAll(".card[data-n]")) cards.set(card.dataset.n, card);
  for (const piece of document.querySelectorAll("[data-s]")) {
    for (const n of piece.dataset.s.split(" ")) {
      if (!words.has(n)) words.set(n, []);
      words.get(n).push(piece);
    }
  }
  document.documentElement.classList.add("js");

  const beside = () => getComputedStyle(document.querySelector("main")).display === "grid";
  const piecesOf = (n) => words.get(n) || [];

  function show(place, focus) {
    if (!place) return;
    place.scrollIntoView({ block: "center", behavior: calm.matches || !ready ? "instant" : "smooth" });
    if (focus) focus.focus({ preventScroll: true });
  }

  function choose(n, to, focus) {
    if (chosen !== null) {
      cards.get(chosen).classList.remove("on");
      for (const piece of piecesOf(chosen)) piece.classList.remove("on");
    }
    chosen = cards.has(n) ? n : null;
    if (chosen === null) return;
    const card = cards.get(n);
    card.classList.add("on");
    for (const piece of piecesOf(n)) piece.classList.add("on");
    const mark = document.getElementById("t" + n);
    if (card.hidden) only(null);
    if (to === "both" && !beside()) to = "card";
    if (to !== "text") show(card, focus ? card.querySelector(".n") : null);
    if (to !== "card") show(mark, focus && to === "text" ? mark : null);
    history.replaceState(null, "", "#s" + n);
  }

  function heat(n) {
    if (n === warm) return;
    for (const piece of piecesOf(warm)) piece.classList.remove("hot");
    for (const piece of piecesOf(n)) piece.classList.add("hot");
    warm = n;
  }

  function numberAt(target) {
    const card = target.closest(".card[data-n]");
    if (card) return card.dataset.n;
    const piece = target.closest("[data-s]");
    return piece ? piece.dataset.s.split(" ").pop() : null;
  }

  const speakers = [...document.querySelectorAll(".speakers a")];

  function only(button) {
    const kept = button ? new Set(button.dataset.only.split(" ")) : null;
    for (const other of speakers) other.setAttribute("aria-pressed", String(other === button));
    for (const [n, card] of cards) card.hidden = kept !== null && !kept.has(n);
    for (const piece of document.querySelectorAll("[data-s]")) {
      piece.classList.toggle("off", kept !== null && !piece.dataset.s.split(" ").some((n) => kept.has(n)));
    }
  }

  for (const button of speakers) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const pressed = button.getAttribute("aria-pressed") === "true";
      only(pressed ? null : button);
      if (!pressed) choose(button.dataset.only.split(" ")[0], "both", false);
    });
    button.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        button.click();
      }
    });
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (event.metaKey || event.ctrlKey || event.shiftKey || !(target instanceof Element)) return;
    if (String(getSelection()) && !target.closest("a")) return;
    const jump = target.closest("[data-go]");
    if (jump) {
      event.preventDefault();
      choose(jump.dataset.go, "both", true);
      return;
    }
    const n = target.closest("article [data-f], [data-jump]") ? null : numberAt(target);
    if (n === null) return;
    const byNumber = target.closest("a.n");
    if (byNumber) event.preventDefault();
    choose(n, target.closest(".card") ? "text" : "card", Boolean(byNumber));
  });

  document.addEventListener("mouseover", (event) => {
    heat(event.target instanceof Element ? numberAt(event.target) : null);
  });

  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Escape") {
      choose(null);
      only(null);
      light(null);
      history.replaceState(null, "", location.pathname + location.search);
    } else if (event.key === "j" || event.key === "k") {
      const shown = [...cards].filter(([, card]) => !card.hidden).map(([n]) => n);
      const at = shown.indexOf(chosen);
      const next = event.key === "j" ? at + 1 : at < 0 ? shown.length - 1 : at - 1;
      if (next >= 0 && next < shown.length) choose(shown[next], "both", true);
    } else if (event.key === "e" || event.key === "r") {
      const at = events.indexOf(lit);
      const next = event.key === "e" ? at + 1 : at < 0 ? events.length - 1 : at - 1;
      if (next < 0 || next >= events.length) return;
      light(events[next]);
      toRow(lit, true);
      if (beside()) toText(lit, false);
    }
  });

  const facts = new Map();
  for (const part of document.querySelectorAll("[data-f], [data-p]")) {
    for (const key of [part.dataset.f, part.dataset.p].filter(Boolean).join(" ").split(" ")) {
      if (!facts.has(key)) facts.set(key, []);
      facts.get(key).push(part);
    }
  }
  const events = [...document.querySelectorAll(".event")].map((card) => card.id);
  let lit = null;

  function light(key) {
    for (const part of facts.get(lit) || []) part.classList.remove("lit");
    lit = facts.has(key) ? key : null;
    for (const part of facts.get(lit) || []) part.classList.add("lit");
  }

  function keyAt(target) {
    const part = target.closest("article [data-f], #side [data-f], #side [data-p]");
    return part ? (part.dataset.f || part.dataset.p).split(" ").pop() : null;
  }

  function toRow(key, focus) {
    const row = document.getElementById(key);
    if (!row) return;
    const list = row.closest("details");
    if (list) list.open = true;
    row.scrollIntoView({ block: list ? "nearest" : "center", behavior: "instant" });
    const link = focus && row.querySelector("a");
    if (link) link.focus({ preventScroll: true });
    if (!list) history.replaceState(null, "", "#" + key);
  }

  function toText(key, focus) {
    const part = facts.get(key).find((one) => one.closest("article"));
    show(part, focus ? document.getElementById("t" + key) : null);
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (event.metaKey || event.ctrlKey || event.shiftKey || !(target instanceof Element)) return;
    if (target.closest("[data-go]")) return;
    const jump = target.closest("[data-jump]");
    const key = jump ? jump.dataset.jump : keyAt(target);
    if (key === null) return;
    if (String(getSelection()) && !target.closest("a")) return;
    const link = target.closest("a");
    if (link) event.preventDefault();
    light(key);
    if (jump || target.closest("article")) toRow(key, Boolean(link));
    else toText(key, Boolean(link));
  });

  const asked = /^#[st](\d+)$/.exec(location.hash);
  if (asked) choose(asked[1], "both", false);
  const named = /^#t?([a-z]\d+)$/.exec(location.hash);
  if (named && facts.has(named[1])) {
    light(named[1]);
    toRow(lit, false);
    if (beside()) toText(lit, false);
  }
  ready = true;
})();
