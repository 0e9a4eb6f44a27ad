// Keeps what a person entered into a form, in the words she read there, for the page that answers: one
// that could not save it shows it with its choices and numbers, to be copied.

const KEY = "typed";
const UNTOLD = ["hidden", "password", "file", "submit", "button", "reset"];

function plain(node) {
  const words = node?.cloneNode(true);
  for (const sign of words?.querySelectorAll("[aria-hidden], .optional") ?? []) sign.remove();
  return words?.textContent.replace(/\s+/g, " ").trim();
}

function told(field) {
  const chosen = ["radio", "checkbox"].includes(field.type);
  if (!field.name || UNTOLD.includes(field.type) || (chosen && !field.checked)) return "";
  const label = plain(field.labels?.[0]) || field.getAttribute("aria-label");
  const group = plain(field.closest("fieldset")?.querySelector("legend"));
  const value = chosen ? label : [...(field.selectedOptions ?? [])].map(plain).join(", ") || field.value.trim();
  const name = chosen ? group : [group, label].filter(Boolean).join(", ");
  return value && [name, value].filter(Boolean).join(": ");
}

const place = document.querySelector("#typed");
try {
  const lines = JSON.parse(sessionStorage.getItem(KEY));
  sessionStorage.removeItem(KEY);
  if (place && lines?.length) {
    place.value = lines.join("\n");
    place.closest("[hidden]")?.removeAttribute("hidden");
  }
} catch {
  // The browser keeps nothing: what the server was sent in sentences stands there.
}

// Before every other script, for some send a form themselves.
addEventListener("submit", ({ target }) => {
  const lines = [...target.elements].map(told).filter(Boolean);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(lines));
  } catch {
    // As above.
  }
}, true);
