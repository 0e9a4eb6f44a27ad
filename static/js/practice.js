// Keeps practice on this phone for a time without a connection, and brings to the server what was
// practised: each try once, by the key that was drawn for it here. Who signs out, or somebody else
// who signs in, leaves nothing of it but what has not been sent yet, which no page shows.

const { read, write, keys } = keeping;
const KEPT = "practice";
const STALE = 6 * 3600 * 1000;
const HALF_DONE = 12 * 3600 * 1000; // after so long a try without its second answer is sent as it is
const KEPT_FOR = 60 * 24 * 3600 * 1000;
const SOON = 3000; // after a page is there, so that it comes first on a slow line

const mark = document.querySelector("[data-practice]");
const owner = mark?.dataset.owner;
const tries = sending.retries(meet);
let underWay = false;
let wanted = false;

function forget() {
  window.caches?.delete(KEPT).catch(() => {});
  for (const key of [...keys("practice:"), ...keys("practice-met:")]) write(key, null);
}

// What waits here of hers; what is still being answered is left alone for a while.
function waiting() {
  const open = read(`practice:${owner}`)?.open?.key;
  return keys(`practice-try:${owner}:`).map((key) => ({ key, ...read(key) })).filter(({ key, first }) => {
    if (!first || Date.now() - first.at > KEPT_FOR) write(key, null);
    return first && (!key.endsWith(`:${open}`) || Date.now() - first.at > HALF_DONE);
  });
}

const ago = (answer) => answer && { fields: answer.fields, ago: Date.now() - answer.at };

function asSent({ key, first, second, solution, ...rest }) {
  return {
    ...rest,
    key: key.split(":").pop(),
    first: ago(first),
    second: ago(second),
    solution: solution ? Date.now() - solution : null,
  };
}

async function deliver(token) {
  const found = waiting().sort((one, other) => one.first.at - other.first.at);
  for (const ticket of new Set(found.map((each) => each.ticket))) {
    const sent = found.filter((each) => each.ticket === ticket);
    const body = new URLSearchParams({ csrf_token: token, ticket, tries: JSON.stringify(sent.map(asSent)) });
    const { ok, json } = await sending.post(mark.dataset.deliver, body);
    if (json?.message) sending.show(json.message);
    if (!ok || !json?.settled) continue;
    for (const { key } of sent) if (json.settled.includes(key.split(":").pop())) write(key, null);
  }
}

// The page as it is shown without a connection; null where she is not signed in any more.
async function freshPage() {
  const answer = await fetch(mark.dataset.practice, { signal: AbortSignal.timeout?.(sending.PATIENCE) });
  if (answer.status >= 500) throw new Error("try again later");
  if (!answer.ok || answer.redirected) return null;
  const copy = answer.clone();
  const html = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { copy, html, owner: html.querySelector("[data-practice]")?.dataset.owner };
}

async function keepPack(kept) {
  const old = await kept.match(mark.dataset.pack);
  const headers = old ? { "If-None-Match": old.headers.get("ETag") } : {};
  const answer = await fetch(mark.dataset.pack, { headers });
  if (!answer.ok || answer.redirected) return;
  const copy = answer.clone();
  if ((await answer.json()).owner === owner) await kept.put(mark.dataset.pack, copy);
}

async function keepPage(kept, { copy, html }) {
  const parts = [...html.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=manifest], script[src]")];
  const wanted = parts.map((part) => new URL(part.getAttribute("href") ?? part.getAttribute("src"), location.href).href);
  for (const address of wanted) if (!(await kept.match(address))) await kept.add(address);
  await kept.put(new URL("practice-page", new URL(mark.dataset.scope, location.href)), copy);
  for (const { url } of await kept.keys()) {
    if (url.includes("/assets/") && !wanted.includes(url)) await kept.delete(url);
  }
}

// The lessons of the days that have begun, once for each revision of the course.
async function keepLessons(kept) {
  const { lessons, revision } = (await (await kept.match(mark.dataset.pack))?.json()) ?? { lessons: [] };
  const wanted = lessons.map(([, address]) => new URL(`${address}?kept=${revision}`, location.href).href);
  for (const { url } of await kept.keys()) {
    if (url.includes("?kept=") && !wanted.includes(url)) await kept.delete(url);
  }
  for (const address of wanted) {
    if (await kept.match(address)) continue;
    const answer = await fetch(address);
    if (answer.ok && !answer.redirected) await kept.put(address, answer);
  }
}

async function bringUpToDate() {
  const page = await freshPage();
  document.dispatchEvent(new CustomEvent("practice-page", { detail: Boolean(page) }));
  if (page?.owner !== owner) {
    if (page) forget();
    return;
  }
  await deliver(page.html.querySelector("input[name=csrf_token]").value);
  if (window.caches && navigator.serviceWorker) {
    const kept = await caches.open(KEPT);
    await keepPack(kept);
    await keepPage(kept, page);
    await navigator.serviceWorker.register(mark.dataset.worker, { scope: mark.dataset.scope });
    if (!navigator.connection?.saveData) await keepLessons(kept);
  }
  write(`practice-met:${owner}`, Date.now());
}

// One after the other: what is practised while the server is met is brought in the next turn.
async function meet() {
  tries.stop();
  wanted = true;
  if (underWay) return;
  underWay = true;
  while (wanted) {
    wanted = false;
    try {
      await bringUpToDate();
      tries.succeeded();
    } catch {
      if (waiting().length) tries.failed();
    }
  }
  underWay = false;
  document.dispatchEvent(new Event("practice-met"));
}

const isDue = () => waiting().length > 0 || !(Date.now() - read(`practice-met:${owner}`) < STALE);

if (document.querySelector("input[name=secret]")) forget();
if (mark && isDue()) tries.after(SOON);
if (mark) addEventListener("online", meet);
document.addEventListener("practised", () => mark && meet());

globalThis.practising = { KEPT, forget };
