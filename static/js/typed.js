// Keeps what a person entered into a form, in the words she read there, for the page that answers: one
// that could not save it shows it with its choices and numbers, to be copied.

function plain(node) {
  const words = node?.cloneNode(true);
  words?.querySelectorAll("[aria-hidden], .optional").forEach((sign) => sign.remove());
  return words?.textContent.replace(/\s+/g, " ").trim();
}

function told(field) {
  const chosen = /radio|checkbox/.test(field.type);
  if (/hidden|password|file|submit/.test(field.type) || (chosen && !field.checked)) return [];
  const label = plain(field.labels?.[0]) ?? field.ariaLabel;
  const group = plain(field.closest("fieldset")?.querySelector("legend"));
  const value = chosen ? label : field.selectedOptions?.[0]?.text ?? field.value;
  return value ? [group, !chosen && label, value].filter(Boolean).join(": ").replace("?:", "?") : [];
}

try {
  const place = document.querySelector("#typed");
  const lines = sessionStorage.typed;
  delete sessionStorage.typed;
  if (place && lines) {
    place.value = lines;
    place.closest(".stack").hidden = false;
  }
  // Before every other script, for some send a form themselves.
  addEventListener("submit", ({ target }) => {
    sessionStorage.typed = [...target.elements].flatMap(told).join("\n");
  }, true);
} catch {
  // The browser keeps nothing: what the server was sent in sentences stands there.
}
