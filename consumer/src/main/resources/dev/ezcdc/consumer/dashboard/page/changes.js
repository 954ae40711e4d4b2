// The latest changes: a sample of them, which can be paused and filtered.

import { count, element, say, span, time } from "./format.js";

const REMEMBERED = 500;
const SHOWN = 100;
const IN_A_LINE = 6;
const OPERATIONS = ["create", "update", "delete", "read", "truncate", "message"];
const ALWAYS_OFFERED = 3;

const byId = (id) => document.getElementById(id);
const list = byId("list");
const pauseButton = byId("pause");

let remembered = []; // newest last
let atPause = null;
let totalAtPause = 0;
let total = 0;
const tables = new Set();
const operations = new Map();

for (const operation of OPERATIONS) {
  const button = element("button", `op ${operation}`, operation);
  button.type = "button";
  button.setAttribute("aria-pressed", "true");
  button.hidden = operations.size >= ALWAYS_OFFERED;
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!wanted(operation)));
    rebuild();
  });
  operations.set(operation, button);
  byId("operations").append(button);
}
byId("table").addEventListener("change", rebuild);
byId("text").addEventListener("input", rebuild);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
pauseButton.addEventListener("click", () => (atPause ? resume() : pause()));
// Whoever opens a change wants to read it.
list.addEventListener("toggle", (event) => { if (event.target.open) { pause(); } }, true);

/** Shows what came with a tick. */
export function showChanges(tick) {
  total = tick.total;
  for (const change of tick.changes) {
    remembered.push(change);
    offer(change);
  }
  remembered = remembered.slice(-REMEMBERED);
  say(byId("sampled"), tick.per_second === 0 ? ""
    : tick.shown_per_second < tick.per_second
      ? `showing ${count(tick.shown_per_second)} of ${count(tick.per_second)}/s`
      : `showing all, ${count(tick.per_second)}/s`);
  if (atPause) {
    sayPaused();
    return;
  }
  const rows = tick.changes.filter(matches).map(row).reverse();
  if (rows.length > 0) {
    list.prepend(...rows);
    while (list.children.length > SHOWN) {
      list.lastChild.remove();
    }
  }
  sayEmpty();
}

function pause() {
  if (!atPause) {
    atPause = remembered.slice();
    totalAtPause = total;
    pauseButton.setAttribute("aria-pressed", "true");
    pauseButton.textContent = "Resume";
    sayPaused();
  }
}

function resume() {
  atPause = null;
  pauseButton.setAttribute("aria-pressed", "false");
  pauseButton.textContent = "Pause";
  say(byId("paused"), "");
  rebuild();
}

function sayPaused() {
  // Read out once, when it begins; the count after it is for the eye alone.
  const since = count(total - totalAtPause);
  const paused = byId("paused");
  if (!paused.firstChild) {
    const number = element("span");
    number.setAttribute("aria-hidden", "true");
    paused.append("Paused.", number);
  }
  say(paused.lastChild, ` ${since} changes since`);
}

/** Adds to what can be chosen: tables and operations that were seen. */
function offer(change) {
  const button = operations.get(change.operation);
  if (button) {
    button.hidden = false;
  }
  if (!tables.has(change.table)) {
    tables.add(change.table);
    const option = element("option", null, change.table);
    option.value = change.table;
    byId("table").append(option);
  }
}

const wanted = (operation) => operations.get(operation)?.getAttribute("aria-pressed") !== "false";

function matches(change) {
  const table = byId("table").value;
  const text = byId("text").value.trim().toLowerCase();
  return wanted(change.operation)
    && (table === "" || change.table === table)
    && (text === "" || haystack(change).includes(text));
}

function haystack(change) {
  const values = change.columns.flatMap((column) => [column.name, column.before?.text, column.after?.text]);
  return [change.key, change.table, ...values].filter((value) => value != null).join("\n").toLowerCase();
}

function rebuild() {
  list.replaceChildren(...(atPause ?? remembered).filter(matches).slice(-SHOWN).reverse().map(row));
  sayEmpty();
}

function sayEmpty() {
  const empty = byId("empty");
  empty.hidden = list.children.length > 0;
  say(empty, remembered.length === 0 ? "No change has come yet." : "None of the latest changes is like that.");
}

function row(change) {
  const item = element("li", "change");
  const details = element("details");
  const summary = element("summary");
  summary.append(
    element("span", "at", time(change.commit)),
    element("span", `op ${change.operation}`, change.operation),
    element("span", "table", change.table),
    element("span", "key", change.key ?? ""),
    inALine(change),
    element("span", "took", change.latency_micros == null ? "snapshot" : span(change.latency_micros)),
  );
  details.append(summary);
  // Most are never opened.
  details.addEventListener("toggle", () => { if (details.children.length === 1) { details.append(whole(change)); } });
  item.append(details);
  return item;
}

/** Of an update what changed, from what to what; of others the row. */
function inALine(change) {
  const line = element("span", "gist");
  const update = change.columns.some((column) => column.changed);
  const columns = update ? change.columns.filter((column) => column.changed) : change.columns;
  const key = change.key ?? "";
  columns
    .filter((column) => update || !key.startsWith(`${column.name}=`))
    .slice(0, IN_A_LINE)
    .forEach((column) => {
      const part = element("span", "part");
      part.append(element("span", "column", column.name), " ");
      if (update) {
        part.append(value("del", column.before), " → ", value("ins", column.after));
      } else {
        part.append(value("span", column.after ?? column.before));
      }
      line.append(part, " ");
    });
  return line;
}

function whole(change) {
  const scroll = element("div", "whole-row");
  const table = element("table");
  const head = element("tr");
  ["column", "before", "after"].forEach((title) => {
    const cell = element("th", null, title);
    cell.scope = "col";
    head.append(cell);
  });
  table.append(element("thead"), element("tbody"));
  table.tHead.append(head);
  for (const column of change.columns) {
    const line = element("tr", column.changed ? "changed" : "");
    const name = element("th", null, column.name);
    name.scope = "row";
    const before = element("td");
    const after = element("td");
    before.append(value(column.changed ? "del" : "span", column.before));
    after.append(value(column.changed ? "ins" : "span", column.after));
    line.append(name, before, after);
    table.tBodies[0].append(line);
  }
  const place = [change.topic, `partition ${change.partition}`, `offset ${count(change.offset)}`];
  if (change.position) {
    place.push(`LSN ${change.position}`);
  }
  if (change.more_columns > 0) {
    place.push(`${change.more_columns} more columns`);
  }
  scroll.append(table, element("p", "place", place.join(" · ")));
  return scroll;
}

/** A value that cannot be taken for another's: null is not "null". */
function value(name, shown) {
  if (shown == null) {
    return element("span", "value none", "–");
  }
  const made = element(name, `value ${shown.type.toLowerCase()}`, shown.text);
  if (shown.cut) {
    made.append(element("span", "cut", shown.cut));
  }
  return made;
}
