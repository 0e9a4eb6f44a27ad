// The discussion: what is being written stays on this phone until the server has it.

const POSTED = "#posted";
const key = (field) => `draft ${location.pathname} ${field.dataset.draft}`;
const SENT = "draft sent";

if (location.hash === POSTED && sessionStorage.getItem(SENT)) {
  sessionStorage.removeItem(sessionStorage.getItem(SENT));
  sessionStorage.removeItem(SENT);
}

for (const field of document.querySelectorAll("[data-draft]")) {
  field.value ||= sessionStorage.getItem(key(field)) ?? "";
  const keep = () => sessionStorage.setItem(key(field), field.value);
  if (field.value !== field.defaultValue) keep(); // typed before this script came
  field.addEventListener("input", keep);
  field.form.addEventListener("submit", () => sessionStorage.setItem(SENT, key(field)));
}
