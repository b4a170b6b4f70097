// Keeps what is being typed: a pause in typing posts the form to its draft address, and one line says in words how that
// went. The page works without this; then only Save keeps the text. Nothing is stored in the browser.

const PAUSE = 1500;
const RETRY = 10000;

const form = document.querySelector("form[data-draft-url]");
const state = document.getElementById("save-state");
let timer = 0;
let kept = "";
let underway = null;
let isSaving = false;

const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "csrf_token"));

function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(keep, delay);
}

async function keep() {
  clearTimeout(timer);
  const text = typed().toString();
  if (isSaving || text === kept) return;
  underway?.abort();
  underway = new AbortController();
  const { signal } = underway;
  state.textContent = form.dataset.draftSaving;
  try {
    const answer = await post(signal);
    const told = await answer.json();
    if (answer.ok) kept = text;
    state.textContent = told.state || form.dataset.draftFailed;
    document.dispatchEvent(new Event("server-contact"));
    if (!answer.ok && answer.status !== 422) later(RETRY);
  } catch {
    if (signal.aborted) return;
    state.textContent = form.dataset.draftFailed;
    later(RETRY);
  }
}

function post(signal) {
  const headers = { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" };
  return fetch(form.dataset.draftUrl, { method: "POST", body: typed(), headers, signal, redirect: "error" });
}

if (form && state) {
  kept = typed().toString();
  form.addEventListener("input", () => {
    state.textContent = form.dataset.draftWaiting;
    later(PAUSE);
  });
  // A tab that is left or put away keeps its text at once.
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", () => {
    isSaving = true;
    clearTimeout(timer);
    underway?.abort();
  });
  // Back to this page from the browser's memory: typing goes on.
  addEventListener("pageshow", () => { isSaving = false; });
}
