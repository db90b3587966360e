// READ ME FIRST
//
// What may become a phrase: whole pretokens, parts of pretokens (2 to 10 bytes of their first 24), and 2 to 6 pretokens
// in a row. There are tens of millions of such strings in tens of megabytes, of which 60 thousand are worth looking at, so
// nothing is counted that cannot be frequent:
//
//   parts      are counted once for each distinct pretoken, times how often that occurs;
//   sequences  are counted by length. One of m pretokens is frequent only if both its first and its last m - 1 are, so
//              a sequence is the pair of the number of a frequent sequence and a pretoken.
//
// Both are hash tables with one pass over the pretokens a length, so the time is linear in the text.
//
// A candidate's score is what it would save against letters if nothing else were there, which is only good enough to leave
// out what selection (select.ts) would drop in its first rounds.

import { MAX_PHRASE_BYTES } from "../dictionary.ts";
import {
  type ByteTable,
  createByteTable,
  feedHash,
  findBytes,
  HASH_START,
  hashOf,
  internBytes,
} from "./byte-table.ts";
import type { Corpus } from "./corpus.ts";
import { countPair, createPairTable, findPair } from "./pair-table.ts";
import { isWhole, pretokenEnd } from "./pretokens.ts";

const LONGEST_SEQUENCE = 6;
const LONGEST_PART = 10;
const PART_WITHIN = 24;
/** Bytes that a part costs by itself, in terms of the bytes it replaces. */
const COST_IN_BYTES = 0.7;
/** A whole word is worth more than a part, whose occurrences other candidates cover too. */
const WORD_BONUS = 3;
const FREQUENT_WORD = 50;
/** A sequence competes with its pretokens, which are cheap already. */
const SEQUENCE_WORTH = 0.5;

/** Pretokens of a corpus, and the numbers of the distinct ones. */
interface Pretokens {
  /** By pretoken: where it starts; one more for the end. */
  readonly starts: Uint32Array;
  /** By pretoken: its number in `types`. */
  readonly numbers: Int32Array;
  /** By sample: its first pretoken; one more for the end. */
  readonly sampleStarts: Uint32Array;
  readonly types: ByteTable;
}

/** Strings that occur at least `minCount` times, the `limit` of them that promise most. */
export function findCandidates(corpus: Corpus, minCount: number, limit: number): Uint8Array[] {
  const pretokens = splitCorpus(corpus);
  const found = createByteTable(corpus.bytes);
  const scores: number[] = [];
  const add = (start: number, length: number, score: number): void => {
    const number = internBytes(found, start, length, hashOf(corpus.bytes, start, start + length));
    scores[number] = Math.max(scores[number] ?? 0, score);
  };
  addParts(pretokens.types, minCount, add);
  addSequences(corpus, pretokens, minCount, add);

  const order = Uint32Array.from(scores.keys());
  const phraseOf = (number: number): Uint8Array =>
    corpus.bytes.subarray(found.starts[number], found.starts[number]! + found.lengths[number]!);
  order.sort((a, b) => scores[b]! - scores[a]! || compareBytes(phraseOf(a), phraseOf(b)));
  return Array.from(order.subarray(0, limit), phraseOf);
}

/** Order of byte strings: by the first byte that differs, shorter first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}

function splitCorpus({ bytes, starts, weights }: Corpus): Pretokens {
  const types = createByteTable(bytes);
  let pretokenStarts = new Uint32Array(1024 + (bytes.length >>> 1));
  let numbers = new Int32Array(pretokenStarts.length);
  const sampleStarts = new Uint32Array(starts.length);
  let count = 0;
  for (let sample = 0; sample < weights.length; sample++) {
    sampleStarts[sample] = count;
    const end = starts[sample + 1]!;
    for (let at = starts[sample]!; at < end; count++) {
      const next = pretokenEnd(bytes, at, end);
      const number = internBytes(types, at, next - at, hashOf(bytes, at, next));
      types.counts[number] = types.counts[number]! + weights[sample]!;
      if (count + 1 >= numbers.length) {
        numbers = doubled(Int32Array, numbers);
        pretokenStarts = doubled(Uint32Array, pretokenStarts);
      }
      pretokenStarts[count] = at;
      numbers[count] = number;
      at = next;
    }
  }
  sampleStarts[weights.length] = count;
  pretokenStarts[count] = bytes.length;
  return { starts: pretokenStarts, numbers, sampleStarts, types };
}

function doubled<T extends Int32Array | Uint32Array>(Kind: new (length: number) => T, array: T): T {
  const larger = new Kind(2 * array.length);
  larger.set(array);
  return larger;
}

function addParts(
  types: ByteTable,
  minCount: number,
  add: (start: number, length: number, score: number) => void,
): void {
  const { bytes } = types;
  const parts = createByteTable(bytes);
  for (let type = 0; type < types.size; type++) {
    const start = types.starts[type]!;
    const length = types.lengths[type]!;
    const count = types.counts[type]!;
    const within = Math.min(length, PART_WITHIN);
    for (let from = 0; from + 2 <= within; from++) {
      let hash = HASH_START;
      const longest = Math.min(LONGEST_PART, within - from);
      for (let size = 1; size <= longest; size++) {
        hash = feedHash(hash, bytes[start + from + size - 1]!);
        if (size < 2 || size === length || !isWhole(bytes, start + from, start + from + size)) continue;
        const part = internBytes(parts, start + from, size, hash);
        parts.counts[part] = parts.counts[part]! + count;
      }
    }
  }
  const offer = (start: number, length: number, partCount: number, wordCount: number): void => {
    const count = partCount + wordCount;
    const bonus = wordCount > FREQUENT_WORD ? WORD_BONUS : 1;
    if (count >= minCount) add(start, length, count * (length - COST_IN_BYTES) * bonus);
  };
  for (let part = 0; part < parts.size; part++) {
    const start = parts.starts[part]!;
    const length = parts.lengths[part]!;
    const type = findBytes(types, start, length, parts.hashes[part]!);
    offer(start, length, parts.counts[part]!, type < 0 ? 0 : types.counts[type]!);
  }
  for (let type = 0; type < types.size; type++) {
    const start = types.starts[type]!;
    const length = types.lengths[type]!;
    if (length < 2 || !isWhole(bytes, start, start + length)) continue;
    if (findBytes(parts, start, length, types.hashes[type]!) < 0)
      offer(start, length, 0, types.counts[type]!);
  }
}

function addSequences(
  { weights }: Corpus,
  { starts, numbers, sampleStarts }: Pretokens,
  minCount: number,
  add: (start: number, length: number, score: number) => void,
): void {
  const count = sampleStarts[weights.length]!;
  /** By pretoken: the number of the frequent sequence of m - 1 pretokens that starts there, or -1. */
  let sequences = numbers.slice(0, count);
  for (let m = 2; m <= LONGEST_SEQUENCE; m++) {
    const pairs = createPairTable();
    const forEachPair = (visit: (at: number, weight: number) => void): void => {
      for (let sample = 0; sample < weights.length; sample++) {
        const lastStart = sampleStarts[sample + 1]! - m;
        for (let at = sampleStarts[sample]!; at <= lastStart; at++) {
          if (sequences[at]! < 0 || sequences[at + 1]! < 0) continue;
          if (starts[at + m]! - starts[at]! <= MAX_PHRASE_BYTES) visit(at, weights[sample]!);
        }
      }
    };
    forEachPair((at, weight) => countPair(pairs, sequences[at]!, numbers[at + m - 1]!, weight));
    const longer = new Int32Array(count).fill(-1);
    const offered = new Uint8Array(pairs.size);
    forEachPair((at) => {
      const pair = findPair(pairs, sequences[at]!, numbers[at + m - 1]!);
      if (pairs.counts[pair]! < minCount) return;
      longer[at] = pair;
      if (offered[pair] === 1) return;
      offered[pair] = 1;
      const length = starts[at + m]! - starts[at]!;
      add(starts[at]!, length, pairs.counts[pair]! * (length - COST_IN_BYTES) * SEQUENCE_WORTH);
    });
    sequences = longer;
  }
}
