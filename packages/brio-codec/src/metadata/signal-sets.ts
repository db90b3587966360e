import type { FrameHeader } from "brio-container";
import { type Signal, type SignalSet, signalCatalogue } from "brio-dictionary";
import { BrioError } from "../errors.ts";
import { type DecompressOptions, requireSignalSet } from "../options.ts";

/** How a frame of version 2 refers to a set: not at all to the catalogue. */
export function signalSetReference({ id }: SignalSet): string | null {
  return id === signalCatalogue().id ? null : id;
}

/**
 * The set of signals that a frame of version 2 was searched for, or undefined if the caller did not give it.
 *
 * @throws {TypeError} `option` is neither a set nor a function that returns one
 */
export function findSignalSet(
  { signalSet: reference }: FrameHeader,
  option: DecompressOptions["signals"],
): SignalSet | undefined {
  if (reference === null) return signalCatalogue();
  const found = typeof option === "function" ? option(reference) : option;
  if (found === undefined) return undefined;
  requireSignalSet(found);
  return found.id === reference ? found : undefined;
}

/** {@link findSignalSet}, or an error that says which set is wanted and which one was given. */
export function requireFrameSignalSet(header: FrameHeader, option: DecompressOptions["signals"]): SignalSet {
  const found = findSignalSet(header, option);
  if (found === undefined) throw missingSignalSet(header, option);
  return found;
}

/** What to throw where {@link findSignalSet} found none. */
export function missingSignalSet(
  { signalSet, payloadOffset }: FrameHeader,
  option: DecompressOptions["signals"],
): BrioError {
  const given = option === undefined || typeof option === "function" ? "none with that id" : option.id;
  const message = `frame needs the signal set ${signalSet}, given was ${given}`;
  return new BrioError("signals-missing", payloadOffset, message);
}

/** The signal of a set with that id, or undefined. */
export function findSignal({ signals, builtInCount }: SignalSet, id: number): Signal | undefined {
  if (id < builtInCount) return signals[id];
  // Those of a user, by ascending id.
  let low = builtInCount;
  let high = signals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (signals[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return signals[low]?.id === id ? signals[low] : undefined;
}

const categories: WeakMap<SignalSet, ReadonlySet<string>> = /* @__PURE__ */ new WeakMap();

/** Whether a set has a signal of that category: only then says a frame without one anything. */
export function hasCategory(set: SignalSet, category: string): boolean {
  let known = categories.get(set);
  if (known === undefined) {
    known = new Set(set.signals.map((signal) => signal.category));
    categories.set(set, known);
  }
  return known.has(category);
}
