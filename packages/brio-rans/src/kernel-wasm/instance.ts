import { compileModule } from "brio-kernel-host";
import type { RansModel } from "../model.ts";
import { SCALAR_MODULE, SIMD_MODULE } from "./module.gen.ts";

/** What assembly/index.ts exports. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly decodedCount: WebAssembly.Global<"i32">;
  decodePacked(lanes: number, scaleBits: number, count: number, position: number, limit: number): number;
  decodeByRows(
    lanes: number,
    scaleBits: number,
    intervals: number,
    rowMask: number,
    row: number,
    from: number,
    count: number,
    position: number,
    limit: number,
  ): number;
  encode(lanes: number, count: number): number;
}

/** An instance, views of its memory, and what its memory holds. */
export interface Instance {
  readonly exports: Exports;
  /** Views of the memory as it is now: {@link growMemory} replaces them. */
  bytes: Uint8Array;
  halves: Uint16Array;
  words: Int32Array;
  /** The model whose packed table is in memory. */
  packed: RansModel | undefined;
  /** The model whose rows are in memory. */
  rows: RansModel | undefined;
}

/** A module and its instance, which is made when first needed, and anew after a trap. */
export interface Host {
  readonly module: WebAssembly.Module;
  instance: Instance | undefined;
}

/** Compiles a module. @throws whatever the engine throws that has no WebAssembly, or refuses it */
export function createHost(simd: boolean): Host {
  return { module: compileModule(simd ? SIMD_MODULE : SCALAR_MODULE), instance: undefined };
}

/**
 * Lets `work` use the instance. If it throws, by a trap or otherwise, the next call gets a fresh instance: what the memory of this one
 * holds is unknown.
 */
export function withInstance<Result>(host: Host, work: (instance: Instance) => Result): Result {
  host.instance ??= instantiate(host.module);
  try {
    return work(host.instance);
  } catch (error) {
    host.instance = undefined;
    throw error;
  }
}

/** Makes the memory at least that large. Returns false if the engine has no more. */
export function growMemory(instance: Instance, byteLength: number): boolean {
  const { memory } = instance.exports;
  const missing = byteLength - memory.buffer.byteLength;
  if (missing <= 0) return true;
  try {
    memory.grow(Math.ceil(missing / PAGE_BYTES));
  } catch {
    return false;
  }
  Object.assign(instance, viewsOf(memory));
  return true;
}

const PAGE_BYTES = 65536;

function instantiate(module: WebAssembly.Module): Instance {
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  return { exports, ...viewsOf(exports.memory), packed: undefined, rows: undefined };
}

function viewsOf({ buffer }: WebAssembly.Memory): Pick<Instance, "bytes" | "halves" | "words"> {
  return { bytes: new Uint8Array(buffer), halves: new Uint16Array(buffer), words: new Int32Array(buffer) };
}
