// Figures as text. All pure.

const whole = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export const count = (number) => (number == null ? "–" : whole.format(number));

/** For axes, where there is little room: 9.8K. */
export const short = (number) => (number < 10000 ? whole.format(number) : compact.format(number));

/** Microseconds in the unit that suits, three digits of them: 850 µs, 12.4 ms, 3.10 s. */
export function span(micros) {
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

/** For axes: 5 ms, not 5.00 ms. */
export const shortSpan = (micros) => (micros === 0 ? "0" : span(micros).replace(/(\.\d*?)0+(?=\D)/, "$1").replace(/\.(?=\D)/, ""));

const two = (number) => String(number).padStart(2, "0");

/** An instant as time of day, to the millisecond. */
export function time(instant) {
  const at = new Date(instant);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** An element with classes and text; text is never markup. */
export function element(name, classes, text) {
  const made = document.createElement(name);
  if (classes) {
    made.className = classes;
  }
  if (text != null) {
    made.textContent = text;
  }
  return made;
}

/** Sets a text where it is another: what is the same needs no new layout. */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
