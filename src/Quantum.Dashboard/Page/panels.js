// The answer, the badges, the tiles, the health, the alarms and the dead letters.

function showAnswer(status) {
  say("diagnosis", status.diagnosis);
  const faulty = status.health.some(row => row.level === "bad" && row.component !== "risk");
  byId("answer").className = `answer ${status.state.kind}${faulty ? " fault" : ""}`;
  draw("causes", status.state.causes.slice(1), causes => causes.map(cause =>
    element("li", {}, `also ${cause.code}: ${cause.sentence}`)));
  for (const [id, text] of [["mode", status.mode], ["state", status.state.kind]]) {
    say(id, text);
    byId(id).className = "badge " + text;
  }
  say("last-scan", status.lastScan ? status.lastScan.slice(11, 16) : "none");
  say("read-day", day(status.at));
  say("read-at", clock(status.at));
  document.title = `${status.state.kind} · ${status.positions.length} open · Quantum (${status.mode})`;
}

function tile(title, figure, tone, ...notes) {
  return element("div", { class: "tile" }, element("h3", {}, title), element("strong", { class: tone }, figure),
    element("small", {}, ...notes));
}

function showTiles(status) {
  const open = status.positions.filter(position => position.phase !== "opening");
  const facts = { books: status.books, open: open.length, guarded: open.filter(position => position.isProtected).length,
    opening: status.positions.length - open.length, unprotected: status.unprotectedSecondsMax };
  draw("tiles", facts, ({ books, ...rest }) => [
    tile("Equity", money(books?.equity), "", books && !books.isBalanced
      ? element("span", { class: "down" }, `books off by ${signed(books.mismatch)}`)
      : `balance ${money(books?.walletBalance)}`),
    tile("Today", signed(books?.todayPnl), direction(books?.todayPnl), percent(books?.todayPnlShare)),
    tile("Unrealised", signed(books?.unrealisedPnl), direction(books?.unrealisedPnl), "at the mark price"),
    tile("Realised", signed(books?.realisedPnl), direction(books?.realisedPnl),
      `fees ${signed(books?.fees)} · funding ${signed(books?.funding)}`),
    tile("Open positions", count(rest.open), "", rest.guarded < rest.open
      ? element("span", { class: "down" }, `${rest.open - rest.guarded} without a stop`)
      : `${rest.guarded} with a stop${rest.opening > 0 ? ` · ${rest.opening} opening` : ""}`),
    tile("Longest without a stop", fixed(rest.unprotected, 1) + " s", rest.unprotected > 10 ? "down" : "",
      "ever; 10 s is the limit"),
  ]);
}

function showHealth(status) {
  draw("health", status.health, rows => rows.map(row => element("tr", {},
    element("td", {}, row.component),
    element("td", {}, element("span", { class: "level " + row.level }, row.level)),
    element("td", {}, row.evidence))));
}

function showAlarms(status) {
  const facts = { alarms: status.alarms, total: status.alarmsCount };
  draw("alarms", facts, ({ alarms, total }) => total === 0
    ? [element("h2", {}, "Alarms"), element("p", { class: "note" }, "None in 24 hours.")]
    : [element("h2", { class: "failed" }, `Alarms in 24 hours: ${count(total)}`), element("ul", {},
      ...alarms.map(alarm => element("li", {}, `${day(alarm.at)} ${clock(alarm.at)} ${alarm.symbol ?? ""} `,
        element("code", {}, alarm.reason.code), ` ${alarm.reason.sentence}`,
        alarm.endedAt ? ` Over at ${day(alarm.endedAt)} ${clock(alarm.endedAt)}.` : "")))]);
}

function showDeadLetters(status) {
  const facts = { letters: status.deadLetters, total: status.deadLettersCount };
  draw("dead", facts, ({ letters, total }) => total === 0
    ? [element("h2", {}, "Dead letters"), element("p", { class: "note" }, "None: no message was given up.")]
    : [element("h2", { class: "failed" }, `Dead letters: ${count(total)}`), element("ul", {}, ...letters.map(letter =>
      element("li", {}, `${day(letter.at)} ${clock(letter.at)} ${letter.reason} `,
        element("code", {}, letter.body))))]);
}
