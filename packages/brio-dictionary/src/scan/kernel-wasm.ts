import { matchMark, matchWhole, type SignalMatcher } from "../signal-matcher.ts";
import { triggerMark } from "../signal-starts.ts";
import { type Host, type Instance, withInstance } from "./host.ts";
import type { ScanKernel } from "./kernel.ts";
import { tsKernel } from "./kernel-ts.ts";
import { FOUND_AT, INPUT_AT, LOOKAHEAD_BYTES, PATTERN_FLAG, PIECE_BYTES, PLACE_BITS } from "./layout.ts";

/** From how many bytes on an input goes to WebAssembly: where that begins to be faster (measured). */
export const MEASURED_MINIMUM = 64;

/** WebAssembly for every input. */
export const NO_MINIMUM = 0;

/** The kernel that runs the module of a host; inputs of less than `minimum` bytes it leaves to TypeScript. */
export function wasmKernel(host: Host, minimum: number): ScanKernel {
  return {
    name: host.name,
    findAll(matcher, input, found) {
      if (input.length < minimum) tsKernel.findAll(matcher, input, found);
      else
        withInstance(host, matcher, (instance) =>
          findWithInstance(instance, matcher, input, found, PIECE_BYTES),
        );
    },
  };
}

/**
 * Goes through the input in pieces of `pieceBytes`, {@link PIECE_BYTES} at most. A piece has the starts that lie in it, as if it were the
 * beginning of an input: that makes one start too many at most. What is matched there is the input itself, so an occurrence may
 * reach into any number of other pieces. The words are those of assembly/scan/found.ts and
 * compare.ts.
 */
export function findWithInstance(
  instance: Instance,
  matcher: SignalMatcher,
  input: Uint8Array,
  found: number[],
  pieceBytes: number,
): void {
  const { bytes, words, exports } = instance;
  const hasTriggers = matcher.hasTriggers ? 1 : 0;
  const compares = instance.compares ? 1 : 0;
  for (let from = 0; from < input.length; from += pieceBytes) {
    const count = Math.min(pieceBytes, input.length - from);
    const end = Math.min(from + count + LOOKAHEAD_BYTES, input.length);
    bytes.set(end - from === input.length ? input : input.subarray(from, end), INPUT_AT);
    const wordsEnd = FOUND_AT / 4 + exports.findStarts(count, end - from, hasTriggers, compares);
    for (let i = FOUND_AT / 4; i < wordsEnd; i++) {
      const word = words[i]!;
      const start = from + (word & (2 ** PLACE_BITS - 1));
      if (word >= PATTERN_FLAG) {
        matchWhole(matcher, input, start, (word - PATTERN_FLAG) >> PLACE_BITS, found);
      } else {
        const mark = word < 0 ? triggerMark(input[start]!) : word >> PLACE_BITS;
        matchMark(matcher, input, start, mark, found);
      }
    }
  }
}
