// What all kinds of question share when an answer is read: texts without what cannot be stored, and
// sentences with their values.

const LONGEST = 500;
const MAX_PART_LENGTH = 200;
const NOTHING = "…";
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };

// What an answer is refused with; `remark` is the server's word for what is amiss.
class Refusal extends Error {
  constructor(sentence, params = {}, remark = "unreadable") {
    super(sentence.replace(/%\((\w+)\)s/g, (_, name) => params[name]));
    this.remark = remark;
  }
}

function escaped(text) {
  return text.replace(/[&<>'"]/g, (sign) => ESCAPES[sign]);
}

function cleaned(text, longest, says) {
  const kept = text.replace(/[^\n\t\P{C}]/gu, "").normalize("NFC").trim();
  if ([...kept].length > longest) throw new Refusal(says.too_long, { longest });
  return kept;
}

// The text in the field "answer".
function typed(fields, says, longest = LONGEST) {
  const text = cleaned(fields.answer?.[0] ?? "", longest, says);
  if (!text) throw new Refusal(says.empty);
  return text;
}

// What is in each of the boxes of a question.
function cells(sent, count, says) {
  if (sent.length > count) throw new Refusal(says.other_boxes);
  const texts = sent.map((text) => cleaned(text, MAX_PART_LENGTH, says));
  if (!texts.some(Boolean)) throw new Refusal(says.empty);
  return [...texts, ...Array(count - texts.length).fill("")];
}

// The numbers a text can mean, with or without its unit.
function meant(text, unit) {
  let body = text.trim();
  if (unit && words.folded(body).endsWith(words.folded(unit))) {
    const letters = [...body];
    body = letters.slice(0, letters.length - [...unit].length).join("");
  }
  return numbers.readings(body);
}

// Asks back what has two readings.
function askBack(text, unit, sentence, place = {}) {
  const [first, second] = meant(text, unit).map(numbers.unmistakable);
  if (second) throw new Refusal(sentence, { ...place, typed: text, first, second }, "two_readings");
}

// A number as it was understood, else as it was typed.
function understood(text, unit) {
  const [first] = meant(text, unit);
  return escaped(first ? numbers.written(first, unit) : text);
}

function isNear(text, { key, tolerance, unit }) {
  const [first] = meant(text, unit);
  return Boolean(first) && fractions.within(first, fractions.exact(key), fractions.exact(tolerance));
}

function listed(tag, lines) {
  return `<${tag}>${lines.map((line) => `<li>${line}</li>`).join("")}</${tag}>`;
}

// Pairs as a list: what it belongs to, and what stands there, both HTML.
function pairs(rows) {
  return listed("ul", rows.map(([label, text]) => `${label}: ${text || NOTHING}`));
}

// What is said, each sentence once.
function once(said) {
  return [...new Set(said)].filter(Boolean).join("");
}

globalThis.answers = { NOTHING, Refusal, escaped, typed, cells, meant, askBack, understood, isNear, listed, pairs, once };
