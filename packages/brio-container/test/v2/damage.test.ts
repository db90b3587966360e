import { assertSame, noise, withoutStacks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  type CheckBits,
  type FrameFields,
  frameCheck,
  isContainerError,
  readFrame,
  readFrameHeader,
  writeFrame,
  writeFrameHeader,
} from "../../src/index.ts";
import { changed, outcome, rejection } from "../support.ts";
import * as v1 from "../v1/frames.ts";
import { coderSamples, frameLengths, hasBriefHeader, isToEnd, type Sample, storedSamples } from "./frames.ts";

/** What brief headers begin with. */
const BRIEF_FIRST_BYTES = [0x81, 0x91, 0xa1, 0xc1, 0xf1];

const withCheck = storedSamples.filter(({ fields }) => fields.checkBits !== 0);

describe("version 2, one flipped bit", () => {
  /**
   * The coders and checks of what the damaged bytes still are, frame by frame up to their end. What passes is other
   * valid frames, never a repaired reading of this one.
   */
  function flipEveryBit(frame: Uint8Array): Set<string> {
    const passed = new Set<string>();
    for (let bit = 0; bit < 8 * frame.length; bit++) {
      const damaged = changed(frame, bit >> 3, frame[bit >> 3]! ^ (1 << (bit & 7)));
      try {
        let at = 0;
        for (const length of frameLengths(damaged)) {
          const read = readFrame(damaged.subarray(at, at + length));
          assertSame(writeFrame(read), damaged.subarray(at, at + length));
          passed.add(`${read.coder} ${read.checkBits}`);
          at += length;
        }
      } catch (error) {
        if (!isContainerError(error)) throw error;
      }
    }
    return passed;
  }

  test("of a stored frame with a check is found, or names another coder with that check", () => {
    withoutStacks(() => {
      for (const { frame, fields } of withCheck) {
        const passed = [...flipEveryBit(frame)].sort();
        if (hasBriefHeader(fields)) {
          // 81 in place of 91: what follows may make sense as entries.
          expect(["tokens 16"]).toEqual(expect.arrayContaining(passed));
        } else {
          // In the shape, unless the other coder would have a brief header then.
          const coders = (["model", "tokens"] as const).filter(
            (coder) => !hasBriefHeader({ ...fields, coder }),
          );
          expect(passed).toEqual(coders.map((coder) => `${coder} ${fields.checkBits}`));
        }
      }
    });
  });

  test("of any other frame gives a ContainerError or other valid frames", () => {
    const others = [...coderSamples, ...storedSamples.filter(({ fields }) => fields.checkBits === 0)];
    withoutStacks(() => {
      for (const { frame } of others) flipEveryBit(frame);
    });
    // The frames that most flips leave valid: nothing in them but a length and a payload.
    const bare = others.filter((sample) => isToEnd(sample));
    expect(withoutStacks(() => bare.map(({ frame }) => [...flipEveryBit(frame)]))).toEqual([["stored 0"]]);
  });
});

describe("version 2, one changed byte", () => {
  /**
   * A default frame of the token coder as most replies have it, and each byte of its header replaced by all others.
   */
  const content = noise(800);
  const fields: FrameFields = {
    version: 2,
    coder: "tokens",
    checkBits: 16,
    dictionary: "built-in",
    contentLength: content.length,
    metadata: "signals",
  };
  const frame = writeFrame({ ...fields, payload: noise(200, 3) });

  function outcomes(at: number): string[] {
    return Array.from({ length: 256 }, (_, value) => {
      const damaged = changed(frame, at, value);
      const error = outcome(() => readFrame(damaged));
      if (error !== undefined) return `${error.code} at ${error.offset}`;
      const read = readFrame(damaged);
      assertSame(writeFrame(read), damaged);
      return `${read.coder} ${read.checkBits}`;
    });
  }

  test("in the first byte is no frame", () => {
    const expected = Array.from({ length: 256 }, (_, value) => {
      if (BRIEF_FIRST_BYTES.includes(value)) return "corrupt at 1";
      return value === 0xb1 ? "tokens 16" : "not-a-frame at 0";
    });
    expect(withoutStacks(() => outcomes(0))).toEqual(expected);
  });

  test("in the second is another version, another coder or check, or an error", () => {
    const expected = Array.from({ length: 256 }, (_, value) => {
      if (value >= 0x30) return "unsupported-version at 1";
      // The byte that is the version in version 1 holds the content length.
      if (value === 0x10 || value === 0x11) return "unsupported-version at 2";
      if (value < 0x20) return "not-a-frame at 1";
      // To the end: without a check, but not without its mark.
      if (value >= 0x2c) return value === 0x2c ? "corrupt at 3" : "corrupt at 1";
      // Stored content of 800 bytes is not there.
      if (value % 4 === 0) return `truncated at ${frame.length}`;
      return `${["", "tokens", "model", "bytes"][value & 3]} ${[0, 16, 32][(value >> 2) & 3]}`;
    });
    expect(withoutStacks(() => outcomes(1))).toEqual(expected);
  });

  test("in the content length is another length, with or without what it announces, or an error", () => {
    // 800 × 4 is 80 19. A first byte below 80 ends the number; its two lowest bits announce an extended byte and
    // entries, which the second byte of the number and the payload are then read as.
    const first = withoutStacks(() => outcomes(2));
    expect(first.filter((_, value) => value >= 0x80 && value % 4 === 0)).toEqual(Array(32).fill("tokens 16"));
    // Of 0 to 31 bytes, of which all but 0 have a brief header.
    const short = first.filter((_, value) => value < 0x80 && value % 4 === 0);
    expect(short).toEqual(["tokens 16", ...Array(31).fill("corrupt at 2")]);
    // 19 read as the extended byte: dictionary by id, metadata all, sections, whose count is the payload's second
    // byte.
    expect(new Set(first)).toEqual(new Set(["tokens 16", ...first.filter((text) => / at \d+$/.test(text))]));
    const second = withoutStacks(() => outcomes(3));
    expect(second[0]).toBe("corrupt at 2");
    // A multiple of 32 bytes: up to 224 it has a brief header.
    const lengths = Array.from({ length: 0x7f }, (_, i) => 32 * (i + 1));
    expect(second.slice(1, 0x80)).toEqual(
      lengths.map((length) => (length <= 224 ? "corrupt at 2" : "tokens 16")),
    );
    for (const text of second.slice(0x80)) expect(text).toMatch(/^tokens 16$|^(corrupt|truncated) at \d+$/);
  });

  test("in the header gives another check to go by, whatever of it is still a header", () => {
    const header = writeFrameHeader(fields);
    const check = frameCheck(header, content);
    let same = 0;
    let others = 0;
    withoutStacks(() => {
      for (let at = 2; at < header.length; at++) {
        for (let change = 1; change < 256; change++) {
          const damaged = changed(frame, at, frame[at]! ^ change);
          if (outcome(() => readFrameHeader(damaged)) !== undefined) continue;
          const front = damaged.subarray(0, readFrameHeader(damaged).payloadOffset);
          if (frameCheck(front, content) === check) same++;
          else others++;
        }
      }
    });
    expect([same, others > 200]).toEqual([0, true]);
  });

  test("never makes content without a check of a stored frame that has one", () => {
    const passed = new Set<string>();
    withoutStacks(() => {
      for (const sample of withCheck.filter((_, i) => i % 5 === 0)) {
        const { payloadOffset } = readFrame(sample.frame);
        for (let at = 0; at < payloadOffset; at++) {
          for (let change = 1; change < 256; change++) {
            const damaged = changed(sample.frame, at, sample.frame[at]! ^ change);
            if (outcome(() => frameLengths(damaged)) !== undefined) continue;
            passed.add(readFrame(damaged).coder);
          }
        }
      }
    });
    expect([...passed].sort()).toEqual(["bytes", "model", "tokens"]);
  });

  test("that turns a coder's check off finds every payload that is shorter than the content", () => {
    for (const contentLength of [225, 800]) {
      for (let size = 0; size <= contentLength + 1; size++) {
        const other = writeFrame({ ...fields, contentLength, payload: noise(size + 1).subarray(1) });
        const damaged = changed(other, 1, 0x20);
        if (size < contentLength) {
          const missing = { code: "truncated", offset: damaged.length };
          expect(rejection(() => readFrame(damaged))).toMatchObject(missing);
        } else {
          expect(frameLengths(damaged.subarray(0, 4 + contentLength))).toEqual([4 + contentLength]);
        }
      }
    }
  });

  test("makes no frame of version 1 one of version 2, and none of version 2 one of version 1", () => {
    for (const { frame } of [...v1.storedSamples, ...v1.tokenSamples]) {
      for (let shape = 0x20; shape < 0x30; shape++) {
        const { code } = rejection(() => readFrame(changed(frame, 1, shape)));
        expect(["corrupt", "truncated"]).toContain(code);
      }
      for (const first of BRIEF_FIRST_BYTES) {
        const { code, offset } = rejection(() => readFrame(changed(frame, 0, first)));
        expect([code, offset]).toEqual(["corrupt", 1]);
      }
    }
    for (const sample of [...storedSamples, ...coderSamples]) {
      for (const second of [0x10, 0x11]) {
        const { code, offset } = rejection(() => readFrame(changed(sample.frame, 1, second)));
        expect([code, offset]).toEqual(
          hasBriefHeader(sample.fields) ? ["corrupt", 1] : ["unsupported-version", 2],
        );
      }
    }
  });

  test("makes no other frame, of either version, one that is stored up to the end", () => {
    // What is one byte away from its header is rejected for one of these four bytes, whatever follows.
    const header = Uint8Array.of(0xb1, 0x2c, 0x80, 0x00);
    for (let at = 0; at < header.length; at++) {
      for (let value = 0; value < 256; value++) {
        if (value === header[at]) continue;
        for (const tail of [new Uint8Array(40), noise(40, value), new Uint8Array(0)]) {
          const other = Uint8Array.of(...changed(header, at, value), ...tail);
          expect(rejection(() => readFrameHeader(other)).offset).toBeLessThan(header.length);
        }
      }
    }
  });
});

describe("version 2, truncation", () => {
  function cut({ frame }: Sample, from: number, to: number): string[] {
    return Array.from({ length: to - from }, (_, i) => {
      const { code, offset } = rejection(() => readFrame(frame.subarray(0, from + i)));
      return `${code} at ${offset}`;
    });
  }

  function expected(from: number, to: number): string[] {
    return Array.from({ length: to - from }, (_, i) => `truncated at ${from + i}`);
  }

  test("anywhere in a stored frame that states its length is called so", () => {
    for (const sample of storedSamples.filter((some) => !isToEnd(some))) {
      const { length } = sample.frame;
      expect(cut(sample, 0, length)).toEqual(expected(0, length));
    }
  });

  test("of a frame stored up to the end is called so while that cannot be all of it", () => {
    const sample = storedSamples.find(isToEnd)!;
    expect(cut(sample, 0, 36)).toEqual(expected(0, 36));
    expect(readFrame(sample.frame.subarray(0, 36)).contentLength).toBe(32);
  });

  test("of a header is called so, and in another coder's payload left to the coder", () => {
    for (const sample of coderSamples) {
      const { payload, ...header } = readFrame(sample.frame);
      expect(cut(sample, 0, header.payloadOffset)).toEqual(expected(0, header.payloadOffset));
      for (let length = header.payloadOffset; length <= sample.frame.length; length++) {
        expect(readFrameHeader(sample.frame.subarray(0, length))).toEqual(header);
      }
    }
  });
});

test("one in 2^16 of what happens to stored content passes a check of 16 bits, none of 32 bits for a single byte", () => {
  const passed: Record<CheckBits, number> = { 0: 0, 16: 0, 32: 0 };
  withoutStacks(() => {
    for (const checkBits of [16, 32] as const) {
      const content = noise(200, checkBits);
      const frame = writeFrame({
        version: 2,
        coder: "stored",
        checkBits,
        contentLength: 200,
        payload: content,
      });
      const { payloadOffset } = readFrame(frame);
      for (let at = payloadOffset; at < frame.length; at++) {
        for (let change = 1; change < 256; change++) {
          if (outcome(() => readFrame(changed(frame, at, frame[at]! ^ change))) === undefined)
            passed[checkBits]++;
        }
      }
    }
  });
  expect(passed[32]).toBe(0);
  // Of 51,000 changes 0.8 are to be expected; chance alone gives six or more in one set of frames of seven hundred.
  expect(passed[16]).toBeLessThan(6);
});
