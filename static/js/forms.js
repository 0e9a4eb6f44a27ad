// Sends a form once however often its button is pressed and says that a file is on its way, takes
// the person to what is wrong in it, and shows a PIN on request.

const WAIT = 8000; // a download answers without leaving the page

function ready(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  if ("file" in form.dataset) form.querySelector("[data-wait]").hidden = true; // it has come by now
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  for (const words of form.querySelectorAll("[data-wait]")) words.hidden = false;
  setTimeout(ready, WAIT, form);
});

addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach(ready);
  for (const words of document.querySelectorAll("[data-wait]")) words.hidden = true;
});

document.querySelector("[data-focus]")?.focus();

for (const box of document.querySelectorAll("[data-reveal]")) {
  const button = box.querySelector("button");
  const control = box.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = control.type === "text";
    control.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    control.focus();
  });
}

document.querySelector("form[data-auto]")?.requestSubmit();
