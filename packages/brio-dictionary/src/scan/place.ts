import { foldedAscii } from "../normalise.ts";
import type { SignalMatcher } from "../signal-matcher.ts";
import {
  BITS_AT,
  CODES_AT,
  ENTRY_CAPACITY,
  FIRSTS_AT,
  FOLDED_AT,
  HEADS_AT,
  KEYS_AT,
  MARKS_AT,
  NEXTS_AT,
  OFFSETS_AT,
  PATTERN_CAPACITY,
  PATTERNS_AT,
  PATTERNS_BYTES,
  SHARED_AT,
  SKIPS_AT,
  TRIGGERS_AT,
} from "./layout.ts";

/**
 * Writes what is looked for into the memory of an instance: 18 KB, and what places are compared with.
 *
 * @returns whether the latter has room, as it has for the catalogue, 455 patterns with 637 entries, and twice as much beside it
 */
export function placeMatcher(buffer: ArrayBufferLike, matcher: SignalMatcher): boolean {
  const { entries, marks, patterns } = matcher;
  const bytes = new Uint8Array(buffer);
  const halves = new Uint16Array(buffer);
  const words = new Int32Array(buffer);
  words.set(matcher.codes, CODES_AT / 4);
  words.set(matcher.bits, BITS_AT / 4);
  bytes.set(matcher.firsts, FIRSTS_AT);
  bytes.set(matcher.triggers, TRIGGERS_AT);
  if (
    marks.length > ENTRY_CAPACITY ||
    entries.length > PATTERN_CAPACITY ||
    patterns.length > PATTERNS_BYTES
  ) {
    return false;
  }
  bytes.set(foldedAscii, FOLDED_AT);
  halves.set(matcher.heads, HEADS_AT / 2);
  words.set(marks, MARKS_AT / 4);
  halves.set(matcher.keys, KEYS_AT / 2);
  halves.set(matcher.nexts, NEXTS_AT / 2);
  halves.set(matcher.offsets, OFFSETS_AT / 2);
  halves.set(matcher.skips, SKIPS_AT / 2);
  bytes.set(matcher.shared, SHARED_AT);
  bytes.set(patterns, PATTERNS_AT);
  return true;
}
