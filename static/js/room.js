// Tells a participant, on whatever page she is, that the trainer has started something for the room.

const EVERY = 20000;
const box = document.querySelector("[data-room]");
let tag = "";

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(box.dataset.room, { headers: tag ? { "If-None-Match": tag } : {}, signal: AbortSignal.timeout(EVERY) });
    if (answer.redirected || answer.status === 304 || !(answer.status === 200 || answer.status === 204)) return;
    tag = answer.headers.get("ETag") ?? "";
    box.innerHTML = answer.status === 200 ? await answer.text() : "";
    const way = box.querySelector("a, form");
    box.hidden = !way || location.pathname.startsWith(new URL(way.href ?? way.action).pathname);
  } catch {
    // Without a line there is nothing to tell; it is asked again.
  }
}

if (box) {
  setInterval(ask, EVERY);
  setTimeout(ask, 2000);
  document.addEventListener("visibilitychange", ask);
}
