import { compileModule } from "brio-kernel-host";
import type { TokenTables } from "../tables.ts";

/** Views of the memory of an instance as it is now: {@link growMemory} replaces them. */
export interface MemoryViews {
  bytes: Uint8Array;
  words: Uint32Array;
}

/**
 * A module, compiled when first needed, and its instances: one a dictionary, or its tables, each made when first needed, and anew
 * after a trap.
 */
export interface Host<Instance, Source extends object = TokenTables> {
  /** The bytes of the module in hexadecimal. */
  readonly hex: string;
  module: WebAssembly.Module | undefined;
  readonly instances: WeakMap<Source, Instance>;
  readonly instantiate: (module: WebAssembly.Module, source: Source) => Instance;
}

export function createHost<Instance, Source extends object>(
  hex: string,
  instantiate: (module: WebAssembly.Module, source: Source) => Instance,
): Host<Instance, Source> {
  return { hex, module: undefined, instances: new WeakMap(), instantiate };
}

/** The module of a host. @throws whatever the engine throws that has no WebAssembly, or refuses it */
export function compiled<Instance, Source extends object>(host: Host<Instance, Source>): WebAssembly.Module {
  host.module ??= compileModule(host.hex);
  return host.module;
}

/**
 * Lets `work` use the instance of a dictionary. If it throws, by a trap or otherwise, the next call gets a fresh instance: what the
 * memory of this one holds is unknown.
 *
 * @throws {RangeError} there is no memory for the tables
 */
export function withInstance<Instance, Source extends object, Result>(
  host: Host<Instance, Source>,
  source: Source,
  work: (instance: Instance) => Result,
): Result {
  const { instances } = host;
  let instance = instances.get(source);
  if (instance === undefined) {
    instance = host.instantiate(compiled(host), source);
    instances.set(source, instance);
  }
  try {
    return work(instance);
  } catch (error) {
    instances.delete(source);
    throw error;
  }
}

const PAGE_BYTES = 65536;

/** Makes the memory at least that large. Returns false if the engine has no more. */
export function growMemory(memory: WebAssembly.Memory, views: MemoryViews, byteLength: number): boolean {
  const missing = byteLength - views.bytes.length;
  if (missing <= 0) return true;
  try {
    memory.grow(Math.ceil(missing / PAGE_BYTES));
  } catch {
    return false;
  }
  Object.assign(views, viewsOf(memory));
  return true;
}

export function viewsOf({ buffer }: WebAssembly.Memory): MemoryViews {
  return { bytes: new Uint8Array(buffer), words: new Uint32Array(buffer) };
}
