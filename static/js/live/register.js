// The register: find a person while typing, "all present" without leaving the page, a tap on the
// chosen word takes it back, and the button to save comes with a count of what is not saved yet.

const form = document.getElementById("register");

function stored(choices) {
  return form.elements[choices[0].name.replace("presence-", "was-")].value;
}

function chosen(choices) {
  return choices.find((choice) => choice.checked)?.value ?? "";
}

if (form) {
  const people = [...form.querySelectorAll("[data-name]")];
  const groups = people.map((person) => [...person.querySelectorAll("input[type=radio]")]);
  const told = form.querySelector("[data-unsaved]");
  const bar = form.querySelector("[data-save]");
  let leaving = false;

  const count = () => {
    const changed = groups.filter((choices) => chosen(choices) !== stored(choices)).length;
    told.textContent = changed === 0 ? "" : changed === 1 ? told.dataset.one : told.dataset.many.replace("{n}", changed);
    bar.hidden = changed === 0;
    return changed;
  };

  for (const choices of groups) {
    let before = chosen(choices);
    for (const choice of choices) {
      choice.addEventListener("click", () => {
        if (choice.value === before && before !== stored(choices)) {
          choices.forEach((other) => { other.checked = other.value === stored(choices); });
        }
        before = chosen(choices);
        count();
      });
    }
  }

  document.querySelector("[data-rest]")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const choices of groups) if (!chosen(choices)) choices[0].click();
  });

  const finder = document.querySelector("[data-find]");
  const nobody = form.querySelector("[data-none]");
  finder.hidden = false;
  finder.querySelector("input").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/);
    for (const person of people) person.hidden = !words.every((word) => person.dataset.name.includes(word));
    nobody.hidden = people.some((person) => !person.hidden);
  });

  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => { if (!leaving && count()) event.preventDefault(); });
  addEventListener("pageshow", () => { leaving = false; count(); });
}
