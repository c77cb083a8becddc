// Keys, layers and the link between words and cards. Positions in text come from the server; nothing is computed here.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;

const items = () => all(".card[data-key], tr[data-row]");
const current = () => $(".current");

function go(step) {
  const list = items();
  if (!list.length) return;
  const now = list.indexOf(current());
  const next = list[Math.min(list.length - 1, Math.max(0, now + step))];
  current()?.classList.remove("current");
  next.classList.add("current");
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  if (next.dataset.key) show(next.dataset.key);
}

function show(key) {
  all(".text .near").forEach((n) => n.classList.remove("near"));
  const words = all(".text [data-keys]").filter((n) => n.dataset.keys.split(" ").includes(key));
  words.forEach((n) => n.classList.add("near"));
  words[0]?.scrollIntoView({ block: "center" });
}

const actions = {
  j: () => go(1),
  k: () => go(-1),
  "/": () => $(".filters input")?.focus(),
  "?": () => $("#keys").showModal(),
  Enter: () => $("a.words, blockquote a", current() ?? undefined)?.click(),
  c: () => {
    const link = $("a.words, blockquote a", current() ?? undefined);
    if (link) navigator.clipboard?.writeText(link.href);
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $("dialog[open]")) return;
  if (event.key === "Enter" && (event.target.closest("a, button, summary") || !current())) return;
  const action = actions[event.key];
  if (action) { event.preventDefault(); action(); return; }
  const button = current() && $(`[data-key-press="${CSS.escape(event.key)}"]`, current());
  if (button) { event.preventDefault(); button.click(); }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#show-keys")) { $("#keys").showModal(); return; }
  const words = event.target.closest(".text [data-keys]");
  if (!words) return;
  const card = words.dataset.keys.split(" ").map((key) => document.getElementById(`card-${key}`)).find(Boolean);
  if (!card) return;
  current()?.classList.remove("current");
  card.classList.add("current");
  card.scrollIntoView({ block: "nearest" });
  show(card.dataset.key);
});

document.addEventListener("change", (event) => {
  const layer = event.target.dataset?.layer;
  if (!layer) return;
  all(`.text .l-${layer}`).forEach((n) => n.classList.toggle("off", !event.target.checked));
});
