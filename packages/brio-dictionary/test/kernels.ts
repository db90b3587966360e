import { type Dictionary, type Signal, type SignalEvent, type SignalSet, scanSignals } from "../src/index.ts";
import { createHost } from "../src/scan/host.ts";
import type { ScanKernel } from "../src/scan/kernel.ts";
import { tsKernel } from "../src/scan/kernel-ts.ts";
import { NO_MINIMUM, wasmKernel } from "../src/scan/kernel-wasm.ts";
import { signalEntries } from "../src/signal-entries.ts";
import { buildMatcher, type SignalMatcher } from "../src/signal-matcher.ts";

/** Every kernel, for every input however short. */
export const KERNELS: readonly ScanKernel[] = [
  tsKernel,
  wasmKernel(createHost("wasm"), NO_MINIMUM),
  wasmKernel(createHost("wasm-scalar"), NO_MINIMUM),
];

/** What a kernel finds: offsets and ids, in the order of events. */
export function occurrences(
  findAll: ScanKernel["findAll"],
  matcher: SignalMatcher,
  input: Uint8Array,
): [offset: number, id: number][] {
  const found: number[] = [];
  findAll(matcher, input, found);
  const all: [number, number][] = [];
  for (let i = 0; i < found.length; i += 2) all.push([found[i + 1]!, matcher.entries[found[i]!]!.id]);
  return all.sort(([a, id], [b, other]) => a - b || id - other);
}

const matchers = new WeakMap<Dictionary | SignalSet, SignalMatcher>();

/** The matcher of a dictionary or set, made once. */
export function matcherOf(signals: Dictionary | SignalSet): SignalMatcher {
  let matcher = matchers.get(signals);
  if (matcher === undefined) {
    matcher = buildMatcher("signals" in signals ? signals.signals : signalEntries(signals));
    matchers.set(signals, matcher);
  }
  return matcher;
}

/** What scanSignals returns; throws if a kernel finds anything else. */
export function scanOnEveryKernel(
  signals: Dictionary | SignalSet,
  input: Uint8Array,
): SignalEvent<Signal["category"]>[] {
  const events = scanSignals(signals, input);
  const expected = JSON.stringify(events.map(({ offset, id }) => [offset, id]));
  for (const { name, findAll } of KERNELS) {
    const found = JSON.stringify(occurrences(findAll, matcherOf(signals), input));
    if (found !== expected) throw new Error(`${name} finds ${found}, scanSignals ${expected}`);
  }
  return events;
}
