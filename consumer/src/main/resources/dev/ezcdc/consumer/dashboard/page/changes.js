// The list of the latest changes: a sample that can be paused and filtered.

import { count, duration, element, setText, time } from "./format.js";

const MAX_KEPT = 500;
const MAX_SHOWN = 100;
const MAX_SUMMARY_COLUMNS = 6;
const OPERATIONS = ["create", "update", "delete", "read", "truncate", "message"];
const ALWAYS_VISIBLE = 3;

const byId = (id) => document.getElementById(id);
const list = byId("list");
const pauseButton = byId("pause");

let kept = []; // newest last
let paused = null; // the changes kept when the list was paused
let totalAtPause = 0;
let total = 0;
const tables = new Set();
const operations = new Map();

for (const operation of OPERATIONS) {
  const button = element("button", `op ${operation}`, operation);
  button.type = "button";
  button.setAttribute("aria-pressed", "true");
  button.hidden = operations.size >= ALWAYS_VISIBLE;
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!isSelected(operation)));
    rebuild();
  });
  operations.set(operation, button);
  byId("operations").append(button);
}
byId("table").addEventListener("change", rebuild);
byId("text").addEventListener("input", rebuild);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
pauseButton.addEventListener("click", () => (paused ? resume() : pause()));
// Opening a change pauses the list, so that the change can be read.
list.addEventListener("toggle", (event) => { if (event.target.open) { pause(); } }, true);

/** Adds a frame's changes to the list. */
export function showChanges(frame) {
  total = frame.total;
  for (const change of frame.changes) {
    kept.push(change);
    addFilterOptions(change);
  }
  kept = kept.slice(-MAX_KEPT);
  setText(byId("sampled"), frame.per_second === 0 ? ""
    : frame.shown_per_second < frame.per_second
      ? `showing ${count(frame.shown_per_second)} of ${count(frame.per_second)}/s`
      : `showing all, ${count(frame.per_second)}/s`);
  if (paused) {
    showPaused();
    return;
  }
  const rows = frame.changes.filter(matches).map(changeRow).reverse();
  if (rows.length > 0) {
    list.prepend(...rows);
    while (list.children.length > MAX_SHOWN) {
      list.lastChild.remove();
    }
  }
  showEmpty();
}

function pause() {
  if (!paused) {
    paused = kept.slice();
    totalAtPause = total;
    pauseButton.setAttribute("aria-pressed", "true");
    pauseButton.textContent = "Resume";
    showPaused();
  }
}

function resume() {
  paused = null;
  pauseButton.setAttribute("aria-pressed", "false");
  pauseButton.textContent = "Pause";
  setText(byId("paused"), "");
  rebuild();
}

function showPaused() {
  // Screen readers announce the pause once; the changing count is hidden from them.
  const since = count(total - totalAtPause);
  const status = byId("paused");
  if (!status.firstChild) {
    const number = element("span");
    number.setAttribute("aria-hidden", "true");
    status.append("Paused.", number);
  }
  setText(status.lastChild, ` ${since} changes since`);
}

/** Adds the change's table and operation to the filters. */
function addFilterOptions(change) {
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

const isSelected = (operation) => operations.get(operation)?.getAttribute("aria-pressed") !== "false";

function matches(change) {
  const table = byId("table").value;
  const text = byId("text").value.trim().toLowerCase();
  return isSelected(change.operation)
    && (table === "" || change.table === table)
    && (text === "" || searchText(change).includes(text));
}

function searchText(change) {
  const values = change.columns.flatMap((column) => [column.name, column.before?.text, column.after?.text]);
  return [change.key, change.table, ...values].filter((value) => value != null).join("\n").toLowerCase();
}

function rebuild() {
  list.replaceChildren(...(paused ?? kept).filter(matches).slice(-MAX_SHOWN).reverse().map(changeRow));
  showEmpty();
}

function showEmpty() {
  const empty = byId("empty");
  empty.hidden = list.children.length > 0;
  setText(empty, kept.length === 0 ? "No changes yet." : "No recent change matches the filter.");
}

function changeRow(change) {
  const item = element("li", "change");
  const details = element("details");
  const summary = element("summary");
  summary.append(
    element("span", "at", time(change.commit)),
    element("span", `op ${change.operation}`, change.operation),
    element("span", "table", change.table),
    element("span", "key", change.key ?? ""),
    columnSummary(change),
    element("span", "duration", change.latency_micros == null ? "snapshot" : duration(change.latency_micros)),
  );
  details.append(summary);
  // The table is built when first opened, because most changes never are.
  details.addEventListener("toggle", () => { if (details.children.length === 1) { details.append(fullRow(change)); } });
  item.append(details);
  return item;
}

/** The changed columns of an update with their old and new values; the row of any other change. */
function columnSummary(change) {
  const line = element("span", "columns");
  const update = change.columns.some((column) => column.changed);
  const columns = update ? change.columns.filter((column) => column.changed) : change.columns;
  const key = change.key ?? "";
  columns
    .filter((column) => update || !key.startsWith(`${column.name}=`))
    .slice(0, MAX_SUMMARY_COLUMNS)
    .forEach((column) => {
      const part = element("span", "part");
      part.append(element("span", "column", column.name), " ");
      if (update) {
        part.append(valueElement("del", column.before), " → ", valueElement("ins", column.after));
      } else {
        part.append(valueElement("span", column.after ?? column.before));
      }
      line.append(part, " ");
    });
  return line;
}

function fullRow(change) {
  const scroll = element("div", "full-row");
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
    before.append(valueElement(column.changed ? "del" : "span", column.before));
    after.append(valueElement(column.changed ? "ins" : "span", column.after));
    line.append(name, before, after);
    table.tBodies[0].append(line);
  }
  const position = [change.topic, `partition ${change.partition}`, `offset ${count(change.offset)}`];
  if (change.position) {
    position.push(`LSN ${change.position}`);
  }
  if (change.more_columns > 0) {
    position.push(`${change.more_columns} more columns`);
  }
  scroll.append(table, element("p", "position", position.join(" · ")));
  return scroll;
}

/** An element for a value, styled by type, so that null differs from the text "null". */
function valueElement(name, value) {
  if (value == null) {
    return element("span", "value none", "–");
  }
  const node = element(name, `value ${value.type.toLowerCase()}`, value.text);
  if (value.cut) {
    node.append(element("span", "cut", value.cut));
  }
  return node;
}
