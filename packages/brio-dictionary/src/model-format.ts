import { DictionaryError } from "./errors.ts";
import {
  CERTAIN,
  CLASS_COUNT,
  CONTEXT_COUNT,
  DISTANCE_SLOTS,
  LEAST_EXPONENT,
  MAX_CLASS_SIZE,
  type PhraseModel,
  POSITION_BUCKETS,
  SYMBOL_CLASS_COUNT,
} from "./model.ts";

// The model of a serialised dictionary of version 2, SPEC.md section 6: every array byte by byte, in the order of
// PhraseModel, but runs of zeros in the transitions as a zero and their length, and of the distances only the slots that
// their bucket can have.

const BYTE_SYMBOLS = 256;
/** A run of zeros stays within one row, so its length less one fits a byte. */
const ROW = CLASS_COUNT;

/** How many slots a bucket has: positions below 2 ** (bucket + 1) reach back less than that. */
const slotCount = (bucket: number): number => 2 * bucket + 1;

/** Room that {@link writeModel} needs at most. */
export function maxModelSize(entryCount: number): number {
  // A zero alone takes two bytes.
  return (
    2 * (BYTE_SYMBOLS + entryCount) +
    2 * CONTEXT_COUNT * ROW +
    CLASS_COUNT +
    CONTEXT_COUNT +
    POSITION_BUCKETS * DISTANCE_SLOTS
  );
}

/**
 * Writes a model at `at`; returns the offset behind it.
 *
 * @throws {RangeError} an array has the wrong length or holds a number that SPEC.md does not allow
 */
export function writeModel(out: Uint8Array, at: number, model: PhraseModel, entryCount: number): number {
  const symbolCount = BYTE_SYMBOLS + entryCount;
  const { classes, weights, transitions, marginals, escapes, distances } = model;
  requireArray("classes", classes, symbolCount, (value) => value < SYMBOL_CLASS_COUNT);
  const crowded = firstCrowded(classes);
  if (crowded >= 0)
    throw new RangeError(
      `model.classes[${crowded}]: expected at most 256 symbols of class ${classes[crowded]}`,
    );
  requireArray("weights", weights, symbolCount, isExponent);
  requireArray("transitions", transitions, CONTEXT_COUNT * ROW, (value) => value === 0 || isExponent(value));
  requireArray("marginals", marginals, CLASS_COUNT, isExponent);
  requireArray("escapes", escapes, CONTEXT_COUNT, isExponent);
  requireArray("distances", distances, POSITION_BUCKETS * DISTANCE_SLOTS, (value, index) =>
    index % DISTANCE_SLOTS < slotCount(Math.trunc(index / DISTANCE_SLOTS)) ? isExponent(value) : value === 0,
  );
  for (const array of [classes, weights]) {
    out.set(array, at);
    at += symbolCount;
  }
  for (let row = 0; row < transitions.length; row += ROW) {
    for (let i = row; i < row + ROW; ) {
      const value = transitions[i++]!;
      out[at++] = value;
      if (value !== 0) continue;
      let more = 0;
      for (; i < row + ROW && transitions[i] === 0; i++) more++;
      out[at++] = more;
    }
  }
  for (const array of [marginals, escapes]) {
    out.set(array, at);
    at += array.length;
  }
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++) {
    const slots = distances.subarray(bucket * DISTANCE_SLOTS, bucket * DISTANCE_SLOTS + slotCount(bucket));
    out.set(slots, at);
    at += slots.length;
  }
  return at;
}

const isExponent = (value: number): boolean => value >= LEAST_EXPONENT && value <= CERTAIN;

function requireArray(
  name: keyof PhraseModel,
  array: Uint8Array,
  length: number,
  isAllowed: (value: number, index: number) => boolean,
): void {
  if (!(array instanceof Uint8Array)) throw new TypeError(`model.${name}: expected a Uint8Array`);
  if (array.length !== length)
    throw new RangeError(`model.${name}: expected ${length} numbers, got ${array.length}`);
  const bad = array.findIndex((value, index) => !isAllowed(value, index));
  if (bad >= 0) throw new RangeError(`model.${name}[${bad}]: expected another number than ${array[bad]}`);
}

/** The first symbol that finds its class full; -1 if there is none. */
function firstCrowded(classes: Uint8Array): number {
  const sizes = new Uint32Array(CLASS_COUNT);
  return classes.findIndex((symbolClass) => {
    sizes[symbolClass] = sizes[symbolClass]! + 1;
    return sizes[symbolClass]! > MAX_CLASS_SIZE;
  });
}

/**
 * Reads what {@link writeModel} wrote, strictly.
 *
 * @returns the model, and the offset behind it
 * @throws {DictionaryError} `"truncated"` or `"corrupt"`
 */
export function readModel(
  bytes: Uint8Array,
  start: number,
  entryCount: number,
): readonly [model: PhraseModel, end: number] {
  const symbolCount = BYTE_SYMBOLS + entryCount;
  let at = start;
  /** The next `length` bytes, the first that is not allowed being an error. */
  const take = (length: number, isAllowed: (value: number) => boolean, what: string): Uint8Array => {
    const taken = bytes.slice(at, at + length);
    const bad = taken.findIndex((value) => !isAllowed(value));
    if (bad >= 0) throw new DictionaryError("corrupt", at + bad, `expected ${what}, got ${bytes[at + bad]}`);
    if (taken.length < length)
      throw new DictionaryError("truncated", bytes.length, "the model is incomplete");
    at += length;
    return taken;
  };
  const exponent = "an exponent of 6 to 40";

  const classes = take(symbolCount, (value) => value < SYMBOL_CLASS_COUNT, "a class of 0 to 228");
  const crowded = firstCrowded(classes);
  if (crowded >= 0)
    throw new DictionaryError("corrupt", start + crowded, "more than 256 symbols share a class");
  const weights = take(symbolCount, isExponent, exponent);

  const transitions = new Uint8Array(CONTEXT_COUNT * ROW);
  for (let row = 0; row < transitions.length; row += ROW) at = readRow(bytes, at, transitions, row);
  const marginals = take(CLASS_COUNT, isExponent, exponent);
  const escapes = take(CONTEXT_COUNT, isExponent, exponent);
  const distances = new Uint8Array(POSITION_BUCKETS * DISTANCE_SLOTS);
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++)
    distances.set(take(slotCount(bucket), isExponent, exponent), bucket * DISTANCE_SLOTS);
  return [{ classes, weights, transitions, marginals, escapes, distances }, at];
}

/** Reads a row of transitions into `transitions` at `row`; returns the offset behind it. */
function readRow(bytes: Uint8Array, at: number, transitions: Uint8Array, row: number): number {
  let afterZeros = false;
  for (let i = row; i < row + ROW; i++) {
    if (at === bytes.length) throw new DictionaryError("truncated", at, "a row is incomplete");
    const value = bytes[at]!;
    if (value === 0 ? afterZeros : !isExponent(value)) {
      throw new DictionaryError("corrupt", at, `expected an exponent of 6 to 40, got ${value}`);
    }
    at++;
    afterZeros = value === 0;
    if (afterZeros) {
      if (at === bytes.length) throw new DictionaryError("truncated", at, "a row is incomplete");
      i += bytes[at]!;
      if (i >= row + ROW) throw new DictionaryError("corrupt", at, "zeros go beyond their row");
      at++;
    } else {
      transitions[i] = value;
    }
  }
  return at;
}
