// Sends answers and marks of registers that were kept on this phone when there was no connection,
// from whatever page of the product is open, and hands in when that was asked for without one.

const { read, write, keys } = keeping;
const { show } = sending;
const KEPT_FOR = 30 * 24 * 3600 * 1000;
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const panel = document.querySelector("[data-outbox]");
const open = () => document.querySelector("form[data-autosave]")?.elements.client?.value;
const tries = sending.retries(run);
let last = Promise.resolve();

function drawCode() {
  const code = [...crypto.getRandomValues(new Uint8Array(8))].map((n) => LETTERS[n % 32]).join("");
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

// A phone's clock may have been years wrong: what is old is sent all the same, and let go of only
// when the server does not take it.
function isOld(kept) {
  return Date.now() - kept?.at > KEPT_FOR;
}

// What waits, by the address of its attempt; an open page looks after its own answer.
function waiting() {
  const found = new Map();
  const add = (base) => found.get(base) ?? found.set(base, []).get(base);
  for (const key of keys("quiz-receipt:")) {
    const receipt = read(key);
    if (receipt?.handIn) add(key.slice(13));
    else if (isOld(receipt)) write(key, null);
  }
  for (const key of keys("quiz:")) {
    const kept = read(key);
    const [, base, position] = key.match(/^quiz:(.+)\/(\d+):/) ?? [];
    if (!kept || !base) write(key, null);
    else if (kept.client !== open() || panel?.dataset.receipt || panel?.dataset.over) {
      if (!read(`quiz-receipt:${base}`)?.refused || location.pathname.startsWith(`${base}/`)) {
        add(base).push({ key, entry: { ...kept, position: Number(position) } });
      }
    }
  }
  return found;
}

async function deliver(base, items) {
  const token = document.querySelector("input[name=csrf_token]")?.value;
  if (!token) return;
  const receipt = read(`quiz-receipt:${base}`) ?? { code: drawCode(), handIn: false, at: Date.now() };
  write(`quiz-receipt:${base}`, receipt);
  const body = new URLSearchParams({
    csrf_token: token,
    receipt: receipt.code,
    hand_in: receipt.handIn ? "1" : "",
    log: JSON.stringify(items.map(({ entry }) => entry)),
  });
  const { ok, status, json } = await sending.post(`${base}/deliver`, body);
  if (ok && !json?.next) throw new Error("a router's own page");
  if (ok) arrived(base, items, json);
  else refused(status, base, items, receipt, json?.message);
}

function refused(status, base, items, receipt, message) {
  if (status === 401 && panel) location.reload(); // to sign in, and come back
  else if (status === 400 || status === 401) show(message);
  if (![404, 409, 422].includes(status)) return;
  for (const { key, entry } of items) if (isOld(entry)) write(key, null);
  if (status !== 404) {
    write(`quiz-receipt:${base}`, { ...receipt, handIn: false, refused: true });
    show(`${message ?? ""} ${receipt.code}`);
  } else if (isOld(receipt)) write(`quiz-receipt:${base}`, null);
}

function arrived(base, items, json) {
  for (const { key, entry } of items) if (read(key)?.number === entry.number) write(key, null);
  write(`quiz-receipt:${base}`, null);
  const here = location.pathname;
  if (json.next.endsWith("/result") && here.startsWith(`${base}/`)) location.assign(json.next);
  else if (isStale(base, here) || items.some(({ entry }) => here === `${base}/${entry.position}`)) location.reload();
  else {
    document.dispatchEvent(new Event("delivered"));
    show(json.message);
  }
}

// Whether the check page is that of a phone without a connection.
function isStale(base, here) {
  return here === `${base}/check` && !document.querySelector("form[data-hand-in]");
}

// Marks of a register, by its address; an open one sends its own.
async function deliverMarks(key) {
  const token = document.querySelector("input[name=csrf_token]")?.value;
  const address = marking.addressOf(key);
  const { marks } = marking.read(key);
  if (!token || !marks.length || document.getElementById("register")?.dataset.marks === address) return;
  const { sent, json, isSaved } = await marking.send(address, token, marks);
  if (isSaved) {
    const gone = new Set(sent.map((mark) => mark.client + mark.number));
    const now = marking.read(key); // another page may have written meanwhile
    const left = now.marks.filter((mark) => !gone.has(mark.client + mark.number));
    marking.write(key, { marks: left, clashes: { ...now.clashes, ...json.clashes } });
    show(json.message);
    if (left.length) await deliverMarks(key);
  } else if (json?.message && location.pathname.startsWith(address.match(/^.*?\/w\/[^/]+/)?.[0])) show(json.message);
}

async function deliverAll() {
  tries.stop();
  const tasks = [...waiting()].map(([base, items]) => () => deliver(base, items));
  tasks.push(...marking.places().map((key) => () => deliverMarks(key)));
  let failed = false;
  for (const task of tasks) await task().catch(() => (failed = true)); // each is tried
  if (failed) tries.failed();
  else tries.succeeded();
}

// Resolves once what waits now has been sent, or could not be.
function run() {
  last = last.then(deliverAll);
  return last;
}

function showReceipt(code) {
  panel.dataset.receipt = code;
  panel.hidden = false;
  panel.querySelector("[data-code]").textContent = code;
  panel.querySelector("[data-ask]").hidden = true;
  panel.querySelector("[data-told]").hidden = false;
  for (const form of document.querySelectorAll("main form")) form.inert = true;
  panel.querySelector("[data-told]").focus();
}

function handInLater() {
  const key = `quiz-receipt:${panel.dataset.outbox}`;
  const receipt = { code: read(key)?.code ?? drawCode(), handIn: true, at: Date.now() };
  write(key, receipt);
  showReceipt(receipt.code);
  run();
}

// The last page before handing in: the button works with a connection, and says so without one.
function lastPage(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    event.submitter?.setAttribute("aria-disabled", "true");
    try {
      await run(); // after handing in, an answer still kept here would come too late
      const left = waiting().has(panel.dataset.outbox);
      if (left && !read(`quiz-receipt:${panel.dataset.outbox}`)?.refused) throw new Error("kept");
      const reply = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout?.(sending.PATIENCE),
      });
      if (reply.status >= 500) throw new Error("try again later");
      const json = reply.ok ? await reply.json() : null;
      if (json?.next) location.assign(json.next);
      else form.submit();
    } catch {
      panel.hidden = false;
      panel.querySelector("details").open = true;
      panel.querySelector("button").focus();
    }
    event.submitter?.removeAttribute("aria-disabled");
  });
}

// Where no answer is typed, the server says at the end whether there is more time; without a
// connection the page stays.
async function leaveAtTheEnd() {
  const reply = await fetch(location.href, { method: "HEAD", signal: AbortSignal.timeout?.(sending.PATIENCE) }).catch(() => null);
  if (reply && !panel.dataset.receipt) location.reload();
}

if (panel) {
  const asked = read(`quiz-receipt:${panel.dataset.outbox}`);
  if (asked?.handIn && !asked.refused) showReceipt(asked.code);
  panel.querySelector("button").addEventListener("click", handInLater);
  const last = document.querySelector("form[data-hand-in]");
  if (last) lastPage(last);
  if (!open()) document.addEventListener("time-up", leaveAtTheEnd);
}
// Who signs out leaves no register and no questions on this device.
function forget() {
  window.caches?.delete("register").catch(() => {});
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("quiz-sheet:")) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept, then.
  }
}

if (document.querySelector("input[name=secret]")) forget();
document.addEventListener("outbox", () => {
  if (panel) panel.dataset.over = "yes";
  run();
});
document.addEventListener("left-behind", tries.failed);
addEventListener("online", run);
run();
