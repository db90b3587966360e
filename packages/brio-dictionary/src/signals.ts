import type { Signal, SignalSet } from "./catalogue/signal-set.ts";
import type { Dictionary, SignalCategory } from "./dictionary.ts";
import { phraseBytes } from "./phrase-bytes.ts";
import { scanKernel } from "./scan/select-kernel.ts";
import { signalEntries } from "./signal-entries.ts";
import { buildMatcher, type Listed, type SignalMatcher } from "./signal-matcher.ts";

/** One occurrence of a signal phrase. Those of a dictionary and of the catalogue are of the 13 categories of signals. */
export interface SignalEvent<AnyCategory extends string = SignalCategory> {
  readonly category: AnyCategory;
  /** The phrase as the dictionary or set has it; the text may differ from it in case, typography and white space. */
  readonly phrase: string;
  /** The id of the phrase. */
  readonly id: number;
  /** Offset in bytes, in the input as it was given, of the first byte of the occurrence. */
  readonly offset: number;
}

const matchers = new WeakMap<Dictionary | SignalSet, SignalMatcher>();

/**
 * Finds every occurrence of every signal of a set, or of every phrase of a signal category in a dictionary, in UTF-8 text,
 * ordered by offset, then by id. Occurrences may overlap; a phrase inside another one is found too.
 *
 * Text and phrases are compared after folding: letters by simple case folding (ASCII, Latin-1, Latin
 * Extended-A, Greek, Cyrillic); U+2018 and U+2019 are apostrophes; U+2010 to U+2015 and U+2212 are hyphens; a
 * run of spaces, tabs, line ends and U+00A0 is one space. A phrase that begins (ends) with a letter or digit
 * is found only where a word begins (ends), except next to scripts that do not set off words by spaces, such
 * as Chinese. If two phrases are the same after folding, the one with the lower id is found.
 *
 * The input need not be valid UTF-8, and nothing is decoded: an escaped `\u2019` in JSON is not an
 * apostrophe. Time is linear in its length.
 *
 * What is derived from the signals is made on the first call with them, then kept.
 *
 * @throws {TypeError} `signals` is neither a {@link SignalSet} nor a {@link Dictionary}, or `input` not a `Uint8Array`
 * @throws {RangeError} `signals` was put together by hand and has a phrase of more than 48 bytes
 * @example
 * ```ts
 * import { chatDictionary, scanSignals } from "brio-dictionary";
 *
 * const reply = new TextEncoder().encode("Well, I’M\nSORRY.");
 * const [event] = scanSignals(chatDictionary(), reply);
 * `${event.category} at ${event.offset}: ${event.phrase}`; // "apology at 6: I'm sorry"
 * ```
 */
export function scanSignals(signals: Dictionary, input: Uint8Array): SignalEvent[];
export function scanSignals(
  signals: Dictionary | SignalSet,
  input: Uint8Array,
): SignalEvent<Signal["category"]>[];
export function scanSignals(signals: Dictionary | SignalSet, input: Uint8Array): SignalEvent<string>[] {
  if (!(input instanceof Uint8Array)) {
    throw new TypeError(`input: expected a Uint8Array, got ${typeof input}`);
  }
  let matcher = matchers.get(signals);
  if (matcher === undefined) {
    matcher = buildMatcher(listed(signals));
    matchers.set(signals, matcher);
  }
  const found: number[] = [];
  scanKernel(input.length).findAll(matcher, input, found);
  if (found.length === 0) return [];
  const events: SignalEvent<string>[] = [];
  let isSorted = true;
  for (let i = 0; i < found.length; i += 2) {
    const { id, category, phrase } = matcher.entries[found[i]!]!;
    const offset = found[i + 1]!;
    events.push({ category, phrase, id, offset });
    if (i > 0 && offset <= found[i - 1]!) isSorted = false;
  }
  // Mostly they are in order already, and to find that out takes sorting as long as making them (measured).
  return isSorted ? events : events.sort((a, b) => a.offset - b.offset || a.id - b.id);
}

function listed(signals: Dictionary | SignalSet): readonly Listed[] {
  if (signals !== null && typeof signals === "object") {
    if ("signals" in signals && Array.isArray(signals.signals)) return signals.signals;
    if ("entries" in signals) {
      // Refuses what is no dictionary; whoever scans for one's signals mostly compresses with it, so this is made anyway.
      phraseBytes(signals);
      return signalEntries(signals);
    }
  }
  throw new TypeError(
    "dictionary: expected a Dictionary or a SignalSet (see buildDictionary, signalCatalogue)",
  );
}
