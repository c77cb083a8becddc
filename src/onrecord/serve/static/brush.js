// The time brush: bars of reports; a stretch dragged over them goes into the address as since and until.
/* global d3 */
import { dataOf, keepDrawn } from "./charts.js";

const HEIGHT = 74, TOP = 4, BOTTOM = 20, MARGIN = 16;
const day = d3.utcFormat("%Y-%m-%d");
const parse = (text) => new Date(`${text}T00:00:00Z`);
const after = (text) => d3.utcDay.offset(parse(text), 1);

function draw(box, data) {
  const width = Math.max(280, box.clientWidth);
  const bars = data.bars.map((b) => ({ from: parse(b.start), to: after(b.end), n: b.n }));
  const x = d3.scaleUtc([bars[0].from, bars.at(-1).to], [MARGIN, width - MARGIN]);
  const y = d3.scaleLinear([0, d3.max(bars, (b) => b.n)], [HEIGHT - BOTTOM, TOP]);
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, HEIGHT]).attr("width", width).attr("height", HEIGHT);
  svg.append("g").selectAll("rect").data(bars).join("rect").attr("class", "bar")
    .attr("x", (b) => x(b.from)).attr("width", (b) => Math.max(1, x(b.to) - x(b.from) - 0.5))
    .attr("y", (b) => y(b.n)).attr("height", (b) => HEIGHT - BOTTOM - y(b.n));
  svg.append("g").attr("transform", `translate(0,${HEIGHT - BOTTOM})`)
    .call(d3.axisBottom(x).ticks(width / 90).tickSizeOuter(0));
  const brush = d3.brushX().extent([[MARGIN, 0], [width - MARGIN, HEIGHT - BOTTOM]]).on("end", chosen);
  const layer = svg.append("g").attr("class", "brush-layer").call(brush);
  const address = new URL(location.href);
  if (address.searchParams.get("since") || address.searchParams.get("until")) {
    const clamp = (date) => Math.min(width - MARGIN, Math.max(MARGIN, x(date)));
    const ends = [clamp(parse(data.since)), clamp(after(data.until))];
    if (ends[1] > ends[0]) layer.call(brush.move, ends);
  }
  box.replaceChildren(svg.node());

  function chosen(event) {
    if (!event.sourceEvent || event.mode === undefined) return;
    const params = address.searchParams;
    for (const name of ["since", "until", "next", "at"]) params.delete(name);
    if (event.selection) {
      // Whole bars: the stretch reaches from the first day of the first to the last day of the last.
      const [from, to] = event.selection.map(x.invert);
      const inside = bars.filter((b) => b.to > from && b.from < to);
      params.set("since", day(d3.max([inside[0]?.from ?? d3.utcDay.floor(from), bars[0].from])));
      params.set("until", day(d3.utcDay.offset(inside.at(-1)?.to ?? d3.utcDay.ceil(to), -1)));
    }
    address.hash = "";
    location.assign(address);
  }
}

const box = document.getElementById("brush");
const data = dataOf("brush-data");
if (box && data) keepDrawn(box, () => draw(box, data));
