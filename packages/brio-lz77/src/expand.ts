import { describe, requireBytes, requireInteger } from "./checks.ts";
import { copyMatch } from "./copy-match.ts";
import { Lz77Error } from "./errors.ts";
import { MAX_LENGTH, type Sequences } from "./types.ts";

/** How {@link expandSequences} treats what came before. */
export interface ExpandOptions {
  /** Bytes that stand before the output and that distances may reach into. Default: none. */
  preset?: Uint8Array;
}

/**
 * The bytes that are literals in a parse of `input` from `start` on, in order: what a caller stores beside the
 * sequences.
 *
 * @throws {TypeError} an argument has the wrong type
 * @throws {RangeError} `start` is out of range, or the sequences cover more than `input` has after it
 */
export function extractLiterals(input: Uint8Array, sequences: Sequences, start = 0): Uint8Array {
  requireBytes("input", input);
  requireInteger("start", start, 0, input.length);
  checkSequences(sequences);
  const { count, literalLengths, matchLengths } = sequences;
  const { literalTotal, matchTotal } = totals(sequences);
  if (literalTotal + matchTotal > input.length - start) {
    throw new RangeError(
      `sequences: expected to cover at most ${input.length - start} bytes, got ${literalTotal + matchTotal}`,
    );
  }

  const literals = new Uint8Array(input.length - start - matchTotal);
  let position = start;
  let written = 0;
  for (let index = 0; index < count; index++) {
    const run = literalLengths[index]!;
    literals.set(input.subarray(position, position + run), written);
    written += run;
    position += run + matchLengths[index]!;
  }
  literals.set(input.subarray(position), written);
  return literals;
}

/**
 * The inverse of a parse: puts literals and copies together again. Sequences and literals may come from anywhere.
 *
 * Lengths are added up and compared with `outputLength` before anything is allocated; the work is linear in `count` and
 * `outputLength`. So compare an untrusted `outputLength` with a limit of your own first.
 *
 * Not promised: that corruption is noticed. Other literals or distances that happen to be possible give other bytes.
 *
 * @param sequences - a parse without exact references, whose distances mean nothing here. A match of length 0 is
 * allowed and copies nothing
 * @param literals - all literal bytes, in order
 * @param outputLength - bytes to make, 0 to 2^30
 * @returns a new array of `outputLength` bytes, without the preset window
 * @throws {TypeError} an argument has the wrong type
 * @throws {RangeError} `outputLength` is out of range, or an array of `sequences` is shorter than `count`
 * @throws {Lz77Error} `"length-mismatch"`, `"distance-out-of-range"`: see {@link Lz77ErrorCode}
 * @example
 * ```ts
 * import { expandSequences } from "brio-lz77";
 *
 * const sequences = {
 *   count: 1,
 *   literalLengths: Uint32Array.of(2),
 *   matchLengths: Uint32Array.of(5),
 *   distances: Uint32Array.of(2),
 * };
 * expandSequences(sequences, new TextEncoder().encode("ab!"), 8); // the bytes of "abababa!"
 * ```
 */
export function expandSequences(
  sequences: Sequences,
  literals: Uint8Array,
  outputLength: number,
  options: ExpandOptions = {},
): Uint8Array {
  checkSequences(sequences);
  requireBytes("literals", literals);
  requireInteger("outputLength", outputLength, 0, MAX_LENGTH);
  const { preset = new Uint8Array(0) } = options;
  requireBytes("options.preset", preset);
  checkTotals(sequences, literals.length, outputLength);
  return expand(sequences, literals, outputLength, preset);
}

/** Lengths are known to add up; distances are checked on the way. */
function expand(
  sequences: Sequences,
  literals: Uint8Array,
  outputLength: number,
  preset: Uint8Array,
): Uint8Array {
  const { count, literalLengths, matchLengths, distances } = sequences;
  const output = new Uint8Array(outputLength);
  let position = 0;
  let read = 0;
  for (let index = 0; index < count; index++) {
    for (const end = position + literalLengths[index]!; position < end; )
      output[position++] = literals[read++]!;

    const distance = distances[index]!;
    let length = matchLengths[index]!;
    if (distance === 0 || distance > position + preset.length) {
      throw new Lz77Error(
        "distance-out-of-range",
        position,
        `Sequence ${index}: distance ${distance} with ${position + preset.length} bytes before it`,
      );
    }
    if (distance > position) {
      // The part of the match that lies in the preset window; the rest of it then starts at output byte 0.
      const from = preset.length - (distance - position);
      const span = Math.min(length, preset.length - from);
      output.set(preset.subarray(from, from + span), position);
      position += span;
      length -= span;
    }
    copyMatch(output, position, distance, length);
    position += length;
  }
  output.set(literals.subarray(read), position);
  return output;
}

function checkTotals(sequences: Sequences, literalCount: number, outputLength: number): void {
  const { literalTotal, matchTotal } = totals(sequences);
  if (literalTotal + matchTotal > outputLength) {
    throw new Lz77Error(
      "length-mismatch",
      outputLength,
      `Sequences make ${literalTotal + matchTotal} bytes, more than the output length ${outputLength}`,
    );
  }
  if (literalCount !== outputLength - matchTotal) {
    throw new Lz77Error(
      "length-mismatch",
      Math.min(outputLength, literalCount + matchTotal),
      `Output length ${outputLength} and ${matchTotal} bytes of matches need ${outputLength - matchTotal} literals, got ${literalCount}`,
    );
  }
}

/** Sums of at most 2^32 lengths below 2^32 each: beyond 2^53, where they stop being exact, they are far too large anyway. */
function totals(sequences: Sequences): { literalTotal: number; matchTotal: number } {
  let literalTotal = 0;
  let matchTotal = 0;
  for (let index = 0; index < sequences.count; index++) {
    literalTotal += sequences.literalLengths[index]!;
    matchTotal += sequences.matchLengths[index]!;
  }
  return { literalTotal, matchTotal };
}

function checkSequences(sequences: Sequences): void {
  const arrays = [sequences?.literalLengths, sequences?.matchLengths, sequences?.distances];
  for (const array of arrays) {
    if (!(array instanceof Uint32Array)) {
      throw new TypeError(`sequences: expected three Uint32Arrays, got ${describe(array)}`);
    }
  }
  const shortest = Math.min(...arrays.map((array) => array.length));
  requireInteger("sequences.count", sequences.count, 0, shortest);
}
