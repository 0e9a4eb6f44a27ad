// Keeps the screen from going dark while a page for the room is looked at. Browsers offer it behind
// TLS or on this machine only, and take it back whenever the page is out of sight.

async function stayAwake() {
  if (document.hidden) return;
  try {
    await navigator.wakeLock.request("screen");
  } catch {
    // a phone that saves its battery: the screen goes dark as it always does
  }
}

if (navigator.wakeLock) {
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
}
