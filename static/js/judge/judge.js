// Judges an answer without a connection as the server will judge it again: reads what stands in the
// form of a question, and says how it turned out. `lms/practice/offline/judging.py` says what an item
// holds. Loaded by the pages that practise offline.

const KINDS = {
  single_choice: choosing.one,
  true_false: choosing.one,
  multiple_answer: choosing.several,
  matching: choosing.matching,
  ordering: choosing.ordering,
  numeric: writing.numeric,
  short_answer: writing.shortAnswer,
  cloze: writing.cloze,
  journal_entry: writing.journalEntry,
  essay: writing.essay,
};

function verdictOf(credit) {
  if (credit === null) return "pending";
  return { 0: "wrong", 1: "right" }[credit] ?? "partly";
}

// `fields`: the values of the form by name; `sentences`: what is said to what cannot be read, by kind.
// Returns the answer with its verdict, or what is amiss with it.
function judge(item, fields, sentences) {
  const kind = KINDS[item.kind](item);
  try {
    const answer = kind.read(fields, sentences[item.kind]);
    const { credit, feedback = "", near = [] } = kind.grade(answer);
    return { answer, credit, verdict: verdictOf(credit), feedback, near, shown: kind.shown(answer) };
  } catch (problem) {
    if (!(problem instanceof answers.Refusal)) throw problem;
    return { message: problem.message, remark: problem.remark };
  }
}

globalThis.judging = { judge };
