// Two minutes before the idle lock it asks; at the lock it covers the page. Typed text stays where it is: in the page, and
// nowhere else. The server decides when a sign-in ends; this only keeps people from being surprised by it.

const WARNING = 120;
const dialog = document.getElementById("idle");
const limit = Number(document.body.dataset.idleSeconds);
const channel = "BroadcastChannel" in window ? new BroadcastChannel("server-contact") : null;
let lastContact = Date.now();
let isPutOff = false;

function show(stage) {
  for (const part of dialog.querySelectorAll("[data-idle]")) {
    part.hidden = part.dataset.idle !== stage;
  }
  dialog.classList.toggle("is-locked", stage === "locked");
  document.body.classList.toggle("is-covered", stage === "locked");
  if (!dialog.open) {
    dialog.showModal();
  }
}

function look() {
  const idle = (Date.now() - lastContact) / 1000;
  if (idle >= limit) {
    show("locked");
  } else if (idle >= limit - WARNING) {
    if (!isPutOff) {
      show("soon");
    }
  } else {
    document.body.classList.remove("is-covered");
    dialog.close();
  }
}

function contact() {
  lastContact = Date.now();
  isPutOff = false;
  look();
}

async function stay(event) {
  event.preventDefault();
  const form = event.target;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.ok) {
      channel?.postMessage("");
      contact();
      return;
    }
  } catch {
    // No network: the lock comes when its time is there.
  }
  look();
}

if (dialog && limit) {
  dialog.querySelector("form").addEventListener("submit", stay);
  // Before the lock, Escape means "not now". At the lock the page stays covered, whatever closes the dialog.
  dialog.addEventListener("cancel", () => {
    isPutOff = true;
  });
  dialog.addEventListener("close", look);
  document.addEventListener("server-contact", () => {
    channel?.postMessage("");
    contact();
  });
  channel?.addEventListener("message", contact);
  channel?.postMessage("");
  // A tablet that slept must notice at once, so time is compared, not counted.
  document.addEventListener("visibilitychange", look);
  setInterval(look, 5000);
}
