"use strict";
// Everything the server sends is data: it reaches the page through text nodes and attributes only, never as markup.

/** Makes an element; children are nodes or text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== "") made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const byId = id => document.getElementById(id);
const minus = text => text.replace("-", "−");
const formats = new Map();

/** A number with exactly so many decimals; a dash where there is none. */
function fixed(number, decimals) {
  if (number === null || number === undefined) return "—";
  if (!formats.has(decimals)) {
    formats.set(decimals, new Intl.NumberFormat("en-US",
      { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  }
  return minus(formats.get(decimals).format(number));
}

const money = number => fixed(number, 2);
const count = number => fixed(number, 0);

/** With its sign, also where it is positive. */
function signed(number, decimals = 2) {
  const text = fixed(number, decimals);
  return number > 0 ? "+" + text : text;
}

const percent = share => share === null || share === undefined ? "—" : signed(share * 100) + " %";
const direction = number => number > 0 ? "up" : number < 0 ? "down" : "";

/** A price with as many decimals as its size calls for. */
function price(number) {
  if (number === null || number === undefined) return "—";
  const size = Math.abs(number);
  return fixed(number, size >= 1000 ? 2 : size >= 100 ? 3 : size >= 1 ? 4 : size >= 0.01 ? 6 : 8);
}

/** A measured number of any size: up to six significant digits. */
const measured = number => number === null ? "—" : minus(String(Number(number.toPrecision(6))));

const quantity = number => minus(new Intl.NumberFormat("en-US", { maximumSignificantDigits: 8 }).format(number));
const clock = instant => instant ? instant.slice(11, 19) : "—";
const day = instant => instant ? instant.slice(0, 10) : "";

/** A length of time, e.g. "45 s", "12 min", "3 h 05 min". */
function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return whole + " s";
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return minutes + " min";
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** "takeProfit" as "take profit". */
const words = name => name.replace(/[A-Z]/g, letter => " " + letter.toLowerCase());

const shown = new Map();

/** Draws a part of the page only when what it shows has changed, so that focus and selection survive a refresh. */
function draw(id, data, make) {
  const key = JSON.stringify(data);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  byId(id).replaceChildren(...[make(data)].flat());
}

/** Sets a text only when it has changed, so that a screen reader does not repeat it. */
function say(id, text) {
  const target = byId(id);
  if (target.textContent !== text) target.textContent = text;
}
