// The charts of the last minutes: rate, latency and lag.

import uPlot from "./vendor/uplot/uPlot.esm.js";
import { compactCount, compactDuration, count, duration, time } from "./format.js";

const MAX_SECONDS = 300;
const MIN_SECONDS = 60;
const MIN_STEP = { rate: 1, lag: 1, latency: 100 };

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const byId = (id) => document.getElementById(id);

// One array per column, as uPlot expects: at, changes, lag, p50, p99 (or max, with too few samples), and whether it is max.
const columns = [[], [], [], [], [], []];

const CHARTS = [
  { id: "rate", columns: [1], colors: ["--accent"], text: ([rate]) => `${count(rate)}/s`, axis: compactCount },
  {
    id: "latency", columns: [3, 4], colors: ["--accent", "--late"],
    text: ([p50, high], i) => (p50 == null ? "–" : `median ${duration(p50)} · ${columns[5][i] ? "slowest" : "p99"} ${duration(high)}`),
    axis: compactDuration,
  },
  { id: "lag", columns: [2], colors: ["--late"], text: ([lag]) => count(lag), axis: compactCount },
];

let drawn = [];

/** Replaces the history. */
export function setHistory(seconds) {
  columns.forEach((column) => { column.length = 0; });
  seconds.forEach(push);
  update();
}

/** Appends a second. */
export function addSecond(second) {
  push(second);
  update();
}

function push(second) {
  const high = second.p99 ?? second.max;
  [second.at, second.changes, second.lag, second.p50, high, second.p99 == null].forEach((value, i) => columns[i].push(value));
  if (columns[0].length > MAX_SECONDS) {
    columns.forEach((column) => column.shift());
  }
}

const data = (chart) => [columns[0], ...chart.columns.map((i) => columns[i])];

function update() {
  drawn.forEach(({ chart, plot }) => {
    plot.setData(data(chart));
    showValues(chart, plot);
  });
}

/** Shows the values under the pointer, or else the latest ones, next to the title. */
function showValues(chart, plot) {
  const index = plot.cursor.idx ?? columns[0].length - 1;
  const at = plot.cursor.idx == null ? "" : `${time(columns[0][index] * 1000).slice(0, 8)} · `;
  byId(`${chart.id}-now`).textContent = index < 0 ? "" : at + chart.text(chart.columns.map((i) => columns[i][index]), index);
}

/** The visible range: the recorded time, but at least one minute and at most five. */
function timeRange() {
  const end = columns[0].at(-1) ?? Date.now() / 1000;
  return [Math.max(end - MAX_SECONDS, Math.min(columns[0][0] ?? end, end - MIN_SECONDS)), end];
}

function options(chart, width, height) {
  const font = `500 11px ${style("--sans")}`;
  const axis = { stroke: style("--ink-3"), font, ticks: { show: false }, grid: { stroke: style("--grid"), width: 1 } };
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: true, range: timeRange },
      y: { range: (plot, low, high) => [0, Math.max(MIN_STEP[chart.id] * 5, (high ?? 0) * 1.15)] },
    },
    axes: [
      {
        ...axis, grid: { show: false }, size: 26, space: 56, gap: 6,
        values: (plot, at, axis, space, step) => at.map((second) => time(second * 1000).slice(0, step < 60 ? 8 : 5)),
        incrs: [15, 30, 60, 120],
      },
      {
        ...axis, size: 58, space: 34, gap: 8,
        incrs: [1, 2, 5].flatMap((step, i, steps) => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((power) => step * 10 ** power)).sort((a, b) => a - b),
        values: (plot, marks) => marks.map((mark) => chart.axis(mark)),
      },
    ],
    series: [
      {},
      ...chart.colors.map((color, i) => ({
        stroke: style(color),
        width: i === 0 ? 2 : 1.5,
        fill: i === 0 ? `color-mix(in srgb, ${style(color)} 13%, transparent)` : undefined,
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: { setCursor: [(plot) => showValues(chart, plot)] },
  };
}

function draw() {
  drawn.forEach(({ plot }) => plot.destroy());
  drawn = CHARTS.map((chart) => {
    const container = byId(chart.id);
    const size = [Math.max(120, container.clientWidth), container.clientHeight];
    const plot = new uPlot(options(chart, ...size), data(chart), container);
    return { chart, plot };
  });
  update();
}

draw();
document.fonts.ready.then(draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
new ResizeObserver(() => {
  drawn.forEach(({ chart, plot }) => {
    const container = byId(chart.id);
    if (container.clientWidth > 0 && container.clientWidth !== plot.width) {
      plot.setSize({ width: container.clientWidth, height: container.clientHeight });
    }
  });
}).observe(document.querySelector(".charts"));
