import type { Sequences } from "./types.ts";

/** Elements a writer starts with and returns to: enough for the copies of a message of a few kilobytes. */
const KEPT_CAPACITY = 4096;

/**
 * Collects the copies of a parse. Parsers share one writer, as they run one at a time and to the end: a message costs
 * no growing arrays, only the three exact copies it returns.
 */
export interface SequenceWriter {
  count: number;
  /** Where the last copy ended: the next literal run begins here. */
  end: number;
  literalLengths: Uint32Array;
  matchLengths: Uint32Array;
  distances: Uint32Array;
}

const writer: SequenceWriter = {
  count: 0,
  end: 0,
  literalLengths: new Uint32Array(KEPT_CAPACITY),
  matchLengths: new Uint32Array(KEPT_CAPACITY),
  distances: new Uint32Array(KEPT_CAPACITY),
};

/** The shared writer, emptied, for a parse that begins at `start`. */
export function beginSequences(start: number): SequenceWriter {
  writer.count = 0;
  writer.end = start;
  if (writer.distances.length > KEPT_CAPACITY) resize(KEPT_CAPACITY);
  return writer;
}

/** Appends a copy of `length` bytes at `position`; the bytes since the last copy become its literals. */
export function appendCopy(to: SequenceWriter, position: number, length: number, distance: number): void {
  const index = to.count;
  if (index === to.distances.length) resize(2 * index);
  to.literalLengths[index] = position - to.end;
  to.matchLengths[index] = length;
  to.distances[index] = distance;
  to.end = position + length;
  to.count = index + 1;
}

/** The parse, in memory of its own: one buffer for the three arrays, as an allocation costs more than a short copy. */
export function finishSequences(from: SequenceWriter): Sequences {
  const { count } = from;
  const arrays = new Uint32Array(3 * count);
  const literalLengths = arrays.subarray(0, count);
  const matchLengths = arrays.subarray(count, 2 * count);
  const distances = arrays.subarray(2 * count);
  literalLengths.set(from.literalLengths.subarray(0, count));
  matchLengths.set(from.matchLengths.subarray(0, count));
  distances.set(from.distances.subarray(0, count));
  return { count, literalLengths, matchLengths, distances };
}

function resize(capacity: number): void {
  writer.literalLengths = resized(writer.literalLengths, capacity);
  writer.matchLengths = resized(writer.matchLengths, capacity);
  writer.distances = resized(writer.distances, capacity);
}

function resized(old: Uint32Array, capacity: number): Uint32Array {
  const array = new Uint32Array(capacity);
  array.set(old.subarray(0, Math.min(old.length, capacity)));
  return array;
}
