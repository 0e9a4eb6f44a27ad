// Saves a form[data-autosave] while the person works. What was typed is kept on the phone until
// the server has acknowledged it. Without this script the form is sent by its own button.

const DEBOUNCE = 800;
const RETRIES = [2000, 4000, 8000, 15000, 30000];

const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-save-state]");

function tell(name, words) {
  if (!state) return;
  state.dataset.state = name;
  state.querySelector("[data-text]").textContent = words ?? state.dataset[name];
}

function typed() {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !["csrf_token", "save_number"].includes(name),
  );
}

function autosave() {
  const number = form.elements.save_number;
  const shelf = `autosave:${form.action}`;
  let timer = 0;
  let failures = 0;
  let sending = false;
  let dirty = false;

  function keep() {
    try {
      localStorage.setItem(shelf, JSON.stringify({ number: Number(number.value), typed: typed() }));
    } catch {
      // A full or closed store only means that nothing survives a reload.
    }
  }

  function forget() {
    try {
      localStorage.removeItem(shelf);
    } catch {
      // Nothing was kept, then.
    }
  }

  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(shelf));
    } catch {
      return false;
    }
    if (!kept || kept.number <= Number(number.value)) {
      forget();
      return false;
    }
    const values = grouped(kept.typed);
    for (const control of form.elements) {
      const mine = values.get(control.name) ?? [];
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = mine.some(([, value]) => value === control.value);
      } else if (mine.length && control.type !== "hidden") {
        control.value = mine.shift()[1];
      }
    }
    number.value = kept.number;
    return true;
  }

  function grouped(pairs) {
    const groups = new Map();
    for (const pair of pairs) groups.set(pair[0], [...(groups.get(pair[0]) ?? []), pair]);
    return groups;
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save(leaving = false) {
    clearTimeout(timer);
    if (sending || !dirty) return;
    sending = true;
    dirty = false;
    tell("saving");
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        keepalive: leaving, // outlives the page, but takes at most 64 KB
      });
      await heard(reply);
    } catch {
      dirty = true;
      tell("offline");
      later(RETRIES[Math.min(failures++, RETRIES.length - 1)]);
    } finally {
      sending = false;
      if (dirty && failures === 0) later(DEBOUNCE);
    }
  }

  async function heard(reply) {
    if (reply.status === 429 || reply.status >= 500) throw new Error("try again later");
    const json = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : null;
    failures = 0;
    if (!reply.ok || !json?.saved_at) {
      tell("refused", json?.message);
      return;
    }
    if (!dirty) forget();
    tell("saved", state?.dataset.saved.replace("{time}", json.saved_at));
    if (Number.isFinite(json.remaining)) {
      document.dispatchEvent(new CustomEvent("remaining", { detail: json.remaining }));
    }
  }

  function changed(event) {
    number.value = Number(number.value) + 1;
    dirty = true;
    keep();
    if (failures === 0) later(event.type === "change" ? 150 : DEBOUNCE);
  }

  if (restore()) {
    dirty = true;
    save();
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", keep);
  addEventListener("online", () => save());
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
}

if (form?.elements.save_number) autosave();
