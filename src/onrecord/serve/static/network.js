// The network: parties and arrows between them, laid out by forces from the same start each time.
/* global d3 */
import { dataOf, keepDrawn } from "./charts.js";

const box = document.getElementById("network");
const data = dataOf("network-data");
const STEPS = 300;

const lean = (l) => (l.conflict > l.cooperation ? "conflict" : l.conflict < l.cooperation ? "cooperation" : "even");

function draw(read) {
  const width = Math.max(280, box.clientWidth), height = Math.round(Math.min(560, Math.max(320, width * 0.6)));
  const nodes = read.parties.map((p) => ({ ...p }));
  const links = read.ties.map((t) => ({ ...t, source: t.x, target: t.y }));
  const most = d3.max(links, (l) => l.n) ?? 1;
  const degree = d3.rollup(links.flatMap((l) => [[l.x, l.n], [l.y, l.n]]), (v) => d3.sum(v, (e) => e[1]), (e) => e[0]);
  const heaviest = d3.max(degree.values()) ?? 1;
  const radius = (p) => 5 + 11 * Math.sqrt((degree.get(p.id) ?? 0) / heaviest);
  const pull = Math.min(width, height) / 4;
  d3.forceSimulation(nodes)
    .randomSource(d3.randomLcg(0.5))
    .force("link", d3.forceLink(links).id((p) => p.id).distance(pull).strength((l) => 0.1 + 0.5 * (l.n / most)))
    .force("charge", d3.forceManyBody().strength(-pull * 3))
    .force("x", d3.forceX(width / 2).strength(0.06)).force("y", d3.forceY(height / 2).strength(0.12))
    .force("collide", d3.forceCollide((p) => radius(p) + 12))
    .stop().tick(STEPS);
  // Spread over the box, whatever shape the forces gave.
  const across = d3.scaleLinear(d3.extent(nodes, (p) => p.x), [70, width - 70]);
  const down = d3.scaleLinear(d3.extent(nodes, (p) => p.y), [26, height - 32]);
  for (const p of nodes) { p.x = across(p.x); p.y = down(p.y); }

  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height);
  svg.append("defs").append("marker").attr("id", "arrow").attr("viewBox", "0 0 10 10").attr("refX", 9).attr("refY", 5)
    .attr("markerWidth", 9).attr("markerHeight", 9).attr("markerUnits", "userSpaceOnUse").attr("orient", "auto")
    .append("path").attr("d", "M0,0L10,5L0,10Z").attr("class", "arrow");
  const edges = svg.append("g").selectAll("a").data(links).join("a").attr("href", (l) => l.href).attr("tabindex", -1)
    .attr("class", (l) => `edge ${lean(l)}`);
  const curve = (l) => {
    // Bent to one side, so that there and back are two lines; it ends at the rim of the other's circle.
    const dx = l.target.x - l.source.x, dy = l.target.y - l.source.y, long = Math.hypot(dx, dy) || 1;
    const mx = (l.source.x + l.target.x) / 2 - dy * 0.13, my = (l.source.y + l.target.y) / 2 + dx * 0.13;
    const back = Math.hypot(l.target.x - mx, l.target.y - my) || 1, rim = radius(l.target) + 2;
    const ex = l.target.x - ((l.target.x - mx) / back) * rim, ey = l.target.y - ((l.target.y - my) / back) * rim;
    return long < 1 ? "" : `M${l.source.x},${l.source.y}Q${mx},${my} ${ex},${ey}`;
  };
  edges.append("path").attr("class", "wide").attr("d", curve);
  edges.append("path").attr("class", "line").attr("d", curve).attr("marker-end", "url(#arrow)")
    .attr("stroke-width", (l) => 1 + 5 * Math.sqrt(l.n / most));
  const name = new Map(read.parties.map((p) => [p.id, p.name]));
  edges.append("title").text((l) => `${name.get(l.x)} → ${name.get(l.y)}: ${l.n}`);
  const parties = svg.append("g").selectAll("g").data(nodes).join("g").attr("class", "party")
    .attr("transform", (p) => `translate(${p.x},${p.y})`);
  parties.append("circle").attr("r", radius);
  parties.append("text").attr("y", (p) => radius(p) + 13).attr("text-anchor", "middle")
    .text((p) => (p.name.length > 22 ? `${p.name.slice(0, 21)}…` : p.name));
  parties.append("title").text((p) => p.name);
  const near = new Map(nodes.map((p) => [p.id, new Set([p.id])]));
  for (const l of links) { near.get(l.x).add(l.y); near.get(l.y).add(l.x); }
  parties.on("pointerenter", (_, p) => {
    parties.classed("far", (q) => !near.get(p.id).has(q.id));
    edges.classed("far", (l) => l.x !== p.id && l.y !== p.id);
  }).on("pointerleave", () => { parties.classed("far", false); edges.classed("far", false); });
  box.replaceChildren(svg.node());
}

if (box && data) keepDrawn(box, () => draw(data));
