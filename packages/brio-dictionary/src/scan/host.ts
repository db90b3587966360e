import { compileModule } from "brio-kernel-host";
import type { SignalMatcher } from "../signal-matcher.ts";
import { SCALAR_MODULE, SIMD_MODULE } from "./module.gen.ts";
import { placeMatcher } from "./place.ts";

/** What assembly/scan/index.ts exports. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  findStarts(count: number, available: number, hasTriggers: number, compares: number): number;
}

/** An instance, views of its memory, which never grows, and what it looks for. */
export interface Instance {
  readonly exports: Exports;
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  /** The matcher that was written into memory. */
  placed: SignalMatcher | undefined;
  /** Whether there is all that places are compared with. */
  compares: boolean;
}

/** A module and its instance, which is made when first needed, and anew after a trap. */
export interface Host {
  readonly name: "wasm" | "wasm-scalar";
  readonly module: WebAssembly.Module;
  instance: Instance | undefined;
}

/** Compiles a module. @throws whatever the engine throws that has no WebAssembly, or refuses it */
export function createHost(name: "wasm" | "wasm-scalar"): Host {
  return { name, module: compileModule(name === "wasm" ? SIMD_MODULE : SCALAR_MODULE), instance: undefined };
}

/**
 * Lets `work` use the instance, with a matcher in its memory, which is copied if the call before was for another one. If it throws,
 * by a trap or otherwise, the next call gets a fresh instance: what the memory of this one holds is unknown.
 */
export function withInstance(host: Host, matcher: SignalMatcher, work: (instance: Instance) => void): void {
  host.instance ??= instantiate(host.module);
  try {
    if (host.instance.placed !== matcher) place(host.instance, matcher);
    work(host.instance);
  } catch (error) {
    host.instance = undefined;
    throw error;
  }
}

function instantiate(module: WebAssembly.Module): Instance {
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const { buffer } = exports.memory;
  return {
    exports,
    bytes: new Uint8Array(buffer),
    words: new Int32Array(buffer),
    placed: undefined,
    compares: false,
  };
}

function place(instance: Instance, matcher: SignalMatcher): void {
  instance.compares = placeMatcher(instance.exports.memory.buffer, matcher);
  instance.placed = matcher;
}
