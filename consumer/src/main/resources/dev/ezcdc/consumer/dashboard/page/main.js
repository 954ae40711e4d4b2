// Listens to the consumer and shows what it tells.

import { say } from "./format.js";
import { showPipeline } from "./pipeline.js";
import { addSecond, setHistory } from "./charts.js";
import { showChanges } from "./changes.js";

const SILENCE_MILLIS = 4000;

const state = document.getElementById("state");
const stateText = document.getElementById("state-text");
const topics = document.getElementById("topics");

const STATES = {
  starting: "Starting",
  new: "Starting",
  waiting: "Waiting",
  running: "Streaming",
  stopped: "Stopped",
  failed: "Failed",
};

let lastNews = Date.now();
let ended = false;

function show(name, text) {
  state.dataset.state = name;
  say(stateText, text);
}

function listen() {
  const events = new EventSource("events");
  events.addEventListener("history", (event) => setHistory(JSON.parse(event.data)));
  events.addEventListener("second", (event) => addSecond(JSON.parse(event.data)));
  events.addEventListener("tick", (event) => showTick(JSON.parse(event.data)));
  events.addEventListener("bye", () => {
    ended = true;
    events.close();
    show("ended", "Ended; this is how it was");
    document.getElementById("pipeline").dataset.flowing = "false";
  });
  events.addEventListener("error", () => {
    show("lost", "Connection lost, trying again");
    if (events.readyState === EventSource.CLOSED) { // refused, for now: too many are looking on
      setTimeout(listen, SILENCE_MILLIS);
    }
  });
}

function showTick(tick) {
  lastNews = Date.now();
  const more = tick.state === "running" ? null : tick.detail ?? tick.notice;
  show(tick.state, STATES[tick.state] + (more ? `: ${more}` : ""));
  say(topics, names(Object.keys(tick.topics)));
  showPipeline(tick);
  showChanges(tick);
}

listen();

setInterval(() => {
  if (!ended && Date.now() - lastNews > SILENCE_MILLIS && state.dataset.state !== "connecting") {
    show("lost", "No news, waiting for some");
  }
}, 1000);

function names(all) {
  return all.length <= 3 ? all.join(", ") : `${all.slice(0, 2).join(", ")} and ${all.length - 2} more topics`;
}
