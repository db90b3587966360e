import type { Intervals } from "../kernel.ts";
import type { Instance } from "./instance.ts";
import { CODED_AT, FREQUENCIES_AT, INTERVALS_BYTES, STARTS_AT, STATES_AT, TAGS_AT } from "./layout.ts";

const CHUNK = INTERVALS_BYTES / 2;

/**
 * Encodes intervals a chunk at a time, the last ones first. Every interval makes one word at most, so the words of a chunk fit
 * where they go.
 */
export function encodeWithInstance(
  instance: Instance,
  { starts, frequencies, tags }: Intervals,
  count: number,
  states: Uint32Array,
  out: Uint16Array,
): number {
  const { halves, words, exports } = instance;
  // The intervals lie where the packed table does.
  instance.packed = undefined;
  words.set(states, STATES_AT / 4);
  let next = out.length;
  for (let end = count; end > 0; ) {
    const from = Math.max(0, end - CHUNK);
    halves.set(starts.subarray(from, end), STARTS_AT / 2);
    halves.set(frequencies.subarray(from, end), FREQUENCIES_AT / 2);
    halves.set(tags.subarray(from, end), TAGS_AT / 2);
    const coded = exports.encode(states.length, end - from);
    next -= coded;
    out.set(halves.subarray(CODED_AT / 2 + CHUNK - coded, CODED_AT / 2 + CHUNK), next);
    end = from;
  }
  for (let lane = 0; lane < states.length; lane++) states[lane] = words[STATES_AT / 4 + lane];
  return out.length - next;
}
