// The "why?" box and the operator's orders.

// In the cloud the page is opened by a key in its address. It asks with that key and keeps it nowhere.
const key = new URLSearchParams(location.search).get("code");
const headers = key === null ? {} : { "x-functions-key": key };

async function readJson(path, options = {}) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(8000), headers, ...options });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The server answered ${response.status}.`);
  return answer;
}

/** What a failed request means, in words. */
function failureOf(error) {
  if (error.name === "TimeoutError") return "The server did not answer within 8 s.";
  return error instanceof TypeError || error instanceof SyntaxError ? "The server cannot be reached." : error.message;
}

function whyOf(why) {
  const parts = [element("ol", {}, ...why.sentences.map(sentence => element("li", {}, sentence)))];
  const reason = why.signal?.outcome ?? why.record?.reason;
  if (reason) {
    const facts = [["minute", why.minute], ["stage", reason.stage], ["code", reason.code],
      ["value", measured(reason.value)], ["limit", measured(reason.limit)], ["margin", measured(reason.margin)]];
    parts.push(element("dl", {}, ...facts.map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, value)))));
  }
  return parts;
}

let question = 0;

async function explain() {
  const asked = ++question;
  const symbol = byId("why-symbol").value.trim().toUpperCase();
  const minute = byId("why-minute").value.trim();
  const query = minute === "" ? "" : "?at=" + encodeURIComponent(minute);
  let shownAnswer;
  try {
    shownAnswer = whyOf(await readJson(`/api/why/${encodeURIComponent(symbol)}${query}`));
  } catch (error) {
    shownAnswer = [element("p", { class: "failed" }, failureOf(error))];
  }
  if (asked === question) byId("why-answer").replaceChildren(...shownAnswer); // A later question has the last word.
}

function askWhy(symbol, minute) {
  byId("why-symbol").value = symbol;
  byId("why-minute").value = minute;
  byId("why").scrollIntoView({ block: "center" });
  byId("why-symbol").focus({ preventScroll: true });
  explain();
}

byId("why").addEventListener("submit", event => {
  event.preventDefault();
  explain();
});

/** [action, label, what it does, the word to type where it cannot be taken back]. */
const orders = [
  ["resume", "Resume", "Entries are allowed again, and breakers that wait for you are put back.", null],
  ["pause", "Pause", "No new entries. Open positions are managed as before.", null],
  ["reduce", "Exits only", "No new entries. Open positions run to their exits.", null],
  ["halt", "Halt", "Everything stops but the stops: they are kept and repaired, nothing is trailed.", "HALT"],
  ["flatten", "Flatten", "Every open position is closed at market at the next monitor tick.", "FLATTEN"],
];

let pending = null;

function confirmOrder([action, label, effect, word]) {
  pending = { action, word };
  const positions = byId("positions").querySelectorAll("tbody tr").length;
  say("confirm-title", `${label}?`);
  say("confirm-text", `${effect} Open positions now: ${positions}. Mode: ${byId("mode").textContent}.`);
  byId("confirm-label").hidden = word === null;
  byId("confirm-label").firstElementChild.textContent = `Type ${word} to confirm`;
  byId("confirm-word").value = "";
  byId("confirm-yes").textContent = label;
  byId("confirm-yes").disabled = word !== null;
  byId("confirm-yes").className = word === null ? "primary" : "primary danger";
  byId("confirm").showModal();
  (word === null ? byId("confirm-no") : byId("confirm-word")).focus();
}

byId("confirm-word").addEventListener("input", () => {
  byId("confirm-yes").disabled = byId("confirm-word").value.trim().toUpperCase() !== pending.word;
});
byId("confirm-no").addEventListener("click", () => byId("confirm").close());
byId("confirm-form").addEventListener("submit", async () => {
  const { action } = pending;
  const target = byId("control-answer");
  target.className = "control-answer";
  say("control-answer", `${action} …`);
  try {
    say("control-answer", (await readJson(`/api/control/${action}`, { method: "POST" })).sentence);
  } catch (error) {
    target.className = "control-answer failed";
    say("control-answer", `${action} was not carried out: ${failureOf(error)}`);
  }
  refresh();
});

if (document.body.dataset.readOnly === undefined) {
  byId("control").append(...orders.map(order => {
    const button = element("button", { type: "button", class: order[3] ? "danger" : "" }, order[1]);
    button.addEventListener("click", () => confirmOrder(order));
    return button;
  }));
} else {
  for (const id of ["control-title", "control", "control-note", "control-answer"]) byId(id).hidden = true;
}

if (key !== null) {
  for (const link of document.querySelectorAll("footer a")) link.search = location.search;
}
