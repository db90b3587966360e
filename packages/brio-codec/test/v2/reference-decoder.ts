/**
 * A slow decoder of the token coder of version 2, laid out as SPEC.md. It shares nothing with the codec but the dictionary, the
 * rANS decoder of blocks with tables of their own, and the rows of the reference encoder; and it keeps every step, so that the
 * worked example can show them.
 */

import { frameCheck, readFrame } from "brio-container";
import type { Dictionary } from "brio-dictionary";
import { RansDecoder } from "brio-rans";
import { firstModels } from "../v1/by-hand.ts";
import { appendParts, readParts } from "../v1/reference-decoder.ts";
import { bytesOfSymbol, type Row, rowsOf, type Token } from "./reference-encoder.ts";

/** One interval taken from a stream: SPEC section 3. */
export interface Step {
  readonly lane: number;
  readonly state: number;
  readonly start: number;
  readonly frequency: number;
  /** Behind the renormalisation. */
  readonly next: number;
  readonly bytes: Uint8Array;
  readonly meaning: string;
}

export interface ReferenceResult {
  readonly content: Uint8Array;
  readonly kinds: readonly ("shipped" | "own" | "stored")[];
  /** Of the blocks with shipped tables. */
  readonly tokens: readonly Token[];
  readonly steps: readonly Step[];
}

const KINDS = ["shipped", "own", "stored"] as const;
const KIND_ROW: Row = { starts: [0, 31744, 32512, 32768], frequencies: [31744, 768, 256] };

// biome-ignore format: a table
const LENGTH_BASES = [
  3, 4, 5, 6, 7, 8, 9, 11, 13, 17, 21, 29, 45, 77, 141, 269, /* last distance */ 1, 3, 5, 9, 17, 33, /* the one before */ 1, 9, 25,
];
// biome-ignore format: a table
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, Infinity, 1, 1, 2, 3, 4, Infinity, 3, 4, Infinity];

/** Decodes a frame of the token coder. Throws a plain Error for what SPEC section 8 rejects. */
export function referenceDecode(frame: Uint8Array, dictionary: Dictionary | null): ReferenceResult {
  const { contentLength, checkBits, payload, payloadOffset, coder, version } = readFrame(frame);
  demand(version === 2 && coder === "tokens" && contentLength > 0, "coded content");
  const laneCount = contentLength >= 768 || checkBits === 32 ? 2 : 1;
  const out: number[] = [];
  const kinds: ReferenceResult["kinds"][number][] = [];
  const tokens: Token[] = [];
  const steps: Step[] = [];
  let position = 0;
  const states: number[] = [];

  const byte = (): number => {
    demand(position < payload.length, "end of the payload");
    return payload[position++]!;
  };
  const u24 = (): number => byte() + 256 * byte() + 65536 * byte();
  /** Takes the interval that holds the slot. */
  const takeInterval = (lane: number, start: number, frequency: number, meaning: string): void => {
    const state = states[lane]!;
    let next = frequency * Math.floor(state / 32768) + (state % 32768) - start;
    const from = position;
    while (next < 65536) next = 256 * next + byte();
    states[lane] = next;
    steps.push({ lane, state, start, frequency, next, bytes: payload.slice(from, position), meaning });
  };
  const take = (lane: number, { starts, frequencies }: Row, meaning: (symbol: number) => string): number => {
    const slot = states[lane]! % 32768;
    const symbol = frequencies.findIndex((frequency, i) => slot < starts[i]! + frequency);
    takeInterval(lane, starts[symbol]!, frequencies[symbol]!, meaning(symbol));
    return symbol;
  };
  const second = laneCount - 1;
  const field = (width: number, meaning: string): number => {
    const frequency = 2 ** (15 - width);
    const value = Math.floor((states[second]! % 32768) / frequency);
    takeInterval(second, value * frequency, frequency, `${meaning} ${value}, ${width} wide`);
    return value;
  };
  const bits = (width: number, meaning: string): number => {
    if (width === 0) return 0;
    const high = width > 12 ? field(width - 12, `high ${meaning}`) : 0;
    return 4096 * high + field(Math.min(width, 12), meaning);
  };
  const long = (): number => {
    const width = field(5, "bit length");
    demand(width <= 17, "a long number");
    return width < 2 ? width : 2 ** (width - 1) + bits(width - 1, "long number");
  };
  const append = (length: number, at: (i: number) => number): void => {
    for (let i = 0; i < length; i++) out.push(at(i));
  };

  const shippedBlock = (end: number): void => {
    demand(dictionary !== null, "shipped tables without a dictionary");
    const rows = rowsOf(dictionary.model!);
    let context = 255;
    let [d0, d1] = [0, 0];
    while (out.length < end) {
      const c = take(0, rows.classes(context), (symbol) => `class ${symbol} in context ${context}`);
      context = c;
      if (c < 229) {
        const members = rows.membersOf(c);
        demand(members.length > 0, "a class without members");
        const name = (member: number): string =>
          JSON.stringify(new TextDecoder().decode(bytesOfSymbol(dictionary, members[member]!)));
        const symbol =
          members[take(second, rows.members(c), (member) => `member ${member}: ${name(member)}`)]!;
        const bytes = bytesOfSymbol(dictionary, symbol);
        append(bytes.length, (i) => bytes[i]!);
        tokens.push({ symbol });
      } else if (c === 229) {
        out.push(field(8, "byte"));
        tokens.push({ raw: out.at(-1)! });
      } else {
        const width = LENGTH_BITS[c - 230]!;
        const length = LENGTH_BASES[c - 230]! + (width === Infinity ? long() : bits(width, "length"));
        if (c < 246) {
          const bucket = Math.min(23, Math.floor(Math.log2(Math.max(1, out.length))));
          const slot = take(second, rows.distances(bucket), (s) => `distance slot ${s} in bucket ${bucket}`);
          const octave = Math.ceil(slot / 2);
          const upper = slot === 0 ? 0 : 2 ** octave + (slot % 2 === 0 ? 2 ** (octave - 1) : 0);
          d1 = d0;
          d0 = slot === 0 ? 1 : upper + bits(octave - 1, "distance");
          tokens.push({ length, distance: d0 });
        } else {
          if (c >= 252) [d0, d1] = [d1, d0];
          tokens.push({ length, at: c < 252 ? "last" : "second" });
        }
        demand(d0 >= 1 && d0 <= out.length, "distance");
        append(length, () => out[out.length - d0]!);
      }
      demand(out.length <= end, "length of the block");
    }
  };

  for (let start = 0; start < contentLength; start += 131072) {
    const end = Math.min(start + 131072, contentLength);
    for (let lane = 0; lane < laneCount; lane++) {
      states[lane] = u24();
      demand(states[lane]! >= 65536, "a state");
    }
    const kind = KINDS[take(0, KIND_ROW, (symbol) => `kind ${symbol}`)]!;
    kinds.push(kind);
    if (kind === "shipped") shippedBlock(end);
    else if (kind === "stored") append(end - start, byte);
    const limit = end === contentLength ? 131072 : 65537;
    demand(
      states.every((state) => state < limit),
      "states at the end",
    );
    if (kind === "own") {
      const size = u24();
      demand(position + size <= payload.length, "a size");
      const decoder = new RansDecoder(
        payload.subarray(position, position + size),
        end - start >= 1024 ? 2 : 1,
      );
      appendParts(out, readParts(decoder, end - start, firstModels(), []), []);
      demand(
        decoder.finish().every((seed) => seed === 0),
        "seeds of a block stream",
      );
      position += size;
    }
  }
  demand(position === payload.length, "bytes left over");
  const content = Uint8Array.from(out);
  const [low = 65536, high = 65536] = states;
  const seeds = low - 65536 + 65536 * (high - 65536);
  demand(seeds === frameCheck(frame.subarray(0, payloadOffset), content), "check");
  return { content, kinds, tokens, steps };
}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`rejected: ${what}`);
}
