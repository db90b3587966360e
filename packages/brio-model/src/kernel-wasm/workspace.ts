import type { Exports } from "./instance.ts";
import { aligned, growTo } from "./list-image.ts";
import { READING_AT } from "./prior-layout.ts";

/** The memory of an instance from some address on, while a prior is read in it. */
export interface Workspace {
  readonly exports: Exports;
  /** So many bytes, which nobody else has; zeros. */
  take(byteLength: number): number;
  /** A copy of an array. */
  put(source: Uint8Array | Uint16Array | Uint32Array): number;
  /** Tells the kernel numbers by their names in prior-layout.ts. */
  tell(numbers: readonly (readonly [name: number, value: number])[]): void;
  /** A number by its name. */
  ask(name: number): number;
}

export function workspaceFrom(exports: Exports, start: number): Workspace {
  const { memory } = exports;
  let end = start;
  const take = (byteLength: number): number => {
    const at = aligned(end);
    end = at + byteLength;
    growTo(memory, end);
    return at;
  };
  return {
    exports,
    take,
    put(source) {
      const at = take(source.byteLength);
      const bytes = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
      new Uint8Array(memory.buffer).set(bytes, at);
      return at;
    },
    tell(numbers) {
      const words = new Uint32Array(memory.buffer);
      for (const [name, value] of numbers) words[(READING_AT + name) / 4] = value;
    },
    ask: (name) => new Int32Array(memory.buffer)[(READING_AT + name) / 4],
  };
}
