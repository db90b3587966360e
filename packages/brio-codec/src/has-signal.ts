import type { FrameHeader } from "brio-container";
import { CATEGORIES, type SignalCategory, type SignalTag, signalCatalogue } from "brio-dictionary";
import { type MetadataOptions, meaningless, requireMetadataDictionary } from "./metadata/meanings.ts";
import { findSignal, findSignalSet, hasCategory, missingSignalSet } from "./metadata/signal-sets.ts";
import { FIRST_PHRASE_VALUE } from "./metadata/v2.ts";
import { visitFrameEntries } from "./open-frame.ts";

/** Categories of signals are kinds of entries in version 1. */
const SIGNAL_KINDS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(
  CATEGORIES.slice(0, CATEGORIES.indexOf("text")).map((category, kind) => [category, kind]),
);

/** Kinds and values of the entries of the frame at hand, and how many. The arrays stay from call to call. */
const kinds: number[] = [];
const values: number[] = [];
let count = 0;

/** Arrays that a frame has made longer than this are let go of. */
const KEPT_ENTRIES = 4096;

function keepEntry(_: number, kind: number, value: number): void {
  kinds[count] = kind;
  values[count] = value;
  count++;
}

/**
 * Whether a frame lists a signal of a category: `inspect` for who asks just that. It reads the front of the frame, decodes nothing and
 * makes no object of an event, and so takes less time than anything else that one can do with a frame.
 *
 * Like all metadata it is the word of whoever made the frame: `verify` holds it against the content.
 *
 * @param category - one of the 13 of signals, or a tag of one's own such as `x-refund`
 * @param options - `signals` for frames of version 2 that name a set of your own: it says what its signals are, and that there is no other
 * @returns `undefined` if the writer did not look for such signals (`metadata: "none"`, or a set without that category): then the frame
 * says nothing
 * @throws {TypeError} `frame` is not a `Uint8Array`
 * @throws {RangeError} `category` is none of signals
 * @throws {BrioError} as `inspect`; and `signals-missing` if the frame lists no such signal of the catalogue, and which other ones there
 * are only its set knows
 * @example
 * ```ts
 * const frame = compress("I'm sorry, but I can't help with that.");
 * hasSignal(frame, "apology"); // true
 * hasSignal(frame, "tool-call"); // false
 * hasSignal(frame, "x-refund"); // undefined
 * ```
 */
export function hasSignal(
  frame: Uint8Array,
  category: SignalCategory | SignalTag,
  options: MetadataOptions = {},
): boolean | undefined {
  if (!SIGNAL_KINDS.has(category) && !String(category).startsWith("x-")) {
    throw new RangeError(`category must be one of signals, or begin with "x-", got ${String(category)}`);
  }
  const header = keepEntries(frame);
  if (header.metadata === "none") return undefined;
  return header.version === 1 ? isListed1(header, category) : isListed2(frame, header, category, options);
}

function keepEntries(frame: Uint8Array): FrameHeader {
  if (kinds.length > KEPT_ENTRIES) kinds.length = values.length = 0;
  count = 0;
  return visitFrameEntries(frame, keepEntry);
}

/** In version 1 an entry says its category. */
function isListed1(header: FrameHeader, category: string): boolean | undefined {
  requireMetadataDictionary(header);
  const wanted = SIGNAL_KINDS.get(category);
  for (let i = 0; i < count; i++) {
    if (kinds[i]! >= CATEGORIES.length) throw meaningless(values[i]!, header.payloadOffset);
    if (kinds[i] === wanted) return true;
  }
  return wanted === undefined ? undefined : false;
}

/** In version 2 the set knows the category of a value. */
function isListed2(
  frame: Uint8Array,
  header: FrameHeader,
  category: string,
  options: MetadataOptions,
): boolean | undefined {
  const set = findSignalSet(header, options.signals);
  // What finds a set is the caller's, and may have asked for signals of another frame.
  if (header.signalSet !== null) keepEntries(frame);
  const known = set ?? signalCatalogue();
  let listed = false;
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    if (value < FIRST_PHRASE_VALUE) {
      const signal = findSignal(known, value);
      if (signal === undefined && set !== undefined) throw meaningless(value, header.payloadOffset);
      listed ||= signal?.category === category;
    } else if (header.metadata !== "all") {
      throw meaningless(value, header.payloadOffset);
    }
  }
  if (listed) return true;
  if (set === undefined) throw missingSignalSet(header, options.signals);
  return hasCategory(set, category) ? false : undefined;
}
