// One request every two seconds, never two at once. What is old says so.

const periodMilliseconds = 2000;
const staleMilliseconds = 12000;
let reading = false;
let newest = null; // The server's own time of the newest answer: in virtual time it does not run like ours.
let newestSeen = performance.now();
let failure = null;

async function refresh() {
  if (reading) return;
  reading = true;
  try {
    const status = await readJson("/api/status");
    failure = null;
    if (status.at !== newest) [newest, newestSeen] = [status.at, performance.now()];
    for (const show of [showAnswer, showTiles, showEquity, showHealth, showPositions, showTrades, showAlarms,
      showDeadLetters]) {
      show(status);
    }
    showFunnel("hour", status.hour);
    showFunnel("day", status.day);
    byId("main").classList.remove("waiting");
  } catch (error) {
    failure = failureOf(error);
  } finally {
    reading = false;
    showAge();
  }
}

function showAge() {
  const age = performance.now() - newestSeen;
  const old = failure !== null || age > staleMilliseconds;
  byId("main").classList.toggle("old", old && newest !== null);
  byId("stale").hidden = !old;
  if (!old) return;
  const since = newest === null ? "Nothing has been read yet."
    : `What you see is ${duration(age / 1000)} old: ${day(newest)} ${clock(newest)} UTC.`;
  // Only the cause is read out: the age changes every second.
  say("stale-cause", failure ?? "The server's answers stand still.");
  say("stale-age", since);
}

setInterval(refresh, periodMilliseconds);
setInterval(showAge, 1000);
document.addEventListener("visibilitychange", refresh);
refresh();
