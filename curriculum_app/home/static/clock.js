// The quiet clock of a lesson: how many of an activity's minutes have gone. Nothing rings, nothing moves on by itself.
// It goes on with the next activity when its "Next" is followed, and outlives a reload: the tab remembers which step is
// shown, which one is counted and since when, and nothing else. The page works without this.

const steps = [...document.querySelectorAll(".step")];
const clock = document.getElementById("clock");
const MINUTE = 60000;
const LOOK = 5000;
const KEY = `clock ${location.pathname}`;

const [bar, words, start, stop, status] = ["progress", "[role=timer]", "[data-start]", "[data-stop]", "[role=status]"]
  .map((part) => clock?.querySelector(part));

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function remember(change) {
  state = { ...state, ...change };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Without storage the clock lasts as long as the page.
  }
}

// {shown, counted, since}: two places in `steps` and an instant in milliseconds.
let state = remembered();

const shown = () => Math.max(0, steps.findIndex((step) => `#${step.id}` === location.hash));
const minutesOf = (step) => Number(step?.dataset.minutes ?? 0);

function said(template, step, gone) {
  const minutes = minutesOf(step);
  const values = { title: step.dataset.title, gone, minutes, over: gone - minutes };
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A text is set only when it has changed, so that nothing is drawn or read again for no reason.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function show() {
  const here = steps[shown()];
  const counted = state.since ? steps[state.counted] : undefined;
  const step = counted ?? here;
  const minutes = minutesOf(step);
  clock.hidden = minutes === 0;
  start.hidden = counted === here || minutesOf(here) === 0;
  stop.hidden = !counted;
  if (minutes === 0) return;
  const gone = counted ? Math.max(0, Math.floor((Date.now() - state.since) / MINUTE)) : 0;
  bar.max = minutes;
  bar.value = Math.min(gone, minutes);
  const isOver = gone >= minutes;
  clock.classList.toggle("is-over", isOver);
  const { counting, over, still, said: told } = clock.dataset;
  say(words, said(gone > minutes ? over : counted ? counting : still, step, gone));
  say(status, isOver ? said(told, step, gone) : "");
}

function count(place) {
  remember({ counted: place, since: Date.now() });
  show();
}

// Moving on is being there: the sign-in is renewed as by opening any page, so that no lesson is covered half way.
async function stay() {
  const form = document.querySelector("#idle form");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "error" });
    if (answer.ok) document.dispatchEvent(new Event("server-contact"));
  } catch {
    // No network: the page stays until the lock's own time.
  }
}

function turn() {
  const place = shown();
  remember({ shown: place });
  for (const link of document.querySelectorAll(".step-list a")) {
    if (link.hash === `#${steps[place].id}`) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  show();
}

if (clock && steps.length) {
  // Back from the sheet or the notes: the step that was shown, in place of the first.
  if (!location.hash && steps[state.shown ?? 0] !== steps[0]) location.replace(`#${steps[state.shown].id}`);
  start.addEventListener("click", () => count(shown()));
  stop.addEventListener("click", () => {
    remember({ counted: undefined, since: undefined });
    show();
    start.focus();
  });
  for (const next of document.querySelectorAll("[data-next]")) {
    next.addEventListener("click", () => {
      const place = steps.findIndex((step) => `#${step.id}` === next.hash);
      const isNext = state.since && state.counted === place - 1;
      if (isNext && minutesOf(steps[place])) count(place);
      else if (isNext) remember({ counted: undefined, since: undefined });
    });
  }
  addEventListener("hashchange", () => {
    turn();
    stay();
  });
  document.addEventListener("visibilitychange", () => document.hidden || show());
  setInterval(show, LOOK);
  turn();
}
