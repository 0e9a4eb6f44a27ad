// Keeps the register of a meeting on this phone, so that it opens again without a connection: the
// page as it was last seen and what it is made of, for half a day. Signing out throws it away.

const KEPT = "register";
const LONGEST = 12 * 3600 * 1000;
const PATIENCE = 12000;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (/\/attendance\/\d+$/.test(pathname)) event.respondWith(page(event.request, pathname));
  else if (pathname.includes("/assets/")) event.respondWith(asset(event.request));
});

// A page that was asked for earlier and comes later takes the place of no newer one.
const newest = {};
let asked = 0;

async function page(request, pathname) {
  const turn = ++asked;
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout?.(PATIENCE) });
    if (answer.status === 200 && !answer.redirected && turn > (newest[pathname] ?? 0)) {
      newest[pathname] = turn;
      await kept.put(pathname, answer.clone());
    }
    return answer;
  } catch (problem) {
    const last = request.mode === "navigate" ? await kept.match(pathname) : null;
    if (last && Date.now() - Date.parse(last.headers.get("Date")) < LONGEST) return last;
    throw problem;
  }
}

async function asset(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}
