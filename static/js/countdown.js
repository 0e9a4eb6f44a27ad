// Counts down the time the server gave; each answer saved brings the server's own figure again.
// At the end the page is asked for anew: the server says whether the time is really over.

const ANNOUNCE = { 300: "five", 60: "one" };

function count(box) {
  const clock = box.querySelector("[data-clock]");
  let ends = Date.now() + 1000 * Number(box.dataset.remaining);
  let shown = null;

  function show() {
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    if (left === shown) return;
    shown = left;
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.textContent = left ? time : box.dataset.ended;
    box.classList.toggle("short", left <= 60);
    if (!left) document.dispatchEvent(new Event("time-up"));
    if (left in ANNOUNCE) box.querySelector("[data-announce]").textContent = box.dataset[ANNOUNCE[left]];
  }

  document.addEventListener("remaining", (event) => {
    ends = Date.now() + 1000 * event.detail;
    show();
  });
  setInterval(show, 250);
  show();
}

for (const box of document.querySelectorAll("[data-countdown]")) count(box);
