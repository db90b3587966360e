import { assertSame, noise, utf8, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FrameFields,
  type FrameTags,
  isContainerError,
  readFrame,
  readFrameHeader,
  visitEntries,
  writeFrame,
  writeFrameHeader,
} from "../../src/index.ts";
import { changed, outcome } from "../support.ts";
import { anyTags, bytesOf, inOrder, tagsLength } from "./tags.ts";

const reply = {
  version: 2,
  coder: "tokens",
  checkBits: 16,
  dictionary: "built-in",
  metadata: "signals",
  contentLength: 800,
} as const;

/** A frame whose section of tags has those bytes, and where in it they begin. */
function frameOf(section: Uint8Array): { frame: Uint8Array; start: number } {
  const front = Uint8Array.of(0xb1, 0x21, 0x82, 0x19, 0x14, 1, 0);
  const length =
    section.length < 128 ? [section.length] : [(section.length & 127) | 128, section.length >> 7];
  const frame = Uint8Array.of(...front, ...length, ...section);
  return { frame, start: frame.length - section.length };
}

/** Whether the tags are in order; then they are written again as they were, and else at fault where they are. */
function judge(section: Uint8Array): "accepted" | "rejected" {
  const { frame, start } = frameOf(section);
  try {
    const read = readFrame(frame);
    assertSame(writeFrame(read), frame);
    assertSame([read.payloadOffset, tagsLength(read.tags)], [frame.length, section.length]);
    return "accepted";
  } catch (error) {
    if (!isContainerError(error)) throw error;
    const inside = error.code === "corrupt" && error.offset >= start && error.offset <= frame.length;
    if (!inside) throw new Error(`${error.code} at ${error.offset} of tags from ${start} on`);
    return "rejected";
  }
}

describe("tags, write and read", () => {
  test("come back as they were, at the bytes that they need, in one order, from every reader", () => {
    const entries = [{ position: 7, kind: 0, value: 4099 }];
    fc.assert(
      fc.property(anyTags, fc.constantFrom("tokens", "model", "bytes"), (tags, coder) => {
        const fields: FrameFields = { ...reply, coder, entries, tags };
        const header = writeFrameHeader(fields);
        const length = tagsLength(tags);
        // Magic, shape, length in two bytes, extended byte, dictionary; the entry; count, type, length, tags.
        expect(header.length).toBe(6 + 3 + 2 + bytesOf(length) + length);
        const read = readFrame(header);
        expect(read.tags).toEqual(tags);
        expect(Object.keys(read.tags)).toEqual(inOrder(Object.keys(tags)));
        expect(read.sections).toEqual([]);
        expect(readFrameHeader(header).tags).toEqual(tags);
        expect(visitEntries(header, () => {}).tags).toEqual(tags);
      }),
      { numRuns: 300 },
    );
  });

  test("give the same bytes in whatever order they were given", () => {
    fc.assert(
      fc.property(anyTags, (tags) => {
        const reversed = Object.fromEntries(Object.entries(tags).reverse());
        assertSame(writeFrameHeader({ ...reply, tags: reversed }), writeFrameHeader({ ...reply, tags }));
      }),
    );
  });

  test("are the object's own enumerable ones with a text for a name, each fetched once", () => {
    let fetched = 0;
    const tags = Object.create({ inherited: true }, { hidden: { value: true, enumerable: false } });
    Object.defineProperty(tags, "turn", { get: () => ++fetched, enumerable: true });
    tags[Symbol("user")] = true;
    const header = writeFrameHeader({ ...reply, tags });
    expect([readFrameHeader(header).tags, fetched]).toEqual([{ turn: 1 }, 1]);
  });

  test("none are none, whoever says so, and read as one frozen object", () => {
    const plain = writeFrameHeader(reply);
    assertSame(writeFrameHeader({ ...reply, tags: {} }), plain);
    assertSame(writeFrameHeader({ ...reply, tags: Object.create(null) }), plain);
    const { tags } = readFrameHeader(plain);
    const one = readFrameHeader(writeFrameHeader({ ...reply, version: 1 }));
    expect([Object.keys(tags), Object.isFrozen(tags), one.tags === tags]).toEqual([[], true, true]);
  });

  test("that were read have no names but their own", () => {
    const header = writeFrameHeader({ ...reply, tags: { constructor: "tool" } });
    const { tags } = readFrameHeader(header);
    expect([tags["constructor"], tags["toString"], Object.getPrototypeOf(tags)]).toEqual([
      "tool",
      undefined,
      null,
    ]);
  });

  test("copy the bytes that they are given, and give plain views of those that were read", () => {
    const raw = utf8("raw");
    const buffer = Buffer.from(writeFrameHeader({ ...reply, tags: { raw: Buffer.from(raw), text: "é" } }));
    const { tags } = readFrame(buffer);
    expect([tags["raw"], (tags["raw"] as Uint8Array).constructor]).toEqual([raw, Uint8Array]);
    buffer.fill(0x73);
    expect(tags).toEqual({ raw: utf8("sss"), text: "é" });
  });

  test("stand in front of the sections that a writer passes", () => {
    const sections = [{ type: 1, bytes: utf8("a") }];
    const header = writeFrameHeader({ ...reply, tags: { role: "tool" }, sections });
    expect(readFrameHeader(header)).toMatchObject({ tags: { role: "tool" }, sections });
  });
});

describe("tags, what they cost", () => {
  const overhead = (fields: FrameFields, tags: FrameTags): number =>
    writeFrameHeader({ ...fields, tags }).length - writeFrameHeader(fields).length;

  test("two bytes for a role, on top of what having any takes", () => {
    const role = { role: "assistant" };
    const lengths = [1, 31, 32, 224, 225, 4095].map((contentLength) =>
      overhead({ ...reply, contentLength }, role),
    );
    expect(lengths).toEqual([6, 6, 7, 7, 5, 5].map((having) => having + 2));
    expect(overhead({ ...reply, dictionary: null }, role)).toBe(3 + 2);
    expect(overhead({ ...reply, dictionary: "a1b2c3d4e5f60718" }, role)).toBe(3 + 2);
    expect(overhead({ ...reply, sections: [{ type: 1, bytes: utf8("a") }] }, role)).toBe(2 + 2);
    const bare = { version: 2, coder: "stored", checkBits: 0, contentLength: 200 } as const;
    expect(overhead(bare, role)).toBe(4 + 2);
  });

  test("of a usual message, as README.md says", () => {
    const conversation = "01234567-89ab-cdef-0123-456789abcdef";
    expect(tagsLength({ role: "assistant", conversation, turn: 12 })).toBe(2 + 17 + 2);
    expect(tagsLength({ time: Date.UTC(2025, 0, 1) })).toBe(1 + 6);
    expect(tagsLength({ "x-region": "eu-west" })).toBe(1 + 9 + 8);
  });
});

describe("tags, limits", () => {
  test("32 of them, and names of 32 characters", () => {
    const names = Array.from({ length: 32 }, (_, i) => `n${i}`.padEnd(30, "-"));
    const tags = Object.fromEntries(names.map((name) => [name, true]));
    expect(Object.keys(readFrameHeader(writeFrameHeader({ ...reply, tags })).tags)).toEqual(inOrder(names));
    expect(judge(Uint8Array.of(1, 32, ...utf8("x".repeat(32))))).toBe("accepted");
    expect(judge(Uint8Array.of(1, 33, ...utf8("x".repeat(33))))).toBe("rejected");
  });

  test("1024 bytes in all, whatever takes them", () => {
    for (const [fitting, name] of [
      ["é".repeat(510), "model"],
      ["x".repeat(1013), "a234567"],
      [new Uint8Array(1021), "role"],
      [noise(1014), "a23456"],
    ] as const) {
      const tags: Record<string, string | Uint8Array> = { [name]: fitting };
      if (typeof fitting === "string" && name === "model") tags["model"] = `${fitting}x`;
      const header = writeFrameHeader({ ...reply, tags });
      expect([tagsLength(tags), readFrameHeader(header).tags]).toEqual([1024, tags]);
      expect(() => writeFrameHeader({ ...reply, tags: { ...tags, zz: true } })).toThrow(
        new RangeError("tags: expected at most 1024 bytes in the frame, got 1028"),
      );
    }
  });
});

describe("tags, hostile", () => {
  /** What a tag may consist of, and may not: heads, names and values mostly in order, in any arrangement. */
  const number = fc
    .oneof(
      fc.nat(300),
      fc.maxSafeNat().map((n) => n % 2 ** 49),
    )
    .map((value) => {
      const bytes: number[] = [];
      for (let rest = value; ; rest = Math.floor(rest / 128)) {
        if (rest < 128) return [...bytes, rest];
        bytes.push((rest % 128) | 128);
      }
    });
  const counted = (bytes: ArrayLike<number>): number[] => [bytes.length, ...Array.from(bytes)];
  const values: readonly fc.Arbitrary<readonly number[]>[] = [
    fc.constant([]),
    fc.constant([]),
    number,
    number,
    fc.double().map((value) => [...new Uint8Array(Float64Array.of(value).buffer)]),
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }).map((text) => counted(utf8(text))),
      fc.uint8Array({ maxLength: 4 }).map(counted),
      fc.constantFrom("tool", "01234567-89ab-cdef-0123-456789abcdef").map((text) => counted(utf8(text))),
    ),
    fc.uint8Array({ maxLength: 6 }).map(counted),
    fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => [...bytes]),
    fc.nat(17).map((index) => [index]),
    fc.constant([0]),
  ];
  const spelled = fc.oneof(
    fc.constantFrom("a", "b", "c1", "role", "z_-.").map(utf8),
    fc.uint8Array({ maxLength: 3 }),
  );
  const part = fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.nat(values.length - 1), spelled)
    .chain(([name, kind, text]) =>
      values[kind]!.map((value) => [name * 16 + kind, ...(name === 0 ? counted(text) : []), ...value]),
    );
  /** Mostly in the order of their heads, as otherwise few are. */
  const parts = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 9 }))
    .map(([some, chance]) => {
      const rank = ([head]: readonly number[]): number => (head! < 16 ? 256 : head!);
      return (chance === 0 ? some : some.sort((a, b) => rank(a) - rank(b))).flat();
    });

  test("sections of parts that are mostly in order are read as they are written, or at fault inside", () => {
    const seen = { accepted: 0, rejected: 0 };
    fc.assert(
      fc.property(parts, (bytes) => void seen[judge(Uint8Array.from(bytes))]++),
      { numRuns: 4000 },
    );
    // The generator must reach both sides, or this shows nothing.
    expect(Math.min(seen.accepted, seen.rejected)).toBeGreaterThan(400);
  });

  test("sections of noise are rejected or read as they are written, the longest too", () => {
    const bytes = noise(1 << 16, 5);
    withoutStacks(() => {
      for (let i = 0; i < 20_000; i++) {
        const start = Math.imul(i, 40503) & 0x7fff;
        judge(bytes.slice(start, start + 1 + (i % 100 === 0 ? 1023 : i % 29)));
      }
    });
  });

  test("a changed byte is at fault in the section, or makes other tags, which are written so", () => {
    const tags: FrameTags = {
      role: "assistant",
      model: "né 語 😀",
      tenant: new Uint8Array([1, 2]),
      turn: 300,
      session: "01234567-89ab-cdef-0123-456789abcdef",
      bias: -0.5,
      ok: true,
      score: -70,
    };
    const header = writeFrameHeader({ ...reply, checkBits: 0, dictionary: null, tags });
    const section = header.subarray(header.length - tagsLength(tags));
    const seen = { accepted: 0, rejected: 0 };
    withoutStacks(() => {
      for (let at = 0; at < section.length; at++) {
        for (let value = 0; value < 256; value++) {
          if (value !== section[at]) seen[judge(changed(section, at, value))]++;
        }
      }
    });
    // The sixteen bytes of the UUID and most of a float's are any.
    expect(seen.accepted).toBeGreaterThan(16 * 255);
    expect(seen.rejected).toBeGreaterThan(16 * 255);
  });

  test("a changed byte of a stored frame with a check of 32 bits never passes as other tags", () => {
    const payload = utf8("Hi");
    const tags = { role: "user", session: "01234567-89ab-cdef-0123-456789abcdef", turn: 7 };
    const fields = { version: 2, coder: "stored", checkBits: 32, contentLength: 2, tags } as const;
    const frame = writeFrame({ ...fields, payload });
    const codes = new Set<string>();
    withoutStacks(() => {
      for (let at = 2; at < frame.length; at++) {
        for (let change = 1; change < 256; change++) {
          const damaged = changed(frame, at, frame[at]! ^ change);
          codes.add(outcome(() => readFrame(damaged))?.code ?? "accepted");
        }
      }
    });
    expect([...codes].sort()).toEqual(["checksum-mismatch", "corrupt", "truncated", "unsupported-section"]);
  });
});
