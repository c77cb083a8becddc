// The map: outlines of countries and a sign per place. What is not known exactly is hollow, so that nobody takes it for
// a spot; a whole country is the largest and a ring.
/* global d3, topojson */
import { dataOf, keepDrawn } from "./charts.js";

const box = document.getElementById("map");
const data = dataOf("map-data");

const SHAPES = {
  point: (r) => `M${-r},0A${r},${r},0,1,1,${r},0A${r},${r},0,1,1,${-r},0Z`,
  near: (r) => `M${-r},${-r}H${r}V${r}H${-r}Z`,
  area: (r) => `M0,${-r * 1.5}L${r * 1.5},0L0,${r * 1.5}L${-r * 1.5},0Z`,
  country: (r) => `M${-r},0A${r},${r},0,1,1,${r},0A${r},${r},0,1,1,${-r},0Z`,
};
const SMALLEST = { point: 3.5, near: 4.5, area: 6, country: 12 };

function draw(world, places) {
  const width = Math.max(280, box.clientWidth), height = Math.round(Math.max(240, Math.min(width * 0.52, 560)));
  const points = { type: "MultiPoint", coordinates: places.map((p) => [p.lon, p.lat]) };
  const projection = d3.geoNaturalEarth1().fitSize([width, height], { type: "Sphere" });
  const path = d3.geoPath(projection);
  const most = d3.max(places, (p) => p.n);
  const size = (p) => SMALLEST[p.sign] + 9 * Math.sqrt(p.n / most);
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height);
  const ground = svg.append("g");
  ground.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
  ground.append("path").attr("class", "land").attr("d", path(topojson.feature(world, world.objects.land)));
  const inner = topojson.mesh(world, world.objects.countries, (a, b) => a !== b);
  ground.append("path").attr("class", "border").attr("d", path(inner));
  // Rings below dots, many below few, so that each can be hit.
  const order = ["country", "area", "near", "point"];
  const sorted = [...places].sort((a, b) => order.indexOf(a.sign) - order.indexOf(b.sign) || b.n - a.n);
  const signs = svg.append("g").selectAll("a").data(sorted).join("a")
    .attr("href", (p) => p.href).attr("tabindex", -1).attr("class", (p) => (p.chosen ? "chosen" : null));
  signs.append("path").attr("class", (p) => `mark s-${p.sign}`).attr("d", (p) => SHAPES[p.sign](size(p)));
  signs.append("title").text((p) => `${p.place}${p.country && p.country !== p.place ? `, ${p.country}` : ""}: ${p.n}`);
  const labels = svg.append("g").selectAll("text").data(places.slice(0, 12)).join("text")
    .attr("class", "label").text((p) => p.place);

  const at = places.map((p) => projection([p.lon, p.lat]));
  const where = new Map(places.map((p, n) => [p, at[n]]));
  const zoom = d3.zoom().scaleExtent([1, 40]).translateExtent([[0, 0], [width, height]])
    // The wheel scrolls the page unless Ctrl is held.
    .filter((event) => (event.type === "wheel" ? event.ctrlKey : !event.button && event.type !== "dblclick"))
    .on("zoom", ({ transform }) => {
      ground.attr("transform", transform).attr("stroke-width", 0.7 / transform.k);
      signs.attr("transform", (p) => `translate(${transform.apply(where.get(p))})`);
      const taken = [];
      labels.each(function (p) {
        const [x, y] = transform.apply(where.get(p));
        const left = x + size(p) + 4, right = left + p.place.length * 6.5;
        const hidden = right > width || taken.some((t) => Math.abs(t.y - y) < 14 && t.left < right && left < t.right);
        if (!hidden) taken.push({ y, left, right });
        d3.select(this).attr("x", left).attr("y", y + 4).attr("display", hidden ? "none" : null);
      });
    });
  svg.call(zoom);
  const [[x0, y0], [x1, y1]] = d3.geoPath(projection).pointRadius(0).bounds(points);
  const k = Math.min(24, 0.8 / Math.max((x1 - x0) / width, (y1 - y0) / height, 0.02));
  const all = k <= 1.15 ? d3.zoomIdentity
    : d3.zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-(x0 + x1) / 2, -(y0 + y1) / 2);
  svg.call(zoom.transform, all);
  document.getElementById("map-in").onclick = () => svg.call(zoom.scaleBy, 2);
  document.getElementById("map-out").onclick = () => svg.call(zoom.scaleBy, 0.5);
  document.getElementById("map-all").onclick = () => svg.call(zoom.transform, all);
  box.replaceChildren(svg.node());
}

if (box && data) {
  try {
    const world = await (await fetch("/static/vendor/countries-110m.json")).json();
    keepDrawn(box, () => draw(world, data));
  } catch {
    box.textContent = "The outlines could not be loaded. The table below has all places.";
    box.removeAttribute("aria-hidden");
  }
}
