// Adds up the two sides of a journal entry while it is written, and says when they differ. Shows
// two lines, and always an empty one below those that are written.

const money = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 2 });

const SCALES = { ribu: 1e3, rb: 1e3, juta: 1e6, jt: 1e6, miliar: 1e9, milyar: 1e9, triliun: 1e12 };
const WRITTEN = new RegExp(
  `^\\+?\\s*(?:rp\\.?|idr)?\\s*([\\d.,](?:[\\d.,\\s]*\\d)?)\\s*(?:(${Object.keys(SCALES).join("|")})\\.?)?(?:,-)?\\s*(?:%|persen|rupiah|rp|idr)?\\.?$`,
);

// The amounts that `read_number` on the server reads, except those below zero.
function amount(text) {
  const [, figures, scale] = text.trim().toLowerCase().match(WRITTEN) ?? [];
  if (!figures) return 0;
  const bare = figures.replace(/\s/g, "");
  const factor = SCALES[scale] ?? 1;
  if (/^([1-9]\d{0,2}(\.\d{3})+|\d*)(,\d+)?$/.test(bare)) return factor * Number(bare.replaceAll(".", "").replace(",", "."));
  if (/^[1-9]\d{0,2}((,\d{3}){2,}(\.\d{1,2})?|,\d{3}\.\d{1,2})$/.test(bare)) return factor * Number(bare.replaceAll(",", ""));
  return /^([1-9]\d{0,2}(\.\d{3})+|\d*)\.\d{1,2}$/.test(bare) ? factor * Number(bare.replace(/\.(?=.*\.)/g, "")) : 0;
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
document.addEventListener("question", (event) => event.target.querySelectorAll("[data-entry]").forEach(entry));
