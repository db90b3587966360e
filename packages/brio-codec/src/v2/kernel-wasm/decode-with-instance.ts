import { BLOCK_LENGTH, MAX_DISTANCE, STATE_BYTES } from "../format.ts";
import {
  type BlockStatus,
  type ContentDecoding,
  closeBlock,
  DECODED,
  maxStreamLength,
  OWN_TABLES,
  STREAM_PADDING,
  TRUNCATED,
} from "../kernel.ts";
import type { Instance } from "./decoder.ts";
import { PAYLOAD_AT, POSITION_AT, STATES_AT } from "./decoder-layout.ts";
import { growMemory } from "./host.ts";

/**
 * Most bytes of history and block in memory: the window and four megabytes. When they are full the last window moves down to
 * their beginning, sixteen megabytes for every four decoded, which takes a tenth of the time that decoding them does.
 */
const MAX_HISTORY_BYTES: number = 2 ** 24 + 2 ** 22;

/** Bytes behind a block, that copies may write to. */
const OUTPUT_PADDING = 16;

/**
 * Decodes a block in the memory of an instance and copies it out.
 *
 * @returns undefined if there is not enough memory, and then nothing happened
 */
export function decodeWithInstance(instance: Instance, decoding: ContentDecoding): BlockStatus | undefined {
  const { payload, content, laneCount, decodedLength: start, position: from } = decoding;
  const end = Math.min(start + BLOCK_LENGTH, content.length);
  const output = openHistory(instance, content, start, end);
  if (output === undefined) return undefined;
  const length = Math.min(payload.length - from, maxStreamLength(end - start));
  if (length < laneCount * STATE_BYTES) {
    decoding.position = payload.length;
    return TRUNCATED;
  }
  const { bytes, words, exports } = instance;
  bytes.set(payload.subarray(from, from + length), PAYLOAD_AT);
  bytes.fill(0, PAYLOAD_AT + length, PAYLOAD_AT + length + STREAM_PADDING);

  const blockEnd = output + end - start;
  const status = exports.decodeBlock(laneCount, length, output, blockEnd, output - start) as BlockStatus;
  decoding.position = Math.min(from + words[POSITION_AT / 4] - PAYLOAD_AT, payload.length);
  if (status !== DECODED && status !== OWN_TABLES) return status;
  if (status === DECODED) content.set(bytes.subarray(output, blockEnd), start);
  if (end < content.length) {
    instance.historyOf = content;
    instance.historyEnd = status === DECODED ? end : start;
  }
  const second = laneCount === 2 ? words[STATES_AT / 4 + 1] : undefined;
  return closeBlock(decoding, status, words[STATES_AT / 4], second, end);
}

/**
 * Sees to it that the window before the block is in memory, right in front of it. What calls before left there is used if it is of
 * the same content; blocks that somebody else decoded since then are copied behind it.
 *
 * @returns the address of the block, or undefined if there is not enough memory
 */
function openHistory(
  instance: Instance,
  content: Uint8Array,
  start: number,
  end: number,
): number | undefined {
  const { workAt } = instance;
  const windowFrom = Math.max(0, start - MAX_DISTANCE);
  const { historyOf } = instance;
  let { historyFrom, historyEnd } = instance;
  // Forgotten before anything can fail, and so that no content is kept alive by a block that is bad.
  instance.historyOf = undefined;
  if (historyOf !== content || historyEnd < windowFrom || historyEnd > start) {
    historyFrom = windowFrom;
    historyEnd = windowFrom;
  }
  if (end - historyFrom > MAX_HISTORY_BYTES) {
    instance.bytes.copyWithin(workAt, workAt + windowFrom - historyFrom, workAt + historyEnd - historyFrom);
    historyFrom = windowFrom;
  }
  const origin = workAt - historyFrom;
  if (!growMemory(instance.exports.memory, instance, origin + end + OUTPUT_PADDING)) return undefined;
  if (historyEnd < start) instance.bytes.set(content.subarray(historyEnd, start), origin + historyEnd);
  instance.historyFrom = historyFrom;
  return origin + start;
}
