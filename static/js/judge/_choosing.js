// Kinds that are answered by choosing: options, pairs, an order.

const { NOTHING, Refusal, escaped, cells, listed, pairs, once } = answers;

function one(item) {
  const chosen = (answer) => item.options.find(([key]) => key === answer);
  return {
    read(fields, says) {
      const answer = fields.answer?.[0] ?? "";
      if (!chosen(answer)) throw new Refusal(says.empty);
      return answer;
    },
    grade(answer) {
      const [, , right, say] = chosen(answer);
      return { credit: `${right}`, feedback: say };
    },
    shown: (answer) => chosen(answer)[1],
  };
}

function several(item) {
  const ticked = (answer) => item.options.filter(([key]) => answer.includes(key));
  return {
    read(fields, says) {
      const sent = fields.answer ?? [];
      const known = item.options.map(([key]) => key);
      if (!sent.length || !sent.every((key) => known.includes(key))) throw new Refusal(says.empty);
      return known.filter((key) => sent.includes(key));
    },
    grade(answer) {
      const score = ticked(answer).reduce((sum, [, , right]) => sum + (right ? 1 : -1), 0);
      const all = item.options.filter(([, , right]) => right).length;
      return {
        credit: fractions.share(Math.max(0, score), all),
        feedback: item.options
          .map(([key, , right, say, missed]) => (answer.includes(key) ? say : right ? missed : ""))
          .join(""),
      };
    },
    shown(answer) {
      const texts = ticked(answer).map(([, text]) => text);
      return texts.length === 1 ? texts[0] : listed("ul", texts);
    },
  };
}

function matching(item) {
  const texts = new Map(item.options);
  return {
    read(fields, says) {
      const places = item.items.map((_, place) => fields[`answer-${place}`]?.[0] ?? "");
      const chosen = cells(places.some(Boolean) ? places : fields.answer ?? [], item.items.length, says);
      if (!chosen.every((key) => !key || texts.has(key))) throw new Refusal(says.not_offered);
      return chosen;
    },
    grade: (answer) => ({
      credit: fractions.share(item.key.filter((key, n) => key === answer[n]).length, item.key.length),
      feedback: once(item.key.map((key, n) => (key === answer[n] ? "" : item.mistakes[n][answer[n]]))),
    }),
    shown: (answer) => pairs(item.items.map((text, n) => [text, texts.get(answer[n])])),
  };
}

function ordering(item) {
  const count = item.steps.length;
  const places = Array.from({ length: count }, (_, n) => n + 1);
  const number = (text) => places.find((place) => `${place}` === text.trim()) ?? 0;
  return {
    read(fields, says) {
      const answer = cells(fields.answer ?? [], count, says);
      const given = answer.map(number).filter(Boolean);
      const twice = places.filter((place) => given.indexOf(place) !== given.lastIndexOf(place));
      if (twice.length) throw new Refusal(says.given_twice, { numbers: twice.join(", ") });
      const missing = places.filter((place) => !given.includes(place));
      if (missing.length) throw new Refusal(says.not_given, { numbers: missing.join(", ") });
      return answer;
    },
    // Neighbours in the right order count, wherever they stand.
    grade(answer) {
      const given = places.map((place) => number(answer[item.key.indexOf(place)]));
      const right = given.slice(1).filter((place, n) => given[n] > 0 && given[n] < place).length;
      const made = item.mistakes.filter(([early, late]) => {
        const [first, second] = [given[early - 1], given[late - 1]];
        return first > 0 && first < second;
      });
      return { credit: fractions.share(right, count - 1), feedback: once(made.map(([, , say]) => say)) };
    },
    shown(answer) {
      const rows = answer.map((text, n) => [number(text) || count + 1, n]).sort(([a, m], [b, n]) => a - b || m - n);
      if (rows.every(([place], n) => place === n + 1)) return listed("ol", rows.map(([, n]) => item.steps[n]));
      return pairs(rows.map(([, n]) => [escaped(answer[n]) || NOTHING, item.steps[n]]));
    },
  };
}

globalThis.choosing = { one, several, matching, ordering };
