// Gives a field for a number the keyboard of figures and, beside it, a button for the sign, which
// that keyboard does not have on every phone.

for (const button of document.querySelectorAll("[data-sign]")) {
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
