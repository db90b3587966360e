import { type FrameFields, readFrame, writeFrameHeader } from "brio-container";
import { buildDictionary, chatDictionary, type Dictionary } from "brio-dictionary";
import { concat, noise, pseudoRandom, utf8, withoutStacks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { compress, type DecompressOptions, decompress, verify } from "../../src/index.ts";
import { modelCoder } from "../../src/model/coder.ts";
import { MAX_CONTENT_LENGTH } from "../../src/model/format.ts";
import { compressSettings } from "../../src/options.ts";
import { codecWith, KERNELS, outcome, rejection } from "../support.ts";
import { smallDictionary } from "../v2/dictionaries.ts";
import { frameByHand } from "./frames.ts";

const text = "I'm sorry, I can't help with that. ";
const small = smallDictionary();

/** A frame of levels 7 to 9 with that payload: of bytes unless it names a dictionary. */
function frameWith(payload: Uint8Array, fields: Partial<FrameFields>): Uint8Array {
  const coder = (fields.dictionary ?? null) === null ? "bytes" : "model";
  const header = { version: 2, coder, checkBits: 0, contentLength: 100 } as const;
  return concat([writeFrameHeader({ ...header, ...fields }), payload]);
}

describe("faults", () => {
  const content = utf8(text);

  test("a state below 2^16, in either lane", () => {
    const one = rejection(() => decompress(frameWith(new Uint8Array(20), {})));
    expect([one.code, one.offset]).toEqual([
      "corrupt",
      readFrame(frameWith(new Uint8Array(20), {})).payloadOffset,
    ]);
    const states = Uint8Array.of(0, 0, 1, 0xff, 0xff, 0, ...noise(20));
    const frame = frameWith(states, { checkBits: 32 });
    const two = rejection(() => decompress(frame));
    expect([two.code, two.offset]).toEqual(["corrupt", readFrame(frame).payloadOffset + 3]);
  });

  test.each([
    ["one lane", compress(text, { level: 9 })],
    ["two lanes", compress(text.repeat(40), { level: 7 })],
    ["a dictionary of one's own", compress(text.repeat(3), { level: 9, dictionary: small })],
  ])("a payload cut anywhere, %s", (_, frame) => {
    const { payloadOffset, checkBits } = readFrame(frame);
    const stateBytes = checkBits === 32 ? 6 : 3;
    withoutStacks(() => {
      for (let length = payloadOffset; length < frame.length; length++) {
        const error = rejection(() => decompress(frame.subarray(0, length), { dictionary: small }));
        expect([error.code, error.offset]).toEqual(["truncated", length]);
        if (length < payloadOffset + stateBytes) continue;
        expect(error.cause).toMatchObject({
          name: "ModelError",
          code: "truncated",
          offset: length - payloadOffset,
        });
      }
    });
  });

  test("a phrase that goes beyond the content", () => {
    // The header says a byte less than the symbols have.
    const fields = { contentLength: content.length - 1 };
    const symbols = Uint16Array.of(256 + 1, ...content.subarray(9));
    const whole = frameByHand({ content, symbols, dictionary: small });
    expect(decompress(whole, { dictionary: small })).toEqual(content);
    const ending = Uint16Array.of(...content.subarray(9), 256 + 1);
    const error = rejection(() =>
      decompress(frameByHand({ content, symbols: ending, dictionary: small, fields }), { dictionary: small }),
    );
    expect(error.code).toBe("corrupt");
    expect(error.cause).toMatchObject({ name: "ModelError", code: "corrupt" });
  });

  test("no content", () => {
    const frame = frameWith(noise(20), { contentLength: 0 });
    const error = rejection(() => decompress(frame));
    expect([error.code, error.offset]).toEqual(["corrupt", readFrame(frame).payloadOffset]);
  });

  test("phrases without a dictionary", () => {
    const frame = frameWith(noise(20), { coder: "model" });
    const error = rejection(() => decompress(frame));
    expect([error.code, error.offset]).toEqual(["corrupt", readFrame(frame).payloadOffset]);
    expect(error.message).toContain("names no dictionary");
  });

  test("a dictionary without a model", () => {
    const bare = buildDictionary([{ phrase: "the turbine hall", category: "text" }]);
    const frame = frameWith(noise(20), { dictionary: bare.id });
    const error = rejection(() => decompress(frame, { dictionary: bare }));
    expect([error.code, error.offset]).toEqual(["corrupt", readFrame(frame).payloadOffset]);
    expect(error.message).toContain(bare.id);
  });
});

/** One after the other, because which kernel a copy takes stands in the environment. */
const codecs: (Awaited<ReturnType<typeof codecWith>> & { readonly name: string })[] = [];
for (const name of KERNELS) codecs.push({ name, ...(await codecWith(name)) });

/** What the codecs of all kernels, which must agree, make of a frame. */
function agreed(frame: Uint8Array, options: DecompressOptions): string {
  const [expected, ...others] = codecs.map(({ decompress }) => {
    let content: Uint8Array | undefined;
    const error = outcome(() => (content = decompress(frame, options)));
    return error === undefined ? `content ${Buffer.from(content!).toString("latin1")}` : error.message;
  });
  for (const other of others) if (other !== expected) throw new Error(`${other}, not ${expected}`);
  return expected!;
}

describe("every kernel", () => {
  test("makes the same frames", () => {
    for (const input of [text, text.repeat(40), "Größe: 你好\n".repeat(20)]) {
      for (const level of [7, 9] as const) {
        for (const dictionary of [chatDictionary(), small, null]) {
          const [first, ...others] = codecs.map(({ compress }) => compress(input, { level, dictionary }));
          for (const other of others) expect(other).toEqual(first);
        }
      }
    }
  });

  test("says the same of damaged frames, code, offset and all", () => {
    const frames = [
      compress(text.repeat(2), { level: 9 }),
      compress("Größe: 你好\n".repeat(4), { level: 7, checksum: true }),
      compress(text.repeat(2), { level: 7, dictionary: null, checksum: false }),
    ];
    const options = { maxOutputLength: 300 };
    const codes = new Set<string>();
    const next = pseudoRandom(99);
    withoutStacks(() => {
      for (const frame of frames) {
        for (let length = 0; length < frame.length; length++) agreed(frame.subarray(0, length), options);
        for (let i = 0; i < 100; i++) {
          const damaged = frame.slice();
          damaged[next(damaged.length)]! ^= 1 << next(8);
          codes.add(agreed(damaged, options).match(/\(([a-z-]+) at /)?.[1] ?? "content");
        }
      }
    });
    for (const code of ["truncated", "corrupt", "checksum-mismatch"]) expect([...codes]).toContain(code);
  });
});

describe("payloads that nobody encoded", () => {
  const next = pseudoRandom(7);

  test.each<[string, Dictionary | null]>([
    ["the built-in dictionary", chatDictionary()],
    ["no dictionary", null],
  ])("end in an error, with %s", (_, dictionary) => {
    const codes = new Map<string, number>();
    withoutStacks(() => {
      for (let i = 0; i < 1500; i++) {
        const checkBits = i % 3 === 0 ? 32 : 16;
        const reference = dictionary === null ? null : "built-in";
        const fields = { contentLength: 1 + next(2000), checkBits, dictionary: reference } as const;
        const frame = frameWith(noise(next(300), next(2 ** 31)), fields);
        const code = outcome(() => decompress(frame))?.code ?? "accepted";
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    });
    expect([...codes.keys()].sort()).toEqual(["checksum-mismatch", "corrupt", "truncated"]);
  });

  test("end where the content does, however little they say", () => {
    // States that always take the likelier half, and a payload of zeros or ones: few of its bytes go into a decision.
    for (const byte of [0, 0xff]) {
      const payload = new Uint8Array(4000).fill(byte);
      payload.set([0xff, 0x7f, 0x01]);
      for (const reference of ["built-in", null] as const) {
        const frame = frameWith(payload, { contentLength: 60_000, dictionary: reference });
        expect(rejection(() => decompress(frame)).code).toMatch(/^(truncated|corrupt)$/);
      }
    }
  });
});

describe("claimed lengths", () => {
  /** Bytes that `run` allocates outside of the heap at most: buffers are freed late, so nothing is missed. */
  function allocatedBy(run: () => void): number {
    const before = process.memoryUsage().arrayBuffers;
    run();
    return process.memoryUsage().arrayBuffers - before;
  }

  const references = ["built-in", null] as const;

  test("beyond the limit are rejected before anything is allocated", () => {
    for (const dictionary of references) {
      for (const contentLength of [2 ** 28, 2 ** 40, 2 ** 47 - 1]) {
        const frame = frameWith(noise(1000), { contentLength, dictionary });
        const allocated = allocatedBy(() => {
          for (const read of [decompress, verify]) {
            const error = rejection(() => read(frame));
            expect([error.code, error.offset]).toEqual(["limit-exceeded", 2]);
          }
        });
        expect(allocated).toBeLessThan(1_000_000);
      }
    }
  });

  test("without a limit are held against the length of the payload", () => {
    const options = { maxOutputLength: Number.POSITIVE_INFINITY };
    for (const dictionary of references) {
      const frame = frameWith(noise(1000), { contentLength: MAX_CONTENT_LENGTH, dictionary });
      const allocated = allocatedBy(() => {
        const error = rejection(() => decompress(frame, options));
        expect([error.code, error.offset]).toEqual(["truncated", frame.length]);
      });
      expect(allocated).toBeLessThan(1_000_000);
    }
    // The shortest payload of two streams: one byte of content more than one stream can have.
    const two = frameWith(noise(5), { contentLength: 65_537 });
    expect(rejection(() => decompress(two)).message).toContain("too short for content of 65537 bytes");
    const one = frameWith(noise(5), { contentLength: 65_536 });
    expect(rejection(() => decompress(one)).message).toContain("payload cannot be decoded");
  });

  test("of 2^31 bytes and more are beyond the coder, to read and to write", () => {
    const options = { maxOutputLength: Number.POSITIVE_INFINITY };
    const frame = frameWith(noise(1000), { contentLength: MAX_CONTENT_LENGTH + 1 });
    const error = rejection(() => decompress(frame, options));
    expect([error.code, error.offset]).toEqual(["limit-exceeded", 2]);
    // Not one that large: it is refused for its length.
    const content = { length: MAX_CONTENT_LENGTH + 1 } as Uint8Array;
    expect(() => modelCoder.encode(content, compressSettings({ level: 9 }), 32)).toThrow(
      new RangeError("input must have at most 2147483647 bytes at levels 7 to 9, got 2147483648"),
    );
  });

  test("may be as long as the limit", () => {
    const content = utf8(text.repeat(4));
    for (const level of [7, 9] as const) {
      const frame = compress(content, { level });
      expect(decompress(frame, { maxOutputLength: content.length })).toEqual(content);
      const error = rejection(() => decompress(frame, { maxOutputLength: content.length - 1 }));
      expect([error.code, error.offset]).toEqual(["limit-exceeded", 1]);
    }
  });
});
