// The funnel: every decided symbol leaves it at exactly one row, and so does every signal.

const stages = ["queue", "state", "portfolio", "market", "sizing", "venue"];

/** Sums up lines by code, most first. */
function codes(lines) {
  const sums = new Map();
  for (const line of lines) {
    const known = sums.get(line.code) ?? { count: 0, sentence: line.sentence };
    sums.set(line.code, { ...known, count: known.count + line.count });
  }
  return [...sums].sort((left, right) => right[1].count - left[1].count || (left[0] < right[0] ? -1 : 1));
}

function shareOf(part, whole) {
  if (whole === 0 || part === 0) return "—";
  const share = part / whole * 100;
  return share > 0 && share < 0.1 ? "<0.1 %" : fixed(share, share === 100 ? 0 : 1) + " %";
}

function funnelRow(label, kind, part, whole, lines = []) {
  const fill = element("div", { class: "bar-fill" });
  fill.style.width = whole > 0 ? part / whole * 100 + "%" : "0";
  const zero = part === 0 ? " zero" : "";
  const track = element("div", { class: "track" + (kind.includes("refused") ? " refused" : "")
    + (kind.includes("filled") ? " filled" : ""), "aria-hidden": "true" });
  if (part > 0) track.append(fill);
  const row = [element("div", { class: (kind.includes("step") ? "step" : "drop") + zero }, label), track,
    element("div", { class: "number" + zero }, count(part)),
    element("div", { class: "number share" + zero }, shareOf(part, whole))];
  const list = codes(lines);
  if (list.length > 0) {
    row.push(element("div", { class: "codes" }, ...list.flatMap(([code, { count: sum, sentence }], index) =>
      [index > 0 ? " · " : null, element("span", { title: sentence, class: "figure" }, `${code} ${count(sum)}`)])));
  }
  return row;
}

function funnelOf({ decisions, signals, decisionsByReason, outcomesByReason }) {
  const decided = stage => decisionsByReason.filter(line => line.stage === stage);
  const low = decided("signal").filter(line => line.code === "CONFIDENCE_LOW");
  const held = decided("signal").filter(line => line.code !== "CONFIDENCE_LOW" && line.code !== "SIGNAL_QUEUED");
  const rows = [
    ...funnelRow("Decided", "step", decisions.total, decisions.total),
    ...funnelRow("not in universe", "refused", decisions.universeRefused, decisions.total, decided("universe")),
    ...funnelRow("no good data", "refused", decisions.dataRefused, decisions.total, decided("data")),
    ...funnelRow("hold", "drop", decisions.held, decisions.total, held),
    ...funnelRow("not sure enough", "refused", decisions.signalRefused, decisions.total, low),
    element("div", { class: "rule" }),
    ...funnelRow("Signals", "step", signals.total, signals.total),
  ];
  for (const stage of stages) {
    const lines = outcomesByReason.filter(line => line.stage === stage && line.code !== "ORDER_FILLED");
    const sum = lines.reduce((total, line) => total + line.count, 0);
    rows.push(...funnelRow(stage + " refused", "refused", sum, signals.total, lines));
  }
  rows.push(...funnelRow("no outcome yet", "drop", signals.open, signals.total));
  rows.push(...funnelRow("Filled", "step filled", signals.filled, signals.total));
  const sources = signals.bySource.map(line => `${line.source}: `
    + `${count(line.buy)} buy (${count(line.buyFilled)} filled), `
    + `${count(line.sell)} sell (${count(line.sellFilled)} filled)`);
  return [element("div", { class: "funnel" }, ...rows),
    element("p", { class: "sources" }, sources.length > 0 ? sources.join(" · ") : "Nobody gave a signal.")];
}

function showFunnel(id, funnel) {
  say(id + "-note",
    `${count(funnel.minutes)} min × ${count(funnel.symbolsMax)} symbols · ${count(funnel.candles)} candles`);
  const { from, to, ...facts } = funnel;
  draw(id, facts, funnelOf);
}
