/**
 * An encoder written from SPEC.md, which shares no code with the package: a stream that the package decodes confirms both. It is
 * made to be compared with the text, not to be fast: big integers, one number at a time.
 */

// SPEC section 1.

export function octave(n) {
  let k = 0;
  while (2 ** (k + 1) <= n) k++;
  return k;
}

function halfOctave(n) {
  return n >= 1.5 * 2 ** octave(n) ? 2 * octave(n) + 1 : 2 * octave(n);
}

// SPEC section 2: intervals are { start, frequency, bits, turn }; those without a turn are on lane 0.

export function encodeStream(intervals, seeds) {
  const lanes = seeds.length;
  const states = seeds.map((seed) => 65536n + BigInt(seed));
  const words = [];
  for (let i = intervals.length - 1; i >= 0; i--) {
    const frequency = BigInt(intervals[i].frequency);
    const start = BigInt(intervals[i].start);
    const bits = BigInt(intervals[i].bits);
    const lane = (intervals[i].turn ?? 0) % lanes;
    let x = states[lane];
    if (x >> (32n - bits) >= frequency) {
      words.unshift(x % 65536n);
      x /= 65536n;
    }
    states[lane] = (x / frequency) * 2n ** bits + start + (x % frequency);
  }
  const little = (value, length) => Array.from({ length }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
  return [...states.flatMap((x) => little(x, 4)), ...words.flatMap((word) => little(word, 2))];
}

export const field = (value, width) => ({ start: value, frequency: 1, bits: width });

// SPEC section 3.

function normalize(counts, scaleBits) {
  const total = counts.reduce((a, b) => a + b);
  if (total === 0) return counts.map(() => 0);
  const scale = 2 ** scaleBits;
  const frequencies = counts.map((count) =>
    count === 0 ? 0 : Math.max(1, Number((BigInt(count * scale) + BigInt(total) / 2n) / BigInt(total))),
  );
  for (;;) {
    const missing = scale - frequencies.reduce((a, b) => a + b);
    const top = frequencies.indexOf(Math.max(...frequencies));
    if (missing === 0) return frequencies;
    if (missing > 0) frequencies[top] += missing;
    else frequencies[top] -= Math.min(-missing, Math.floor((frequencies[top] + 7) / 8));
  }
}

/** Rows of a model: `counts` in rows of `symbolCount`, each normalised. */
export function frequenciesOf({ counts, symbolCount, scaleBits }) {
  const rows = [];
  for (let i = 0; i < counts.length; i += symbolCount) rows.push(counts.slice(i, i + symbolCount));
  return rows.map((row) => normalize(row, scaleBits));
}

export function symbolIntervals(symbols, model) {
  const rows = frequenciesOf(model);
  return symbols.map((symbol, i) => {
    const row = rows[model.order === 0 || i === 0 ? 0 : symbols[i - 1]];
    const start = row.slice(0, symbol).reduce((a, b) => a + b, 0);
    return { start, frequency: row[symbol], bits: model.scaleBits, turn: i };
  });
}

// SPEC section 4.

const ABSENT = [
  1008, 1022, 1021, 1019, 1017, 1014, 1011, 1005, 997, 986, 971, 950, 921, 881, 828, 759, 670, 562, 438, 308,
  188, 93, 34, 8,
];
const DISPERSIONS = [
  { floor: 0, factor: 410 },
  { floor: 102, factor: 512 },
  { floor: 410, factor: 614 },
  { floor: 768, factor: 768 },
];

/** Frequencies of "absent" and of the octaves 0 to 19, in the row of an octave code for expectation `e`, -17 to 6. */
function codeRow({ floor, factor }, e) {
  const expected = e < 2 ? 0 : Math.floor(e / 2);
  const absent = 1 + Math.floor((1003 * (floor * 1024 + (1024 - floor) * ABSENT[e + 17])) / 2 ** 20);
  const weights = Array.from({ length: 20 }, (_, octave) => {
    let weight = 16384;
    for (let at = octave; at !== expected; at += at < expected ? 1 : -1)
      weight = Math.floor((weight * factor) / 1024);
    return weight;
  });
  const total = weights.reduce((a, b) => a + b);
  const frequencies = [
    absent,
    ...weights.map((weight) => 1 + Math.floor((weight * (1004 - absent)) / total)),
  ];
  frequencies[1 + expected] += 1024 - frequencies.reduce((a, b) => a + b);
  return frequencies;
}

function rounded(count, precision) {
  const dropped = Math.max(0, octave(count) - precision);
  return Math.floor((count + Math.floor(2 ** dropped / 2)) / 2 ** dropped) * 2 ** dropped;
}

export function storedCounts(counts, precision) {
  const shift = Math.max(0, octave(Math.max(...counts)) - 18);
  return counts.map((count) =>
    count === 0 ? 0 : rounded(Math.max(1, Math.floor(count / 2 ** shift)), precision),
  );
}

/** A row; `choices` let it say something else than an encoder would. */
function rowIntervals(counts, precision, prior, choices = {}) {
  const totalOctave = choices.totalOctave ?? octave(counts.reduce((a, b) => a + b));
  const dispersion = choices.dispersion ?? 0;
  let surprise = 1;
  if (prior)
    surprise = choices.surprise ?? Number(counts.some((n, i) => n > 0 && prior.frequencies[i] === 0));
  const header = totalOctave + 32 * dispersion;
  const intervals = [prior ? field(header + 128 * surprise, 8) : field(header, 7)];
  counts.forEach((count, symbol) => {
    const priorFrequency = prior ? prior.frequencies[symbol] : 1;
    if (priorFrequency === 0 && surprise === 0) return;
    const priorSum = prior ? 2 * prior.scaleBits : halfOctave(counts.length);
    const expectation = halfOctave(Math.max(1, priorFrequency)) + 2 * totalOctave + 1 - priorSum;
    const e = priorFrequency === 0 ? -17 : Math.min(6, Math.max(-16, expectation));
    const frequencies = codeRow(DISPERSIONS[dispersion], e);
    const index = count === 0 ? 0 : octave(count) + 1;
    const start = frequencies.slice(0, index).reduce((a, b) => a + b, 0);
    intervals.push({ start, frequency: frequencies[index], bits: 10 });
    const leading = octave(Math.max(1, count));
    const width = Math.min(leading, precision);
    if (width > 0) intervals.push(field(Math.floor((count - 2 ** leading) / 2 ** (leading - width)), width));
  });
  return intervals;
}

export function modelIntervals({ order, symbolCount, scaleBits, precision, counts }, prior, choices) {
  const intervals = [field(precision, 2)];
  if (order === 0) return [...intervals, ...rowIntervals(counts, precision, prior, choices)];
  const rows = Array.from({ length: symbolCount }, (_, c) =>
    counts.slice(c * symbolCount, (c + 1) * symbolCount),
  );
  const sums = rows[0].map((_, symbol) => rows.reduce((sum, row) => sum + row[symbol], 0));
  const marginal = choices?.marginal ?? storedCounts(sums, precision);
  intervals.push(...rowIntervals(marginal, precision, prior, choices));
  const own = { frequencies: normalize(marginal, scaleBits), scaleBits };
  for (const row of rows) {
    const used = row.some((count) => count > 0);
    intervals.push(field(used ? 1 : 0, 1));
    if (used) intervals.push(...rowIntervals(row, precision, own, choices));
  }
  return intervals;
}

// SPEC section 8: `probabilities` of each bit to be 1, in units of 2^-15.

export function encodeBinaryStream(bits, probabilities, seeds) {
  const states = seeds.map((seed) => 65536n + BigInt(seed));
  const bytes = [];
  for (let i = bits.length - 1; i >= 0; i--) {
    const ones = BigInt(probabilities[i]);
    const zeros = 32768n - ones;
    const [frequency, start] = bits[i] === 1 ? [ones, zeros] : [zeros, 0n];
    const lane = i % seeds.length;
    while (states[lane] >= frequency * 512n) {
      bytes.unshift(Number(states[lane] % 256n));
      states[lane] /= 256n;
    }
    states[lane] = (states[lane] / frequency) * 32768n + start + (states[lane] % frequency);
  }
  return [...states.flatMap((x) => [x & 255n, (x >> 8n) & 255n, x >> 16n].map(Number)), ...bytes];
}
