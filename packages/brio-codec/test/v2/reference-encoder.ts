// The token coder of format version 2 from its description alone: plain arrays, numbers written out, nothing shared with the
// code under test but the dictionary. Slow, and its choice of tokens is crude: it stays as the oracle of the format.
import { type Dictionary, type PhraseModel, phraseBytes } from "brio-dictionary";

/** A piece of content, as it is coded. A match says by its class where its distance comes from. */
export type Token =
  | { readonly symbol: number }
  | { readonly raw: number }
  | { readonly length: number; readonly distance: number }
  | { readonly length: number; readonly at: "last" | "second" };

/** A block: its tokens, or its bytes as they are. */
export type Block = readonly Token[] | { readonly stored: Uint8Array };

export interface Interval {
  readonly lane: number;
  readonly start: number;
  readonly frequency: number;
}

const SCALE = 32768;
export const BLOCK_LENGTH = 131072;

/** The payload of a content that was cut into blocks. The seeds are those of the last block, one a lane. */
export function encodeBlocks(
  dictionary: Dictionary,
  blocks: readonly Block[],
  seeds: readonly number[],
): Uint8Array {
  const lanes = seeds.length;
  const content = {
    bytes: new Uint8Array(blocks.reduce((sum, block) => sum + lengthOf(dictionary, block), 0)),
    length: 0,
  };
  const payload: number[] = [];
  blocks.forEach((block, index) => {
    const blockSeeds = index === blocks.length - 1 ? seeds : seeds.map(() => 0);
    if ("stored" in block) {
      payload.push(...encodeIntervals([{ lane: 0, start: 32512, frequency: 256 }], blockSeeds));
      for (const byte of block.stored) payload.push(byte);
      for (const byte of block.stored) content.bytes[content.length++] = byte;
    } else {
      for (const byte of encodeIntervals(intervalsOf(dictionary, block, content, lanes), blockSeeds)) {
        payload.push(byte);
      }
    }
  });
  return Uint8Array.from(payload);
}

/** Content bytes of a block. */
export function lengthOf(dictionary: Dictionary, block: Block): number {
  if ("stored" in block) return block.stored.length;
  return block.reduce((sum, token) => {
    if ("symbol" in token) return sum + bytesOfSymbol(dictionary, token.symbol).length;
    return sum + ("raw" in token ? 1 : token.length);
  }, 0);
}

/** What was coded so far. */
export interface Content {
  readonly bytes: Uint8Array;
  length: number;
}

/** The stream of a list of intervals: the states, then the bytes in the order in which a decoder takes them. */
export function encodeIntervals(intervals: readonly Interval[], seeds: readonly number[]): number[] {
  const states = seeds.map((seed) => 65536 + seed);
  const bytes: number[] = [];
  for (const { lane, start, frequency } of [...intervals].reverse()) {
    let state = states[lane]!;
    while (state >= frequency * 512) {
      bytes.push(state % 256);
      state = Math.floor(state / 256);
    }
    states[lane] = Math.floor(state / frequency) * SCALE + start + (state % frequency);
  }
  return [
    ...states.flatMap((state) => [state % 256, Math.floor(state / 256) % 256, Math.floor(state / 65536)]),
    ...bytes.reverse(),
  ];
}

/** The intervals of a block of tokens; the bytes that they stand for are added to `content`. */
export function intervalsOf(
  dictionary: Dictionary,
  tokens: readonly Token[],
  content: Content,
  lanes: number,
): Interval[] {
  const model = dictionary.model!;
  const rows = rowsOf(model);
  const second = lanes - 1;
  const intervals: Interval[] = [{ lane: 0, start: 0, frequency: 31744 }];
  const choose = (lane: number, row: Row, symbol: number): void => {
    intervals.push({ lane, start: row.starts[symbol]!, frequency: row.frequencies[symbol]! });
  };
  const field = (width: number, value: number): void => {
    const frequency = 2 ** (15 - width);
    intervals.push({ lane: second, start: value * frequency, frequency });
  };
  const bits = (width: number, value: number): void => {
    if (width > 12) field(width - 12, Math.floor(value / 4096));
    field(Math.min(width, 12), value % 4096);
  };

  let context = 255;
  const chooseClass = (c: number): void => {
    choose(0, rows.classes(context), c);
    context = c;
  };
  let d0 = 0;
  let d1 = 0;
  for (const token of tokens) {
    if ("symbol" in token) {
      const c = model.classes[token.symbol]!;
      chooseClass(c);
      choose(second, rows.members(c), rows.membersOf(c).indexOf(token.symbol));
      const bytes = bytesOfSymbol(dictionary, token.symbol);
      content.bytes.set(bytes, content.length);
      content.length += bytes.length;
    } else if ("raw" in token) {
      chooseClass(229);
      field(8, token.raw);
      content.bytes[content.length++] = token.raw;
    } else {
      const [firstClass, slots] =
        "distance" in token
          ? ([230, LENGTHS] as const)
          : token.at === "last"
            ? ([246, LAST_LENGTHS] as const)
            : ([252, SECOND_LENGTHS] as const);
      const slot = slots.filter(([base]) => base <= token.length).length - 1;
      const [base, extraBits] = slots[slot]!;
      chooseClass(firstClass + slot);
      const extra = token.length - base;
      if (extraBits !== null) bits(extraBits, extra);
      else {
        const width = extra === 0 ? 0 : Math.floor(Math.log2(extra)) + 1;
        field(5, width);
        if (width > 1) bits(width - 1, extra - 2 ** (width - 1));
      }
      if ("distance" in token) {
        const octave = Math.floor(Math.log2(token.distance));
        const upper = octave === 0 ? 0 : Math.floor(token.distance / 2 ** (octave - 1)) % 2;
        const row = rows.distances(Math.min(23, Math.floor(Math.log2(content.length))));
        choose(second, row, octave === 0 ? 0 : 2 * octave - 1 + upper);
        if (octave > 1) bits(octave - 1, token.distance % 2 ** (octave - 1));
        [d0, d1] = [token.distance, d0];
      } else if (token.at === "second") [d0, d1] = [d1, d0];
      for (const end = content.length + token.length; content.length < end; content.length++) {
        content.bytes[content.length] = content.bytes[content.length - d0]!;
      }
    }
  }
  return intervals;
}

type Slots = readonly (readonly [base: number, extraBits: number | null])[];

// biome-ignore format: a table
const LENGTHS: Slots = [
  [3, 0], [4, 0], [5, 0], [6, 0], [7, 0], [8, 0], [9, 1], [11, 1], [13, 2], [17, 2], [21, 3], [29, 4], [45, 5], [77, 6], [141, 7],
  [269, null],
];
// biome-ignore format: a table
const LAST_LENGTHS: Slots = [[1, 1], [3, 1], [5, 2], [9, 3], [17, 4], [33, null]];
// biome-ignore format: a table
const SECOND_LENGTHS: Slots = [[1, 3], [9, 4], [25, null]];

/** How a row divides the scale: by symbol, the first slot and the number of slots. */
export interface Row {
  readonly starts: readonly number[];
  readonly frequencies: readonly number[];
}

/** The rows of a model, each made when first asked for. */
export interface Rows {
  classes(context: number): Row;
  members(c: number): Row;
  /** The symbols of a class, in the order of its row. */
  membersOf(c: number): readonly number[];
  distances(bucket: number): Row;
}

const rowCache = new WeakMap<PhraseModel, Rows>();

export function rowsOf(model: PhraseModel): Rows {
  let rows = rowCache.get(model);
  if (rows !== undefined) return rows;
  const members: number[][] = Array.from({ length: 229 }, () => []);
  model.classes.forEach((c, symbol) => members[c]!.push(symbol));
  const once = (exponents: (index: number) => Iterable<number>): ((index: number) => Row) => {
    const made = new Map<number, Row>();
    return (index) => made.get(index) ?? made.set(index, rowOf([...exponents(index)])).get(index)!;
  };
  rows = {
    classes: once((context) => Array.from({ length: 255 }, (_, c) => classExponent(model, context, c))),
    members: once((c) => members[c]!.map((symbol) => model.weights[symbol]!)),
    membersOf: (c) => members[c]!,
    distances: once((bucket) =>
      model.distances.subarray(48 * bucket, 48 * bucket + Math.min(46, 2 * bucket) + 1),
    ),
  };
  rowCache.set(model, rows);
  return rows;
}

function classExponent(model: PhraseModel, context: number, c: number): number {
  const seen = model.transitions[255 * context + c]!;
  return seen > 0 ? seen : Math.max(6, model.marginals[c]! + model.escapes[context]! - 40);
}

/** Exponents in half bits to frequencies with the sum 2^15, in exact arithmetic. */
function rowOf(exponents: readonly number[]): Row {
  const weights = exponents.map((exponent) => WEIGHTS[exponent]!);
  const sum = weights.reduce((a, b) => a + b, 0n);
  const frequencies = weights.map((weight) => Number((weight * BigInt(SCALE - weights.length)) / sum) + 1);
  const missing = SCALE - frequencies.reduce((a, b) => a + b, 0);
  if (frequencies.length > 0) frequencies[frequencies.indexOf(Math.max(...frequencies))]! += missing;
  const starts = [0];
  for (const frequency of frequencies) starts.push(starts.at(-1)! + frequency);
  return { starts, frequencies };
}

/** By exponent: the largest integer whose square is not above 2^exponent. */
const WEIGHTS = Array.from({ length: 41 }, (_, exponent) => {
  let weight = 1n << BigInt(exponent >> 1);
  while ((weight + 1n) ** 2n <= 1n << BigInt(exponent)) weight++;
  return weight;
});

export function bytesOfSymbol(dictionary: Dictionary, symbol: number): Uint8Array {
  if (symbol < 256) return Uint8Array.of(symbol);
  const { bytes, offsets } = phraseBytes(dictionary);
  return bytes.subarray(offsets[symbol - 256], offsets[symbol - 255]);
}
