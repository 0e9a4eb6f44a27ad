// How far somebody is with the pack on this phone: which of its sittings is next, which question is
// open, which of the drawn variants are used up. It is written down at every step, so that a phone
// that is switched off goes on where it was.

const { read, write } = keeping;
const DAY = 24 * 3600 * 1000;
const LIVES = 14 * DAY; // a pack that met no server for so long is thrown away

const draw = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
const today = () => new Date().toLocaleDateString("sv"); // 2026-11-28

// The pack of this person; null without one, or if it is somebody else's or too old.
async function packOf(owner, address) {
  if (!window.caches) return null;
  const kept = await caches.open(practising.KEPT);
  const answer = await kept.match(address);
  if (!answer) return null;
  const pack = JSON.parse(await answer.text());
  if (pack.owner === owner && Date.now() - pack.made < LIVES) return pack;
  await kept.delete(address);
  return null;
}

function roundOf(pack, deliver) {
  const key = `practice:${pack.owner}`;
  const state = read(key) ?? { used: {}, open: null, sitting: null, ended: null, done: 0 };
  if (state.ticket !== pack.ticket) Object.assign(state, { ticket: pack.ticket, done: 0 });

  const save = () => write(key, state);

  function next(exercise) {
    return pack.drawn[exercise]?.find(({ number }) => number > (state.used[exercise] ?? 0));
  }

  // The question of a choice, or of another exercise of the same skill where that is used up.
  function found({ exercise, skill }) {
    const others = Object.keys(pack.drawn).filter((each) => pack.exercises[each].skill === skill);
    const which = [exercise, ...others].find(next);
    return which && { exercise: which, drawn: next(which) };
  }

  function begin() {
    state.sitting = { ...pack.sittings[state.done], at: 0, keys: [] };
    state.done += 1;
    openNext();
  }

  function openNext() {
    const { sitting } = state;
    state.open = null;
    while (!state.open && sitting.at < sitting.choices.length) {
      const choice = sitting.choices[sitting.at++];
      const question = found(choice);
      if (question) openOne(question, choice);
    }
    if (!state.open) finish();
    save();
  }

  function openOne({ exercise, drawn }, { scaffold, is_new }) {
    const { id, choices, places, keys, at } = state.sitting;
    const key = draw();
    state.used[exercise] = drawn.number;
    // By the tries before it the server knows which sitting it belongs to.
    const sitting = { id, choices, place: places[at - 1], before: [...keys] };
    state.open = { key, exercise, drawn, scaffold, is_new, hints: 0, ticket: pack.ticket, typed: [], sitting };
    keys.push(key);
  }

  // The same exercise with fresh numbers, beside the sitting; null if none is left here.
  const twinOf = (exercise) => (pack.exercises[exercise].draws && next(exercise)) || null;

  function openTwin() {
    const { exercise } = state.open;
    const drawn = twinOf(exercise);
    state.used[exercise] = drawn.number;
    const key = draw();
    state.open = { key, exercise, drawn, scaffold: "whole", is_new: false, hints: 0, ticket: pack.ticket, typed: [], sitting: null };
    save();
  }

  function finish() {
    state.ended = { asked: state.sitting.choices.length, day: today() };
    state.sitting = null;
  }

  // What is brought to the server: from the first answer on.
  function keepTry() {
    const { key: own, exercise, drawn, scaffold, ticket, sitting, first, second, solution } = state.open;
    const kept = { exercise, number: drawn.number, scaffold, hints: first.hints, ticket, sitting, first, second, solution, deliver };
    save();
    return write(`practice-try:${pack.owner}:${own}`, kept);
  }

  return {
    state,
    save,
    begin,
    openNext,
    openTwin,
    twinOf,
    keepTry,
    left: () => Math.max(0, pack.sittings.length - state.done),
  };
}

// All that is kept, in bytes, and the addresses of the lessons among it.
async function keptHere() {
  const kept = window.caches && (await caches.has(practising.KEPT)) ? await caches.open(practising.KEPT) : null;
  const requests = (await kept?.keys()) ?? [];
  let size = 0;
  for (const request of requests) size += (await (await kept.match(request)).blob()).size;
  return { size, lessons: requests.map(({ url }) => url).filter((url) => url.includes("?kept=")) };
}

globalThis.rounds = { packOf, roundOf, today, keptHere };
