/**
 * An encoder written from SPEC-1.md alone. It takes any tokens, wrong ones too, and shares no code with the codec but the counts of
 * section 8: so it makes the frames that no encoder writes, and tells whether SPEC-1.md is enough to write one.
 */

import { type CheckBits, type FrameFields, frameCheck, writeFrameHeader } from "brio-container";
import { buildRansModel, RansEncoder, type RansModel } from "brio-rans";
import { concat, utf8 } from "brio-test-support";
import { PRIOR_COUNTS } from "../../src/v1/priors.gen.ts";

/** A phrase by its id, or a match. */
export type Copy = { readonly phrase: number } | { readonly length: number; readonly distance: number };

/** Literals, or one copy. */
export type Token = string | Uint8Array | Copy;

/** What a block stream says. */
export interface BlockParts {
  readonly runs: readonly number[];
  readonly copies: readonly Copy[];
  readonly literals: Uint8Array;
  /** Sequence count to write instead of the number of copies. */
  readonly count?: number;
  /** The kinds that have a table; by default those that have symbols. */
  readonly tables?: readonly Kind[];
}

export const KINDS = ["runs", "copies", "distances", "literals"] as const;
export type Kind = (typeof KINDS)[number];
export type Models = Record<Kind, RansModel>;

const ALPHABETS: Readonly<Record<Kind, number>> = { runs: 35, copies: 66, distances: 30, literals: 256 };

/** SPEC-1 section 8, whose numbers a test compares with these. */
export function firstModels(): Models {
  return Object.fromEntries(
    KINDS.map((kind) => [kind, buildRansModel(Uint32Array.from(PRIOR_COUNTS[kind]), { precision: 3 })]),
  ) as Models;
}

/** SPEC-1 section 4. */
export function splitNumber(value: number): { slot: number; width: number; extra: number } {
  if (value < 4) return { slot: value, width: 0, extra: 0 };
  const octave = Math.floor(Math.log2(value));
  const isUpper = value >= 1.5 * 2 ** octave;
  const base = isUpper ? 1.5 * 2 ** octave : 2 ** octave;
  return { slot: 2 * octave + (isUpper ? 1 : 0), width: octave - 1, extra: value - base };
}

/** The sequences of a list of tokens. */
export function partsOf(tokens: readonly Token[]): BlockParts {
  const runs: number[] = [];
  const copies: Copy[] = [];
  const literals: Uint8Array[] = [];
  let run = 0;
  for (const token of tokens) {
    if (typeof token === "string" || token instanceof Uint8Array) {
      const bytes = typeof token === "string" ? utf8(token) : token;
      literals.push(bytes);
      run += bytes.length;
    } else {
      runs.push(run);
      copies.push(token);
      run = 0;
    }
  }
  return { runs, copies, literals: concat(literals) };
}

/** SPEC-1 section 5: appends a block and replaces the models by those of its tables. */
export function putBlock(encoder: RansEncoder, parts: BlockParts, models: Models): void {
  const { runs, copies, literals, count = copies.length } = parts;
  const matches = copies.flatMap((copy) => ("distance" in copy ? [copy] : []));
  const runNumbers = runs.map(splitNumber);
  const copyNumbers = copies.map((copy) => splitNumber("phrase" in copy ? copy.phrase : copy.length - 4));
  const distanceNumbers = matches.map(({ distance }) => splitNumber(distance - 1));
  const lists: Record<Kind, readonly number[]> = {
    runs: runNumbers.map(({ slot }) => slot),
    copies: copyNumbers.map(({ slot }, i) => ("phrase" in copies[i]! ? slot : 32 + slot)),
    distances: distanceNumbers.map(({ slot }) => slot),
    literals: Array.from(literals),
  };
  const tables = parts.tables ?? KINDS.filter((kind) => lists[kind].length > 0);
  const number = splitNumber(count);
  const tableBits = tables.reduce((bits, kind) => bits | (1 << KINDS.indexOf(kind)), 0);
  putFields(encoder, [{ width: 10, extra: number.slot + 64 * tableBits }]);
  putFields(encoder, [number]);
  for (const kind of KINDS) {
    if (kind === "literals") putFields(encoder, [...runNumbers, ...copyNumbers, ...distanceNumbers]);
    if (tables.includes(kind)) {
      const counts = new Uint32Array(ALPHABETS[kind]);
      // Of no symbols there is no model: any will do to break the rule.
      for (const symbol of lists[kind].length === 0 ? [0] : lists[kind]) counts[symbol]!++;
      const model = buildRansModel(counts);
      encoder.putModel(model, models[kind]);
      models[kind] = model;
    }
    encoder.putSymbols(Uint8Array.from(lists[kind]), models[kind]);
  }
}

function putFields(
  encoder: RansEncoder,
  fields: readonly { readonly width: number; readonly extra: number }[],
): void {
  encoder.putFields(
    Uint8Array.from(fields, ({ width }) => width),
    Uint16Array.from(fields, ({ extra }) => extra),
  );
}

/** The front of a frame of the token coder, and the check that its payload carries. */
export interface HandFrame {
  readonly content: Uint8Array;
  readonly checkBits?: CheckBits;
  readonly dictionary?: FrameFields["dictionary"];
  readonly metadata?: FrameFields["metadata"];
  readonly entries?: FrameFields["entries"];
  /** Length to claim instead of the content's. */
  readonly contentLength?: number;
}

/** A header and whatever payload. */
export function frameAround(fields: HandFrame, payload: Uint8Array): Uint8Array {
  return concat([headerOf(fields), payload]);
}

export function headerOf(fields: HandFrame): Uint8Array {
  const {
    content,
    contentLength = content.length,
    checkBits = 0,
    dictionary = null,
    metadata = "none",
    entries = [],
  } = fields;
  return writeFrameHeader({ coder: "tokens", checkBits, dictionary, contentLength, metadata, entries });
}

/** SPEC-1 section 3: a frame of one block a list of parts, each cut as the content is. */
export function frameByHand(fields: HandFrame, blocks: readonly BlockParts[], seedChange = 0): Uint8Array {
  const header = headerOf(fields);
  const { content, checkBits = 0 } = fields;
  const check = frameCheck(header, content) ^ seedChange;
  const models = firstModels();
  const streams = blocks.flatMap((parts, i) => {
    const encoder = new RansEncoder();
    putBlock(encoder, parts, models);
    const length = Math.min(131072, content.length - 131072 * i);
    const lanes = length >= 1024 || (i === 0 && checkBits === 32) ? 2 : 1;
    const seeds = i > 0 ? [] : lanes === 1 ? [check] : [check & 0xffff, check >>> 16];
    const stream = encoder.finish({ lanes, seeds });
    if (i === blocks.length - 1) return [stream];
    return [Uint8Array.of(stream.length, stream.length >> 8, stream.length >> 16), stream];
  });
  return concat([header, ...streams]);
}
