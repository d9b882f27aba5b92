// Open positions and last trades. On a phone every row becomes a small card, labelled by its columns.

/** Columns are [title, class, cell]; a cell is text or a node. */
function factTable(columns, rows) {
  const head = element("tr", {}, ...columns.map(([title, kind]) =>
    element("th", { class: kind, scope: "col" }, title)));
  const body = rows.map(row => element("tr", {}, ...columns.map(([title, kind, cell]) =>
    element("td", { class: kind, "data-label": title }, cell(row)))));
  return element("table", { class: "facts" }, element("thead", {}, head), element("tbody", {}, ...body));
}

const toned = (number, text) => element("span", { class: direction(number) }, text);
const sideOf = row => element("span", { class: "side " + row.side }, row.side === "buy" ? "long" : "short");

function symbolOf(row) {
  const button = element("button", { type: "button", class: "link", title: `Why ${row.symbol} at ${row.minute}?` },
    row.symbol);
  button.addEventListener("click", () => askWhy(row.symbol, row.minute));
  return button;
}

function guardOf(position) {
  if (position.phase === "opening") return element("span", { class: "level warning" }, "opening");
  if (!position.isProtected) return element("span", { class: "level bad" }, "no stop");
  const text = position.phase === "closing" ? "closing: " + words(position.closing)
    : position.isTrailing ? "trailing" : "protected";
  return element("span", { class: "level good" }, text);
}

const positionColumns = [
  ["Symbol", "", symbolOf],
  ["Side", "", sideOf],
  ["Quantity", "number", row => quantity(row.quantity)],
  ["Value", "number", row => money(row.entryNotional)],
  ["Leverage", "number", row => row.leverage + "×"],
  ["Entry", "number", row => price(row.entryPrice)],
  ["Stop", "number", row => price(row.stopPrice)],
  ["Take profit", "number", row => price(row.takeProfitPrice)],
  ["PnL", "number", row => toned(row.pnl, signed(row.pnl))],
  ["PnL %", "number", row => toned(row.pnlShare, percent(row.pnlShare))],
  ["Best so far", "number", row => toned(row.bestPnlShare, percent(row.bestPnlShare))],
  ["Source", "", row => row.source],
  ["Age", "number", row => duration(row.ageSeconds)],
  ["Stop at venue", "", guardOf],
];

const tradeColumns = [
  ["Symbol", "", symbolOf],
  ["Side", "", sideOf],
  ["Closed", "number", row => clock(row.closedAt)],
  ["Held", "number minor", row => duration((Date.parse(row.closedAt) - Date.parse(row.openedAt)) / 1000)],
  ["Quantity", "number minor", row => quantity(row.quantity)],
  ["Entry", "number", row => price(row.entryPrice)],
  ["Exit", "number", row => price(row.exitPrice)],
  ["By", "", row => words(row.close)],
  ["Source", "minor", row => row.source],
  ["Realised", "number", row => signed(row.realisedPnl)],
  ["Fees", "number minor", row => signed(row.fees)],
  ["Funding", "number minor", row => signed(row.funding)],
  ["Net", "number", row => toned(row.netPnl, signed(row.netPnl))],
  ["Net share", "number", row => toned(row.netShare, percent(row.netShare))],
];

const empty = text => element("p", { class: "empty" }, text);

function showPositions(status) {
  // Ages are shown to the minute once they are that old: rows are not redrawn each second for a second.
  const rows = status.positions.map(({ ageSeconds, ...row }) => ({ ...row, ageSeconds: ageSeconds < 60 ? ageSeconds
    : Math.floor(ageSeconds / 60) * 60 }));
  const long = rows.filter(row => row.side === "buy").length;
  say("positions-note", rows.length > 0 ? `${long} long · ${rows.length - long} short` : "");
  draw("positions", rows, list => list.length > 0 ? factTable(positionColumns, list) : empty("No position is open."));
}

function showTrades(status) {
  const net = status.trades.reduce((sum, trade) => sum + trade.netPnl, 0);
  const newest = status.trades.length < status.tradesCount ? `newest ${status.trades.length} of ` : "";
  say("trades-note", status.tradesCount > 0
    ? `${newest}${count(status.tradesCount)} in 24 h · net of those shown ${signed(net)}` : "");
  draw("trades", status.trades, list => list.length > 0 ? factTable(tradeColumns, list)
    : empty("No position ended in the last 24 hours."));
}
