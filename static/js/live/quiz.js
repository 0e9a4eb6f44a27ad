// Goes from question to question of a quiz, and to the check page, without a connection. All questions
// come with the first page and are kept for as long as the tab is open; with a connection each page
// comes from the server as ever. `autosave.js` keeps what is typed, `outbox.js` sends it later.

const place = document.querySelector("[data-question]");
const panel = document.querySelector("[data-outbox]");
const state = document.querySelector("[data-save-state]");
const calm = state?.querySelector("[data-text]").textContent;
const base = panel.dataset.outbox;
const key = `quiz-sheet:${base}`;
const bare = document.title.split(" · ").pop();
let sheet = null;
const signed = {}; // of pages that this one fetched: since when by the steady clock, at the latest
let cut = false; // the server could not be reached
let over = false; // the time has ended

function store() {
  try {
    sessionStorage.setItem(key, JSON.stringify(sheet));
  } catch {
    // It lasts as long as this page, then.
  }
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

// Notes how the open question stands: its page is newer than the one that came with the first.
function remember(at) {
  const form = place.querySelector("form[data-autosave]");
  const position = place.dataset.question;
  if (!sheet || !position) return;
  if (form) {
    const typed = quizzing.typedIn(form);
    const known = sheet.questions[position];
    sheet.questions[position] = { at: at ?? known?.at, html: place.innerHTML, typed, answered: isAnswered(typed) };
  } else delete sheet.questions[position]; // it was checked, and stays as it is
  store();
}

const isAnswered = (typed) => typed.some(([, value]) => value.trim());

async function arrive() {
  const opened = Date.now();
  sheet = stored();
  if (!sheet) {
    const answer = await fetch(place.dataset.sheet, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    sheet = await answer.json();
    for (const [position, question] of Object.entries(sheet.questions)) {
      signed[position] = performance.now();
      question.at = Date.now();
    }
  }
  delete signed[place.dataset.question];
  remember(opened);
}

function head(words) {
  document.querySelector("h1").textContent = words;
  document.title = `${words} · ${bare}`;
}

function show(html) {
  place.innerHTML = html;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function ask(position) {
  const { html, typed, at } = sheet.questions[position];
  show(html);
  place.dataset.question = position;
  head(sheet.heading.replace("{number}", position));
  const form = place.querySelector("form");
  if (typed) filling.fill(form, typed);
  form.inert = over;
  for (const button of form.querySelectorAll(".navigator button")) {
    button.classList.toggle("answered", sheet.questions[button.value]?.answered ?? true);
  }
  needsLine(form);
  quizzing.autosave(form, { steady: signed[position] ?? 0, wall: at });
  form.dispatchEvent(new Event("question", { bubbles: true }));
}

// A file cannot be kept: its turn comes when there is a line.
function needsLine(form) {
  const problem = form.querySelector("[data-upload] [data-problem]");
  if (!problem) return;
  for (const field of form.querySelectorAll("[type=file], [data-upload] button")) field.disabled = true;
  problem.hidden = false;
  problem.textContent = sheet.file;
}

function check() {
  show(sheet.check.html);
  place.dataset.question = "";
  head(sheet.check.heading);
  quizzing.stop();
  let count = 0;
  for (const link of place.querySelectorAll("li a")) {
    const left = sheet.questions[link.pathname.split("/").pop()]?.answered === false;
    link.closest("li").hidden = !left;
    count += left;
  }
  place.querySelector("[data-again]").hidden = !count;
  const said = place.querySelector("[data-count]");
  const { none, one, several } = said.dataset;
  said.textContent = [none, one][count] ?? several.replace("{count}", count);
}

// Where a button leads, as the server would say: the next question that was not checked.
function targetOf(go) {
  const at = Number(place.dataset.question);
  if (go === "check" || (go === "next" && at >= sheet.total)) return "check";
  const step = { next: 1, previous: -1 }[go];
  let to = step ? at + step : Number(go);
  while (step && to >= 1 && to <= sheet.total && !sheet.questions[to]) to += step;
  if (go === "next" && to > sheet.total) return "check";
  return sheet.questions[to] && to !== at ? to : null;
}

function move(to, push = true) {
  remember();
  if (to === "check") check();
  else ask(to);
  if (push) history.pushState(null, "", `${base}/${to}`);
  document.dispatchEvent(new Event("left-behind")); // what was typed there is for `outbox.js` to send
}

document.addEventListener("cut", (event) => {
  cut = true;
  const to = sheet && targetOf(event.detail);
  if (!to) return;
  event.preventDefault();
  move(to);
});

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link?.pathname.startsWith(`${base}/`) || !sheet || (!cut && navigator.onLine)) return;
  const to = targetOf(link.pathname.split("/").pop());
  event.preventDefault();
  if (to) move(to);
});

addEventListener("popstate", () => {
  const to = location.pathname.split("/").pop();
  if (cut && sheet && (to === "check" || sheet.questions[to])) move(to, false);
  else location.reload();
});

addEventListener("offline", () => { cut = true; });
function goOn() {
  if (!cut) return;
  cut = false;
  // What still waits is sent by `outbox.js` first, which then loads this page.
  if (!place.dataset.question && !keeping.keys("quiz:").length) location.reload();
  else if (state && !panel.dataset.receipt) {
    panel.hidden = true;
    state.dataset.state = "";
    state.querySelector("[data-text]").textContent = calm;
  }
}

addEventListener("online", goOn);
document.addEventListener("delivered", goOn);
addEventListener("pagehide", () => remember());
document.addEventListener("time-up", () => { over = true; });
document.addEventListener("remaining", ({ detail }) => { over = detail.seconds <= 0; });

arrive().catch(() => addEventListener("online", () => arrive(), { once: true }));
