/**
 * Tokens become a stream: forward to find out the class of each, then backward through rANS, because a decoder takes last what was
 * put first (SPEC sections 3 to 5).
 */
import { RAW_CLASS, START_CONTEXT } from "brio-dictionary";
import { BLOCK_LENGTH, KIND_SHIPPED, KIND_STARTS } from "../format.ts";
import { type BlockTokens, RAW_BYTE } from "../kernel.ts";
import { classRow, memberRow, type TokenTables } from "../tables.ts";
import { putMatch } from "./encode-match.ts";
import {
  closeWriter,
  openWriter,
  putField,
  putInterval,
  putSymbol,
  type StreamWriter,
} from "./stream-writer.ts";
import { tokenClass } from "./token-class.ts";

/** By token of the block at hand: its class, which is the context of the next one. Allocated when first needed. */
let classes: Uint8Array | undefined;

/**
 * The stream of the block that ends at `end` of the content, coded with the shipped tables.
 *
 * @param seeds - of both lanes, the second one's times 2^16
 */
export function encodeBlock(
  tables: TokenTables,
  tokens: BlockTokens,
  end: number,
  laneCount: number,
  seeds: number,
): Uint8Array {
  classes ??= new Uint8Array(BLOCK_LENGTH);
  settle(classes, tables, tokens);
  const writer = openWriter(seeds);
  const second = laneCount - 1;
  let position = end;
  for (let i = tokens.count - 1; i >= 0; i--) {
    const length = tokens.lengths[i];
    position -= length;
    putRest(writer, second, tables, classes[i], length, tokens.values[i], position);
    putSymbol(writer, 0, tables, classRow(i > 0 ? classes[i - 1] : START_CONTEXT), classes[i]);
  }
  putInterval(writer, 0, KIND_STARTS, KIND_SHIPPED);
  return closeWriter(writer, laneCount);
}

function settle(classes: Uint8Array, tables: TokenTables, { count, lengths, values }: BlockTokens): void {
  let last = 0;
  let second = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    classes[i] = tokenClass(tables.classes, value, lengths[i], last, second);
    if (value < 0 && -value !== last) {
      second = last;
      last = -value;
    }
  }
}

/** Puts everything of a token but its class. */
function putRest(
  writer: StreamWriter,
  lane: number,
  tables: TokenTables,
  tokenClass: number,
  length: number,
  value: number,
  position: number,
): void {
  if (tokenClass < RAW_CLASS) putSymbol(writer, lane, tables, memberRow(tokenClass), tables.ranks[value]);
  else if (tokenClass === RAW_CLASS) putField(writer, lane, 8, value - RAW_BYTE);
  else putMatch(writer, lane, tables, tokenClass, length, -value, position);
}
