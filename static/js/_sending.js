// Sends to the server what a person did, and again while it cannot be reached.

const PATIENCE = 12000;
const WAITS = [2000, 4000, 8000, 15000, 30000];

// Returns what the server said, with its JSON if it sent any. Throws if it is to be asked again.
async function post(address, body, more = {}) {
  const reply = await fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout?.(PATIENCE),
    ...more,
  });
  if (reply.status === 429 || reply.status >= 500) throw new Error("try again later");
  const json = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : null;
  return { ok: reply.ok, status: reply.status, json };
}

// Says at the top of the page what became of it.
function show(words) {
  document.querySelector("[data-sent]")?.remove();
  const notice = document.createElement("div");
  notice.className = "notice info";
  notice.dataset.sent = "";
  notice.setAttribute("role", "status");
  notice.append(Object.assign(document.createElement("p"), { textContent: words }));
  document.querySelector("main")?.prepend(notice);
}

// Does something later: after each failure in a row it waits longer.
function retries(action) {
  let failures = 0;
  let timer = 0;

  function stop() {
    clearTimeout(timer);
    timer = 0;
  }

  function go() {
    stop();
    action();
  }

  function after(delay) {
    stop();
    timer = setTimeout(go, delay);
  }

  return {
    go,
    after,
    stop,
    failed: () => after(WAITS[Math.min(failures++, WAITS.length - 1)]),
    succeeded: () => (failures = 0),
    isFailing: () => failures > 0,
    isWaiting: () => timer !== 0,
  };
}

globalThis.sending = { PATIENCE, post, show, retries };
