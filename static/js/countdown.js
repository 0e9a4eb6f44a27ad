// Counts down the time the server gave; each answer saved brings the server's own figure again.
// The phone's clock may be set meanwhile, and its steady clock stands still while it sleeps: the one
// that went further is believed. At the end the page is asked for anew: the server knows better.

const ANNOUNCE = { 300: "five", 60: "one" };

// 9:05, and from an hour on 1:09:05.
function written(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

function count(box) {
  const clock = box.querySelector("[data-clock]");
  let shown = null;
  let told;

  function hear(seconds) {
    told = { seconds, wall: Date.now(), steady: performance.now() };
    show();
  }

  function show() {
    const gone = Math.max(Date.now() - told.wall, performance.now() - told.steady);
    const left = Math.max(0, Math.ceil(told.seconds - gone / 1000));
    if (left === shown) return;
    shown = left;
    clock.textContent = left ? written(left) : box.dataset.ended;
    box.classList.toggle("short", left <= 60);
    if (!left) document.dispatchEvent(new Event("time-up"));
    if (left in ANNOUNCE) box.querySelector("[data-announce]").textContent = box.dataset[ANNOUNCE[left]];
  }

  document.addEventListener("remaining", (event) => {
    const more = document.querySelector("[data-more]");
    if (more) more.textContent = event.detail.more ?? "";
    hear(event.detail.seconds);
  });
  hear(Number(box.dataset.remaining));
  setInterval(show, 250);
}

for (const box of document.querySelectorAll("[data-countdown]")) count(box);
