// A click on a glyph of the timeline leads to its row in the table below.
document.addEventListener("click", (event) => {
  const row = document.getElementById(event.target.closest("[data-row-of]")?.dataset.rowOf ?? "");
  if (!row) return;
  document.querySelector(".current")?.classList.remove("current");
  row.classList.add("current");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
});
