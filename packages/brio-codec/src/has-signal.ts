import type { FrameHeader } from "brio-container";
import { CATEGORIES, type Dictionary, type SignalCategory } from "brio-dictionary";
import { requireFrameDictionary } from "./dictionaries.ts";
import { BrioError } from "./errors.ts";
import { eventsOf } from "./events.ts";
import { visitFrameEntries } from "./open-frame.ts";
import type { DecompressOptions } from "./options.ts";

/** Kinds of signals: their categories come first. */
const SIGNAL_KINDS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(
  CATEGORIES.slice(0, CATEGORIES.indexOf("text")).map((category, kind) => [category, kind]),
);

/** Kinds and values of the entries of the frame at hand, and how many. The arrays stay from call to call, which do not overlap. */
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
 * @param options - `dictionary` for frames of version 2 that name one of your own
 * @returns `undefined` if the writer did not look for signals (`metadata: "none"`): then the frame says nothing
 * @throws {TypeError} `frame` is not a `Uint8Array`
 * @throws {RangeError} `category` is none of signals
 * @throws {BrioError} as `inspect`; and `dictionary-missing` if only the dictionary knows what the entries of the frame are
 * @example
 * ```ts
 * const frame = compress("I'm sorry, but I can't help with that.");
 * hasSignal(frame, "apology"); // true
 * hasSignal(frame, "tool-call"); // false
 * ```
 */
export function hasSignal(
  frame: Uint8Array,
  category: SignalCategory,
  options: Pick<DecompressOptions, "dictionary"> = {},
): boolean | undefined {
  const wanted = SIGNAL_KINDS.get(category);
  if (wanted === undefined) {
    throw new RangeError(`category must be one of signals, got ${String(category)}`);
  }
  if (kinds.length > KEPT_ENTRIES) kinds.length = values.length = 0;
  count = 0;
  const header = visitFrameEntries(frame, keepEntry);
  if (header.metadata === "none") return undefined;
  // Metadata needs a dictionary: says so.
  if (header.dictionary === null) eventsOf(header, null);
  if (count === 0) return false;
  if (header.version === 2) readKinds(header, options);
  for (let i = 0; i < count; i++) if (kinds[i] === wanted) return true;
  return false;
}

/** In version 2 the dictionary knows the kind of a value. */
function readKinds(header: FrameHeader, options: Pick<DecompressOptions, "dictionary">): void {
  const known = kindsOf(requireFrameDictionary(header, options.dictionary)!);
  for (let i = 0; i < count; i++) {
    const kind = known[values[i]];
    if (kind === undefined) {
      throw new BrioError(
        "corrupt",
        header.payloadOffset,
        `metadata entry of value ${values[i]} has no meaning`,
      );
    }
    kinds[i] = kind;
  }
}

const kindsByDictionary: WeakMap<Dictionary, Uint8Array> = /* @__PURE__ */ new WeakMap();

/** By id of a dictionary: its kind. */
function kindsOf(dictionary: Dictionary): Uint8Array {
  let known = kindsByDictionary.get(dictionary);
  if (known === undefined) {
    known = Uint8Array.from(dictionary.entries, ({ category }) => CATEGORIES.indexOf(category));
    kindsByDictionary.set(dictionary, known);
  }
  return known;
}
