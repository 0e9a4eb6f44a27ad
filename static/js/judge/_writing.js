// Kinds that are answered by writing: numbers, words, texts, journal entries.

const { Refusal, escaped, typed, cells, meant, askBack, understood, isNear, pairs, once } = answers;
const { exact, share, plus, equal, isNothing } = fractions;

const MAX_NUMBER_LENGTH = 40;
const MAX_WORDS_LENGTH = 200;
const MAX_TEXT_LENGTH = 20000;

// What is said to a wrong number or word that its author has foreseen.
function saidToNumber(text, item) {
  return item.mistakes.find(([key]) => isNear(text, { ...item, key }))?.[1];
}

function saidToWords(text, item) {
  return item.mistakes.find(([accepted]) => words.compare({ accepted, near: false }, text))?.[1];
}

function numeric(item) {
  return {
    read(fields, says) {
      const text = typed(fields, says, MAX_NUMBER_LENGTH);
      if (!meant(text, item.unit).length) throw new Refusal(says.unreadable);
      askBack(text, item.unit, says.read_twice);
      return text;
    },
    grade(answer) {
      if (isNear(answer, item)) return { credit: "1" };
      return { credit: "0", feedback: saidToNumber(answer, item) };
    },
    shown: (answer) => understood(answer, item.unit),
  };
}

function shortAnswer(item) {
  return {
    read: (fields, says) => typed(fields, says, MAX_WORDS_LENGTH),
    grade(answer) {
      const found = words.compare(item, answer);
      const feedback = found ? "" : saidToWords(answer, item);
      return { credit: found ? "1" : "0", feedback, near: found === "near" ? [answer] : [] };
    },
    shown: escaped,
  };
}

function cloze(item) {
  const isNumber = (blank) => blank.key !== undefined;
  const isReadable = (blank, text) =>
    blank.choices ? blank.choices.includes(text) : !isNumber(blank) || meant(text, blank.unit).length > 0;

  function judged(blank, text) {
    if (!text) return "";
    if (blank.choices) return blank.right === text ? "right" : "";
    if (isNumber(blank)) return isNear(text, blank) ? "right" : "";
    return words.compare(blank, text);
  }

  function saidTo(blank, text) {
    if (!text) return "";
    if (blank.choices) return blank.mistakes[text];
    return isNumber(blank) ? saidToNumber(text, blank) : saidToWords(text, blank);
  }

  return {
    read(fields, says) {
      const answer = cells(fields.answer ?? [], item.blanks.length, says);
      item.blanks.forEach((blank, n) => {
        const place = { number: n + 1 };
        if (!answer[n]) return;
        if (!isReadable(blank, answer[n])) throw new Refusal(blank.choices ? says.not_in_list : says.not_a_number, place);
        if (isNumber(blank)) askBack(answer[n], blank.unit, says.read_twice, place);
      });
      return answer;
    },
    grade(answer) {
      const found = item.blanks.map((blank, n) => judged(blank, answer[n]));
      return {
        credit: share(found.filter(Boolean).length, found.length),
        feedback: once(item.blanks.map((blank, n) => (found[n] ? "" : saidTo(blank, answer[n])))),
        near: answer.filter((_, n) => found[n] === "near"),
      };
    },
    shown: (answer) =>
      pairs(item.blanks.map((blank, n) => [`[${n + 1}]`, isNumber(blank) ? understood(answer[n], blank.unit) : escaped(answer[n])])),
  };
}

// The amount typed; nothing if it cannot be read or is below zero.
function amount(text) {
  const [first] = numbers.readings(text);
  return first && first.n >= 0n ? first : null;
}

function journalEntry(item) {
  const names = new Map(item.accounts);
  const lines = (answer) =>
    Array.from({ length: item.rows }, (_, n) => {
      const [account, debit, credit] = answer.slice(3 * n, 3 * n + 3);
      return { account, amounts: [["debit", debit], ["credit", credit]].filter(([, text]) => text) };
    });

  function check({ account, amounts }, line, says) {
    if (account && !names.has(account)) throw new Refusal(says.no_account);
    const values = amounts.map(([, text]) => amount(text));
    if (values.includes(null)) throw new Refusal(says.unreadable, { line });
    for (const [, text] of amounts) askBack(text, "rp", says.read_twice, { line });
    const written = values.some((value) => !isNothing(value));
    if (written && !account) throw new Refusal(says.account_missing, { line });
    if (account && !written) throw new Refusal(says.amount_missing, { line });
  }

  // What stands on each side of each account.
  function sums(answer) {
    const found = new Map();
    for (const { account, amounts } of lines(answer)) {
      for (const [side, text] of amounts) {
        const value = amount(text);
        if (!value || isNothing(value) || !names.has(account)) continue;
        const place = `${account} ${side}`;
        found.set(place, found.has(place) ? plus(found.get(place), value) : value);
      }
    }
    return found;
  }

  return {
    read(fields, says) {
      const answer = cells(fields.answer ?? [], 3 * item.rows, says);
      lines(answer).forEach((line, n) => check(line, n + 1, says));
      return answer;
    },
    grade(answer) {
      const found = sums(answer);
      const right = item.key.filter(([code, side, sum]) => {
        const value = found.get(`${code} ${side}`);
        return value && equal(value, exact(sum));
      }).length;
      const credit = share(Math.max(0, right - (found.size - right)), item.key.length);
      const isWritten = ([code, side, sum]) => {
        const value = found.get(`${code} ${side}`);
        return value && (sum === null || equal(value, exact(sum)));
      };
      const made = credit === "1" ? [] : item.mistakes.filter(([wrong]) => wrong.every(isWritten));
      return { credit, feedback: once(made.map(([, say]) => say)) };
    },
    shown(answer) {
      const rows = lines(answer).flatMap(({ account, amounts }) => {
        const name = escaped(names.get(account) ?? answers.NOTHING);
        const sides = amounts.length ? amounts : account ? [["debit", ""]] : [];
        return sides.map(([side, text]) => {
          const value = text && amount(text);
          const word = item.sides[side === "debit" ? 0 : 1];
          return [name, `${word} ${value ? escaped(numbers.written(value, "rp")) : escaped(text)}`];
        });
      });
      return rows.length ? pairs(rows) : "";
    },
  };
}

// A text is compared with the example by its writer.
function essay(item) {
  return {
    read(fields, says) {
      const text = typed(fields, says, MAX_TEXT_LENGTH);
      const count = text.split(/\s+/).length;
      const most = item.most_words;
      if (most !== null && count > most) throw new Refusal(says.too_many_words, { words: count, most }, "too_long");
      return text;
    },
    grade: () => ({ credit: null }),
    shown(answer) {
      const paragraphs = answer.split("\n\n").filter((part) => part.trim());
      return paragraphs.map((part) => `<p>${escaped(part.replace(/^\n+|\n+$/g, "")).replaceAll("\n", "<br>")}</p>`).join("");
    },
  };
}

globalThis.writing = { numeric, shortAnswer, cloze, journalEntry, essay };
