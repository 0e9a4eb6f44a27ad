// Shows how far the work is that a button has started, while its answer is still waited for.

const EVERY = 1000;

async function ask(box, address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout?.(5 * EVERY) });
    if (answer.ok && !answer.redirected) box.innerHTML = await answer.text();
  } catch {
    // Without a line there is nothing to tell; it is asked again.
  }
}

document.addEventListener("submit", (event) => {
  const address = event.submitter?.dataset.progress;
  if (!address || event.defaultPrevented) return;
  setInterval(ask, EVERY, event.target.querySelector("[data-wait]"), address);
});
