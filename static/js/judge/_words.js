// Compares words as `lms/questions/short_answer.py` does: case, spaces and punctuation do not matter,
// and where its author accepts that, a slip of the pen does not either.

const MAX_LENGTH = 200;
const SLIPS = [[12, 2], [5, 1]]; // how many a word of so many letters may have

// The dotless i is a letter of its own; of all other letters the two cases are one.
function folded(text) {
  return [...text].map((each) => (each === "ı" ? each : each.toLowerCase().toUpperCase().toLowerCase())).join("");
}

function normalised(text) {
  return folded(text.normalize("NFKC")).replace(/[\p{P}\p{Z}\p{C}]/gu, "");
}

// Letters too many, missing or wrong, and neighbours swapped.
function slips(one, other) {
  const [a, b] = [[...one], [...other]];
  const rows = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + wrong);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

function isSlip(typed, key) {
  const [letters, keys] = [[...typed].length, [...key].length];
  const most = SLIPS.find(([least]) => keys >= least)?.[1] ?? 0;
  const digits = (text) => (text.match(/\p{Nd}/gu) ?? []).join("");
  return most > 0 && digits(typed) === digits(key) && Math.abs(letters - keys) <= most && slips(typed, key) <= most;
}

// "right", "near", or "" for neither; `accepted` came normalised.
function compare({ accepted, near }, text) {
  const typed = normalised(text);
  if ([...text].length > MAX_LENGTH) return "";
  if (accepted.includes(typed)) return typed ? "right" : "";
  return near && accepted.some((key) => isSlip(typed, key)) ? "near" : "";
}

globalThis.words = { compare, folded, normalised };
