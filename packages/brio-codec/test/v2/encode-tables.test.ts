// The encoder in WebAssembly makes its tables itself, from the model: they must be those of tables.ts and prices.ts.
import type { Dictionary } from "brio-dictionary";
import { compileModule } from "brio-kernel-host";
import { assertSame } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { SCALAR_MODULE } from "../../src/v2/kernel-wasm/encoder.gen.ts";
import { instantiateEncoder } from "../../src/v2/kernel-wasm/encoder.ts";
import * as layout from "../../src/v2/kernel-wasm/encoder-layout.ts";
import { tokenPrices } from "../../src/v2/prices.ts";
import { BYTES_PADDING } from "../../src/v2/symbol-bytes.ts";
import { classRow, distanceRow, firstStart, memberRow, tokenTables } from "../../src/v2/tables.ts";
import { chat } from "./decoding.ts";
import { smallDictionary, twoPhrases } from "./dictionaries.ts";

const module = compileModule(SCALAR_MODULE);

const dictionaries: readonly (readonly [string, Dictionary])[] = [
  ["the built-in dictionary", chat],
  ["a dictionary with an empty class and every exponent", smallDictionary()],
  ["a dictionary of two phrases", twoPhrases()],
];

describe.each(dictionaries)("tables of %s", (_, dictionary) => {
  const { buffer } = instantiateEncoder(module, dictionary).exports.memory;
  const tables = tokenTables(dictionary);
  const prices = tokenPrices(tables);
  const { starts, symbolCount } = tables;

  test("have the rows of classes, with the scale at their ends, and what classes cost", () => {
    for (let context = 0; context < 256; context++) {
      const row = new Uint16Array(buffer, layout.CLASS_STARTS_AT + 512 * context, 256);
      const at = firstStart(classRow(context));
      assertSame(row, starts.subarray(at, at + 256));
    }
    assertSame(new Uint8Array(buffer, layout.CLASS_PRICES_AT, prices.classes.length), prices.classes);
  });

  test("have the interval, the price and the class of every symbol", () => {
    const expected = Array.from({ length: symbolCount }, (_, symbol) => {
      const at = firstStart(memberRow(tables.classes[symbol]!)) + tables.ranks[symbol]!;
      return [starts[at]!, starts[at + 1]! - starts[at]!, prices.members[symbol]!, tables.classes[symbol]!];
    });
    assertSame(new Uint16Array(buffer, layout.VARIABLE_AT, 4 * symbolCount), expected.flat());
  });

  test("have the interval of every distance slot, and what it costs", () => {
    for (let bucket = 0; bucket < 24; bucket++) {
      const at = firstStart(distanceRow(bucket));
      const count = Math.min(47, 2 * bucket + 1);
      const expected = Array.from({ length: count }, (_, slot) => [
        starts[at + slot]!,
        starts[at + slot + 1]! - starts[at + slot]!,
      ]);
      const place = 64 * bucket;
      assertSame(
        new Uint16Array(buffer, layout.DISTANCE_INTERVALS_AT + 4 * place, 2 * count),
        expected.flat(),
      );
      assertSame(
        new Uint16Array(buffer, layout.DISTANCE_PRICES_AT + 2 * place, 64),
        prices.distances.subarray(place, place + 64),
      );
    }
  });

  test("have the bytes of every symbol, zeros behind them, and where each begins", () => {
    const aligned = (length: number): number => Math.ceil(length / 64) * 64;
    const bytesAt = layout.VARIABLE_AT + aligned(8 * symbolCount);
    const { bytes, offsets } = tables;
    expect(bytes.length).toBe(offsets[symbolCount]! + BYTES_PADDING);
    assertSame(new Uint8Array(buffer, bytesAt, bytes.length), bytes);
    const offsetsAt = bytesAt + aligned(bytes.length);
    assertSame(new Uint32Array(buffer, offsetsAt, symbolCount + 1), offsets);
  });
});

test("an encoder without a model is refused", () => {
  const { model: _, ...without } = smallDictionary();
  expect(() => instantiateEncoder(module, without)).toThrow(TypeError);
});
