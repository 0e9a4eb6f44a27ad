// Gives a field for a number the keyboard of figures and, beside it, a button for the sign, which
// that keyboard does not have on every phone.

function give(button) {
  const field = button.parentElement.querySelector("[data-signed]");
  field.inputMode = "decimal";
  button.hidden = false;
  button.addEventListener("click", () => {
    const bare = field.value.trimStart();
    const negative = /^(-|\u2212|\u2013|minus|min)\s*/i;
    field.value = negative.test(bare) ? bare.replace(negative, "") : `-${bare}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

function giveAll(box) {
  box.querySelectorAll("[data-sign]").forEach(give);
}

giveAll(document);
document.addEventListener("question", (event) => giveAll(event.target));
