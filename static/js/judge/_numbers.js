// Reads and writes numbers and money the Indonesian way: `lms/language.py` once more, held to it by
// tests that ask both.

const { fraction, size, times, isWhole, isBelow } = fractions;

const MAX_LENGTH = 40;
const UNGROUPED = 10000n;
const SCALES = { ribu: 3n, rb: 3n, juta: 6n, jt: 6n, miliar: 9n, milyar: 9n, triliun: 12n };
const SIGN = "(?:[-+]|minus|min) ?";
const MONEY = "(?:rp\\.?|idr) ?";
const AFTER = "(?:,-)?(?: ?(?:%|persen|rupiah|rp|idr))?\\.?";
const FORM = new RegExp(
  `^(?<outer>${SIGN})?(?:${MONEY})?(?<inner>${SIGN})?(?<figures>[0-9.,](?:[0-9., ]*[0-9])?)` +
    `(?: ?(?<scale>${Object.keys(SCALES).join("|")})\\.?)?${AFTER}$`,
  "i",
);
const IN_BRACKETS = new RegExp(`^(?<money>${MONEY})?\\( ?(?<inside>[^()]*[^() ]) ?\\)(?<after>${AFTER})$`, "i");
const GROUPED = "[1-9][0-9]{0,2}(?:\\.[0-9]{3})+";
const FIGURES = [
  `(?<whole>${GROUPED}|[0-9]+)`,
  `(?<whole>${GROUPED}|[0-9]*),(?<part>[0-9]+)`,
  `(?<whole>${GROUPED}|[0-9]*)\\.(?<part>[0-9]{1,2})`,
  "(?<whole>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?<part>[0-9]+))?",
  "(?<whole>[1-9][0-9]{0,2}(?:,[0-9]{3}){2,})(?:\\.(?<part>[0-9]{1,2}))?",
  "(?<whole>[1-9][0-9]{0,2},[0-9]{3})\\.(?<part>[0-9]{1,2})",
].map((form) => new RegExp(`^${form}$`));
const DOUBTFUL = /^(?<whole>[1-9][0-9]{0,2})(?<mark>[.,])(?<part>[0-9]{3})$/;

function value({ whole, part = "" }) {
  return fraction(BigInt(((whole ?? "").replace(/[., ]/g, "") || "0") + part), 10n ** BigInt(part.length));
}

function values(figures, scaled) {
  const found = FIGURES.map((form) => figures.match(form)).find(Boolean);
  if (!found) return [];
  const first = value(found.groups);
  const doubtful = figures.match(DOUBTFUL)?.groups;
  if (!doubtful || (doubtful.mark === "." && !scaled)) return [first];
  const thousands = value({ whole: doubtful.whole + doubtful.part });
  return [first, fractions.equal(first, thousands) ? value(doubtful) : thousands];
}

// The numbers that a text can mean: one, two with that of the house rule first, or none.
function readings(text) {
  if ([...text].length > MAX_LENGTH) return [];
  let body = text.replace(/\s+/g, " ").trim().replace(/[\u2212\u2013]/g, "-");
  const bracketed = body.match(IN_BRACKETS)?.groups;
  if (bracketed) body = (bracketed.money ?? "") + bracketed.inside + bracketed.after;
  const found = body.match(FORM)?.groups;
  if (!found) return [];
  const signs = [found.outer, found.inner].filter(Boolean).map((sign) => sign.trim());
  if (signs.length + Boolean(bracketed) > 1) return [];
  const scale = 10n ** (SCALES[found.scale?.toLowerCase()] ?? 0n);
  const factor = bracketed || (signs.length && signs[0] !== "+") ? -scale : scale;
  return values(found.figures, Boolean(found.scale)).map((each) => times(each, factor));
}

// Halves away from zero. Returns the number times ten to the power of `decimals`.
function scaled(a, decimals) {
  const rounded = (2n * size(a.n) * 10n ** BigInt(decimals) + a.d) / (2n * a.d);
  return a.n < 0n ? -rounded : rounded;
}

function number(a, decimals = null) {
  const places = decimals ?? 4;
  const digits = scaled(a, places);
  const text = `${size(digits)}`.padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places).replace(/\B(?=(\d{3})+$)/g, ".");
  let part = text.slice(text.length - places);
  if (decimals === null) part = part.replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${whole}${part && `,${part}`}`;
}

// With one reading, as somebody would type it.
function unmistakable(a) {
  let written = number(a, 9).replace(/,?0+$/, "");
  if (isBelow(fraction(size(a.n), a.d), UNGROUPED)) written = written.replaceAll(".", "");
  return readings(written).length === 1 ? written : `${written}0`;
}

// With its unit, the sign of rupiah before it.
function written(a, unit) {
  if (unit !== "rp") return `${number(a)}${["", "%"].includes(unit) ? "" : " "}${unit}`;
  if (!isWhole(a)) return `Rp${number(a)}`;
  return `${a.n < 0n ? "-" : ""}Rp${number(fraction(size(a.n), a.d), 0)}`;
}

globalThis.numbers = { readings, unmistakable, written };
