// Counts the words of a text while it is written, and keeps what somebody ticks on the list of a
// good answer for as long as its tab is open. Nothing of it is sent.

function count(field) {
  const told = field.parentElement.querySelector("[data-words]");
  const words = field.value.split(/\s+/).filter(Boolean).length;
  const tooMany = words > Number(field.dataset.mostWords);
  const said = field.parentElement.querySelector("#answer-error");
  told.textContent = (tooMany && !said ? told.dataset.tooMany : told.dataset.words).replace("{words}", words);
  told.classList.toggle("error", tooMany);
}

function countIn(field) {
  field.addEventListener("input", () => {
    field.parentElement.querySelector("#answer-error")?.remove(); // it told of the text before
    count(field);
  });
  count(field);
}

document.querySelectorAll("[data-most-words]").forEach(countIn);
document.addEventListener("question", (event) => event.target.querySelectorAll("[data-most-words]").forEach(countIn));

const list = document.querySelector("[data-ticks]");
if (list) {
  const key = `ticks:${location.pathname}`;
  const boxes = [...list.querySelectorAll("input")];
  try {
    const ticked = (sessionStorage.getItem(key) ?? "").split(",");
    boxes.forEach((box, place) => { box.checked = ticked.includes(String(place)); });
    list.addEventListener("change", () => {
      sessionStorage.setItem(key, boxes.flatMap((box, place) => (box.checked ? [place] : [])).join());
    });
  } catch {
    // This browser keeps nothing: the ticks last as long as the page.
  }
}
