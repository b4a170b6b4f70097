// Typing answers from paper: a good key leads on to the next question, so that hand and eye stay on the paper.

const fields = [...document.querySelectorAll("#typing .typing input")];

fields.forEach((field, place) => {
  const numbers = [...document.querySelectorAll(`#${CSS.escape(field.id)}-choices b`)].map((each) => each.textContent);
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", () => {
    const sign = field.value.trim().toUpperCase();
    if (numbers.includes(sign) || sign === "S" || sign === "N") {
      (fields[place + 1] ?? document.querySelector("#typing button[type=submit]")).focus();
    }
  });
});
