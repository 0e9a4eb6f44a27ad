// Saves a form[data-autosave] while the person works, and before each step to another page. What
// was typed is kept on the phone until the server has acknowledged it (`_keeping.js`), with how long
// after this page was shown it was typed; `outbox.js` sends what is left over from earlier pages.
// Without this script the form is sent by its own button. Where a step to another page fails for want of
// a connection, `live/quiz.js` shows it.

const DEBOUNCE = 800;
const LONGEST = 1500; // who types without a pause is saved all the same
const OWN = ["csrf_token", "save_number", "client", "noted", "go"];

const state = document.querySelector("[data-save-state]");
const panel = document.querySelector("[data-outbox]");

function tell(name, words) {
  if (panel && !panel.dataset.receipt && name !== "saving") panel.hidden = name !== "offline";
  if (!state) return;
  state.dataset.state = name;
  state.querySelector("[data-text]").textContent = words ?? state.dataset[name];
}

// What stands in a form, apart from what the script itself puts there.
function typedIn(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !OWN.includes(name),
  );
}

// Whether somebody wrote or chose before this script came, on a slow line.
function isTouched(form) {
  return [...form.elements].some(({ type, value, defaultValue, checked, defaultChecked, options }) => {
    if (type === "radio" || type === "checkbox") return checked !== defaultChecked;
    if (!options) return type !== "hidden" && type !== "file" && value !== (defaultValue ?? value);
    const first = [...options].find((option) => option.defaultSelected) ?? options[0];
    return value !== first?.value;
  });
}

let gone = new AbortController(); // what listens for a form until another takes its place

function stop() {
  gone.abort();
  gone = new AbortController();
}

// `shown`: by both clocks, when the server signed the page of this form. `early`: what stands in it
// was typed before, and is still to be saved.
function autosave(form, shown = { steady: performance.now(), wall: Date.now() }, early = false) {
  stop();
  const { signal } = gone;
  const number = form.elements.save_number;
  const client = form.elements.client.value;
  const shelf = `quiz:${new URL(form.action).pathname}:${client.split(".")[0]}`;
  const tries = sending.retries(goOn);
  let underWay = null; // the save that is being sent
  let dirty = false;
  let since = 0;
  let lasting = true;
  let stale = false; // the page is to be loaded again
  let latest = early ? "" : JSON.stringify(typedIn(form));

  function keep() {
    const now = Date.now();
    lasting = keeping.write(shelf, {
      client, typed: typedIn(form), number: Number(number.value), at: now,
      steady: Math.round(performance.now() - shown.steady), wall: now - shown.wall,
    });
  }

  function goOn() {
    if (dirty) save();
    else if (stale) loadAgain();
  }

  async function ask(pressed, leaving) {
    const body = new FormData(form);
    if (pressed?.name) body.set(pressed.name, pressed.value);
    // What is kept alive outlives the page, but takes at most 64 KB.
    const reply = await sending.post(form.action, body, { keepalive: leaving });
    if (reply.ok && !reply.json?.saved_at) throw new Error("a router's own page");
    tries.succeeded();
    hear(reply);
    return reply.json;
  }

  function hear({ ok, status, json }) {
    if (!ok) {
      tell("refused", status === 401 ? state?.dataset.signedOut : json?.message);
      if (status === 409) document.dispatchEvent(new Event("outbox"));
      return;
    }
    if (!dirty) keeping.write(shelf, null);
    const news = json.stays ?? json.elsewhere;
    if (news) tell("refused", news);
    else tell("saved", state?.dataset.saved.replace("{time}", json.saved_at));
    if (Number.isFinite(json.remaining)) {
      const detail = { seconds: json.remaining, more: json.more };
      document.dispatchEvent(new CustomEvent("remaining", { detail }));
    }
  }

  // Resolves to what the server said, null if it could not be reached.
  async function send(pressed = null, leaving = false) {
    tries.stop();
    dirty = false;
    if (pressed || !tries.isFailing()) tell("saving"); // later tries are made in silence
    try {
      return (await ask(pressed, leaving)) ?? {};
    } catch {
      dirty = true;
      tell("offline", lasting ? undefined : state?.dataset.openOnly);
      tries.failed();
      return null;
    }
  }

  // Only with a connection: without one, the browser would put a page of its own in its place.
  async function loadAgain() {
    if (panel?.dataset.receipt) return;
    stale = true;
    try {
      const icon = document.querySelector("link[rel=icon]").href;
      await fetch(icon, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(sending.PATIENCE) });
      if (dirty) save();
      else if (stale) location.reload();
    } catch {
      tell("offline");
      tries.failed();
    }
  }

  async function save(leaving = false) {
    if (underWay || !dirty) return;
    underWay = send(null, leaving);
    await underWay;
    underWay = null;
    if ((dirty || stale) && !tries.isFailing()) tries.after(dirty ? DEBOUNCE : 0);
  }

  async function step(event) {
    const pressed = event.submitter;
    event.preventDefault();
    event.stopPropagation();
    keep();
    if (underWay) await underWay;
    underWay = send(pressed);
    const json = await underWay;
    underWay = null;
    if (json?.next && !json.elsewhere) location.assign(json.next);
    else if (json && !json.saved_at) answerByPage(pressed);
    else if (!json && isHere(pressed)) panel?.scrollIntoView({ block: "center" });
  }

  // Without a connection: whether she stays, because nobody can show where the button leads.
  function isHere(pressed) {
    return document.dispatchEvent(new CustomEvent("cut", { detail: pressed?.value, cancelable: true }));
  }

  // The server has more to say than a script can show: a problem, or a sign-in.
  function answerByPage(pressed) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: pressed?.name ?? "", value: pressed?.value ?? "" });
    form.append(field);
    form.submit();
  }

  function changed(event) {
    if (event.target.type === "file") return; // upload.js sends it
    const typed = JSON.stringify(typedIn(form));
    if (typed !== latest) {
      latest = typed;
      number.value = Number(number.value) + 1;
      if (!dirty) since = performance.now();
      dirty = true;
      keep();
    }
    const left = Math.max(0, since + LONGEST - performance.now());
    if (dirty && !tries.isFailing()) tries.after(event.type === "change" ? 150 : Math.min(DEBOUNCE, left));
  }

  async function end() {
    form.inert = true;
    await underWay;
    if (dirty) await save();
    if (!dirty && form.inert) loadAgain();
  }

  // The end had come on this page without a connection: now the server says whether it has.
  function hearTime({ detail }) {
    if (!form.inert || panel?.dataset.receipt) return;
    if (detail.seconds > 0) form.inert = stale = false;
    else location.reload();
  }

  const listen = (target, name, does) => target.addEventListener(name, does, { signal });
  for (const name of ["input", "change"]) listen(form, name, changed);
  listen(form, "submit", step);
  listen(globalThis, "online", goOn);
  listen(globalThis, "pagehide", () => save(true));
  listen(globalThis, "pageshow", (event) => event.persisted && loadAgain());
  listen(document, "visibilitychange", () => document.hidden && save(true));
  listen(document, "time-up", end);
  listen(document, "remaining", hearTime);
  signal.addEventListener("abort", tries.stop);
  if (early) changed({ target: form, type: "change" });
}

globalThis.quizzing = { autosave, stop, typedIn };

const form = document.querySelector("form[data-autosave]");
if (form?.elements.save_number && form.elements.client) autosave(form, undefined, isTouched(form));
