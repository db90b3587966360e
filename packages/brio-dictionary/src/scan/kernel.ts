import type { SignalMatcher } from "../signal-matcher.ts";

/** What finds signals: one of these for each way to do it, all with the same result. */
export interface ScanKernel {
  readonly name: "ts" | "wasm" | "wasm-scalar";
  /** Appends the pattern and the offset of every occurrence to `found`, in no particular order. */
  findAll(matcher: SignalMatcher, input: Uint8Array, found: number[]): void;
}
