// The page of practice that needs no connection: asks the questions of the pack on this phone one by
// one, judges the answers, explains, and keeps how it went until the server has it.

const { packOf, roundOf, today, keptHere } = rounds;

const box = document.querySelector("[data-offline]");
const mark = document.querySelector("[data-practice]");
const parts = Object.fromEntries([...box.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
const form = parts.question.querySelector("form");
const language = document.documentElement.lang;
let pack = null;
let round = null;

const say = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), box.dataset[name]);
// Photos stand in the pack as far as it has room; of others their description is read.
const pictured = (html) => html.replace(/src="(\/berkas\/[^"]+)"/g, (whole, address) => {
  const source = pack?.pictures?.[address];
  return source ? `src="${source}"` : whole;
});
const put = (name, html) => {
  const place = box.querySelector(`[data-put=${name}]`);
  place.innerHTML = pictured(html ?? "");
  (place.closest("[data-with]") ?? place).hidden = !html;
};
const write = (name, text) => { box.querySelector(`[data-write=${name}]`).textContent = text; };

function show(name) {
  for (const [each, part] of Object.entries(parts)) if (each !== "kept") part.hidden = each !== name;
}

function focus(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "start" });
}

const fieldsOf = () => {
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] ??= []).push(value);
  return fields;
};

function hintsShown(count) {
  const { hints } = round.state.open.drawn;
  const words = (n) => (hints.length === 1 ? say("hint") : say("hintNumber", { number: n + 1 }));
  put("hints", hints.slice(0, count).map((hint, n) => `<section class="notice info"><div><strong>${words(n)}</strong><div class="prose">${hint}</div></div></section>`).join(""));
  const button = form.querySelector("[data-hint]");
  button.hidden = count >= hints.length;
  button.querySelector("span").textContent = count ? say("anotherHint") : say("aHint");
}

// How many questions of the sitting are over.
function progress(done) {
  const all = round.state.sitting?.choices.length ?? 1;
  for (const bar of box.querySelectorAll("[data-bar]")) {
    bar.querySelector(".progress-text").textContent = say("progress", { done, all });
    Object.assign(bar.querySelector("progress"), { value: done, max: all });
  }
}

const isRight = (given) => given?.verdict === "right";
const isOver = ({ first, second, solution, drawn }) => Boolean(first && (second || solution || isRight(first) || !drawn.twice));

// What stands beside the first questions of a skill.
function example({ exercise, scaffold, is_new }) {
  const skill = pack.skills[pack.exercises[exercise].skill];
  const text = skill?.[scaffold];
  if (!text) return "";
  const title = is_new ? say("new", { title: skill.title }) : skill.title;
  return `<header class="card-header"><h2>${title}</h2></header><div class="prose"><div class="rule">${skill.rule}</div>${text}</div>`;
}

function ask() {
  const { open, sitting } = round.state;
  show("question");
  write("place", open.sitting ? say("place", { place: sitting.at, all: sitting.choices.length }) : say("twin"));
  put("example", example(open));
  put("inputs", open.drawn.html);
  filling.fill(form, open.typed); // what was typed before the phone was switched off
  lead();
  put("problem", "");
  hintsShown(open.hints);
  write("check", open.first ? say("again") : say("check"));
  form.querySelector("[data-explain]").hidden = !open.first;
  put("remark", open.first ? remark(open) : "");
  progress((sitting?.at ?? 1) - (open.sitting ? 1 : 0));
  form.dispatchEvent(new Event("question", { bubbles: true }));
}

// A led question: its parts one after the other, those answered with what became of them.
const stages = () => [...form.querySelectorAll("[data-stage]")];

function lead() {
  const { open } = round.state;
  const fields = fieldsOf();
  stages().forEach((stage, n) => {
    const over = !open.first && n < (open.stage ?? 0);
    stage.hidden = !open.first && n > (open.stage ?? 0);
    stage.querySelector("[data-became]").hidden = !over;
    for (const field of stage.querySelectorAll("input, select")) {
      field.readOnly = over;
      for (const option of field.options ?? []) option.disabled = over && !option.selected;
    }
    if (!over) return;
    const { verdict, feedback } = judging.judge({ ...open.drawn.judge, blanks: [open.drawn.judge.blanks[n]] }, { answer: [fields.answer[n]] }, pack.sentences);
    stage.querySelector("[data-right]").hidden = verdict !== "right";
    stage.querySelector("[data-wrong]").hidden = verdict === "right";
    stage.querySelector("[data-said]").innerHTML = feedback ?? "";
  });
}

// Whether the next part was shown instead of judging the whole.
function goesOn(fields) {
  const { open } = round.state;
  const stage = open.stage ?? 0;
  if (open.first || stage + 1 >= stages().length) return false;
  const { message } = judging.judge(open.drawn.judge, { answer: fields.answer.map((text, n) => (n === stage ? text : "")) }, pack.sentences);
  if (message) refuse(message);
  else {
    open.stage = stage + 1;
    round.save();
    put("problem", "");
    lead();
    focus(stages()[stage]);
  }
  return true;
}

function remark({ first, hints }) {
  const said = first.feedback || (hints ? "" : `<p>${say("read")}</p>`);
  return `<h2>${say("once")}</h2>${said}`;
}

function refuse(message) {
  put("problem", box.querySelector("template").innerHTML);
  form.querySelector("[data-message]").textContent = message;
  const field = form.querySelector("[data-put=inputs] :is(input, select, textarea)");
  field?.setAttribute("aria-describedby", "answer-problem");
  focus(form.querySelector("#answer-problem"));
}

function answer(event) {
  event.preventDefault();
  event.stopPropagation();
  const { open } = round.state;
  const fields = fieldsOf();
  if (goesOn(fields)) return;
  const said = judging.judge(open.drawn.judge, fields, pack.sentences);
  if (said.message) {
    refuse(said.message);
    return;
  }
  const { verdict, feedback, shown, near } = said;
  const given = { fields, at: Date.now(), hints: open.hints, verdict, feedback, shown, near };
  if (open.first) open.second = given;
  else open.first = given;
  const over = isOver(open);
  if (!over && !feedback && open.hints < open.drawn.hints.length) open.hints += 1;
  kept();
  if (over) explain();
  else {
    ask();
    focus(form.querySelector("[data-put=remark]"));
  }
}

function kept() {
  box.querySelector("[data-fleeting]").hidden = round.keepTry();
  tell();
}

// What she answered; the steps of an order each with whether it stands right.
function ownAnswer({ fields, shown }, { kind, steps, key }) {
  if (kind !== "ordering") return shown;
  const rows = fields.answer.map((place, n) => [Number(place), n]).sort(([a], [b]) => a - b);
  const stands = (place, n) => (place === key[n] ? `<span class="chip done">${say("stands")}</span>` : `<span class="chip open">${say("belongs", { place: key[n] })}</span>`);
  return `<ul class="placed" role="list">${rows.map(([place, n]) => `<li><b>${place}</b> <span>${steps[n]}</span> ${stands(place, n)}</li>`).join("")}</ul>`;
}

// What she answered, what is right, and why.
function explain() {
  const { open, sitting } = round.state;
  const last = open.second ?? open.first;
  show("result");
  write("title", pack.exercises[open.exercise]?.title ?? "");
  put("asked", open.drawn.prompt);
  parts.result.querySelector(".feedback").className = `feedback ${last.verdict}`;
  write("verdict", say(last.verdict));
  put("said", last.feedback);
  put("near", last.near.map((text) => `<p>${say("near", { text: escaped(text) })}</p>`).join(""));
  put("own", ownAnswer(last, open.drawn.judge));
  put("key", isRight(last) ? "" : open.drawn.key);
  put("explanation", open.drawn.solution);
  const twin = parts.result.querySelector("[data-twin]");
  twin.hidden = !round.twinOf(open.exercise);
  twin.classList.toggle("quiet", isRight(last));
  offerLesson(pack.exercises[open.exercise] ?? {});
  write("next", sitting && sitting.at < sitting.choices.length ? say("next") : say("finish"));
  progress(sitting?.at ?? 1);
  focus(parts.result.querySelector("h2"));
}

// Where to read it up, as far as the lesson opens here.
async function offerLesson({ lesson, heading }) {
  const link = parts.result.querySelector("[data-lesson]");
  const [, address] = pack.lessons.find(([, , id]) => id === lesson) ?? [];
  link.hidden = true;
  if (!address) return;
  const { lessons } = await keptHere();
  link.href = heading ? `${address}#${heading}` : address;
  link.hidden = !navigator.onLine && !lessons.some((url) => new URL(url).pathname === address);
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function begin() {
  const { state } = round;
  if (state.ended?.day === today()) {
    write("ended", say("ended", { count: state.ended.asked }));
    parts.end.querySelector("[data-more]").hidden = !round.left();
    show("end");
    focus(parts.end.querySelector("h2"));
  } else if (!round.left()) show("used");
  else {
    write("count", say("count", { count: pack.sittings[state.done].choices.length }));
    show("begin");
  }
}

function render() {
  const { open } = round.state;
  if (!open) begin();
  else if (isOver(open)) explain();
  else ask();
}

function list(lessons) {
  const places = lessons.map((url) => new URL(url).pathname);
  const found = (pack?.lessons ?? []).filter(([, address]) => places.includes(address));
  box.querySelector("[data-lessons]").hidden = !found.length;
  box.querySelector("[data-lessons] ul").replaceChildren(...found.map(([title, address]) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { className: "standing", href: address, textContent: title }));
    return item;
  }));
}

// What is kept here, how large it is, and when the server was last met.
async function tell() {
  box.querySelector("[data-line]").hidden = navigator.onLine;
  const met = keeping.read(`practice-met:${mark.dataset.owner}`);
  const waits = keeping.keys(`practice-try:${mark.dataset.owner}:`).length;
  const moment = (at) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(at);
  const questions = pack ? Object.values(pack.drawn).reduce((sum, each) => sum + each.length, 0) : 0;
  write("met", met ? say("met", { at: moment(met) }) : say("metNever"));
  write("waits", waits ? say("waits", { count: waits }) : say("waitsNothing"));
  const { size, lessons } = await keptHere();
  const figures = { sittings: round?.left(), questions, lessons: lessons.length, size: Math.ceil(size / 1024) };
  write("kept", pack ? say("kept", figures) : say("keptNothing"));
  list(lessons);
}

async function load() {
  const fresh = await packOf(mark.dataset.owner, mark.dataset.pack).catch(() => null);
  const isNew = fresh?.ticket !== pack?.ticket;
  if (fresh && isNew) {
    pack = fresh;
    round = roundOf(pack, mark.dataset.deliver);
    render();
  } else if (!fresh) show(window.caches ? "empty" : "never");
  tell();
}

form.addEventListener("submit", answer);
form.addEventListener("input", () => {
  round.state.open.typed = [...new FormData(form)];
  round.save();
});
box.addEventListener("click", (event) => {
  const pressed = event.target.closest("button")?.dataset ?? {};
  if ("begin" in pressed || "more" in pressed) {
    round.begin();
    render();
    focus(parts.question);
  } else if ("next" in pressed) {
    round.openNext();
    document.dispatchEvent(new Event("practised"));
    render();
    if (round.state.open) focus(parts.question);
    tell();
  } else if ("twin" in pressed) {
    round.openTwin();
    document.dispatchEvent(new Event("practised"));
    render();
    focus(parts.question);
    tell();
  } else if ("hint" in pressed) {
    round.state.open.hints += 1;
    round.save();
    hintsShown(round.state.open.hints);
  } else if ("explain" in pressed) {
    round.state.open.solution = Date.now();
    kept();
    explain();
  } else if ("remove" in pressed) {
    practising.forget();
    location.assign(mark.dataset.scope);
  }
});
document.addEventListener("practice-met", load);
document.addEventListener("practice-page", (event) => { box.querySelector("[data-signed-out]").hidden = event.detail; });
for (const name of ["online", "offline"]) addEventListener(name, tell);
load().then(() => document.dispatchEvent(new Event("practised")));
