import { buildDictionary } from "brio-dictionary";
import { assertSame, noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decompress, inspect, verify } from "../../src/index.ts";
import { BLOCK_LENGTH } from "../../src/v2/format.ts";
import { CORRUPT, DECODED, OWN_TABLES, TRUNCATED } from "../../src/v2/kernel.ts";
import { tokenTables } from "../../src/v2/tables.ts";
import { rejection } from "../support.ts";
import { frameByHand, headerOf } from "./by-hand.ts";
import { chat, type Decoded, decodePayload, kernels } from "./decoding.ts";
import {
  encodeBlocks,
  encodeIntervals,
  type Interval,
  intervalsOf,
  rowsOf,
  type Token,
} from "./reference-encoder.ts";
import { parseContent } from "./reference-parser.ts";

/** Decodes with all kernels, which must agree in everything, and returns what they made of it. */
function agreed(payload: Uint8Array, contentLength: number, laneCount: 1 | 2): Decoded {
  const [expected, ...others] = kernels.map((kernel) =>
    decodePayload(kernel, payload, contentLength, laneCount),
  );
  for (const { status, position, seeds, content } of others) {
    assertSame([status, position, seeds], [expected!.status, expected!.position, expected!.seeds]);
    assertSame(content, expected!.content);
  }
  expect(expected!.position).toBeLessThanOrEqual(payload.length);
  return expected!;
}

const text = utf8(
  '{"role": "user", "content": "Hello, hello! Größe, \\n\\n 你好, and so on and so on."}\u0001'.repeat(3),
);
const SEEDS = [5, 0x60005];
const lanes = fc.constantFrom(1 as const, 2 as const);
const valid = new Map(
  [1, 2].map((laneCount) => [
    laneCount,
    encodeBlocks(chat, parseContent(chat, text), [5, 6].slice(0, laneCount)),
  ]),
);

describe("bad payloads: all kernels agree", () => {
  test("on random bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 2000 }),
        lanes,
        (payload, length, laneCount) => {
          agreed(payload, length, laneCount);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("on random bytes behind a beginning that leads into tokens", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.integer({ min: 1, max: 9000 }),
        lanes,
        (bytes, length, laneCount) => {
          const start = [0, 0, 2, 0, 0, 3].slice(0, 3 * laneCount);
          agreed(Uint8Array.of(...start, ...bytes), length, laneCount);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("on payloads with a changed byte, and wherever they are cut", () => {
    for (const laneCount of [1, 2] as const) {
      const payload = valid.get(laneCount)!;
      for (let at = 0; at < payload.length; at++) {
        expect(agreed(payload.subarray(0, at), text.length, laneCount)).toMatchObject({
          status: TRUNCATED,
          position: at,
        });
        for (const change of [1, 0x80, 0xff]) {
          const damaged = payload.slice();
          damaged[at]! ^= change;
          agreed(damaged, text.length, laneCount);
        }
      }
    }
  });

  test("on contents of another length", () => {
    for (const laneCount of [1, 2] as const) {
      const payload = valid.get(laneCount)!;
      for (let length = 1; length < text.length + 40; length++) {
        const { status, position, seeds } = agreed(payload, length, laneCount);
        // By chance a state may be in order sooner, but not at the end of the payload and with the seeds.
        const isWhole = status === DECODED && position === payload.length && seeds === SEEDS[laneCount - 1];
        expect(isWhole).toBe(length === text.length);
      }
    }
  });
});

/** A payload whose only block starts as that of the tokens and goes on with these intervals. */
function payloadOf(tokens: readonly Token[], ...more: readonly Interval[]): Uint8Array {
  const content = { bytes: new Uint8Array(100), length: 0 };
  return Uint8Array.from(encodeIntervals([...intervalsOf(chat, tokens, content, 1), ...more], [0]));
}

function classInterval(context: number, c: number): Interval {
  const { starts, frequencies } = rowsOf(chat.model!).classes(context);
  return { lane: 0, start: starts[c]!, frequency: frequencies[c]! };
}

function field(width: number, value: number): Interval {
  return { lane: 0, start: value << (15 - width), frequency: 1 << (15 - width) };
}

describe("what no encoder writes is corrupt", () => {
  const RAW_CLASS = 229;
  const START_CONTEXT = 255;
  const three: Token[] = [{ raw: 1 }, { raw: 2 }, { raw: 3 }];

  test.each([
    [
      "a match at the last distance before there is one",
      payloadOf(three, classInterval(RAW_CLASS, 246), field(1, 0)),
    ],
    [
      "a match at the last distance but one before there is one",
      payloadOf(three, classInterval(RAW_CLASS, 252), field(3, 0)),
    ],
    [
      "a match at the last distance but one after a single match",
      payloadOf(
        [...three, { length: 3, distance: 1 }, { raw: 4 }],
        classInterval(RAW_CLASS, 252),
        field(3, 0),
      ),
    ],
    ["a number of 18 bits", payloadOf(three, classInterval(RAW_CLASS, 245), field(5, 18))],
    ["a number of 31 bits", payloadOf(three, classInterval(RAW_CLASS, 251), field(5, 31))],
    [
      "a distance beyond the start of the content",
      // The row of position 3 has distances up to 3.
      payloadOf([{ raw: 1 }, { raw: 2 }], classInterval(RAW_CLASS, 230), {
        lane: 0,
        start: 32767,
        frequency: 1,
      }),
    ],
    ["a token beyond the end of the block", payloadOf([...three, { length: 98, distance: 1 }])],
    ["a match at the start of the content", payloadOf([], classInterval(START_CONTEXT, 230))],
    ["a state below its lower bound", Uint8Array.of(255, 255, 0, 1, 1, 1)],
    [
      "a state that does not end where the encoder started",
      payloadOf([...three], field(0, 0)).map((byte, i) => (i === 0 ? byte ^ 1 : byte)),
    ],
  ])("%s", (_, payload) => {
    const { status } = agreed(Uint8Array.of(...payload, ...noise(40)), 100, 1);
    expect(status).toBe(CORRUPT);
  });

  test("a class without symbols", () => {
    const { classes } = chat.model!;
    // The two smallest classes have room in one.
    const sizes = Array.from({ length: 229 }, (_, c) => classes.filter((other) => other === c).length);
    const [small, smaller] = sizes
      .map((size, c) => ({ size, c }))
      .sort((a, b) => b.size - a.size)
      .slice(-2);
    expect(small!.size + smaller!.size).toBeLessThanOrEqual(256);
    const model = { ...chat.model!, classes: classes.map((c) => (c === smaller!.c ? small!.c : c)) };
    const tables = tokenTables({ ...chat, model });
    const payload = payloadOf([], classInterval(START_CONTEXT, smaller!.c));
    const results = kernels.map((kernel) =>
      decodePayload(kernel, Uint8Array.of(...payload, 1, 2), 9, 1, tables),
    );
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]!.status).toBe(CORRUPT);
  });

  test("a seed in a block before the last", () => {
    const run: Token[] = [{ raw: 7 }, { length: BLOCK_LENGTH - 1, distance: 1 }];
    const first = encodeBlocks(chat, [run], [1]);
    const { status, position } = agreed(
      Uint8Array.of(...first, ...valid.get(1)!),
      BLOCK_LENGTH + text.length,
      1,
    );
    expect({ status, position }).toEqual({ status: CORRUPT, position: first.length });
  });

  test("a block with tables of its own is left to others, behind its kind", () => {
    const payload = Uint8Array.from(encodeIntervals([{ lane: 0, start: 31744, frequency: 768 }], [9]));
    expect(agreed(Uint8Array.of(...payload, 1, 2, 3), 50, 1)).toMatchObject({
      status: OWN_TABLES,
      position: payload.length,
      seeds: 9,
    });
  });

  test("stored bytes that are missing are truncated", () => {
    const payload = encodeBlocks(chat, [{ stored: noise(50) }], [0]);
    expect(agreed(payload.subarray(0, -1), 50, 1)).toMatchObject({
      status: TRUNCATED,
      position: payload.length - 1,
    });
  });
});

test.each([
  ["tokens", [{ symbol: 104 }, { symbol: 105 }]],
  ["stored bytes", { stored: utf8("hi") }],
  ["nothing", { intervals: [] }],
])("a dictionary without a model, which a frame of %s names, is the fault of the frame", (_, block) => {
  const bare = buildDictionary([{ category: "text", phrase: " the" }]);
  const fields = { content: utf8("hi"), checkBits: 16, dictionary: bare, metadata: "none" } as const;
  // What codes the tokens is of no account: nobody gets as far.
  const { model } = chat;
  const frame = frameByHand({ ...fields, dictionary: { ...bare, model: model! } }, [block]);
  expect(inspect(frame)).toMatchObject({ coder: "tokens", dictionary: bare.id });
  for (const dictionary of [bare, () => bare]) {
    for (const read of [decompress, verify]) {
      const { code, offset } = rejection(() => read(frame, { dictionary }));
      expect([code, offset]).toEqual(["corrupt", headerOf(fields).length]);
    }
  }
});
