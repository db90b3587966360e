import { utf8 } from "brio-test-support";
import { testKernelChoice } from "brio-test-support/kernel-choice";
import * as fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { chatDictionary, type Dictionary, defineSignals, signalCatalogue } from "../src/index.ts";
import { createHost, type Host, type Instance, withInstance } from "../src/scan/host.ts";
import { tsKernel } from "../src/scan/kernel-ts.ts";
import { findWithInstance, MEASURED_MINIMUM, NO_MINIMUM, wasmKernel } from "../src/scan/kernel-wasm.ts";
import * as layout from "../src/scan/layout.ts";
import type { SignalMatcher } from "../src/signal-matcher.ts";
import { matcherOf, occurrences } from "./kernels.ts";
import { dictionaries, dictionaryAndText, dictionaryOf, text } from "./support.ts";

const HOSTS = [["with vectors", "wasm"] as const, ["without vectors", "wasm-scalar"] as const];

/** The instance of a host, with the sets of a matcher. */
function instanceOf(host: Host, matcher: SignalMatcher): Instance {
  withInstance(host, matcher, () => {});
  return host.instance!;
}

const withTs = (matcher: SignalMatcher, input: Uint8Array) => occurrences(tsKernel.findAll, matcher, input);

/** What is found of an input that goes through an instance in pieces of so many bytes. */
const inPieces = (host: Host, matcher: SignalMatcher, input: Uint8Array, pieceBytes: number) =>
  occurrences(
    (matcher, input, found) =>
      withInstance(host, matcher, (instance) =>
        findWithInstance(instance, matcher, input, found, pieceBytes),
      ),
    matcher,
    input,
  );

describe("the choice of a kernel", () => {
  testKernelChoice(async () => {
    const { BYTES_BEFORE_COMPILING, scanKernel } = await import("../src/scan/select-kernel.ts");
    return scanKernel(BYTES_BEFORE_COMPILING).name;
  });

  test("without the variable it is TypeScript until compiling is worth it", async () => {
    vi.stubEnv("BRIO_KERNEL", undefined);
    vi.resetModules();
    const { BYTES_BEFORE_COMPILING, scanKernel } = await import("../src/scan/select-kernel.ts");
    const lengths = [1, BYTES_BEFORE_COMPILING / 2, BYTES_BEFORE_COMPILING / 2 - 2, 1, 0, 7];
    expect(lengths.map((length) => scanKernel(length).name)).toEqual([
      "ts",
      "ts",
      "ts",
      "wasm",
      "wasm",
      "wasm",
    ]);
  });

  test("is made at the first scan: nothing is compiled and no instance made at import", async () => {
    const refuse = (): never => {
      throw new Error("at import");
    };
    vi.stubGlobal("WebAssembly", { Module: refuse, Instance: refuse, validate: refuse });
    vi.stubEnv("BRIO_KERNEL", "none");
    vi.resetModules();
    const { scanSignals, signalCatalogue } = await import("../src/index.ts");
    expect(() => scanSignals(signalCatalogue(), utf8("I'm sorry"))).toThrow(RangeError);
  });
});

describe.each(HOSTS)("a scan %s in pieces", (_, name) => {
  const host = createHost(name);

  test("finds the same wherever a piece ends", () => {
    const signals = [
      "I'm sorry", // apostrophes of three bytes
      "as an AI model",
      "tool-call",
      "désolé",
      '"role": "tool"',
      "对不起，我无法",
      " and so ",
      "ok", // a trigger
    ];
    const matcher = matcherOf(dictionaryOf("apology", ...signals));
    const input = utf8(
      "xI'm sorry. I\u2019M \n\u00a0\t SORRY! As  an\nAI\u00a0 model, as an AI models; Tool\u2014call tool\u2212CALLS éok ok, xok OK " +
        'DÉSOLÉ désolée "role": "tool", "role":\t\t"tool" 真对不起，我无法 and   so   and so on',
    );
    const expected = withTs(matcher, input);
    expect(new Set(expected.map(([, id]) => id)).size).toBe(signals.length);
    for (let pieceBytes = 1; pieceBytes <= input.length + 1; pieceBytes++) {
      expect(inPieces(host, matcher, input, pieceBytes), `${pieceBytes}`).toEqual(expected);
    }
  });

  test("finds the same of any dictionary and text, in pieces of any length", () => {
    fc.assert(
      fc.property(dictionaryAndText, fc.integer({ min: 1, max: 40 }), ([dictionary, text], pieceBytes) => {
        const matcher = matcherOf(dictionary);
        const input = utf8(text);
        expect(inPieces(host, matcher, input, pieceBytes)).toEqual(withTs(matcher, input));
      }),
      { numRuns: 1000 },
    );
  });

  test("finds the same of any bytes", () => {
    const likely = fc.constantFrom(...utf8("aAé- '\u00a0\u2019\u2014\n0z"), 0xc2, 0xe2, 0xff, 0);
    const bytes = fc.array(fc.oneof(likely, fc.nat({ max: 255 })), { maxLength: 200 });
    const matcher = matcherOf(
      dictionaryOf("error", "aé", "a-a", "é' a a", "a a a a", "'a'a'a'", "\0\0", "00000é"),
    );
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 100 }), (all, pieceBytes) => {
        const input = Uint8Array.from(all);
        expect(inPieces(host, matcher, input, pieceBytes)).toEqual(withTs(matcher, input));
      }),
      { numRuns: 2000 },
    );
  });

  test("finds what lies across the boundary of two real pieces, or stretches over several", () => {
    const set = defineSignals([{ phrase: "no", category: "x-short" }]);
    const matcher = matcherOf(set);
    const phrase = "I\u2019m \u00a0 sorry, but no: I cannot";
    for (
      let before = layout.PIECE_BYTES - utf8(phrase).length - 8;
      before <= layout.PIECE_BYTES + 8;
      before++
    ) {
      for (const last of [" ", "x", "é"]) {
        const input = utf8(`${"x".repeat(before)}${last}${phrase}${".".repeat(layout.PIECE_BYTES)}`);
        expect(inPieces(host, matcher, input, layout.PIECE_BYTES)).toEqual(withTs(matcher, input));
      }
    }
    const wide = utf8(`I'm${" \n".repeat(2 * layout.PIECE_BYTES)}sorry`);
    expect(inPieces(host, matcher, wide, layout.PIECE_BYTES)).toEqual(withTs(matcher, wide));
    expect(withTs(matcher, wide).length).toBe(1);
  });

  test("takes a piece that is nothing but starts: two words for each place", () => {
    const matcher = matcherOf(dictionaryOf("error", "......", ".."));
    const input = new Uint8Array(layout.PIECE_BYTES + 100).fill(0x2e);
    const found = inPieces(host, matcher, input, layout.PIECE_BYTES);
    expect(found).toEqual(withTs(matcher, input));
    expect(found.length).toBe(2 * input.length - 6);
    const { bytes, exports } = instanceOf(host, matcher);
    const available = layout.PIECE_BYTES + layout.LOOKAHEAD_BYTES;
    bytes.fill(0x2e, layout.INPUT_AT, layout.INPUT_AT + available);
    for (const compares of [0, 1]) {
      expect(exports.findStarts(layout.PIECE_BYTES, available, 1, compares)).toBe(2 * layout.PIECE_BYTES);
    }
  });
});

/** Starts and ends of the regions of layout.ts, in order: what lies between them is never written. */
const REGIONS: readonly (readonly [number, number])[] = [
  [1024, 1060], // constants of the module
  [layout.CODES_AT, layout.CODES_AT + layout.CODES_BYTES],
  [layout.FOLDED_AT, layout.FOLDED_AT + layout.FOLDED_BYTES],
  [layout.TRIGGERS_AT, layout.TRIGGERS_AT + layout.TRIGGERS_BYTES],
  [layout.FIRSTS_AT, layout.FIRSTS_AT + layout.FIRSTS_BYTES],
  [layout.BITS_AT, layout.BITS_AT + layout.BITS_BYTES],
  [layout.INPUT_AT, layout.INPUT_AT + layout.INPUT_BYTES],
  [layout.CODED_AT, layout.CODED_AT + layout.CODED_BYTES],
  [layout.MASKS_AT, layout.MASKS_AT + layout.MASKS_BYTES],
  [layout.FOUND_AT, layout.FOUND_AT + layout.FOUND_BYTES],
  [layout.HEADS_AT, layout.HEADS_AT + layout.HEADS_BYTES],
  [layout.MARKS_AT, layout.MARKS_AT + layout.MARKS_BYTES],
  [layout.KEYS_AT, layout.KEYS_AT + layout.KEYS_BYTES],
  [layout.NEXTS_AT, layout.NEXTS_AT + layout.NEXTS_BYTES],
  [layout.OFFSETS_AT, layout.OFFSETS_AT + layout.OFFSETS_BYTES],
  [layout.SKIPS_AT, layout.SKIPS_AT + layout.SKIPS_BYTES],
  [layout.SHARED_AT, layout.SHARED_AT + layout.SHARED_BYTES],
  [layout.PATTERNS_AT, layout.PATTERNS_AT + layout.PATTERNS_BYTES],
  [131_072, 131_072],
];

describe.each(HOSTS)("an instance %s", (_, name) => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const catalogue = matcherOf(signalCatalogue());
  const dictionary = matcherOf(chatDictionary());

  test("is made at the first call, and anew after a trap, which is not swallowed", () => {
    const host = createHost(name);
    const kernel = wasmKernel(host, NO_MINIMUM);
    const input = utf8("Well, I'm sorry.");
    expect(host.instance).toBeUndefined();
    expect(occurrences(kernel.findAll, catalogue, input).length).toBe(1);
    const first = host.instance!;
    kernel.findAll(catalogue, input, []);
    expect(host.instance).toBe(first);

    const trap = new WebAssembly.RuntimeError("unreachable");
    const findStarts = (): never => {
      throw trap;
    };
    host.instance = { ...first, exports: { ...first.exports, findStarts } };
    expect(() => kernel.findAll(catalogue, input, [])).toThrow(trap);
    expect(host.instance).toBeUndefined();
    expect(occurrences(kernel.findAll, catalogue, input).length).toBe(1);
    expect(host.instance === first).toBe(false);
  });

  test("looks for another list of signals in the same memory", () => {
    const host = createHost(name);
    const input = utf8("I'm sorry ```c\nmore context");
    const expected = [withTs(catalogue, input), withTs(dictionary, input)];
    expect(expected[0]).not.toEqual(expected[1]);
    for (let turn = 0; turn < 2; turn++) {
      expect(
        [catalogue, dictionary].map((matcher) => inPieces(host, matcher, input, layout.PIECE_BYTES)),
      ).toEqual(expected);
    }
  });

  test("finds the same in poisoned memory, and writes nothing but its regions", () => {
    const host = createHost(name);
    const poison = fc.constantFrom(0x00, 0x20, 0x61, 0xc2, 0xff);
    const example = fc.tuple(dictionaries, text(60), poison);
    fc.assert(
      fc.property(example, ([dictionary, text, value]) => {
        const matcher = matcherOf(dictionary);
        const input = utf8(text);
        const { bytes, exports, compares } = instanceOf(host, matcher);
        // What a call finds in memory of others before it: all but what is looked for.
        const poisonFrom = (at: number, value: number): void => {
          bytes.fill(value, at, layout.FOUND_AT + layout.FOUND_BYTES);
        };
        poisonFrom(layout.INPUT_AT, value);
        expect(inPieces(host, matcher, input, layout.PIECE_BYTES)).toEqual(withTs(matcher, input));
        // Nor is a place reported that lies behind the input, or for what lies there.
        poisonFrom(layout.INPUT_AT, value);
        bytes.set(input, layout.INPUT_AT);
        expect(compares).toBe(true);
        const count = exports.findStarts(input.length, input.length, 1, 1);
        const words = (): number[] => [
          ...host.instance!.words.subarray(layout.FOUND_AT / 4).subarray(0, count),
        ];
        const once = words();
        for (const word of once) expect(word & (layout.PIECE_BYTES - 1)).toBeLessThan(input.length);
        poisonFrom(layout.INPUT_AT + input.length, value ^ 0x55);
        expect(exports.findStarts(input.length, input.length, 1, 1)).toBe(count);
        expect(words()).toEqual(once);
      }),
      { numRuns: 300 },
    );
    const { bytes } = instanceOf(host, catalogue);
    const gaps = REGIONS.slice(1).map(([start], i) => bytes.subarray(REGIONS[i]![1], start));
    for (const gap of gaps) gap.fill(0xc5);
    // So that all is placed again.
    inPieces(host, dictionary, utf8("..."), layout.PIECE_BYTES);
    const full = utf8("... I'm sorry".repeat(2000)).subarray(0, 2 * layout.PIECE_BYTES);
    inPieces(host, catalogue, full, layout.PIECE_BYTES);
    for (const gap of gaps) {
      expect(gap.length).toBeGreaterThan(8);
      expect(gap.every((byte) => byte === 0xc5)).toBe(true);
    }
  });

  test("never grows its memory", () => {
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow");
    const host = createHost(name);
    const long = utf8("I'm sorry, but there is nothing I can do about it. ".repeat(30_000));
    expect(inPieces(host, catalogue, long, layout.PIECE_BYTES).length).toBe(30_000);
    expect(grow).not.toHaveBeenCalled();
    expect(host.instance!.bytes.length).toBe(131_072);
  });
});

test("inputs below the minimum stay in TypeScript, with the same result", () => {
  const host = createHost("wasm");
  const kernel = wasmKernel(host, MEASURED_MINIMUM);
  const matcher = matcherOf(signalCatalogue());
  const input = utf8(`I'm sorry${".".repeat(MEASURED_MINIMUM)}`);
  const short = input.subarray(0, MEASURED_MINIMUM - 1);
  expect(occurrences(kernel.findAll, matcher, short)).toEqual(withTs(matcher, short));
  expect(host.instance).toBeUndefined();
  expect(occurrences(kernel.findAll, matcher, input)).toEqual(withTs(matcher, input));
  expect(host.instance).toBeDefined();
});

describe("the numbers of layout.ts", () => {
  test("leave room for a place, a hash and a sign in a word", () => {
    expect(2 ** layout.PLACE_BITS).toBe(layout.PIECE_BYTES);
    // Or the number of a pattern, with a flag.
    expect(layout.PLACE_BITS + (32 - layout.HASH_SHIFT)).toBe(30);
    expect(layout.PATTERN_FLAG).toBe(2 ** 30);
    expect(layout.PATTERN_CAPACITY).toBeLessThanOrEqual(2 ** (32 - layout.HASH_SHIFT));
  });

  test("make bits, elements and slots of a hash", () => {
    expect(layout.BIT_SHIFT + 5).toBe(layout.ELEMENT_SHIFT);
    expect(8 * layout.BITS_BYTES).toBe(2 ** (32 - layout.BIT_SHIFT));
    expect(layout.HASH_SLOTS).toBe(2 ** (32 - layout.HASH_SHIFT - layout.SLOT_SHIFT));
    expect(layout.LOOKAHEAD_BYTES).toBe(layout.WINDOW_BYTES - 1);
    expect(layout.WINDOW_BYTES).toBe(4 + 2);
  });

  test("leave room for what vectors read and write", () => {
    const lastVector = 16 * Math.floor((layout.PIECE_BYTES + layout.LOOKAHEAD_BYTES - 1) / 16);
    expect(layout.INPUT_BYTES).toBe(layout.PIECE_BYTES + layout.LOOKAHEAD_BYTES + 32);
    expect(layout.INPUT_BYTES).toBeGreaterThanOrEqual(lastVector + 16);
    expect(layout.CODED_BYTES).toBeGreaterThanOrEqual(lastVector + 16);
    expect(layout.MASKS_BYTES).toBeGreaterThanOrEqual((lastVector + 16) / 8);
    expect(layout.FOUND_BYTES).toBe(layout.PIECE_BYTES * 2 * 4);
  });

  test("leave room for what places are compared with, in two bytes where it has two", () => {
    expect(layout.HEADS_BYTES).toBe(2 * (layout.HASH_SLOTS + 256));
    expect(layout.MARKS_BYTES).toBe(4 * layout.ENTRY_CAPACITY);
    for (const bytes of [layout.KEYS_BYTES, layout.NEXTS_BYTES])
      expect(bytes).toBe(2 * layout.ENTRY_CAPACITY);
    expect(layout.OFFSETS_BYTES).toBe(2 * (layout.PATTERN_CAPACITY + 1));
    expect(layout.SKIPS_BYTES).toBe(2 * layout.PATTERN_CAPACITY);
    expect(layout.SHARED_BYTES).toBe(layout.PATTERN_CAPACITY + 1);
    expect(Math.max(layout.ENTRY_CAPACITY, layout.PATTERN_CAPACITY, layout.PATTERNS_BYTES)).toBeLessThan(
      65_536,
    );
  });

  test("begin where an element may", () => {
    for (const [start] of REGIONS) expect(start % 16).toBe(0);
  });

  test("give all white space the same code", () => {
    const { codes } = matcherOf(signalCatalogue());
    for (const byte of [0x09, 0x0a, 0x0d, 0x20, 0xa0, 0xc2])
      expect(codes[byte]! >>> 24).toBe(layout.LEAST_CODE);
    expect(Math.min(...codes.map((code) => code >>> 24))).toBe(layout.LEAST_CODE);
  });
});

describe.each(HOSTS)("comparing %s", (_, name) => {
  const host = createHost(name);
  const catalogue = matcherOf(signalCatalogue());
  const few = matcherOf(
    dictionaryOf("error", "would you like", "I don't know", "I don't kno!", "human agent"),
  );

  /** How many places of an input the host is to look at. */
  function wordCount(matcher: SignalMatcher, input: Uint8Array, compares: number): number {
    const { bytes, exports } = instanceOf(host, matcher);
    bytes.set(input, layout.INPUT_AT);
    return exports.findStarts(input.length, input.length, 0, compares);
  }

  test("leaves the host hardly a place at which nothing is", () => {
    const message =
      '{"role": "user", "content": "Would you create a role without a function, or transfer it?"}, ';
    const input = utf8(`${message.repeat(20)}{"role": "tool", "tool_call_id": "7"}`);
    expect(wordCount(catalogue, input, 0)).toBeGreaterThan(60);
    expect(wordCount(catalogue, input, 1)).toBe(withTs(catalogue, input).length);
  });

  test.each([
    ["Would\u00a0you like", 1],
    ["Would you \u00a0like", 1],
    ["Would you  like", 1],
    ["Would you \n like", 1],
    ["Would you lik", 1], // the end, behind which it may go on
    ["I don\u2019t know", 1],
    ["I don\u2019t grow", 1],
    ["HUMAN\tAGENTS", 1], // whether a word ends there the host sees
    ["Would you l\u0131ke", 1],
    ["Would your like", 0],
    ["Would you\nl ike", 0],
    ["Would you lend", 0],
    ["I don't\tgrow", 0],
    ["I don't kno?", 0],
    ["human age nt", 0],
  ])("of %j keeps %d places", (text, count) => {
    expect(wordCount(few, utf8(text), 0)).toBe(1);
    expect(wordCount(few, utf8(text), 1)).toBe(count);
  });

  test("names the pattern if one alone agrees, and none may besides", () => {
    const nested = matcherOf(dictionaryOf("error", "to be sure", "to be sure of", "to beg"));
    const flagOf = (text: string): boolean => {
      expect(wordCount(nested, utf8(text), 1)).toBe(1);
      return instanceOf(host, nested).words[layout.FOUND_AT / 4]! >= layout.PATTERN_FLAG;
    };
    for (const text of ["To be sure!", "to be surely", "TO BEG."]) expect(flagOf(text), text).toBe(true);
    for (const text of ["to be sure of it", "to be sure\u00a0", "to be  sure!", "to be sure"]) {
      expect(flagOf(text), text).toBe(false);
    }
  });

  test.each([
    ["patterns", layout.PATTERN_CAPACITY, (i: number) => `${i.toString(36)}pattern`],
    ["bytes of patterns", layout.PATTERNS_BYTES / 40, (i: number) => `${i}`.padEnd(41, "-+*")],
    ["entries", layout.ENTRY_CAPACITY / 8, (i: number) => `${i.toString(36)}0-pattern`],
  ] as const)("is left out of too many %s, with the same result", (_, count, phraseOf) => {
    const matcherOfFirst = (count: number): SignalMatcher =>
      matcherOf(dictionaryOf("error", ...Array.from({ length: count }, (_, i) => phraseOf(1000 + i))));
    const half = matcherOfFirst(count / 2);
    const many = matcherOfFirst(count + 1);
    expect(instanceOf(host, half).compares).toBe(true);
    expect(instanceOf(host, many).compares).toBe(false);
    const input = utf8(`A text. ${phraseOf(1000)} and ${phraseOf(1001).toUpperCase()}, ${phraseOf(999)}`);
    expect(withTs(many, input).length).toBe(2);
    for (const matcher of [half, many, half]) {
      expect(inPieces(host, matcher, input, layout.PIECE_BYTES)).toEqual(withTs(matcher, input));
    }
  });
});

test("a dictionary may have no signals at all", () => {
  const empty: Dictionary = dictionaryOf("text", "anything");
  for (const [, name] of HOSTS) {
    expect(inPieces(createHost(name), matcherOf(empty), utf8("anything"), layout.PIECE_BYTES)).toEqual([]);
  }
});
