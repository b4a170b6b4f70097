// The attendance sheet, one tap a girl. Each tap is an operation with an id of its own that is sent until the server has
// answered it; only that answer fills the button. Without this script the same form is posted as a whole.

const LETTERS = { p: "present", l: "late", e: "left_early", x: "excused", a: "unexcused" };
const PARTLY = new Set(["late", "left_early"]);
const ABSENT = new Set(["excused", "unexcused"]);
const RETRY_AFTER = [1000, 2000, 4000, 8000, 15000];
const UNDO_FOR = 10000;
const ARROWS_SETTLE = 900;

const form = document.getElementById("sheet");
const words = form.dataset;
const state = document.getElementById("save-state");
const summary = document.getElementById("sheet-summary");
const undoBar = document.getElementById("sheet-undo");
const rows = new Map();
const clockOffset = Number(words.now) - Date.now();

let isSending = false;
let failures = 0;
let retryTimer = 0;
let undoTimer = 0;
let lastPointer = 0;

/** A UUIDv7: it begins with the time, so that the server keeps what was tapped together beside each other. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  const view = new DataView(bytes.buffer);
  view.setUint32(0, now / 2 ** 16);
  view.setUint16(4, now % 2 ** 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** One girl: what the server has, what was tapped since, and what is on its way. */
class Row {
  constructor(element) {
    this.element = element;
    this.id = element.dataset.girl;
    this.version = Number(this.field("version").value);
    this.wanted = null;
    this.flight = null;
    this.settling = 0;
  }

  field(name) {
    return this.element.querySelector(`[name="${name}-${this.id}"]`);
  }

  get status() {
    return this.element.querySelector(`[name="mark-${this.id}"]:checked`)?.value ?? "";
  }

  set status(value) {
    for (const input of this.element.querySelectorAll(`[name="mark-${this.id}"]`)) {
      input.checked = value !== "" && input.value === value;
    }
  }

  get isMarked() {
    return this.status !== "";
  }

  get isPending() {
    return this.wanted !== null || this.flight !== null;
  }

  /** What the row says now, or null while it lacks something that its status needs. */
  value() {
    const status = this.status;
    const minutes = PARTLY.has(status) ? this.field("minutes").value.trim() : "";
    const reason = ABSENT.has(status) ? this.field("reason").value : "";
    if (PARTLY.has(status) && minutes === "") return null;
    if (status === "excused" && reason === "") return null;
    return { status, reason, minutes };
  }

  /** Someone came late or leaves early while the session runs: the clock knows how long she was here. */
  fillMinutes() {
    const input = this.field("minutes");
    if (!PARTLY.has(this.status) || (input.value !== "" && !input.dataset.filled)) return;
    const now = Date.now() + clockOffset;
    const isRunning = now > Number(words.starts) && now < Number(words.ends);
    const span = this.status === "late" ? Number(words.ends) - now : now - Number(words.starts);
    input.value = isRunning ? Math.min(Math.max(Math.round(span / 60000), 1), Number(words.minutes)) : "";
    input.dataset.filled = isRunning ? "yes" : "";
  }

  changed() {
    this.fillMinutes();
    this.say("");
    const value = this.value();
    if (value === null) {
      this.wanted = null;
      this.ask();
      return;
    }
    this.wanted = value;
    send();
  }

  /** Something is missing: say so and lead there. */
  ask() {
    const isPartly = PARTLY.has(this.status);
    this.say(isPartly ? words.askMinutes : words.askReason);
    this.field(isPartly ? "minutes" : "reason").focus();
  }

  say(text) {
    this.element.querySelector(".girl-message").textContent = text;
  }

  /** What the server has now. Fields that somebody has changed meanwhile stay hers. */
  take(mark, isMovedOn) {
    this.version = mark.version;
    this.field("version").value = mark.version;
    this.element.dataset.saved = mark.status;
    this.element.dataset.disputed = "";
    this.element.querySelector(".girl-line").textContent = mark.line;
    if (isMovedOn) return;
    this.status = mark.status;
    this.field("reason").value = mark.reason;
    this.field("minutes").value = mark.minutes;
  }
}

function say(text, tone) {
  state.textContent = text;
  state.dataset.tone = tone;
}

function pending() {
  return [...rows.values()].filter((row) => row.isPending);
}

/** Send everything that waits, in one post at a time. An operation keeps its id until it is answered. */
async function send() {
  if (isSending) return;
  const waiting = pending();
  if (waiting.length === 0) return;
  isSending = true;
  clearTimeout(retryTimer);
  for (const row of waiting) {
    if (row.flight === null) {
      row.flight = { op: newId(), version: row.version, value: row.wanted };
      row.wanted = null;
    }
  }
  say(words.saving, "saving");
  const isAnswered = await post(waiting);
  isSending = false;
  if (isAnswered) {
    failures = 0;
    if (pending().length > 0) send();
  } else {
    retryTimer = setTimeout(send, RETRY_AFTER[Math.min(failures, RETRY_AFTER.length - 1)]);
    failures += 1;
  }
}

function body(waiting) {
  const data = new URLSearchParams();
  for (const { id, flight } of waiting) {
    data.set(`mark-${id}`, flight.value.status);
    data.set(`reason-${id}`, flight.value.reason);
    data.set(`minutes-${id}`, flight.value.minutes);
    data.set(`version-${id}`, flight.version);
    data.set(`op-${id}`, flight.op);
  }
  const because = document.getElementById("because");
  if (because) data.set("because", because.value);
  return data;
}

/** Whether the server has answered each of them; whatever else happened, they are sent again. */
async function post(waiting) {
  let answer;
  let result;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value },
      body: body(waiting),
      redirect: "error",
    });
    result = await answer.json();
  } catch {
    say(answer && answer.status < 500 ? words.signIn : words.notSaved, "failed");
    return false;
  }
  document.dispatchEvent(new Event("server-contact"));
  if (!Array.isArray(result.verdicts)) {
    say(answer.status >= 500 ? words.notSaved : words.signIn, "failed");
    if (answer.status === 400) await renewToken();
    return false;
  }
  if (result.summary) summary.textContent = result.summary;
  const isRefused = answer.status === 422;
  for (const verdict of result.verdicts) settle(rows.get(verdict.enrolment_id), verdict, isRefused);
  // A refused batch saved nothing: those without fault fly again, without the one that was refused.
  say(isRefused ? words.refused : result.saved, isRefused ? "failed" : "saved");
  if (isRefused && result.verdicts.length === 0) {
    for (const row of waiting) refuse(row, result.message);
  }
  return true;
}

/** After signing in again in another tab, the token of this page is an old one. */
async function renewToken() {
  const page = await fetch(form.action).then((answer) => answer.text()).catch(() => "");
  const token = /name="csrf_token" value="([^"]+)"/.exec(page);
  if (token) form.elements.csrf_token.value = token[1];
}

function refuse(row, message) {
  row.flight = null;
  row.wanted = null;
  row.say(message);
}

function settle(row, verdict, isRefused) {
  if (verdict.verdict === "rejected") return refuse(row, verdict.message);
  if (isRefused) return undefined;
  const isMovedOn = row.wanted !== null || row.status !== row.flight.value.status;
  row.flight = null;
  row.take(verdict.mark, isMovedOn);
  if (verdict.choices.length > 0) showConflict(row, verdict);
  return undefined;
}

/** Two people, two answers: the server keeps both, the person in front of the screen chooses. */
function showConflict(row, verdict) {
  const place = row.element.querySelector(".girl-message");
  row.element.dataset.disputed = "yes";
  place.textContent = `${verdict.message} `;
  place.append(...verdict.choices.map((value) => choice(row, value)));
}

function choice(row, value) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary";
  button.textContent = value.text;
  button.addEventListener("click", () => {
    row.wanted = { status: value.status, reason: value.reason, minutes: value.minutes };
    row.status = value.status;
    row.say("");
    send();
  });
  return button;
}

function onSubmit(event) {
  event.preventDefault();
  if (event.submitter?.name === "everyone") everyoneElse();
  else send();
}

function everyoneElse() {
  const filled = [...rows.values()].filter((row) => !row.isMarked && !row.isPending && !row.element.dataset.closed);
  for (const row of filled) {
    row.status = "present";
    row.wanted = { status: "present", reason: "", minutes: "" };
  }
  if (filled.length > 0) offerUndo(filled);
  send();
}

function offerUndo(filled) {
  clearTimeout(undoTimer);
  undoBar.hidden = false;
  undoBar.querySelector("span").textContent = words.filled.replace("0", filled.length);
  undoBar.querySelector("button").onclick = () => {
    undoBar.hidden = true;
    for (const row of filled) {
      if (row.status !== "present") continue;
      row.status = "";
      row.wanted = { status: "", reason: "", minutes: "" };
    }
    send();
  };
  undoTimer = setTimeout(() => { undoBar.hidden = true; }, UNDO_FOR);
}

function rowOf(target) {
  return rows.get(target.closest?.("[data-girl]")?.dataset.girl);
}

/** Arrow keys walk through the buttons of a row, and each step is a change: wait until they rest. */
function onChange(event) {
  const row = rowOf(event.target);
  if (!row) return;
  clearTimeout(row.settling);
  const isRadio = event.target.type === "radio";
  const isTap = !isRadio || performance.now() - lastPointer < 400;
  if (!isRadio) delete event.target.dataset.filled;
  row.settling = setTimeout(() => row.changed(), isTap ? 0 : ARROWS_SETTLE);
}

function onKey(event) {
  const row = rowOf(event.target);
  const status = LETTERS[event.key.toLowerCase()];
  if (!row || !status || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  clearTimeout(row.settling);
  row.status = status;
  const all = [...rows.values()];
  const next = all[all.indexOf(row) + 1];
  const field = next && (next.element.querySelector("input:checked") ?? next.element.querySelector("input[type=radio]"));
  field?.focus();
  row.changed();
}

for (const element of form.querySelectorAll("[data-girl]")) rows.set(element.dataset.girl, new Row(element));
form.classList.add("is-live");
form.addEventListener("pointerup", () => { lastPointer = performance.now(); });
form.addEventListener("change", onChange);
form.addEventListener("keydown", onKey);
form.addEventListener("submit", onSubmit);
window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => pending().length > 0 && event.preventDefault());
