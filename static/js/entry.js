// Adds up the two sides of a journal entry while it is written, and says when they differ. Shows
// two lines, and always an empty one below those that are written.

const money = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 2 });

function amount(text) {
  const bare = text.replace(/\s|rp\.?/gi, "").replace(/,-$|rupiah$/i, "");
  if (/^([1-9]\d{0,2}(\.\d{3})+|\d*)(,\d+)?$/.test(bare)) return Number(bare.replaceAll(".", "").replace(",", "."));
  return /^\d*\.\d{1,2}$/.test(bare) ? Number(bare) : 0;
}

function entry(box) {
  const balance = box.querySelector("[data-balance]");
  const lines = [...box.querySelectorAll(".entry-line")];

  function unfold() {
    const written = (line) => [...line.querySelectorAll("select, input")].some((field) => field.value);
    const last = lines.map(written).lastIndexOf(true);
    lines.forEach((line, place) => { line.hidden = place > Math.max(last + 1, 1); });
  }

  function total(side) {
    const sum = [...box.querySelectorAll(`[data-side="${side}"]`)].reduce((all, field) => all + amount(field.value), 0);
    box.querySelector(`[data-total="${side}"]`).textContent = `Rp${money.format(sum)}`;
    return Math.round(sum * 100);
  }

  function add(event) {
    unfold();
    const equal = total("debit") === total("credit");
    if (equal || event?.type === "change") balance.textContent = equal ? "" : balance.dataset.balance;
  }

  box.addEventListener("input", add);
  box.addEventListener("change", add);
  add({ type: "change" });
}

for (const box of document.querySelectorAll("[data-entry]")) entry(box);
