// Without a connection lessons open as they were kept, and the page of practice stands in the place
// of every other page. `static/js/practice.js` keeps them on this phone until its owner signs out.

const KEPT = "practice";
const PATIENCE = 20000;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(begin()));

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  // Of forms only those whose page is left behind: the green card, a lesson that was read.
  const goesOn = method === "POST" && /\/(practice|done)$/.test(pathname);
  if (mode === "navigate" && (method === "GET" || goesOn)) event.respondWith(page(event));
  else if (method === "GET" && pathname.includes("/assets/")) event.respondWith(asset(event.request));
});

async function begin() {
  await self.registration.navigationPreload?.enable(); // the page is asked for while this wakes up
  await self.clients.claim();
}

async function kept(address, options) {
  return (await caches.has(KEPT)) ? (await caches.open(KEPT)).match(address, options) : undefined;
}

async function fetched(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

function late() {
  return new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), PATIENCE));
}

async function page(event) {
  const instead = await kept(new URL("practice-page", self.registration.scope));
  if (!instead) return fetched(event);
  try {
    return await Promise.race([fetched(event), late()]);
  } catch {
    const { method, url } = event.request;
    const lesson = method === "GET" && url.includes("/lessons/") && (await kept(url, { ignoreSearch: true }));
    return lesson || instead;
  }
}

async function asset(request) {
  return (await kept(request)) ?? fetch(request);
}
