import type { RansKernel } from "../kernel.ts";
import { decodeFields } from "../kernel-ts/decode-fields.ts";
import { decodeRow } from "../kernel-ts/decode-row.ts";
import { tsKernel } from "../kernel-ts/kernel.ts";
import { onlySymbol } from "../packed-table.ts";
import { decodeWithPackedTable, isPackable } from "./decode.ts";
import { decodeWithRows } from "./decode-rows.ts";
import { encodeWithInstance } from "./encode.ts";
import { type Host, withInstance } from "./instance.ts";

/** From how many symbols or intervals on a call goes to WebAssembly; what is shorter stays in the TypeScript kernel. */
export interface Minimums {
  /** Symbols of the model whose tables are in memory. */
  readonly sameModel: number;
  /** Symbols of another model, which has to get its packed table or its rows first. */
  readonly otherModel: number;
  readonly otherOrder1Model: number;
  readonly encode: number;
}

/**
 * Where WebAssembly begins to be faster (measured, on one lane and on several). Some tenths of a microsecond go into copying
 * words and symbols; a packed table takes 7 µs to fill, the rows of an order-1 model of text 150 µs.
 */
export const MEASURED_MINIMUMS: Minimums = {
  sameModel: 256,
  otherModel: 4096,
  otherOrder1Model: 16384,
  encode: 512,
};

/** WebAssembly for every call. */
export const NO_MINIMUMS: Minimums = { sameModel: 0, otherModel: 0, otherOrder1Model: 0, encode: 0 };

/**
 * The kernel that runs the module of a host. Fields and rows of frequency tables stay in TypeScript: they come a few at a time
 * and in turns with symbols of one model or another, so they would take longer to get into the memory than to decode.
 */
export function wasmKernel(name: "wasm" | "wasm-scalar", host: Host, minimums: Minimums): RansKernel {
  return {
    name,
    encode(intervals, count, states, out) {
      if (count < minimums.encode) return tsKernel.encode(intervals, count, states, out);
      return withInstance(host, (instance) => encodeWithInstance(instance, intervals, count, states, out));
    },
    decodeSymbols(cursor, model, out) {
      const packable = isPackable(model);
      const { packed, rows } = host.instance ?? {};
      const other = model.order === 0 ? minimums.otherModel : minimums.otherOrder1Model;
      const minimum = model === packed || model === rows ? minimums.sameModel : other;
      if (out.length < minimum) return tsKernel.decodeSymbols(cursor, model, out);
      if (packable && onlySymbol(model) >= 0) {
        out.fill(onlySymbol(model));
        return out.length;
      }
      const decoded = withInstance(host, (instance) =>
        packable
          ? decodeWithPackedTable(instance, cursor, model, out)
          : decodeWithRows(instance, cursor, model, out),
      );
      return decoded ?? tsKernel.decodeSymbols(cursor, model, out);
    },
    decodeFields,
    decodeRow,
  };
}
