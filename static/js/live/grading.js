// The grading desk: points by keys, kept comments, the next answer without loading a page. Without
// this script every button does the same by an ordinary form post.

const main = document.querySelector("main");
const told = document.body.appendChild(document.createElement("p"));
const KEYS_OFF = "grading-keys-off";
told.className = "visually-hidden";
told.setAttribute("role", "status");

let current = 0; // the criterion the number keys are for
let arrived = ""; // the form as it came

const form = () => main.querySelector("[data-grade]");
const parts = () => [...main.querySelectorAll("[data-criterion]")];
const levels = (part) => [...part.querySelectorAll("input[type=radio]")];
const exact = (part) => part.querySelector(".exact input");
const written = () => new URLSearchParams(new FormData(form())).toString();
const number = (text) => Number(text.replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", "."));
const keysOn = () => localStorage.getItem(KEYS_OFF) === null;

function showTotal() {
  const box = main.querySelector("[data-total]");
  const given = parts().map((part) => exact(part).value || (levels(part).find((level) => level.checked)?.value ?? ""));
  box.hidden = given.some((points) => points === "");
  const sum = given.reduce((all, points) => all + number(points), 0);
  box.textContent = box.dataset.total.replace("{sum}", new Intl.NumberFormat(document.documentElement.lang).format(sum)).replace("{most}", box.dataset.most);
}

function mark(index, focus = true) {
  const all = parts();
  current = Math.max(0, Math.min(index, all.length - 1));
  all.forEach((part, n) => part.classList.toggle("now", n === current && keysOn()));
  const chosen = levels(all[current]).find((level) => level.checked) ?? levels(all[current])[0];
  if (focus) chosen.focus();
}

function give(key) {
  const level = levels(parts()[current]).find((each) => each.dataset.key === key);
  if (!level) return;
  level.checked = true;
  exact(parts()[current]).value = "";
  showTotal();
  mark(current + 1);
}

function insert(button) {
  const comment = form().elements.comment;
  comment.value = [comment.value.trim(), button.dataset.text].filter(Boolean).join("\n");
  told.textContent = button.dataset.text;
}

// What was typed for an answer that was skipped waits for the trainer to come back to it.
function draft(keep) {
  if (!form()) return;
  const place = `grading ${form().action}`;
  if (keep) {
    if (written() !== arrived) sessionStorage.setItem(place, written());
    return;
  }
  const stored = new URLSearchParams(sessionStorage.getItem(place) ?? "");
  sessionStorage.removeItem(place);
  if (stored.get("version") !== form().elements.version.value) return;
  for (const [name, value] of stored) {
    if (/^(comment|(level|points)-\d+)$/.test(name)) form().elements[name].value = value;
  }
}

function ready(restore) {
  if (!form()) return;
  arrived = written();
  if (restore) draft(false);
  const help = main.querySelector("[data-keys]");
  help.hidden = false;
  help.querySelector("[data-keys-on]").checked = keysOn();
  help.classList.toggle("off", !keysOn());
  main.querySelector("[data-desk]").classList.toggle("by-keys", keysOn());
  const open = parts().findIndex((part) => part.classList.contains("invalid"));
  mark(Math.max(0, open), false);
  showTotal();
}

// Without a line the page stays as it is; a grade that arrived though nobody heard of it counts once.
async function reach(address, sent) {
  try {
    return await fetch(address, sent ? { method: "POST", body: sent } : {});
  } catch {
    if (form()) form().querySelector("[data-problem]").hidden = false;
    return null;
  }
}

async function turn(address, sent, remember = true) {
  main.setAttribute("aria-busy", "true");
  if (form()) form().querySelector("[data-problem]").hidden = true;
  const response = await reach(address, sent);
  try {
    if (!response) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const arriving = page.querySelector("main");
    const desk = page.querySelector("[data-desk]");
    if (!desk && !response.ok) throw new Error(response.statusText);
    if (!new URL(response.url).pathname.includes("/grading")) {
      location.assign(response.url); // signing in again
      return;
    }
    main.replaceChildren(...arriving.childNodes);
    document.title = page.title;
    document.body.className = page.body.className;
    if (remember && response.url !== location.href) history.pushState(null, "", response.url);
    ready(!sent || response.redirected);
    told.textContent = [...main.querySelectorAll(".messages p, h1, .notice strong")].map((each) => each.textContent).join(". ");
    if (form() && !main.querySelector(".messages .warning")) main.querySelector(".messages")?.remove(); // the progress says it, and nothing jumps
    const first = main.querySelector("[data-focus]") ?? main.querySelector("h1");
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    if (main.getBoundingClientRect().top < 0) main.scrollIntoView();
  } catch {
    if (sent) form().submit(); // a whole page says what is to do: sign in again, send it again
    else location.assign(address);
  } finally {
    main.removeAttribute("aria-busy");
  }
}

function save(submitter) {
  if (main.hasAttribute("aria-busy")) return;
  turn(form().action, new URLSearchParams(new FormData(form(), submitter?.name ? submitter : undefined)));
}

// Before the script that sends every form only once: here a refused form stays on the page.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-grade]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.submitter?.matches("[data-snippet]")) insert(event.submitter);
  else save(event.submitter);
}, true);

main.addEventListener("click", (event) => {
  const link = event.target.closest("[data-turn]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  draft(true);
  turn(link.href);
});

main.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-on]")) {
    if (event.target.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
    ready(false);
  }
  const part = event.target.closest("[data-criterion]");
  if (part && event.target.type === "radio") exact(part).value = "";
});

main.addEventListener("input", (event) => {
  const part = event.target.closest("[data-criterion]");
  if (!part) return;
  if (event.target === exact(part) && event.target.value) levels(part).forEach((level) => { level.checked = false; });
  showTotal();
});

main.addEventListener("focusin", (event) => {
  const index = parts().indexOf(event.target.closest("[data-criterion]"));
  if (index >= 0) mark(index, false);
});

const ACTIONS = {
  ArrowUp: () => mark(current - 1),
  ArrowDown: () => mark(current + 1),
  Enter: () => form().requestSubmit(),
  k: () => form().elements.comment.focus(),
  n: () => main.querySelector("[data-turn=n]")?.click(),
  p: () => main.querySelector("[data-turn=p]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (!form() || !keysOn() || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target;
  if (at.matches("textarea, input:not([type=radio], [type=checkbox])")) {
    if (event.key === "Escape") mark(current);
    else if (event.key === "Enter" && event.ctrlKey) form().requestSubmit();
    else return;
  } else if (event.ctrlKey) return;
  else if (event.key === "Enter" && at.closest("a, button, summary")) return;
  else if (/^\d$/.test(event.key)) give(event.key);
  else if (ACTIONS[event.key]) ACTIONS[event.key]();
  else {
    const button = /^[a-i]$/.test(event.key) && main.querySelector(`[data-snippet="${event.key}"]`);
    if (!button) return;
    insert(button);
  }
  event.preventDefault();
});

addEventListener("popstate", () => turn(location.href, null, false));
if (form()) ready(true);
