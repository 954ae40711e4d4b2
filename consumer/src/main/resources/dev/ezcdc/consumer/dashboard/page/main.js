// Receives the event stream and updates the page.

import { setText } from "./format.js";
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

let lastFrameAt = Date.now();
let ended = false;

function showState(name, text) {
  state.dataset.state = name;
  setText(stateText, text);
}

function connect() {
  const events = new EventSource("events");
  events.addEventListener("history", (event) => setHistory(JSON.parse(event.data)));
  events.addEventListener("second", (event) => addSecond(JSON.parse(event.data)));
  events.addEventListener("frame", (event) => showFrame(JSON.parse(event.data)));
  events.addEventListener("end", () => {
    ended = true;
    events.close();
    showState("ended", "Ended; showing the last state");
    document.getElementById("pipeline").dataset.flowing = "false";
  });
  events.addEventListener("error", () => {
    showState("lost", "Connection lost, retrying");
    if (events.readyState === EventSource.CLOSED) { // refused, probably because too many dashboards are open
      setTimeout(connect, SILENCE_MILLIS);
    }
  });
}

function showFrame(frame) {
  lastFrameAt = Date.now();
  const detail = frame.state === "running" ? null : frame.detail ?? frame.notice;
  showState(frame.state, STATES[frame.state] + (detail ? `: ${detail}` : ""));
  setText(topics, summarizeNames(Object.keys(frame.topics)));
  showPipeline(frame);
  showChanges(frame);
}

connect();

setInterval(() => {
  if (!ended && Date.now() - lastFrameAt > SILENCE_MILLIS && state.dataset.state !== "connecting") {
    showState("lost", "No updates received, waiting");
  }
}, 1000);

function summarizeNames(names) {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more topics`;
}
