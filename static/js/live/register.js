// A register, of a meeting or of a practical task: each tap is saved at once and can be taken back.
// Without a connection taps are kept on this phone, shown as waiting, and sent in order later; each
// has a number, so that one sent twice counts once. What others record meanwhile appears by itself.

const LOOK = 6000;
const form = document.getElementById("register");
const draw = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");

function register() {
  const client = draw();
  const place = marking.placeOf(form.dataset.marks) + client;
  const tries = sending.retries(send);
  const list = form.querySelector("ol");
  const state = form.querySelector("[data-state]");
  const find = document.getElementById("find");
  const kinds = [...document.querySelectorAll("[data-only]")];
  const rests = document.querySelector("[data-rests]");
  const touched = new Set(); // tapped since the list was last narrowed: they stay where the finger is
  const steps = [];
  let kept = { marks: [], clashes: {} };
  let number = 0;
  let busy = false;
  let looking = 0;
  let saved = "";
  let refused = "";
  let lost = false;

  const rows = () => [...list.children];
  const row = (id) => list.querySelector(`[data-id="${id}"]`);
  const waits = (id) => kept.marks.some((mark) => mark.id === id);

  const keep = () => marking.write(place, kept);

  // What an earlier page could not send is now ours; sent twice, it counts once.
  function adopt() {
    for (const key of marking.places(form.dataset.marks)) {
      const left = marking.read(key);
      kept.marks.push(...left.marks);
      Object.assign(kept.clashes, left.clashes);
      keeping.write(key, null);
    }
    kept.marks.sort((one, other) => one.at - other.at);
    keep();
  }

  function show(id, presence) {
    const person = row(id);
    if (!person) return;
    person.dataset.shown = presence;
    person.classList.add("waits");
    for (const choice of person.querySelectorAll("input[type=radio]")) choice.checked = choice.value === presence;
    person.querySelector("[data-trace]").textContent = form.dataset.waits;
  }

  function draw_all() {
    for (const mark of kept.marks) show(mark.id, mark.chosen);
    for (const person of rows()) {
      const told = person.querySelector("[data-clash]");
      const words = kept.clashes[person.dataset.id];
      if (words) told.querySelector("span").textContent = words;
      if (words) told.hidden = false;
    }
    for (const count of document.querySelectorAll("[data-count]")) {
      count.textContent = rows().filter((person) => person.dataset.shown === count.dataset.count).length;
    }
    const open = rows().filter((person) => !person.dataset.shown).length;
    const untouched = open === rows().length;
    for (const rest of rests.querySelectorAll("button")) rest.hidden = !open || untouched !== (rest.dataset.rest === "all");
    rests.querySelector("[data-complete]").hidden = open > 0;
    const n = kept.marks.length;
    const words = refused || (tries.isFailing() && n ? form.dataset.offline.replace("{n}", n) : n ? form.dataset.sending : lost ? form.dataset.lost : saved && form.dataset.saved.replace("{time}", saved));
    if (state.textContent !== words) state.textContent = words;
    form.querySelector("[data-bar]").hidden = !words && !steps.length;
    filter();
  }

  function filter() {
    const words = find.value.toLowerCase().split(/\s+/);
    const kind = kinds.find((one) => one.getAttribute("aria-pressed") === "true")?.dataset.only;
    for (const person of rows()) {
      const fits = kind === undefined || person.dataset.shown === kind || touched.has(person.dataset.id);
      person.hidden = !fits || !words.every((word) => person.dataset.name.includes(word));
    }
    form.querySelector("[data-none]").hidden = rows().some((person) => !person.hidden);
  }

  // A shorter list begins where the eye is.
  function narrow() {
    touched.clear();
    filter();
    const area = find.closest(".register-area");
    if (area.getBoundingClientRect().top < 0) area.scrollIntoView({ block: "start" });
  }

  function press(pressed) {
    for (const kind of kinds) kind.setAttribute("aria-pressed", String(kind === pressed && kind.getAttribute("aria-pressed") === "false"));
    narrow();
  }

  function mark(changes, rest = false, remember = true) {
    const step = [];
    for (const [id, chosen] of changes) {
      const shown = row(id).dataset.shown;
      if (shown === chosen) continue;
      step.push([id, shown]);
      touched.add(id);
      delete kept.clashes[id];
      row(id).querySelector("[data-clash]").hidden = true;
      kept.marks.push({ id, shown, chosen, rest, undo: !remember, client, number: ++number, at: Date.now() });
      show(id, chosen);
    }
    if (remember && step.length) steps.push(step);
    keep();
    draw_all();
    send();
  }

  async function send() {
    tries.stop();
    if (busy || !kept.marks.length) return;
    busy = true;
    try {
      const { sent, json, isSaved } = await marking.send(form.dataset.marks, form.elements.csrf_token.value, kept.marks);
      if (isSaved) {
        kept.marks.splice(0, sent.length);
        Object.assign(kept.clashes, json.clashes);
        saved = json.saved_at;
        tries.succeeded();
        refused = "";
        keep();
        await look();
      } else refused = json?.message ?? form.dataset.refused;
    } catch {
      tries.failed();
    }
    busy = false;
    draw_all();
    if (!tries.isFailing() && !refused) send();
  }

  async function look() {
    clearTimeout(looking);
    looking = setTimeout(look, LOOK);
    if (document.hidden) return;
    try {
      const reply = await fetch(`${location.pathname}?since=${form.dataset.version}`, { signal: AbortSignal.timeout?.(8000) });
      lost = false;
      if (reply.status !== 200 || reply.redirected) return draw_all();
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.getElementById("register");
      if (fresh) take(page, fresh);
      else if (!kept.marks.length) location.reload();
    } catch {
      lost = true; // the next look may reach it
    }
    draw_all();
  }

  // The page opens again without a connection; browsers do this only behind TLS.
  function keepPage() {
    const workers = navigator.serviceWorker;
    if (!workers || !window.caches || !form.dataset.worker) return;
    const keepParts = () => {
      const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((part) => part.href ?? part.src);
      for (const address of [location.pathname, ...parts]) fetch(address).catch(() => {});
    };
    if (!workers.controller) workers.addEventListener("controllerchange", keepParts, { once: true });
    workers.register(form.dataset.worker, { scope: location.pathname.replace(/[^/]+$/, "") }).catch(() => {});
  }

  function take(page, fresh) {
    const focused = document.activeElement;
    const here = focused?.closest?.("#register li")?.dataset.id;
    const ids = new Set();
    [...fresh.querySelectorAll("ol > li")].forEach((person, position) => {
      const { id } = person.dataset;
      const old = row(id);
      ids.add(id);
      if (!old) list.children[position] ? list.children[position].before(person) : list.append(person);
      else if (!waits(id) && (old.dataset.shown !== person.dataset.shown || old.textContent !== person.textContent)) old.replaceWith(person);
    });
    for (const person of rows()) if (!ids.has(person.dataset.id) && !waits(person.dataset.id)) person.remove();
    for (const part of page.querySelectorAll("[data-live]")) {
      const old = document.querySelector(`[data-live="${part.dataset.live}"]`);
      const unfolded = old?.querySelector("details")?.open;
      old?.replaceWith(part);
      if (unfolded && part.querySelector("details")) part.querySelector("details").open = true;
    }
    form.dataset.version = fresh.dataset.version;
    if (here && !focused.isConnected) row(here)?.querySelector(`[value="${focused.value}"]`)?.focus({ preventScroll: true });
  }

  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") mark([[event.target.closest("li").dataset.id, event.target.value]]);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  rests.addEventListener("click", (event) => {
    const rest = event.target.closest("[data-rest]");
    if (!rest) return;
    event.preventDefault();
    mark(rows().filter((person) => !person.dataset.shown).map((person) => [person.dataset.id, rest.value]), true);
  });
  document.querySelector("[data-undo]").addEventListener("click", (event) => {
    if (!steps.length && !kept.marks.length) return;
    event.preventDefault();
    if (steps.length) mark(steps.pop().filter(([id]) => row(id)), false, false);
  });
  for (const kind of kinds) {
    kind.disabled = false;
    kind.addEventListener("click", () => press(kind));
  }
  find.addEventListener("focus", () => find.select());
  find.addEventListener("input", narrow);
  form.querySelector(".register-save [type=submit]:not([data-undo])").hidden = true;
  document.querySelector("[data-find]").dataset.find = "";
  addEventListener("online", send);
  document.addEventListener("visibilitychange", look);
  if (window.BarcodeDetector) import(document.querySelector("[data-scan]").dataset.scan).catch(() => {});
  adopt();
  draw_all();
  send();
  looking = setTimeout(look, LOOK);
  keepPage();
}

if (form) register();
