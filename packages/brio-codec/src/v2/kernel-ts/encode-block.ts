/**
 * Tokens become a stream: forward to find out the class of each and the context that it is coded in, then backward through rANS,
 * because a decoder takes last what was put first (SPEC sections 3 to 5).
 */
import { LAST_LENGTH_CLASS, LENGTH_CLASS, RAW_CLASS, SECOND_LENGTH_CLASS } from "brio-dictionary";
import { BLOCK_LENGTH, KIND_SHIPPED, KIND_STARTS } from "../format.ts";
import { type BlockTokens, RAW_BYTE } from "../kernel.ts";
import { MEMBER_ROW, type TokenTables } from "../tables.ts";
import { contextAfterToken, contextAtBlock } from "./contexts.ts";
import { putMatch } from "./encode-match.ts";
import { lengthClass } from "./matches.ts";
import {
  closeWriter,
  openWriter,
  putField,
  putInterval,
  putSymbol,
  type StreamWriter,
} from "./stream-writer.ts";

/** By token of the block at hand. */
interface Settled {
  readonly classes: Uint8Array;
  readonly contexts: Uint8Array;
}

/** Working memory, allocated when first needed. */
let settled: Settled | undefined;

/**
 * The stream of the block from `start` to `end`, coded with the shipped tables.
 *
 * @param seeds - of both lanes, the second one's times 2^16
 */
export function encodeBlock(
  content: Uint8Array,
  tables: TokenTables,
  tokens: BlockTokens,
  start: number,
  end: number,
  laneCount: number,
  seeds: number,
): Uint8Array {
  settled ??= { classes: new Uint8Array(BLOCK_LENGTH), contexts: new Uint8Array(BLOCK_LENGTH) };
  const { classes, contexts } = settled;
  settle(settled, content, tables, tokens, start);
  const writer = openWriter(seeds);
  const second = laneCount - 1;
  let position = end;
  for (let i = tokens.count - 1; i >= 0; i--) {
    const length = tokens.lengths[i];
    position -= length;
    putRest(writer, second, tables, classes[i], length, tokens.values[i], position);
    putSymbol(writer, 0, tables, contexts[i], classes[i]);
  }
  putInterval(writer, 0, KIND_STARTS, KIND_SHIPPED);
  return closeWriter(writer, laneCount);
}

function settle(
  { classes, contexts }: Settled,
  content: Uint8Array,
  tables: TokenTables,
  { count, lengths, values }: BlockTokens,
  start: number,
): void {
  let context = contextAtBlock(content, start);
  let end = start;
  let last = 0;
  let second = 0;
  for (let i = 0; i < count; i++) {
    const length = lengths[i];
    const value = values[i];
    contexts[i] = context;
    if (value >= RAW_BYTE) classes[i] = RAW_CLASS;
    else if (value >= 0) classes[i] = tables.classes[value];
    else if (-value === last) classes[i] = lengthClass(LAST_LENGTH_CLASS, length);
    else {
      classes[i] = lengthClass(-value === second ? SECOND_LENGTH_CLASS : LENGTH_CLASS, length);
      second = last;
      last = -value;
    }
    end += length;
    context = contextAfterToken(tables.contexts, value, content, end);
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
  if (tokenClass < RAW_CLASS) putSymbol(writer, lane, tables, MEMBER_ROW + tokenClass, tables.ranks[value]);
  else if (tokenClass === RAW_CLASS) putField(writer, lane, 8, value - RAW_BYTE);
  else putMatch(writer, lane, tables, tokenClass, length, -value, position);
}
