// The pipeline from the database to the consumer, with the latency of each hop.

import { count, duration, element, setText } from "./format.js";

const HOPS = [
  ["commit_to_debezium", "commit → Debezium"],
  ["debezium_to_kafka", "Debezium → Kafka"],
  ["kafka_to_poll", "Kafka → poll"],
  ["poll_to_handled", "poll → handled"],
];

const byId = (id) => document.getElementById(id);
const pipeline = byId("pipeline");
const latencies = new Map(
  [...document.querySelectorAll(".hop")].map((hop) => [hop.dataset.hop, hop.querySelector(".latency b")]),
);
const shares = new Map();
const legend = new Map();

for (const [name, label] of HOPS) {
  const share = element("i");
  share.dataset.hop = name;
  shares.set(name, share);
  byId("shares").append(share);
  const entry = element("li", null);
  entry.dataset.hop = name;
  const value = element("b", null, "–");
  entry.append(element("span", null, label), value);
  legend.set(name, value);
  byId("legend").append(entry);
}

/** Shows a frame's hops and the facts about each station. */
export function showPipeline(frame) {
  pipeline.dataset.flowing = String(frame.per_second > 0);
  const medians = HOPS.map(([name]) => frame.hops[name]?.p50 ?? null);
  const sum = medians.reduce((all, median) => all + (median ?? 0), 0);
  HOPS.forEach(([name], i) => {
    const text = duration(medians[i]);
    const latency = latencies.get(name);
    if (latency) {
      setText(latency, text);
    }
    setText(legend.get(name), text);
    shares.get(name).style.flexGrow = sum > 0 ? String((medians[i] ?? 0) / sum) : "0.25";
  });
  const total = frame.hops.commit_to_handled;
  setText(byId("total-p50"), duration(total?.p50));
  setText(byId("total-p99"), total == null ? ""
    : total.p99 == null ? `slowest ${duration(total.max)}` : `p99 ${duration(total.p99)}`);

  showFacts("database", frame.facts.filter((fact) => fact.station === "DATABASE"));
  showFacts("connector", frame.facts.filter((fact) => fact.station === "CONNECTOR"));
  showFacts("broker", [
    ...frame.facts.filter((fact) => fact.station === "BROKER"),
    { name: "lag", value: frame.lag == null ? "–" : `${count(frame.lag)} ${frame.lag === 1 ? "record" : "records"}` },
  ]);
  showFacts("consumer", [
    { name: "handled", value: count(frame.total) },
    { name: "poll → handled", value: duration(frame.hops.poll_to_handled?.p50) },
    ...exceptions(frame),
  ]);
}

/** The counters that are not zero; only failures are marked as trouble. */
function exceptions(frame) {
  return [
    { name: "dead letters", number: frame.dead_letters, trouble: true },
    { name: "handler failures", number: frame.handler_failures, trouble: true },
    { name: "redeliveries skipped", number: frame.redeliveries, trouble: false },
    { name: "filtered out", number: frame.filtered_out, trouble: false },
  ]
    .filter(({ number }) => number > 0)
    .map(({ name, number, trouble }) => ({ name, value: count(number), trouble }));
}

/** Reuses the existing elements, so that unchanged facts stay in place and readable. */
function showFacts(station, facts) {
  const list = document.querySelector(`#station-${station} .facts`);
  while (list.children.length > facts.length) {
    list.lastChild.remove();
  }
  facts.forEach((fact, i) => {
    let row = list.children[i];
    if (!row) {
      row = element("div");
      row.append(element("dt"), element("dd"));
      list.append(row);
    }
    row.classList.toggle("trouble", fact.trouble === true);
    setText(row.firstChild, fact.name);
    setText(row.lastChild, fact.value);
  });
}
