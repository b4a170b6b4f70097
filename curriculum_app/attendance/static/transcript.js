// Typing a paper sheet in: the word for each letter appears beside its girl, so that a slip in the order shows at once,
// and minutes or a reason are asked for only where the letter needs them.

const form = document.getElementById("transcript");
const input = form.elements.letters;
const girls = [...form.querySelectorAll(".typed-girl")];
const known = new Map(
  [...document.querySelectorAll("#letters-key li")].map((each) => [each.dataset.letter, each.textContent.slice(1).trim()]),
);

function show() {
  const letters = [...input.value.trim().toUpperCase()];
  girls.forEach((girl, place) => {
    const word = girl.querySelector(".typed-word");
    const letter = letters[place];
    girl.dataset.letter = known.has(letter) ? letter : "";
    word.textContent = letter === undefined ? word.dataset.saved : (known.get(letter) ?? `${letter}?`);
  });
}

form.classList.add("is-live");
input.addEventListener("input", show);
show();
