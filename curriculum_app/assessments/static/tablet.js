// On a girl's tablet: the code from a QR square, reading aloud, and a screen that goes blank at once.

const code = document.querySelector("[data-code] input[name=code]");
if (code && location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1));
  // The code shall not stay in the history of the tablet.
  history.replaceState(null, "", location.pathname);
  code.form.requestSubmit();
}

for (const form of document.querySelectorAll("[data-hide]")) {
  form.addEventListener("submit", () => {
    document.documentElement.classList.add("is-hidden");
    document.title = "\u2013";
    window.speechSynthesis?.cancel();
  });
}

// A page that the browser kept whole is asked for again: it may belong to somebody who is done.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

const listen = document.querySelector("[data-listen]");
if (listen && "speechSynthesis" in window) {
  listen.hidden = false;
  listen.addEventListener("click", () => {
    speechSynthesis.cancel();
    for (const part of document.querySelectorAll("[data-aloud]")) {
      const words = new SpeechSynthesisUtterance(part.innerText);
      words.lang = listen.lang === "es" ? "es-US" : "en-US";
      speechSynthesis.speak(words);
    }
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
