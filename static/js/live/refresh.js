// Keeps a part of a page up to date: asks for the page again and changes the part for the new one.
// The part says after how many seconds. Says so when the line is lost, and comes back by itself.

const LOST = 4000;
const part = () => document.querySelector("[data-refresh]");
const screen = document.querySelector("[data-fullscreen]");
let timer = 0;

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(refresh, wait);
}

async function refresh() {
  if (document.hidden) return;
  try {
    const response = await fetch(location.href, { signal: AbortSignal.timeout?.(8000) });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-refresh]");
    if (response.redirected || !fresh) return location.reload();
    part().replaceWith(fresh);
    later(1000 * fresh.dataset.refresh);
  } catch {
    for (const told of document.querySelectorAll("[data-lost]")) told.hidden = false;
    later(LOST);
  }
}

if (screen && document.fullscreenEnabled) {
  screen.hidden = false;
  screen.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}
document.addEventListener("visibilitychange", refresh);
addEventListener("online", refresh);
if (part()) later(1000 * part().dataset.refresh);
