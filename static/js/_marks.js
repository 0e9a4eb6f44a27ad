// Marks of registers (attendance, sign-offs) that wait on this phone, with the clashes nobody has
// looked at yet, under the address they are sent to and the page that made them. An open register
// (`live/register.js`) sends its own; `outbox.js` sends what earlier pages left.

const PREFIX = "register:";
const AT_ONCE = 200;

function placeOf(address) {
  return `${PREFIX}${address}:`;
}

function addressOf(key) {
  return key.slice(PREFIX.length, key.lastIndexOf(":"));
}

function write(key, { marks, clashes }) {
  const isEmpty = !marks.length && !Object.keys(clashes).length;
  keeping.write(key, isEmpty ? null : { marks, clashes });
}

function read(key) {
  const { marks = [], clashes = {} } = keeping.read(key) ?? {};
  return { marks, clashes };
}

// Sends the first of these marks. Returns which they were, and what the server said.
async function send(address, token, marks) {
  const sent = marks.slice(0, AT_ONCE);
  const aged = sent.map(({ at, ...mark }) => {
    return { ...mark, ago: Math.max(0, Math.round((Date.now() - at) / 1000)) };
  });
  const body = new URLSearchParams({ csrf_token: token, marks: JSON.stringify(aged) });
  const { ok, json } = await sending.post(address, body);
  return { sent, json, isSaved: ok && Boolean(json?.saved_at) };
}

globalThis.marking = {
  placeOf, addressOf, read, write, send,
  places: (address) => keeping.keys(address === undefined ? PREFIX : placeOf(address)),
};
