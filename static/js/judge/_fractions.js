// Exact numbers: whole numbers of any size over one another, as the server calculates.

function fraction(numerator, denominator = 1n) {
  return { n: numerator, d: denominator };
}

// Reads what the server sends: "3", "-5/2".
function exact(text) {
  const [n, d] = text.split("/");
  return fraction(BigInt(n), BigInt(d ?? 1));
}

const size = (n) => (n < 0n ? -n : n);
const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const times = (a, whole) => fraction(a.n * whole, a.d);
const equal = (a, b) => a.n * b.d === b.n * a.d;
const within = (a, b, most) => size(a.n * b.d - b.n * a.d) * most.d <= most.n * a.d * b.d;
const isWhole = (a) => a.n % a.d === 0n;
const isNothing = (a) => a.n === 0n;
const isBelow = (a, whole) => a.n < whole * a.d;

function shorter(n, d) {
  let [a, b] = [size(n), d];
  while (b) [a, b] = [b, a % b];
  return a ? [n / a, d / a] : [0n, 1n];
}

// As the server writes it: "1/2", "1".
function share(part, whole) {
  const [n, d] = shorter(BigInt(part), BigInt(whole));
  return d === 1n ? `${n}` : `${n}/${d}`;
}

globalThis.fractions = { fraction, exact, size, plus, times, equal, within, isWhole, isNothing, isBelow, share };
