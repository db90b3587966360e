/**
 * Makes the decode vectors in test/vectors/v1.
 *
 *     node scripts/make-vectors.mjs           writes the files that are missing
 *     node scripts/make-vectors.mjs --check   writes nothing; exits with 1 if a file is missing or differs
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import {
  encodeBinaryStream,
  encodeStream,
  field,
  frequenciesOf,
  modelIntervals,
  octave,
  storedCounts,
  symbolIntervals,
} from "./reference-encoder.mjs";

function model(counts, { order = 0, scaleBits = 12, precision = 3 } = {}) {
  const symbolCount = order === 0 ? counts.length : Math.sqrt(counts.length);
  return { order, symbolCount, scaleBits, precision, counts: storedCounts(counts, precision) };
}

const flat = (value) => ({ ...value, frequencies: frequenciesOf(value).flat() });

/** The intervals of the items of a vector: models, symbols, fields. Models are numbered: the given ones, then those read. */
function itemIntervals(given, items) {
  const models = [...given];
  return items.flatMap(({ model, prior, choices, symbols, of, widths, values }) => {
    if (symbols) return symbolIntervals(symbols, models[of]);
    if (widths) return widths.flatMap((width, i) => (width === 0 ? [] : [field(values[i], width)]));
    const priorModel = prior === undefined ? undefined : flat(models[prior]);
    models.push(model);
    return modelIntervals(model, priorModel, choices);
  });
}

function valid(about, { given = [], items, seeds = [0] }) {
  const payload = hex(encodeStream(itemIntervals(given, items), seeds));
  const listed = items.map(({ choices, ...item }) =>
    item.model ? { ...item, model: flat(item.model) } : item,
  );
  return { about, lanes: seeds.length, given: given.map(flat), payload, items: listed, seeds };
}

/** `damage` gets the payload of the items and returns the one of the vector. */
function invalid(about, { given = [], items, seeds = [0], damage = (bytes) => bytes }, code, offset) {
  const payload = damage(encodeStream(itemIntervals(given, items), seeds));
  const asked = items.map((item) => {
    if (item.symbols) return { symbolCount: item.symbols.length, of: item.of };
    if (item.widths) return { widths: item.widths };
    const { order, symbolCount, scaleBits } = item.model;
    return {
      shape: { order, symbolCount, scaleBits },
      ...(item.prior === undefined ? {} : { prior: item.prior }),
    };
  });
  return {
    about,
    lanes: seeds.length,
    given: given.map(flat),
    payload: hex(payload),
    items: asked,
    code,
    offset,
  };
}

/** A stream of decisions: `bits` and the `probabilities` of each to be 1. */
function validBinary(about, { bits, probabilities, seeds = [0] }) {
  const payload = hex(encodeBinaryStream(bits, probabilities, seeds));
  return { about, lanes: seeds.length, payload, probabilities, bits, seeds };
}

function invalidBinary(about, { bits, probabilities, seeds = [0], damage }, code, offset) {
  const payload = hex(damage(encodeBinaryStream(bits, probabilities, seeds)));
  return { about, lanes: seeds.length, payload, probabilities, code, offset };
}

const hex = (bytes) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Numbers below `limit` without a visible pattern, the same in every run. */
function noise(length, limit, seed) {
  let state = BigInt(seed);
  return Array.from({ length }, () => {
    state = (state * 1664525n + 1013904223n) % 2n ** 32n;
    return Number((state * BigInt(limit)) >> 32n);
  });
}

const countsOf = (symbols, symbolCount) => {
  const counts = Array.from({ length: symbolCount }, () => 0);
  for (const symbol of symbols) counts[symbol]++;
  return counts;
};
const pairsOf = (symbols, symbolCount) => {
  const counts = Array.from({ length: symbolCount ** 2 }, () => 0);
  symbols.forEach((symbol, i) => {
    counts[(i === 0 ? 0 : symbols[i - 1]) * symbolCount + symbol]++;
  });
  return counts;
};

const text = [...Buffer.from("She sells sea shells by the sea shore; the shells she sells are sea shells.")];
const letters = [0, 1, 4, 0, 2, 0, 3, 0, 1, 4, 0];
const five = model([5, 2, 1, 1, 2], { scaleBits: 8 });
const skewed = noise(300, 4096, 7).map((n) => octave(n + 1));
const standAlone = ({ order, scaleBits, symbolCount }) => ({
  widths: [1, 3, 8],
  values: [order, scaleBits - 8, symbolCount - 1],
});

const VALID = {
  empty: valid("Nothing, in one lane.", { items: [] }),
  "empty-8-lanes": valid("Nothing, in eight lanes, each with a seed.", {
    items: [],
    seeds: [0, 1, 255, 256, 32767, 32768, 65534, 65535],
  }),
  "one-symbol": valid("A model of one symbol costs nothing: a thousand symbols, no word.", {
    given: [model([0, 9, 0], { scaleBits: 15 })],
    items: [{ symbols: Array.from({ length: 1000 }, () => 1), of: 0 }],
    seeds: [4711],
  }),
  letters: valid("abracadabra.", { given: [five], items: [{ symbols: letters, of: 0 }] }),
  "fields-every-width": valid("Raw fields of 0 to 16 bits, all ones, then all zeros; all on lane 0.", {
    items: [1, 0].map((one) => ({
      widths: Array.from({ length: 17 }, (_, width) => width),
      values: Array.from({ length: 17 }, (_, width) => one * (2 ** width - 1)),
    })),
    seeds: [1, 2, 3, 4],
  }),
  "mixed-4-lanes": valid(
    "A model, symbols of two models and fields; each sequence of symbols begins on lane 0.",
    {
      given: [five],
      items: [
        { widths: [4, 0, 11], values: [9, 0, 1234] },
        { symbols: letters, of: 0 },
        { model: model(countsOf(skewed, 12)) },
        { symbols: skewed.slice(0, 50), of: 1 },
        { symbols: letters, of: 0 },
        { widths: [16], values: [65535] },
      ],
      seeds: [0, 500, 65535, 7],
    },
  ),
  "letters-16-lanes": valid("Fewer symbols than lanes, then more.", {
    given: [five, model(countsOf(skewed, 12))],
    items: [
      { symbols: letters, of: 0 },
      { symbols: skewed, of: 1 },
    ],
    seeds: Array.from({ length: 16 }, (_, lane) => 4000 * lane),
  }),
  "order-1-32-lanes": valid("Order 1 on 32 lanes.", {
    given: [model(pairsOf(skewed, 12), { order: 1 })],
    items: [{ symbols: skewed, of: 0 }],
    seeds: Array.from({ length: 32 }, (_, lane) => 2000 * lane),
  }),
  "order-1": valid("Order 1, its table in the stream; symbol 2 never comes before another.", {
    items: [
      { model: model(pairsOf([0, 1, 3, 1, 0, 0, 3, 1, 2], 4), { order: 1 }) },
      { symbols: [0, 1, 3, 1, 0, 0, 3, 1, 2], of: 0 },
      { symbols: [1, 2], of: 0 },
    ],
    seeds: [0, 0],
  }),
  "prior-without-surprise": valid("A table against a prior that has all its symbols and more.", {
    given: [model(countsOf(text, 256))],
    items: [
      { model: model(countsOf(text.slice(0, 40), 256), { precision: 1 }), prior: 0 },
      { symbols: text.slice(0, 40), of: 1 },
    ],
  }),
  "prior-with-surprise": valid("A table against a prior that lacks most of its symbols.", {
    given: [model(countsOf(text.slice(0, 10), 256))],
    items: [
      { model: model(countsOf(text, 256)), prior: 0 },
      { symbols: text, of: 1 },
    ],
  }),
  "order-1-prior": valid("Order 1 against a prior: the prior is for the marginal.", {
    given: [model(countsOf(skewed, 12), { scaleBits: 9 })],
    items: [
      { model: model(pairsOf(skewed, 12), { order: 1, scaleBits: 11, precision: 2 }), prior: 0 },
      { symbols: skewed, of: 1 },
    ],
  }),
  "counts-far-apart": valid(
    "Octaves 0 to 19 in one row, far above and far below what a flat prior expects.",
    {
      items: [
        {
          model: {
            ...model(Array.from({ length: 20 }, () => 1)),
            counts: Array.from({ length: 20 }, (_, k) => 2 ** k + (k >= 3 ? 5 * 2 ** (k - 3) : 0)),
          },
        },
      ],
    },
  ),
  "counts-far-below": valid("A total of octave 27, and a prior of one symbol that hardly occurs.", {
    given: [model([1, ...Array.from({ length: 255 }, () => 0)])],
    items: [
      {
        model: {
          ...model(Array.from({ length: 256 }, () => 1)),
          counts: Array.from({ length: 256 }, (_, k) => (k === 0 ? 1 : 15 * 2 ** 16)),
        },
        prior: 0,
      },
    ],
  }),
  "256-symbols": valid("All 256 symbols on a scale of 8 bits: each has frequency 1.", {
    given: [
      model(
        Array.from({ length: 256 }, (_, i) => i + 1),
        { scaleBits: 8 },
      ),
    ],
    items: [{ symbols: noise(64, 256, 1), of: 0 }],
    seeds: [0, 0, 0, 0],
  }),
};
for (let scaleBits = 8; scaleBits <= 15; scaleBits++) {
  const precision = scaleBits % 4;
  const stored = model(countsOf(text, 256), { scaleBits, precision });
  const dispersion = (scaleBits >> 1) % 4;
  VALID[`stand-alone-${scaleBits}`] = valid(
    `A stand-alone model, scaleBits ${scaleBits}, precision ${precision}, dispersion ${dispersion}.`,
    { items: [standAlone(stored), { model: stored, choices: { dispersion } }] },
  );
}
const storedPairs = model(pairsOf(letters, 5), { order: 1 });
VALID["stand-alone-order-1"] = valid("A stand-alone model of order 1.", {
  items: [standAlone(storedPairs), { model: storedPairs }],
});

const ones = (length) => Array.from({ length }, () => 1);
/** Probabilities of every skewness, to both sides, and bits that are mostly the likelier ones. */
const skewedBits = noise(400, 32768, 3).map((n, i) => {
  const unlikely = (1 + n) >> (i % 15) || 1;
  return i % 2 === 0 ? unlikely : 32768 - unlikely;
});
const chance = noise(400, 32768, 4);
const decisions = { probabilities: skewedBits, bits: skewedBits.map((p, i) => (chance[i] < p ? 1 : 0)) };
Object.assign(VALID, {
  "binary-empty": validBinary("No decisions, two lanes.", { bits: [], probabilities: [], seeds: [1, 65535] }),
  "binary-1-lane": validBinary("Decisions of every skewness.", { ...decisions, seeds: [0x2a17] }),
  "binary-2-lanes": validBinary("The same on two lanes.", { ...decisions, seeds: [65535, 0] }),
  "binary-surprises": validBinary("Bits of the least probability, two bytes each but for the last ones.", {
    bits: [...ones(20), ...ones(20).fill(0)],
    probabilities: [...ones(20), ...ones(20).fill(32767)],
    seeds: [40000, 50000],
  }),
  "binary-certain": validBinary("A thousand bits of the greatest probability: no byte.", {
    bits: ones(1000),
    probabilities: ones(1000).fill(32767),
  }),
});

const word = (bytes, ...more) => [...bytes, ...more];
const letterVector = { given: [five], items: [{ symbols: letters, of: 0 }] };
const tableVector = (choices, counts = [5, 2, 1, 0, 2]) => ({
  items: [{ model: { ...model([1, 1, 1, 1, 1]), counts }, choices }],
});
const lengthOf = ({ given = [], items, seeds = [0] }) =>
  encodeStream(itemIntervals(given, items), seeds).length;
const fieldVector = { items: [{ widths: [16, 16, 16], values: [1, 2, 3] }] };

const INVALID = {
  "no-bytes": invalid("No bytes at all.", { items: [], damage: () => [] }, "truncated", 0),
  "states-cut": invalid(
    "The second state is not complete.",
    { items: [], seeds: [0, 0], damage: (bytes) => bytes.slice(0, 7) },
    "truncated",
    7,
  ),
  "state-too-small": invalid(
    "The second state is 65535.",
    { items: [], seeds: [0, 0], damage: () => [0, 0, 1, 0, 255, 255, 0, 0] },
    "corrupt",
    4,
  ),
  "half-a-word": invalid("An odd byte at the end.", { items: [], damage: (b) => word(b, 0) }, "corrupt", 4),
  "word-missing": invalid(
    "The last word is cut off.",
    { ...fieldVector, damage: (bytes) => bytes.slice(0, -2) },
    "truncated",
    lengthOf(fieldVector) - 2,
  ),
  "word-missing-in-table": invalid(
    "A table cut after its first two words.",
    { items: [{ model: model(countsOf(text, 256)) }], damage: (bytes) => bytes.slice(0, 8) },
    "truncated",
    8,
  ),
  "word-left-over": invalid(
    "A word behind the last symbol.",
    { ...letterVector, damage: (bytes) => word(bytes, 1, 2) },
    "trailing",
    lengthOf(letterVector),
  ),
  "words-without-symbols": invalid(
    "Two words where nothing is coded.",
    { items: [], damage: (bytes) => word(bytes, 0, 0, 0, 0) },
    "trailing",
    4,
  ),
  "state-mismatch": invalid(
    "Nothing coded, but the state is 2^17.",
    { items: [], damage: () => [0, 0, 2, 0] },
    "state-mismatch",
    4,
  ),
  "context-without-statistics": invalid(
    "Order 1: symbol 1 occurs, but nothing is known of what follows it.",
    {
      given: [model([1, 1, 0, 0], { order: 1, scaleBits: 8 })],
      items: [{ symbols: [0, 0, 0], of: 0 }],
      // State ff008100: slot 0 is symbol 0; then 128 · ff0081 + 0, with slot 128, is symbol 1.
      damage: () => [0x00, 0x81, 0x00, 0xff],
    },
    "corrupt",
    4,
  ),
  "total-octave-too-large": invalid(
    "The row sums up to 10, the octave of its total says 16 or more.",
    tableVector({ totalOctave: 4 }),
    "corrupt",
    lengthOf(tableVector({ totalOctave: 4 })),
  ),
  "total-octave-31": invalid(
    "The octave of the total is 31, which no row reaches.",
    tableVector({ totalOctave: 31 }),
    "corrupt",
    lengthOf(tableVector({ totalOctave: 31 })),
  ),
  "row-of-zeros": invalid(
    "No symbol occurs.",
    tableVector({ totalOctave: 0 }, [0, 0, 0, 0, 0]),
    "corrupt",
    lengthOf(tableVector({ totalOctave: 0 }, [0, 0, 0, 0, 0])),
  ),
};
const noSurprise = {
  given: [model([3, 3, 0, 0, 0])],
  items: [{ model: model([2, 1, 0, 0, 0]), prior: 0, choices: { surprise: 1 } }],
};
INVALID["surprise-that-is-none"] = invalid(
  "The surprise bit is set, but the prior has every symbol of the row.",
  noSurprise,
  "corrupt",
  lengthOf(noSurprise),
);
const wrongMarginal = {
  items: [{ model: model([2, 1, 1, 2], { order: 1 }), choices: { marginal: [3, 4] } }],
};
INVALID["marginal-of-other-rows"] = invalid(
  "Order 1: the rows sum up to 3 and 3, the marginal says 3 and 4.",
  wrongMarginal,
  "corrupt",
  lengthOf(wrongMarginal),
);

const binaryLength = encodeBinaryStream(decisions.bits, decisions.probabilities, [0, 0]).length;
const twoLanes = { ...decisions, seeds: [0, 0] };
const noDecisions = { bits: [], probabilities: [], seeds: [0, 0] };
Object.assign(INVALID, {
  "binary-states-cut": invalidBinary(
    "Two lanes, and the second state is not complete.",
    { ...noDecisions, damage: (bytes) => bytes.slice(0, 5) },
    "truncated",
    5,
  ),
  "binary-byte-missing": invalidBinary(
    "The last byte of a stream of decisions is cut off.",
    { ...twoLanes, damage: (bytes) => bytes.slice(0, -1) },
    "truncated",
    binaryLength - 1,
  ),
  "binary-state-too-small": invalidBinary(
    "The second state is 65535.",
    { ...noDecisions, damage: () => [0, 0, 1, 255, 255, 0] },
    "corrupt",
    3,
  ),
  "binary-byte-left-over": invalidBinary(
    "A byte behind the last decision.",
    { ...twoLanes, damage: (bytes) => [...bytes, 0] },
    "trailing",
    binaryLength,
  ),
  "binary-state-mismatch": invalidBinary(
    "No decisions, but the second state is 2^17.",
    { ...noDecisions, damage: () => [0, 0, 1, 0, 0, 2] },
    "state-mismatch",
    6,
  ),
});

const folder = new URL("../test/vectors/v1/", import.meta.url);
const check = process.argv.includes("--check");
for (const [kind, vectors] of Object.entries({ valid: VALID, invalid: INVALID })) {
  if (!check) mkdirSync(new URL(kind, folder), { recursive: true });
  for (const [name, vector] of Object.entries(vectors)) {
    const file = new URL(`${kind}/${name}.json`, folder);
    // One line for each key, so that a list of numbers is one line.
    const lines = Object.entries(vector).map(
      ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    const content = `{\n${lines.join(",\n")}\n}\n`;
    if (!existsSync(file) && !check) writeFileSync(file, content);
    else if (!existsSync(file) || readFileSync(file, "utf8") !== content) {
      console.error(`${kind}/${name}.json differs from what this script makes`);
      process.exitCode = 1;
    }
  }
}
