// The last minutes: rate, latency and lag.

import uPlot from "./vendor/uplot/uPlot.esm.js";
import { count, short, shortSpan, span, time } from "./format.js";

const SECONDS = 300;
const FEWEST_SECONDS = 60;
const SMALLEST_STEP = { rate: 1, lag: 1, latency: 100 };

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const byId = (id) => document.getElementById(id);

// at, changes, lag, p50, p99 (of few changes the longest), and whether it is the longest: one array each, as uPlot has it
const columns = [[], [], [], [], [], []];

const CHARTS = [
  { id: "rate", columns: [1], colours: ["--accent"], text: ([rate]) => `${count(rate)}/s`, axis: short },
  {
    id: "latency", columns: [3, 4], colours: ["--accent", "--late"],
    text: ([p50, high], i) => (p50 == null ? "–" : `median ${span(p50)} · ${columns[5][i] ? "slowest" : "p99"} ${span(high)}`),
    axis: shortSpan,
  },
  { id: "lag", columns: [2], colours: ["--late"], text: ([lag]) => count(lag), axis: short },
];

let drawn = [];

/** Starts over with these seconds. */
export function setHistory(seconds) {
  columns.forEach((column) => { column.length = 0; });
  seconds.forEach(push);
  update();
}

/** A second more. */
export function addSecond(second) {
  push(second);
  update();
}

function push(second) {
  const high = second.p99 ?? second.max;
  [second.at, second.changes, second.lag, second.p50, high, second.p99 == null].forEach((value, i) => columns[i].push(value));
  if (columns[0].length > SECONDS) {
    columns.forEach((column) => column.shift());
  }
}

const data = (chart) => [columns[0], ...chart.columns.map((i) => columns[i])];

function update() {
  drawn.forEach(({ chart, plot }) => {
    plot.setData(data(chart));
    tell(chart, plot);
  });
}

/** The figures beside the title: where the pointer is, or else the last ones. */
function tell(chart, plot) {
  const index = plot.cursor.idx ?? columns[0].length - 1;
  const then = plot.cursor.idx == null ? "" : `${time(columns[0][index] * 1000).slice(0, 8)} · `;
  byId(`${chart.id}-now`).textContent = index < 0 ? "" : then + chart.text(chart.columns.map((i) => columns[i][index]), index);
}

/** As long as there is something to be seen, from one minute to five. */
function shownTime() {
  const end = columns[0].at(-1) ?? Date.now() / 1000;
  return [Math.max(end - SECONDS, Math.min(columns[0][0] ?? end, end - FEWEST_SECONDS)), end];
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
      x: { time: true, range: shownTime },
      y: { range: (plot, low, high) => [0, Math.max(SMALLEST_STEP[chart.id] * 5, (high ?? 0) * 1.15)] },
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
      ...chart.colours.map((colour, i) => ({
        stroke: style(colour),
        width: i === 0 ? 2 : 1.5,
        fill: i === 0 ? `color-mix(in srgb, ${style(colour)} 13%, transparent)` : undefined,
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: { setCursor: [(plot) => tell(chart, plot)] },
  };
}

function draw() {
  drawn.forEach(({ plot }) => plot.destroy());
  drawn = CHARTS.map((chart) => {
    const place = byId(chart.id);
    const plot = new uPlot(options(chart, Math.max(120, place.clientWidth), place.clientHeight), data(chart), place);
    return { chart, plot };
  });
  update();
}

draw();
document.fonts.ready.then(draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
new ResizeObserver(() => {
  drawn.forEach(({ chart, plot }) => {
    const place = byId(chart.id);
    if (place.clientWidth > 0 && place.clientWidth !== plot.width) {
      plot.setSize({ width: place.clientWidth, height: place.clientHeight });
    }
  });
}).observe(document.querySelector(".charts"));
