// What was covered: choosing "partly" or "not" opens the place for minutes and reason, whose hint
// follows the choice; nothing typed is left behind unseen.

const form = document.getElementById("coverage");
let changed = false;

form?.addEventListener("change", (event) => {
  changed = true;
  const line = event.target.closest("li");
  if (event.target.type === "radio" && line) {
    const more = line.querySelector("details");
    if (event.target.value === "partly" || event.target.value === "not") more.open = true;
    const minutes = more.querySelector("[inputmode]");
    if (minutes.value === minutes.defaultValue) minutes.value = ""; // those of the choice before
  }
});
form?.addEventListener("submit", () => { changed = false; });
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
