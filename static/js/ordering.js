// Steps move up and down by buttons; the numbers follow. They are sent in the order in which the
// steps came, however they stand now.

function ordering(list) {
  const rows = [...list.children];
  const number = (row) => row.querySelector("select");
  const told = list.parentElement.querySelector("[data-ordering-status]");

  function arrange() {
    const numbers = new Set(rows.map((row) => number(row).value));
    if (numbers.has("") || numbers.size < rows.length) return;
    const focused = document.activeElement;
    list.append(...[...rows].sort((one, other) => number(one).value - number(other).value));
    if (list.contains(focused)) focused.focus();
  }

  function move(button) {
    const row = button.closest("li");
    const up = button.dataset.move < 0;
    const neighbour = up ? row.previousElementSibling : row.nextElementSibling;
    if (up) neighbour?.before(row);
    else neighbour?.after(row);
    [...list.children].forEach((each, place) => { number(each).value = place + 1; });
    button.focus();
    const step = row.querySelector("label").textContent;
    told.textContent = list.dataset.moved.replace("{place}", number(row).value).replace("{step}", () => step);
    number(row).dispatchEvent(new Event("change", { bubbles: true }));
  }

  for (const row of rows) row.querySelector(".moves").hidden = false;
  arrange();
  list.addEventListener("change", arrange);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button);
  });
  list.closest("form")?.addEventListener("formdata", ({ formData }) => {
    formData.delete("answer");
    for (const row of rows) formData.append("answer", number(row).value);
  });
}

for (const list of document.querySelectorAll("[data-ordering]")) ordering(list);
