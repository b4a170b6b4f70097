// The forming board, one answer a move and no page load: by click, by keyboard, by dragging. The server decides each move;
// only its answer moves a card. Without this script the same form is posted and comes back as a page.

const LOOK_EVERY = 15000;
const form = document.getElementById("board");
const words = form.dataset;
const state = document.getElementById("save-state");
const chosenLine = document.getElementById("board-chosen");
const to = document.getElementById("board-to");
const undo = document.getElementById("board-undo");
const hint = chosenLine.textContent;
let isSending = false;
let dragged = null;

const radioOf = (girl) => form.querySelector(`input[name="participant"][value="${girl}"]`);
const cardOf = (girl) => document.getElementById(`girl-${girl}`);
const columnOf = (id) => form.querySelector(`[data-column="${id || "waiting"}"]`);
const chosen = () => form.querySelector('input[name="participant"]:checked');
const columns = () => [...form.querySelectorAll("[data-column]")];

function say(text, tone) {
  state.textContent = text;
  state.dataset.tone = tone;
}

function showChosen() {
  const radio = chosen();
  chosenLine.textContent = radio ? `${cardOf(radio.value).querySelector(".code").textContent}:` : hint;
}

async function post(url, values) {
  if (isSending) return;
  isSending = true;
  const body = new URLSearchParams({ version: form.elements.version.value, ...values });
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  let answer;
  let result;
  try {
    answer = await fetch(url, { method: "POST", headers, body, redirect: "error" });
    result = await answer.json();
  } catch {
    say(answer && answer.status < 500 ? words.signIn : words.notSaved, "failed");
    return;
  } finally {
    isSending = false;
  }
  document.dispatchEvent(new Event("server-contact"));
  if (answer.ok) take(result);
  else if (answer.status === 409) say(`${result.refused} ${words.reload}`, "failed");
  else refuse(result, values.participant);
}

function move(girl, place) {
  if (girl && place) post(form.action, { participant: girl, to: place });
}

function refuse(result, girl) {
  say(result.refused ?? words.notSaved, "failed");
  const note = girl && cardOf(girl)?.querySelector(".board-reason");
  if (note && result.refused) {
    note.dataset.before ??= note.textContent;
    note.textContent = result.refused;
    note.classList.add("is-refused");
  }
}

/** Put everything where the server says it is now. */
function take(result) {
  form.elements.version.value = result.version;
  const card = cardOf(result.girl);
  put(card, columnOf(result.to).querySelector(".board-cards"));
  pin(card, result.pinned);
  for (const note of form.querySelectorAll(".board-reason")) {
    const text = result.notes[note.closest(".board-card").id.slice(5)] ?? "";
    if (note.textContent !== text) note.textContent = text;
    note.classList.remove("is-refused");
    delete note.dataset.before;
  }
  for (const [id, [seats, note]] of Object.entries(result.groups)) {
    const column = columnOf(id);
    if (!column) continue;
    column.querySelector(".board-seats").textContent = seats;
    column.querySelector(".board-note").textContent = note;
  }
  for (const [key, [now]] of Object.entries(result.figures)) {
    document.querySelector(`[data-figure="${key}"] .figure-now`).textContent = now;
  }
  undo.hidden = !result.may_undo;
  say(result.said, "saved");
  const radio = radioOf(result.girl);
  radio.checked = true;
  radio.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  showChosen();
}

/** The longest waiting come first, as the server lays them out. */
function put(card, list) {
  const rank = Number(card.dataset.rank);
  const next = [...list.children].find((other) => other !== card && Number(other.dataset.rank) > rank);
  list.insertBefore(card, next ?? null);
}

function pin(card, isPinned) {
  const face = card.querySelector(".board-face");
  face.querySelector(".board-pin")?.remove();
  if (!isPinned) return;
  const mark = document.createElement("span");
  mark.className = "board-pin";
  mark.textContent = words.pinned;
  face.append(mark);
}

function onSubmit(event) {
  event.preventDefault();
  if (event.submitter === undo) post(words.undo, {});
  else move(chosen()?.value, event.submitter?.name === "here" ? event.submitter.value : to.value);
}

/** Up and down within a column are the browser's own; left and right go to the next column that has girls. */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isCard = event.target.name === "participant";
  if (isCard && event.key === "Enter") {
    event.preventDefault();
    event.target.checked = true;
    showChosen();
    to.focus();
  } else if (event.target === to && event.key === "Enter") {
    event.preventDefault();
    move(chosen()?.value, to.value);
  } else if (isCard && event.key.toLowerCase() === "z" && !undo.hidden) {
    event.preventDefault();
    post(words.undo, {});
  } else if (isCard && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    beside(event.target, event.key === "ArrowRight" ? 1 : -1);
  }
}

function beside(radio, step) {
  const all = columns().filter((column) => column.querySelector(".board-card"));
  const here = all.indexOf(radio.closest("[data-column]"));
  const next = all[(here + step + all.length) % all.length].querySelector('input[name="participant"]');
  next.checked = true;
  next.focus();
  showChosen();
}

function onDrag(event) {
  const column = event.target.closest?.("[data-column]");
  if (!dragged || !column) return;
  event.preventDefault();
  for (const each of columns()) each.classList.toggle("is-target", each === column);
}

function endDrag() {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  for (const each of columns()) each.classList.remove("is-target");
}

/** Whether somebody else is here, and whether this page is still the newest. */
async function look() {
  if (document.hidden) return;
  const answer = await fetch(words.state, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const now = await answer.json().catch(() => null);
  if (!now) return;
  document.getElementById("board-others").textContent = now.others;
  if (!isSending && now.version > Number(form.elements.version.value)) say(`${words.changed} ${words.reload}`, "failed");
}

for (const card of form.querySelectorAll(".board-card")) card.draggable = true;
form.addEventListener("submit", onSubmit);
form.addEventListener("keydown", onKey);
form.addEventListener("change", showChosen);
form.addEventListener("dragstart", (event) => {
  dragged = event.target.closest(".board-card");
  dragged?.classList.add("is-dragged");
  event.dataTransfer.setData("text/plain", "");
});
form.addEventListener("dragover", onDrag);
form.addEventListener("dragend", endDrag);
form.addEventListener("drop", (event) => {
  const column = event.target.closest?.("[data-column]");
  event.preventDefault();
  if (dragged && column) move(dragged.id.slice(5), column.dataset.column);
  endDrag();
});
showChosen();
setInterval(look, LOOK_EVERY);
