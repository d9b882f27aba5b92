// The equity curve: an SVG drawn at the size it has, so that lines and figures stay sharp.

function svg(name, attributes = {}, text = null) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  return made;
}

/** A step of 1, 2, 2.5 or 5 times a power of ten that parts a range into about so many pieces. */
function niceStep(range, pieces) {
  const raw = range / pieces;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map(factor => factor * power).find(step => step >= raw);
}

const chart = { points: [], base: null, height: 300, right: 76, bottom: 22, top: 8 };

function drawChart() {
  const box = byId("equity");
  const points = chart.points;
  if (points.length < 2) {
    box.replaceChildren(element("p", { class: "empty" }, "The curve begins with the second minute."));
    say("equity-note", "");
    return;
  }

  const width = Math.max(240, box.clientWidth);
  chart.height = box.clientHeight;
  const values = points.map(point => point.equity);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const [low, high] = [Math.min(lowest, chart.base ?? lowest), Math.max(highest, chart.base ?? highest)];
  const pad = (high - low) * 0.08 || Math.abs(high) * 0.001 || 1;
  const times = points.map(point => Date.parse(point.minute));
  const span = times.at(-1) - times[0];
  const x = time => (time - times[0]) / span * (width - chart.right);
  const y = value => chart.top + (high + pad - value) / (high - low + 2 * pad)
    * (chart.height - chart.top - chart.bottom);
  const label = `Equity from ${money(values[0])} to ${money(values.at(-1))}; lowest ${money(lowest)}, `
    + `highest ${money(highest)}.`;
  const root = svg("svg", { role: "img", "aria-label": label, viewBox: `0 0 ${width} ${chart.height}` });
  drawGrid(root, { width, low: low - pad, high: high + pad, x, y, times, span });
  const line = points.map((point, index) => `${x(times[index]).toFixed(1)},${y(point.equity).toFixed(1)}`).join("L");
  const floor = chart.height - chart.bottom;
  root.append(svg("path", { class: "area", d: `M0,${floor}L${line}L${x(times.at(-1)).toFixed(1)},${floor}Z` }));
  if (chart.base !== null) {
    root.append(svg("line", { class: "base", x1: 0, x2: width - chart.right, y1: y(chart.base), y2: y(chart.base) }));
  }
  root.append(svg("path", { class: "curve", d: "M" + line }));
  root.append(svg("circle", { class: "dot", cx: x(times.at(-1)), cy: y(values.at(-1)), r: 4 }));
  follow(root, { points, times, x, y, width, floor, note: `low ${money(lowest)} · high ${money(highest)}` });
  box.replaceChildren(root);
}

function drawGrid(root, { width, low, high, x, y, times, span }) {
  const step = niceStep(high - low, 4);
  const whole = places => Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) < 1e-6;
  const decimals = [0, 1, 2, 3, 4, 5, 6, 7].find(whole) ?? 8;
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) {
    root.append(svg("line", { class: "grid", x1: 0, x2: width - chart.right, y1: y(value), y2: y(value) }));
    root.append(svg("text", { x: width, y: y(value) + 4, "text-anchor": "end" }, fixed(value, decimals)));
  }
  const pieces = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360].map(minutes => minutes * 60000);
  const piece = pieces.find(size => span / size <= width / 80) ?? 720 * 60000;
  for (let time = Math.ceil(times[0] / piece) * piece; time <= times.at(-1); time += piece) {
    const at = x(time);
    if (at < 18 || at > width - chart.right) continue;
    root.append(svg("text", { x: at, y: chart.height - 4, "text-anchor": "middle" },
      new Date(time).toISOString().slice(11, 16)));
  }
}

/** Shows the figure under the pointer in the headline of the card. */
function follow(root, { points, times, x, y, width, floor, note }) {
  say("equity-note", note);
  const cursor = svg("line", { class: "cursor", y1: chart.top, y2: floor, visibility: "hidden" });
  root.append(cursor);
  root.addEventListener("pointermove", event => {
    const box = root.getBoundingClientRect();
    const wanted = (event.clientX - box.left) / box.width * width;
    const nearest = times.reduce((best, time, index) =>
      Math.abs(x(time) - wanted) < Math.abs(x(times[best]) - wanted) ? index : best, 0);
    cursor.setAttribute("x1", x(times[nearest]));
    cursor.setAttribute("x2", x(times[nearest]));
    cursor.setAttribute("visibility", "visible");
    say("equity-note", `${points[nearest].minute.slice(11, 16)} UTC · ${money(points[nearest].equity)}`);
  });
  root.addEventListener("pointerleave", () => {
    cursor.setAttribute("visibility", "hidden");
    say("equity-note", note);
  });
}

function showEquity(status) {
  const key = JSON.stringify([status.equity, status.books?.dayStartEquity]);
  if (shown.get("equity") === key) return;
  shown.set("equity", key);
  chart.points = status.equity;
  chart.base = status.books?.dayStartEquity ?? null;
  drawChart();
}

new ResizeObserver(drawChart).observe(byId("equity"));
