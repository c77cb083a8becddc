// What all drawings share.

/** Return what the server put into the page for a script; null where it put nothing. */
export const dataOf = (id) => {
  const island = document.getElementById(id);
  return island ? JSON.parse(island.textContent) : null;
};

/** Draw into a box now and whenever its width changes. */
export function keepDrawn(box, draw) {
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    requestAnimationFrame(draw);
  }).observe(box);
}
