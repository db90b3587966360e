import { writeFrameHeader } from "brio-container";
import { readDictionary } from "brio-dictionary";
import { concat, fromHex, noise, pseudoRandom, utf8, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compress, type DecompressOptions, decompress, inspect, verify } from "../src/index.ts";
import { CODERS, codecWith, KERNELS, outcome, readText, rejection, VERSIONS } from "./support.ts";
import { exampleDictionary } from "./v1/spec-example.ts";
import * as cases1 from "./vectors/cases-1.ts";
import * as cases2 from "./vectors/cases-2.ts";

const BAD_FRAMES = { 1: cases1.badFrames(), 2: cases2.badFrames() } as const;

const small = JSON.parse(readText("./vectors/v2/dictionaries/small.json")) as { readonly hex: string };
const DICTIONARIES = { example: exampleDictionary(), small: readDictionary(fromHex(small.hex)) };

function optionsFor(dictionary: string | null | undefined): DecompressOptions {
  return dictionary == null ? {} : { dictionary: DICTIONARIES[dictionary as keyof typeof DICTIONARIES] };
}

/** One after the other, because which kernel a copy takes stands in the environment. */
const codecs: (Awaited<ReturnType<typeof codecWith>> & { readonly name: string })[] = [];
for (const name of KERNELS) codecs.push({ name, ...(await codecWith(name)) });

describe.each(VERSIONS)("version %i: a frame that breaks one rule", (version) => {
  test.each(Object.entries(BAD_FRAMES[version]))("%s", (fault, { code, frame, dictionary, offset }) => {
    const options = optionsFor(dictionary);
    for (const { name, decompress, decompressText, verify } of codecs) {
      const error = rejection(() => decompress(frame, options));
      expect([name, error.code]).toEqual([name, code]);
      if (offset !== undefined) expect([name, error.offset]).toEqual([name, offset]);
      expect(error.offset).toBeLessThanOrEqual(frame.length);
      expect(rejection(() => decompressText(frame, options)).code).toBe(code);
      // One frame is what `verify` takes.
      if (fault !== "second-frame-cut") expect(rejection(() => verify(frame, options)).code).toBe(code);
    }
  });
});

/** What the codecs of all kernels, which must agree, make of a frame. */
function agreed(frame: Uint8Array, options: DecompressOptions = {}): string {
  const [expected, ...others] = codecs.map(({ decompress }) => {
    let content: Uint8Array | undefined;
    const error = outcome(() => (content = decompress(frame, options)));
    return error === undefined ? `content ${Buffer.from(content!).toString("latin1")}` : error.message;
  });
  for (const other of others) if (other !== expected) throw new Error(`${other}, not ${expected}`);
  return expected!;
}

test("every kernel says the same of damaged frames, code, offset and all", () => {
  const texts = ["I'm sorry, I can't help with that. ".repeat(3), "Größe: 你好\n".repeat(100)];
  const frames = texts.flatMap((text) => [
    compress(text),
    compress(text, { level: 1, checksum: false }),
    compress(text, { dictionary: null }),
  ]);
  const outcomes = new Set<string>();
  const next = pseudoRandom(99);
  withoutStacks(() => {
    for (const frame of frames) {
      for (let length = 0; length < frame.length; length++) agreed(frame.subarray(0, length));
      for (let bit = 0; bit < 8 * frame.length; bit++) {
        const damaged = frame.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        const said = agreed(damaged, { maxOutputLength: 100_000 });
        outcomes.add(said.match(/\(([a-z-]+) at /)?.[1] ?? "content");
      }
      for (let i = 0; i < 200; i++) {
        const damaged = frame.slice();
        for (let j = 0; j < 3; j++) damaged[next(damaged.length)] = next(256);
        agreed(damaged, { maxOutputLength: 100_000 });
      }
    }
  });
  for (const code of ["not-brio", "unsupported-version", "truncated", "corrupt", "checksum-mismatch"]) {
    expect([...outcomes]).toContain(code);
  }
});

describe("a hundred thousand random byte strings", () => {
  const next = pseudoRandom(7);
  const random = (maxLength: number): Uint8Array => noise(next(maxLength), next(2 ** 31));

  test("as they are", () => {
    withoutStacks(() => {
      for (let i = 0; i < 40_000; i++) {
        if (!outcome(() => decompress(random(60)))) throw new Error("accepted");
      }
    });
  });

  test.each([
    [1, [0x10, 0x11], [1]],
    [2, [0x20, 0x21, 0x23, 0x24, 0x25, 0x28, 0x29], []],
  ])("behind the beginning of version %i", (_, seconds, thirds) => {
    let accepted = 0;
    withoutStacks(() => {
      for (let i = 0; i < 15_000; i++) {
        const bytes = concat([Uint8Array.of(0xb1, seconds[i % seconds.length]!, ...thirds), random(60)]);
        if (!outcome(() => decompress(bytes, { maxOutputLength: 100_000 }))) accepted++;
        outcome(() => inspect(bytes));
        outcome(() => verify(bytes, { maxOutputLength: 100_000 }));
      }
    });
    // Stored frames without a check are whatever follows.
    if (thirds.length > 0) expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(1500);
  });

  test.each(VERSIONS)("behind the header of coded content of version %i", (version) => {
    const codes = new Set<string>();
    withoutStacks(() => {
      for (let i = 0; i < 15_000; i++) {
        const header = writeFrameHeader({
          version,
          coder: "tokens",
          contentLength: 1 + next(3000),
          checkBits: 16,
          dictionary: "built-in",
          metadata: "signals",
        });
        const error = outcome(() => decompress(concat([header, random(400)])));
        codes.add(error?.code ?? "accepted");
      }
    });
    expect([...codes]).toEqual(expect.arrayContaining(["corrupt", "truncated"]));
    expect([...codes]).not.toContain("accepted");
  });
});

test("any change of any frame ends in content or in a BrioError", () => {
  const texts = ["", "a", "hello hello hello", "I'm sorry, I can't help with that."];
  const frames = CODERS.flatMap(({ version, level }) =>
    texts.map((text) => compress(text, { version, level, metadata: "all" })),
  );
  const edit = fc.record({ at: fc.nat(80), drop: fc.nat(4), insert: fc.uint8Array({ maxLength: 4 }) });
  fc.assert(
    fc.property(
      fc.constantFrom(...frames),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      (frame, edits) => {
        let bytes = frame;
        for (const { at, drop, insert } of edits)
          bytes = concat([bytes.subarray(0, at), insert, bytes.subarray(at + drop)]);
        withoutStacks(() => {
          outcome(() => decompress(bytes, { maxOutputLength: 1_000_000 }));
          outcome(() => inspect(bytes));
          outcome(() => verify(bytes, { maxOutputLength: 1_000_000 }));
        });
      },
    ),
    { numRuns: 3000 },
  );
});

describe.each(VERSIONS)("version %i: claimed lengths", (version) => {
  /** Bytes that `run` allocates outside of the heap at most: buffers are freed late, so nothing is missed. */
  function allocatedBy(run: () => void): number {
    const before = process.memoryUsage().arrayBuffers;
    run();
    return process.memoryUsage().arrayBuffers - before;
  }

  function claiming(contentLength: number): Uint8Array {
    const header = { version, coder: "tokens", checkBits: 0, contentLength } as const;
    return concat([writeFrameHeader(header), noise(1000)]);
  }

  const longest = version === 1 ? 2 ** 49 - 1 : 2 ** 47 - 1;

  test.each([2 ** 32, 2 ** 40, longest])(
    "%d bytes are beyond the limit before anything is allocated",
    (contentLength) => {
      const frame = claiming(contentLength);
      const allocated = allocatedBy(() => {
        expect(rejection(() => decompress(frame)).code).toBe("limit-exceeded");
      });
      expect(allocated).toBeLessThan(1_000_000);
    },
  );

  test("without a limit the length of the payload is one", () => {
    for (const contentLength of [2 ** 32, longest]) {
      const frame = claiming(contentLength);
      const allocated = allocatedBy(() => {
        const error = rejection(() => decompress(frame, { maxOutputLength: Number.POSITIVE_INFINITY }));
        expect([error.code, error.offset]).toEqual(["truncated", frame.length]);
      });
      expect(allocated).toBeLessThan(1_000_000);
    }
  });

  test("the limit is inclusive, and says where the length stands", () => {
    const content = utf8("hello ".repeat(30));
    const custom = version === 1 ? DICTIONARIES.example : DICTIONARIES.small;
    for (const [dictionary, offset] of version === 1
      ? [[null, 4] as const, [custom, 12] as const]
      : [[custom, 2] as const]) {
      const frame = compress(content, { version, dictionary, metadata: "none" });
      expect(inspect(frame).coder).toBe("tokens");
      const limit = { dictionary: custom, maxOutputLength: content.length };
      expect(decompress(frame, limit)).toEqual(content);
      const error = rejection(() => decompress(frame, { ...limit, maxOutputLength: content.length - 1 }));
      expect([error.code, error.offset]).toEqual(["limit-exceeded", offset]);
    }
    const stored = compress("abc", { version });
    expect(rejection(() => decompress(stored, { maxOutputLength: 2 })).code).toBe("limit-exceeded");
    expect(decompress(compress("", { version }), { maxOutputLength: 0 })).toEqual(new Uint8Array(0));
  });
});
