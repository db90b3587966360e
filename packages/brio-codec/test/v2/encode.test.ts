import { trainDictionary } from "brio-dictionary";
import { assertSame, concat, noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LENGTH_BASES, LONG_LENGTH_BITS } from "../../src/v2/format.ts";
import { tsKernel } from "../../src/v2/kernel-ts/kernel.ts";
import { PRICE_UNIT } from "../../src/v2/prices.ts";
import { tokenTables } from "../../src/v2/tables.ts";
import { readText } from "../support.ts";
import { chat } from "./decoding.ts";
import { generatedJson, LARGE, SMALL, sampleLines } from "./encode-contents.ts";
import { encodeBlocks } from "./reference-encoder.ts";
import {
  BLOCK_LENGTH,
  encode,
  encodeTwice,
  LANE_COUNTS,
  LEVELS,
  referenceTokens,
  SEEDS,
  sizeOf,
  wasm,
} from "./twins.ts";

describe("both kernels write the same, and every kernel reads it", () => {
  test.each(Object.keys(SMALL))("%s", (name) => {
    for (const level of LEVELS) {
      for (const laneCount of LANE_COUNTS) encodeTwice(SMALL[name]!, level, laneCount);
    }
  });

  test.each(Object.keys(LARGE).map((name, i) => ({ name, greedy: 1 + (i % 2), optimal: 3 + (i % 4) })))(
    "$name",
    ({ name, greedy, optimal }) => {
      encodeTwice(LARGE[name]!, greedy, 2);
      encodeTwice(LARGE[name]!, optimal, 1);
    },
  );

  test("the samples of the demo", () => {
    sampleLines("agent-transcript").forEach((line, i) => encodeTwice(line, 1 + (i % 6), 2));
    sampleLines("audit-log").forEach((line, i) => encodeTwice(line, 1 + (i % 6), 1));
  });

  test("every length from 1 to 300", () => {
    const sources = [
      utf8(`${generatedJson(3, 1)} I'm sorry, I can't do that.`),
      noise(300),
      new Uint8Array(300),
    ];
    for (let length = 1; length <= 300; length++) {
      for (const [i, source] of sources.entries()) {
        encodeTwice(source.subarray(0, length), 1 + ((length + i) % 6), length % 2 === 0 ? 1 : 2);
      }
    }
  });

  test("whatever is made of words, repetitions, noise and runs", () => {
    const word = fc.constantFrom(
      "the ",
      "I'm sorry, ",
      '{"role":',
      "\\n",
      " function",
      "naïve",
      "。",
      "\n\n",
    );
    const piece = fc.oneof(
      word.map(utf8),
      fc.uint8Array({ maxLength: 12 }),
      fc.tuple(fc.nat(255), fc.nat(600)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc.record({ back: fc.integer({ min: 1, max: 900 }), length: fc.integer({ min: 1, max: 700 }) }),
    );
    const content = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => {
      const bytes: number[] = [0];
      for (const piece of pieces) {
        if (piece instanceof Uint8Array) bytes.push(...piece);
        else for (let i = 0; i < piece.length; i++) bytes.push(bytes.at(-piece.back) ?? i);
      }
      return Uint8Array.from(bytes);
    });
    fc.assert(
      fc.property(
        content,
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...LANE_COUNTS),
        (bytes, level, laneCount) => {
          encodeTwice(bytes, level, laneCount);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("with a dictionary that has hardly anything", () => {
    const samples = Array.from({ length: 30 }, (_, i) => generatedJson(i, 1));
    const { dictionary } = trainDictionary(samples, { phraseCount: 300, signals: [] });
    const tables = tokenTables(dictionary);
    for (const level of LEVELS) {
      for (const content of [utf8(generatedJson(99, 5)), SMALL["all scripts"]!, noise(500)]) {
        encodeTwice(content, level, 2, tables);
      }
    }
  });
});

describe("the tokens", () => {
  const contents = {
    JSON: utf8(generatedJson(5, 60)),
    "two distances": SMALL["two distances"]!,
    noise: noise(400),
  };

  test.each(Object.entries(contents))("of %s give their stream by the reference encoder", (_, content) => {
    for (const level of LEVELS) {
      const { streams, blocks } = encode(tsKernel, content, level, 2);
      const parsed = blocks.length > 0 ? [referenceTokens(blocks[0]!.tokens)] : [{ stored: content }];
      const payload = encodeBlocks(chat, parsed, [SEEDS & 0xffff, SEEDS >>> 16]);
      assertSame(concat(streams), payload);
    }
  });

  test("cover every block that is not stored, reach back over it, and there are none of a stored one", () => {
    const content = LARGE["stored blocks between others"]!;
    const { streams, blocks } = encode(wasm, content, 6, 2);
    expect(streams).toHaveLength(5);
    expect(blocks.map(({ start }) => start)).toEqual([0, 3 * BLOCK_LENGTH]);
    for (const { tokens } of blocks) {
      expect(tokens.lengths.reduce((a, b) => a + b)).toBe(BLOCK_LENGTH);
      expect(Math.min(...tokens.lengths)).toBeGreaterThan(0);
    }
    expect(-Math.min(...blocks[1]!.tokens.values)).toBeGreaterThan(2 * BLOCK_LENGTH);
    for (const stored of [1, 2]) expect(streams[stored]).toHaveLength(BLOCK_LENGTH + 6);
    expect(streams[4]).toHaveLength(1000 + 6);
  });
});

describe("the streams", () => {
  test("are never longer than the block and its states", () => {
    for (const content of Object.values(SMALL)) {
      for (const laneCount of LANE_COUNTS) {
        for (const level of [1, 3, 6]) {
          const { streams } = encode(tsKernel, content, level, laneCount);
          expect(streams).toHaveLength(1);
          expect(streams[0]!.length).toBeLessThanOrEqual(content.length + 3 * laneCount);
        }
      }
    }
  });

  test("become shorter from level to level, in total", () => {
    const contents = [...sampleLines("agent-transcript"), utf8(generatedJson(8, 300))];
    const totals = LEVELS.map((level) =>
      contents.reduce((sum, content) => sum + sizeOf(encode(wasm, content, level, 2)), 0),
    );
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
  });

  test.each([tsKernel, wasm])("of $name are memory of their own and depend on no call before", (kernel) => {
    const [first, second] = [SMALL["JSON in JSON"]!, SMALL["all scripts"]!];
    const expected = [first, second].map((content) =>
      encode(kernel, content, 6, 2).streams.map((s) => s.slice()),
    );
    for (const level of LEVELS) encode(kernel, second, level, 1);
    for (const [i, content] of [second, first, second].entries()) {
      const { streams } = encode(kernel, content, 6, 2);
      streams.forEach((stream, block) => {
        assertSame(stream, expected[(i + 1) % 2]![block]!);
        expect(stream.buffer.byteLength).toBe(stream.length);
        stream.fill(0xff);
      });
    }
  });
});

test("content beyond a segment begins anew: its matches do not reach back, and it decodes", () => {
  const segment = 2 ** 26;
  const text = utf8(generatedJson(12, 40));
  const content = new Uint8Array(segment + text.length).fill(0x20);
  content.set(text, segment - text.length);
  content.set(text, segment);
  const { streams, blocks } = encodeTwice(content, 1, 2);
  expect(streams).toHaveLength(segment / BLOCK_LENGTH + 1);
  const { start, tokens } = blocks.at(-1)!;
  expect(start).toBe(segment);
  let position = 0;
  tokens.values.forEach((value, i) => {
    if (value < 0) expect(-value).toBeLessThanOrEqual(position);
    position += tokens.lengths[i]!;
  });
});

test("the AssemblyScript sources have the lengths and the price unit of the TypeScript sources", () => {
  const lengths = readText("../assembly/encode/lengths.ts");
  const bases = [...lengths.matchAll(/StaticArray<i32> = \[([\d, ]+), i32\.MAX_VALUE\]/g)].map(
    ([, list]) => list!,
  );
  expect(bases.join(", ")).toBe(LENGTH_BASES.join(", "));
  expect(lengths).toContain(`LONG_WIDTH_BITS: i32 = ${LONG_LENGTH_BITS};`);
  expect(readText("../assembly/numbers.ts")).toContain(`PRICE_UNIT: i32 = ${PRICE_UNIT};`);
});
