// The way from the database to the consumer, with how long each hop takes.

import { count, element, say, span } from "./format.js";

const PARTS = [
  ["commit_to_debezium", "commit → Debezium"],
  ["debezium_to_kafka", "Debezium → Kafka"],
  ["kafka_to_poll", "Kafka → poll"],
  ["poll_to_handled", "poll → handled"],
];

const byId = (id) => document.getElementById(id);
const way = byId("pipeline");
const times = new Map(
  [...document.querySelectorAll(".hop")].map((hop) => [hop.dataset.hop, hop.querySelector(".time b")]),
);
const parts = new Map();
const legend = new Map();

for (const [name, label] of PARTS) {
  const part = element("i");
  part.dataset.hop = name;
  parts.set(name, part);
  byId("parts").append(part);
  const entry = element("li", null);
  entry.dataset.hop = name;
  const value = element("b", null, "–");
  entry.append(element("span", null, label), value);
  legend.set(name, value);
  byId("legend").append(entry);
}

/** Shows a tick's hops, and what is known of each station. */
export function showPipeline(tick) {
  way.dataset.flowing = String(tick.per_second > 0);
  const medians = PARTS.map(([name]) => tick.hops[name]?.p50 ?? null);
  const sum = medians.reduce((all, median) => all + (median ?? 0), 0);
  PARTS.forEach(([name], i) => {
    const text = span(medians[i]);
    const time = times.get(name);
    if (time) {
      say(time, text);
    }
    say(legend.get(name), text);
    parts.get(name).style.flexGrow = sum > 0 ? String((medians[i] ?? 0) / sum) : "0.25";
  });
  const all = tick.hops.commit_to_handled;
  say(byId("whole-p50"), span(all?.p50));
  say(byId("whole-p99"), all == null ? "" : all.p99 == null ? `slowest ${span(all.max)}` : `p99 ${span(all.p99)}`);

  facts("database", tick.facts.filter((fact) => fact.station === "DATABASE"));
  facts("connector", tick.facts.filter((fact) => fact.station === "CONNECTOR"));
  facts("broker", [
    ...tick.facts.filter((fact) => fact.station === "BROKER"),
    { name: "lag", value: tick.lag == null ? "–" : `${count(tick.lag)} ${tick.lag === 1 ? "record" : "records"}` },
  ]);
  facts("consumer", [
    { name: "handled", value: count(tick.total) },
    { name: "poll → handled", value: span(tick.hops.poll_to_handled?.p50) },
    ...troubles(tick),
  ]);
}

function troubles(tick) {
  return [
    ["dead letters", tick.dead_letters],
    ["handler failures", tick.handler_failures],
    ["redeliveries left out", tick.redeliveries],
    ["filtered out", tick.filtered_out],
  ]
    .filter(([, number]) => number > 0)
    .map(([name, number], i) => ({ name, value: count(number), trouble: name === "dead letters" || name === "handler failures" }));
}

/** Keeps the elements that are there: a fact that stays where it is can be read. */
function facts(station, wanted) {
  const list = document.querySelector(`#station-${station} .facts`);
  while (list.children.length > wanted.length) {
    list.lastChild.remove();
  }
  wanted.forEach((fact, i) => {
    let row = list.children[i];
    if (!row) {
      row = element("div");
      row.append(element("dt"), element("dd"));
      list.append(row);
    }
    row.classList.toggle("trouble", fact.trouble === true);
    say(row.firstChild, fact.name);
    say(row.lastChild, fact.value);
  });
}
