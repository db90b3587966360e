import { assertSame, noise, utf8, withoutStacks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { MAGIC } from "../../src/frame.ts";
import {
  type FrameFields,
  frameCheck,
  readFrame,
  readFrameHeader,
  writeFrame,
  writeFrameHeader,
} from "../../src/index.ts";
import * as layout from "../../src/v2/layout.ts";
import { changed, outcome } from "../support.ts";

/** What a brief header stands for. */
const fields = { version: 2, checkBits: 16, dictionary: "built-in", metadata: "signals" } as const;

const KINDS = [
  { first: 0x91, coder: "stored", hasEntries: false },
  { first: 0xa1, coder: "tokens", hasEntries: false },
  { first: 0x81, coder: "tokens", hasEntries: true },
  { first: 0xc1, coder: "model", hasEntries: false },
  { first: 0xf1, coder: "model", hasEntries: true },
] as const;
type Kind = (typeof KINDS)[number];
const [STORED, TOKENS, , , MODEL_ENTRIES] = KINDS;
const lengths = Array.from({ length: 224 }, (_, i) => 1 + i);

/**
 * A frame of that length, the payload of a coder being a quarter of it, and its entry, if any, at the last byte of
 * the content.
 */
function briefFrame({ coder, hasEntries }: Kind, contentLength: number): Uint8Array {
  const payload = noise(coder === "stored" ? contentLength : contentLength >> 2, 1 + contentLength);
  const entries = hasEntries ? [{ position: contentLength - 1, kind: 0, value: 17 }] : [];
  return writeFrame({ ...fields, coder, contentLength, entries, payload });
}

/**
 * What a brief header with entries must be read as, going by the first layout: that of another dictionary, with
 * the bytes behind the length in the place of entries and payload.
 */
function entriesReading({ coder }: Kind, contentLength: number, behind: Uint8Array): string {
  const front = writeFrameHeader({ ...fields, coder, dictionary: "built-in:1", contentLength });
  front[2]! |= 1;
  return reading(Uint8Array.of(...front, ...behind), front.length - 2);
}

/** @param extra - bytes that the header is longer by than what is asked about */
function reading(bytes: Uint8Array, extra = 0): string {
  const error = outcome(() => readFrame(bytes));
  if (error !== undefined) return `${error.code} at ${error.offset - extra}`;
  const { coder, checkBits, contentLength, entries, payloadOffset } = readFrame(bytes);
  const found = entries.map(({ position, value }) => ` ${position}:${value}`).join("");
  return `${coder} ${checkBits}, ${contentLength} bytes, entries${found}, payload at ${payloadOffset - extra}`;
}

/** For loops in which an `expect` each would take most of the time. */
function assertEqualTexts(actual: readonly string[], expected: readonly string[]): void {
  for (const [i, text] of expected.entries()) {
    if (actual[i] !== text) throw new Error(`at ${i}: got ${actual[i]}, expected ${text}`);
  }
}

describe("version 2, a brief header", () => {
  test("takes two bytes, and four with one entry, up to 224 bytes of content, six from there", () => {
    const entries = [{ position: 0, kind: 0, value: 17 }];
    const lengths = [1, 31, 32, 224, 225, 4095].map(
      (contentLength) => writeFrameHeader({ ...fields, coder: "tokens", contentLength, entries }).length,
    );
    expect(lengths).toEqual([4, 4, 4, 4, 6, 6]);
  });

  test("a header is brief where it can be, and nowhere else", () => {
    const entry = { position: 0, kind: 0, value: 17 };
    const others: readonly Partial<FrameFields>[] = [
      { checkBits: 0 },
      { checkBits: 32 },
      { dictionary: null },
      { dictionary: "built-in:1" },
      { metadata: "none", entries: [] },
      { metadata: "all" },
      { sections: [{ type: 1, bytes: utf8("") }] },
      { tags: { role: "assistant" } },
      { signalSet: "a1b2c3d4e5f60718" },
      { coder: "model", prior: "0f1e2d3c4b5a6978" },
    ];
    for (const [coder, first, firstWithEntries, shape] of [
      ["stored", 0x91, undefined, 0x24],
      ["tokens", 0xa1, 0x81, 0x25],
      ["model", 0xc1, 0xf1, 0x26],
      ["bytes", undefined, undefined, 0x27],
    ] as const) {
      for (let contentLength = 0; contentLength < 600; contentLength++) {
        const short = contentLength >= 1 && contentLength <= 224;
        for (const entries of contentLength === 0 ? [[]] : [[], [entry]]) {
          const parts = { ...fields, coder, contentLength, entries };
          const header = writeFrameHeader(parts);
          const briefFirst = entries.length === 0 ? first : firstWithEntries;
          if (briefFirst !== undefined && short) {
            const behind = entries.length === 0 ? [] : [1, 17];
            expect([...header]).toEqual([briefFirst, (contentLength + 47) % 256, ...behind]);
          } else {
            expect([contentLength, ...header.subarray(0, 2)]).toEqual([contentLength, 0xb1, shape]);
          }
          if (contentLength !== 200) continue;
          for (const other of others) expect(writeFrameHeader({ ...parts, ...other })[0]).toBe(0xb1);
        }
      }
    }
  });

  test("the length bytes of brief headers are all but the second bytes of versions 1 and 2", () => {
    const seconds = Array.from({ length: 256 }, (_, second) => second);
    const others = seconds.filter((second) => !layout.isBriefLength(layout.briefLength(second)));
    expect(others).toEqual(seconds.filter((second) => second >>> 4 === 1 || second >>> 4 === 2));
    expect(256 - others.length).toBe(layout.BRIEF_MAX_LENGTH);
    expect(layout.BRIEF_LENGTH_BIAS + 1).toBe((layout.FORMAT_VERSION + 1) << layout.VERSION_SHIFT);
    expect(layout.BRIEF_HEADER_LENGTH).toBe(layout.BRIEF_LENGTH_OFFSET + 1);
  });

  test("first bytes of brief headers and the magic are all different, and one bit apart where SPEC.md says so", () => {
    const bits = (a: number, b: number): number => (a ^ b).toString(2).replaceAll("0", "").length;
    const firsts = [MAGIC, ...layout.BRIEF_KINDS.map(({ firstByte }) => firstByte)];
    expect(new Set(firsts).size).toBe(firsts.length);
    const close = firsts.map((a) => firsts.filter((b) => bits(a, b) === 1).sort((x, y) => x - y));
    expect(Object.fromEntries(firsts.map((first, i) => [first.toString(16), close[i]]))).toEqual({
      b1: [0x91, 0xa1, 0xf1],
      91: [0x81, 0xb1],
      a1: [0x81, 0xb1],
      81: [0x91, 0xa1, 0xc1],
      c1: [0x81],
      f1: [0xb1],
    });
  });
});

describe("version 2, one changed byte of a brief header", () => {
  test("in the first byte is no frame, or another coder or entries with a check of 16 bits", () => {
    const all = Array.from({ length: 256 }, (_, value) => value);
    const known = [0xb1, ...KINDS.map(({ first }) => first)];
    withoutStacks(() => {
      for (const length of lengths) {
        const second = (length + 47) % 256;
        const values = length % 56 === 0 ? all : known;
        for (const kind of KINDS) {
          const brief = briefFrame(kind, length);
          const readings = values.map((value) => reading(changed(brief, 0, value)));
          const expected = values.map((value) => {
            // Behind the magic: a later version, or none.
            if (value === 0xb1) return second >= 0x30 ? "unsupported-version at 1" : "not-a-frame at 1";
            const other = KINDS.find(({ first }) => first === value);
            if (other === undefined) return "not-a-frame at 0";
            if (other.hasEntries) return entriesReading(other, length, brief.subarray(2));
            // Entries and payload are too short for content and check.
            if (other === STORED && kind !== STORED) return `truncated at ${brief.length}`;
            return `${other.coder} 16, ${length} bytes, entries, payload at ${other === STORED ? 4 : 2}`;
          });
          assertEqualTexts(readings, expected);
        }
      }
    });
  });

  test("in the first byte gives another check to go by, whatever of it is still a header", () => {
    const content = noise(224, 9);
    const passed = { entriesOfPayload: 0, others: 0, check: 0 };
    withoutStacks(() => {
      for (const length of lengths) {
        for (const kind of KINDS) {
          const brief = briefFrame(kind, length);
          const header = brief.subarray(0, kind === STORED ? 2 : readFrameHeader(brief).payloadOffset);
          const check = frameCheck(header, content);
          for (const other of KINDS) {
            if (other === kind || other === STORED) continue;
            const damaged = changed(brief, 0, other.first);
            if (outcome(() => readFrame(damaged)) !== undefined) continue;
            passed[other.hasEntries && !kind.hasEntries ? "entriesOfPayload" : "others"]++;
            const front = damaged.subarray(0, readFrameHeader(damaged).payloadOffset);
            if (frameCheck(front, content) === check) passed.check++;
          }
        }
      }
    });
    // Kind by kind, what it can become without reading anything new as entries; then that, where it makes sense as such.
    expect(passed.others).toBe(224 * (2 + 1 + 3 + 1 + 3));
    expect(passed.entriesOfPayload).toBeGreaterThan(300);
    // A check of 16 bits lets 0.04 of so many pass, and so none in 24 of 25 such sets.
    expect(passed.check).toBe(0);
  });

  test("in the length is another one that a brief header has, which the check covers, or an error", () => {
    const content = noise(224, 9);
    let passed = 0;
    let cut = 0;
    withoutStacks(() => {
      for (const length of lengths) {
        const tokens = briefFrame(TOKENS, length);
        const stored = briefFrame(STORED, length);
        const model = briefFrame(MODEL_ENTRIES, length);
        const { payloadOffset } = readFrameHeader(model);
        const check = frameCheck(tokens.subarray(0, 2), content);
        const modelCheck = frameCheck(model.subarray(0, payloadOffset), content);
        for (let value = 0; value < 256; value++) {
          const other = (value + 256 - 47) % 256;
          if (other === length) continue;
          if (other === 0 || other > 224) {
            assertEqualTexts([reading(changed(tokens, 1, value))], ["corrupt at 1"]);
            assertEqualTexts([reading(changed(stored, 1, value))], ["corrupt at 1"]);
            assertEqualTexts([reading(changed(model, 1, value))], ["corrupt at 1"]);
            continue;
          }
          const damaged = changed(tokens, 1, value);
          assertEqualTexts([reading(damaged)], [`tokens 16, ${other} bytes, entries, payload at 2`]);
          if (frameCheck(damaged.subarray(0, 2), content) === check) passed++;
          const damagedModel = changed(model, 1, value);
          // The entry lies at the end of the content that there was.
          if (other < length) assertEqualTexts([reading(damagedModel)], ["corrupt at 2"]);
          else {
            const text = `model 16, ${other} bytes, entries ${length - 1}:17, payload at ${payloadOffset}`;
            assertEqualTexts([reading(damagedModel)], [text]);
            if (frameCheck(damagedModel.subarray(0, payloadOffset), content) === modelCheck) passed++;
          }
          const read = reading(changed(stored, 1, value));
          if (other > length) assertEqualTexts([read], [`truncated at ${stored.length}`]);
          else if (read === "checksum-mismatch at 2") cut++;
          else passed++;
        }
      }
    });
    expect(cut).toBeGreaterThan(24_000);
    // Of 99,904 that a check of 16 bits is to find, 1.5 are to be expected to pass; by chance it is eight or more
    // in one of 5,000 such sets.
    expect(passed).toBeLessThan(8);
  });

  test("never turns the check off, wherever in the frame it is", () => {
    withoutStacks(() => {
      for (const [length, kind] of [1, 32, 209].flatMap((one) => KINDS.map((kind) => [one, kind] as const))) {
        const brief = briefFrame(kind, length);
        for (let at = 0; at < brief.length; at++) {
          for (let value = 0; value < 256; value++) {
            const damaged = changed(brief, at, value);
            if (outcome(() => readFrame(damaged)) !== undefined) continue;
            assertSame([readFrame(damaged).checkBits], [16]);
          }
        }
      }
    });
  });

  test("is in none of its bytes one of the first layout, nor the other way round", () => {
    // Whatever follows: what is wrong is found in the first two bytes.
    for (let second = 0; second < 256; second++) {
      const front = (first: number): string => {
        const bytes = Uint8Array.of(first, second, ...noise(300, second));
        const error = outcome(() => readFrameHeader(bytes));
        return error === undefined || error.offset > 1 ? "goes on" : "rejected";
      };
      const behindMagic = front(0xb1);
      const brief = KINDS.map(({ first }) => front(first));
      const versions = [0x10, 0x11, ...Array.from({ length: 13 }, (_, i) => 0x20 + i)];
      expect([second, behindMagic]).toEqual([second, versions.includes(second) ? "goes on" : "rejected"]);
      const isLength = second < 0x10 || second >= 0x30;
      expect(brief).toEqual(Array(KINDS.length).fill(isLength ? "goes on" : "rejected"));
    }
  });
});
