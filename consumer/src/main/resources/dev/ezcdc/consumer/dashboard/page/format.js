// Numbers, durations and times as text, and helpers for text in elements.

const integer = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export const count = (number) => (number == null ? "–" : integer.format(number));

/** A count short enough for an axis: 9.8K. */
export const compactCount = (number) => (number < 10000 ? integer.format(number) : compact.format(number));

/** Microseconds in a suitable unit with three digits: 850 µs, 12.4 ms, 3.10 s. */
export function duration(micros) {
  if (micros == null) {
    return "–";
  }
  const [value, unit] = micros < 1000 ? [micros, "µs"]
    : micros < 1e6 ? [micros / 1e3, "ms"]
    : micros < 6e8 ? [micros / 1e6, "s"]
    : micros < 3.6e10 ? [micros / 3.6e9, "h"]
    : [micros / 8.64e10, "d"];
  const digits = unit === "µs" || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}\u202f${unit}`;
}

/** A duration short enough for an axis: 5 ms, not 5.00 ms. */
export const compactDuration = (micros) => (micros === 0 ? "0" : duration(micros).replace(/(\.\d*?)0+(?=\D)/, "$1").replace(/\.(?=\D)/, ""));

const twoDigits = (number) => String(number).padStart(2, "0");

/** The local time of day with milliseconds. */
export function time(instant) {
  const at = new Date(instant);
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}:${twoDigits(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** Creates an element with classes and text. Text is never parsed as markup. */
export function element(name, classes, text) {
  const node = document.createElement(name);
  if (classes) {
    node.className = classes;
  }
  if (text != null) {
    node.textContent = text;
  }
  return node;
}

/** Sets a node's text if it differs, because setting equal text still costs a layout. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
