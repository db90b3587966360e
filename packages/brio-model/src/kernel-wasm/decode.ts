import { MAX_SYMBOL_LENGTH } from "../alphabet.ts";
import { BLOCK_SYMBOLS, PROFILE_PROBABILITY, STATE_BYTES } from "../format.ts";
import { CORRUPT, DECODED, type DecodeJob, type DecodeStatus, type Decoding, TRUNCATED } from "../kernel.ts";
import type { Model } from "../model.ts";
import { growMemory, type Instance, openContent } from "./instance.ts";
import { OUTPUT_LENGTH_AT, POSITION_AT, STATES_AT } from "./layout.ts";
import { aligned } from "./list-image.ts";

const STATE_LOWER_BOUND = 65536;
const SCALE = 32768;
/** Zeros behind a stream, for the reads of its last decisions. */
const STREAM_PADDING = 4;

/** {@link ModelKernel.decodeContent} */
export function decodeWithInstance(
  instance: Instance,
  model: Model,
  { payload, content, laneCount }: DecodeJob,
): Decoding {
  const stateBytes = laneCount * STATE_BYTES;
  const { exports } = instance;
  let from = 0;
  for (let start = 0; ; ) {
    if (payload.length - from < stateBytes) return { status: TRUNCATED, position: payload.length, seeds: [] };
    if (start === 0) openContent(instance, profileOf(payload), content.length);
    const longest = Math.min(content.length - start, BLOCK_SYMBOLS * MAX_SYMBOL_LENGTH);
    const symbolCount = Math.min(longest, BLOCK_SYMBOLS);
    const length = Math.min(payload.length - from, stateBytes + 2 * (1 + symbolCount * model.tree.maxDepth));
    const outputAt = instance.blockAt;
    const streamAt = aligned(outputAt + longest);
    growMemory(instance, streamAt + length + STREAM_PADDING);
    const { bytes, words } = instance;
    bytes.set(payload.subarray(from, from + length), streamAt);
    bytes.fill(0, streamAt + length, streamAt + length + STREAM_PADDING);
    const status = exports.decodeBlock(streamAt, length, outputAt, longest, laneCount, Number(start === 0));
    from += Math.min(words[POSITION_AT / 4], length);
    if (status !== DECODED) return { status: status as DecodeStatus, position: from, seeds: [] };
    const end = start + words[OUTPUT_LENGTH_AT / 4];
    content.set(bytes.subarray(outputAt, outputAt + end - start), start);
    const seeds: number[] = [];
    for (let lane = 0; lane < laneCount; lane++) seeds.push(words[STATES_AT / 4 + lane] - STATE_LOWER_BOUND);
    const limit = end === content.length ? STATE_LOWER_BOUND : 1;
    if (seeds.some((seed) => seed >= limit)) return { status: CORRUPT, position: from, seeds: [] };
    if (end === content.length) return { status: DECODED, position: from, seeds };
    start = end;
  }
}

/** What the first decision of a payload says, which has its states: the memory for the model depends on it. */
function profileOf(payload: Uint8Array): number {
  const slot = (payload[0] | (payload[1] << 8)) & (SCALE - 1);
  return Number(slot >= SCALE - PROFILE_PROBABILITY);
}
