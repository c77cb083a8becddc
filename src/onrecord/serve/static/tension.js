// Tension: events of a pair by class above and below a line, or reports and their share; below them all reports.
/* global d3, Plot */
import { dataOf, keepDrawn } from "./charts.js";

const box = document.getElementById("tension");
const data = dataOf("tension-data");
const CLASSES = [
  ["verbal_cooperation", 1], ["material_cooperation", 1], ["verbal_conflict", -1], ["material_conflict", -1],
];
const parse = (text) => new Date(`${text}T00:00:00Z`);

function draw(read) {
  const width = Math.max(280, box.clientWidth);
  const step = read.period === "week" ? 7 : 1;
  const rows = read.rows.map((r) => ({ ...r, from: parse(r.start), to: d3.utcDay.offset(parse(r.start), step) }));
  const changes = rows.filter((r) => r.change !== null && r.change !== undefined).map((r, n) => ({ ...r, number: n + 1 }));
  const x = { domain: [rows[0].from, rows.at(-1).to], type: "utc", label: null };
  // Days stand below the lowest alone: all three have the same.
  const base = {
    width, marginLeft: 48, marginRight: 12, marginTop: 26, marginBottom: 6,
    style: { fontSize: "12px", background: "none" }, x: { ...x, axis: null },
  };
  const lines = [Plot.ruleX(changes, { x: "from", stroke: "var(--warn)", strokeDasharray: "5 3", strokeWidth: 1.5 })];
  const numbers = Plot.text(changes, {
    x: "from", frameAnchor: "top", text: (c) => String(c.number), dx: 6, dy: 2, fill: "var(--warn)", fontWeight: "bold", lineAnchor: "top",
  });
  const bars = (key, options) => Plot.rectY(rows.filter((r) => r[key]), { x1: "from", x2: "to", y: key, ...options });
  const label = (text) => ({ label: text, grid: true, nice: true, ticks: 4 });
  const parts = [];
  if (read.measure === "events") {
    const marks = [];
    for (const side of [1, -1]) {
      const kinds = CLASSES.filter(([, sign]) => sign === side).map(([key]) => key);
      const flat = rows.flatMap((r) => {
        let sum = 0;
        return kinds.filter((key) => r[key]).map((key) => {
          const bar = { ...r, key, y1: side * sum, y2: side * (sum += r[key]) };
          return bar;
        });
      });
      for (const key of kinds) {
        marks.push(Plot.rect(flat.filter((b) => b.key === key), {
          x1: "from", x2: "to", y1: "y1", y2: "y2", insetLeft: 0.3, insetRight: 0.3, className: `bars-${key}`,
          fill: `var(--${key})`, stroke: side > 0 ? "var(--cooperation)" : "var(--conflict)", strokeWidth: 0.8,
          title: (b) => `${b.start}: ${b[key]} ${key.replace("_", " ")}`,
        }));
      }
    }
    parts.push(Plot.plot({
      ...base, height: 200, y: { ...label("↑ cooperation · conflict ↓"), tickFormat: (v) => Math.abs(v) },
      marks: [...marks, Plot.ruleY([0], { stroke: "var(--fg)" }), ...lines, numbers],
    }));
    parts.push(Plot.plot({
      ...base, height: 110, y: { ...label("mean intensity"), domain: [-10, 8] },
      marks: [
        Plot.ruleY([0], { stroke: "var(--fg)" }),
        Plot.ruleX(rows.filter((r) => r.intensity !== null), { x: "from", y1: 0, y2: "intensity", stroke: "var(--dim)" }),
        Plot.dot(rows.filter((r) => r.intensity !== null), { x: "from", y: "intensity", r: 2.2, fill: "var(--accent)" }),
        ...lines,
      ],
    }));
  } else {
    parts.push(Plot.plot({
      ...base, height: 180, y: label("reports of the pair"),
      marks: [bars("n_reports", { fill: "var(--accent)" }), Plot.ruleY([0], { stroke: "var(--fg)" }), ...lines, numbers],
    }));
    parts.push(Plot.plot({
      ...base, height: 110, y: { ...label("% of all reports"), domain: [0, d3.max(rows, (r) => r.share) || 1] },
      marks: [
        Plot.dot(rows.filter((r) => r.share), { x: "from", y: "share", r: 2.2, fill: "var(--accent)" }),
        Plot.ruleX(rows.filter((r) => r.share), { x: "from", y: "share", stroke: "var(--accent)" }), ...lines,
      ],
    }));
  }
  parts.push(Plot.plot({
    ...base, x, marginBottom: 36, height: 116, y: { ...label("all reports"), ticks: 2 },
    marks: [bars("n_reports_all", { fill: "var(--dim)" }), Plot.ruleY([0], { stroke: "var(--fg)" })],
  }));
  box.replaceChildren(...parts);
}

if (box && data) keepDrawn(box, () => draw(data));
