// Keeps the live board up to date: asks every few seconds what has changed, and not while nobody
// looks at it. The server answers 304, without a page, as long as nothing has.

const EVERY = 5000;
const box = document.querySelector("[data-board]");
const lost = document.querySelector("[data-lost]");
let tag = `W/"${box.dataset.tag}"`;
let asking = false;

async function ask() {
  if (asking || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(box.dataset.board, { headers: { "If-None-Match": tag }, signal: AbortSignal.timeout(4 * EVERY) });
    if (answer.redirected || answer.status === 401 || answer.status === 403) location.reload();
    else if (answer.status === 200) {
      box.innerHTML = await answer.text();
      tag = answer.headers.get("ETag");
    }
    lost.hidden = answer.status < 500;
  } catch {
    lost.hidden = false;
  }
  asking = false;
}

setInterval(ask, EVERY);
document.addEventListener("visibilitychange", ask);
