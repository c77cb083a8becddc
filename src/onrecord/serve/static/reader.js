// Cards that come back from a decision, states of cards to show, and what marked words were taken for.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Place of the card that a decision was sent for.
let deciding = -1;
// A card that was decided on is replaced; the keys go on from the new one.
document.addEventListener("htmx:afterSwap", () => {
  const card = all(".card[data-key]")[deciding];
  if (!card) return;
  deciding = -1;
  all(".current").forEach((node) => node.classList.remove("current"));
  card.classList.add("current");
  const field = card.querySelector("form.edit select, input[autofocus]");
  if (field) { field.focus(); return; }
  const next = document.body.dataset.screen === "review" && card.dataset.state !== "machine" ? following(card) : card;
  if (next !== card) { card.classList.remove("current"); next.classList.add("current"); }
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
});
document.addEventListener("htmx:beforeRequest", (event) => {
  deciding = all(".card[data-key]").indexOf(event.target.closest(".card"));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  // A form that was refused comes back with what is wrong with it.
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
});

function following(card) {
  const list = all(".card[data-key]");
  return list.slice(list.indexOf(card) + 1).find((one) => one.dataset.state === "machine") ?? card;
}

document.addEventListener("change", (event) => {
  const state = event.target.dataset?.showState;
  if (!state) return;
  document.querySelector(".cards")?.classList.toggle(`hide-${state}`, !event.target.checked);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const cancel = event.target.closest(".card")?.querySelector('form.edit [data-key-press="Escape"]');
  if (cancel) { event.preventDefault(); cancel.click(); }
});

const panel = document.getElementById("about-words");
const report = document.querySelector("[data-report]")?.dataset.report;
let resting = 0;
function tell(words) {
  const address = `/reports/${report}/words?keys=${encodeURIComponent(words.dataset.keys)}`;
  window.htmx?.ajax("GET", address, { target: "#about-words", swap: "innerHTML" });
}
if (panel && report) {
  document.addEventListener("click", (event) => {
    const words = event.target.closest(".text [data-keys]");
    if (words) tell(words);
  });
  document.addEventListener("mouseover", (event) => {
    clearTimeout(resting);
    const words = event.target.closest(".text [data-keys]");
    if (words) resting = setTimeout(() => tell(words), 400);
  });
}
