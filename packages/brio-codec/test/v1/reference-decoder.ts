/**
 * A slow decoder of the token coder, laid out as SPEC-1.md: the oracle of the codec's own, which decodes in place. It shares
 * nothing with it but the rANS decoder, and keeps what it reads so that tests can look at the tokens.
 */

import { frameCheck, readFrame } from "brio-container";
import type { Dictionary } from "brio-dictionary";
import { RansDecoder } from "brio-rans";
import { utf8 } from "brio-test-support";
import { type BlockParts, firstModels, KINDS, type Kind, type Models } from "./by-hand.ts";

export interface ReferenceResult {
  readonly content: Uint8Array;
  readonly blocks: readonly BlockParts[];
}

const ALPHABETS: Readonly<Record<Kind, number>> = { runs: 35, copies: 66, distances: 30, literals: 256 };

/** Decodes a frame of the token coder. Throws a plain Error for what SPEC-1 section 6 rejects. */
export function referenceDecode(frame: Uint8Array, dictionary: Dictionary | null): ReferenceResult {
  const { contentLength, checkBits, payload, payloadOffset, coder } = readFrame(frame);
  demand(coder === "tokens" && contentLength > 0, "coded content");
  const phrases = dictionary?.entries.map(({ phrase }) => utf8(phrase)) ?? [];
  const out: number[] = [];
  const blocks: BlockParts[] = [];
  const models = firstModels();
  let seeds: number[] = [];
  let rest = payload;
  for (let start = 0; start < contentLength; start += 131072) {
    const length = Math.min(131072, contentLength - start);
    let stream = rest;
    if (start + length < contentLength) {
      demand(rest.length >= 3, "size");
      const size = rest[0]! + 256 * rest[1]! + 65536 * rest[2]!;
      demand(rest.length >= 3 + size, "stream");
      stream = rest.subarray(3, 3 + size);
      rest = rest.subarray(3 + size);
    }
    const lanes = length >= 1024 || (start === 0 && checkBits === 32) ? 2 : 1;
    const decoder = new RansDecoder(stream, lanes);
    const parts = readParts(decoder, length, models, phrases);
    appendParts(out, parts, phrases);
    const ends = decoder.finish();
    if (start === 0) seeds = ends;
    else
      demand(
        ends.every((seed) => seed === 0),
        "seeds of a further stream",
      );
    blocks.push(parts);
  }
  const content = Uint8Array.from(out);
  const [low = 0, high = 0] = seeds;
  demand(low + 65536 * high === frameCheck(frame.subarray(0, payloadOffset), content), "check");
  return { content, blocks };
}

/** Steps 2 to 7 of SPEC-1 section 5. */
export function readParts(
  decoder: RansDecoder,
  length: number,
  models: Models,
  phrases: readonly Uint8Array[],
): BlockParts {
  const limit = Math.floor(length / 2);
  const [head = 0] = fields(decoder, [10]);
  const countSlot = head % 64;
  const tables = KINDS.filter((_, i) => (head >> (6 + i)) % 2 === 1);
  demand(base(countSlot) <= limit, "sequence count");
  const [countExtra = 0] = fields(decoder, [extraBits(countSlot)]);
  const count = base(countSlot) + countExtra;
  demand(count <= limit, "sequence count");

  const symbols = (kind: Kind, length: number): number[] => {
    if (tables.includes(kind)) {
      demand(length > 0, "table for no symbols");
      models[kind] = decoder.getModel(
        { order: 0, symbolCount: ALPHABETS[kind], scaleBits: 12 },
        models[kind],
      );
    }
    const out = new Uint8Array(length);
    decoder.getSymbols(models[kind], out);
    return Array.from(out);
  };
  const runSlots = symbols("runs", count);
  const copySlots = symbols("copies", count);
  const distanceSlots = symbols("distances", copySlots.filter((slot) => slot >= 32).length);
  const slots = [...runSlots, ...copySlots.map((slot) => (slot < 32 ? slot : slot - 32)), ...distanceSlots];
  const extras = fields(decoder, slots.map(extraBits));
  const numbers = slots.map((slot, i) => base(slot) + extras[i]!);
  const runs = numbers.slice(0, count);
  const copyNumbers = numbers.slice(count, 2 * count);
  const distances = numbers.slice(2 * count).map((number) => number + 1);

  let match = 0;
  const copies = copyNumbers.map((value, i) =>
    copySlots[i]! < 32 ? { phrase: value } : { length: value + 4, distance: distances[match++]! },
  );
  let copied = 0;
  for (const copy of copies) {
    if ("phrase" in copy) demand(copy.phrase < phrases.length, "phrase");
    copied += "phrase" in copy ? phrases[copy.phrase]!.length : copy.length;
  }
  const literalCount = length - copied;
  demand(runs.reduce((sum, run) => sum + run, 0) <= literalCount, "length of the block");
  return { runs, copies, literals: Uint8Array.from(symbols("literals", literalCount)), tables };
}

/** Steps 8 and 9. */
export function appendParts(
  out: number[],
  { runs, copies, literals }: BlockParts,
  phrases: readonly Uint8Array[],
): void {
  let literal = 0;
  copies.forEach((copy, i) => {
    for (let j = 0; j < runs[i]!; j++) out.push(literals[literal++]!);
    if ("phrase" in copy) {
      for (const byte of phrases[copy.phrase]!) out.push(byte);
    } else {
      demand(copy.distance <= out.length, "distance");
      for (let j = 0; j < copy.length; j++) out.push(out[out.length - copy.distance]!);
    }
  });
  while (literal < literals.length) out.push(literals[literal++]!);
}

function fields(decoder: RansDecoder, widths: readonly number[]): number[] {
  const values = new Uint16Array(widths.length);
  decoder.getFields(Uint8Array.from(widths), values);
  return Array.from(values);
}

/** The table of SPEC-1 section 4. */
function base(slot: number): number {
  if (slot < 4) return slot;
  return slot % 2 === 0 ? 2 * 2 ** (slot / 2 - 1) : 3 * 2 ** ((slot - 1) / 2 - 1);
}

function extraBits(slot: number): number {
  return slot < 4 ? 0 : Math.floor(slot / 2) - 1;
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`rejected: ${what}`);
}
