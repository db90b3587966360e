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
import { outcome, rejection } from "../support.ts";
import { coderSamples, frameLengths, isToEnd, type Sample, storedSamples } from "./frames.ts";

const withCheck = storedSamples.filter(({ fields }) => fields.checkBits !== 0);

function changed(frame: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(frame);
  copy[at] = value;
  return copy;
}

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
        const passed = flipEveryBit(frame);
        expect([...passed].sort()).toEqual([`model ${fields.checkBits}`, `tokens ${fields.checkBits}`]);
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
    const expected = Array.from({ length: 256 }, (_, value) =>
      value === 0xb1 ? "tokens 16" : "not-a-frame at 0",
    );
    expect(withoutStacks(() => outcomes(0))).toEqual(expected);
  });

  test("in the second is another version, another coder or check, or an error", () => {
    const expected = Array.from({ length: 256 }, (_, value) => {
      if (value >= 0x30) return "unsupported-version at 1";
      // The byte that is the version in version 1 holds the content length.
      if (value === 0x10 || value === 0x11) return "unsupported-version at 2";
      if (value < 0x20) return "not-a-frame at 1";
      if (value >= 0x2c) return "corrupt at 1";
      const check = [0, 16, 32][(value >> 2) & 3];
      switch (value & 3) {
        case 0: // Content of 800 bytes is not there.
          return `truncated at ${frame.length}`;
        case 3: // To the end: without a check, but not without its mark.
          return value === 0x23 ? "corrupt at 3" : "corrupt at 1";
        default:
          return `${["", "tokens", "model"][value & 3]} ${check}`;
      }
    });
    expect(withoutStacks(() => outcomes(1))).toEqual(expected);
  });

  test("in the content length is another length, with or without what it announces, or an error", () => {
    // 800 × 4 is 80 19. A first byte below 80 ends the number; its two lowest bits announce an extended byte and
    // entries, which the second byte of the number and the payload are then read as.
    const first = withoutStacks(() => outcomes(2));
    expect(first.filter((_, value) => value >= 0x80 && value % 4 === 0)).toEqual(Array(32).fill("tokens 16"));
    expect(first.filter((_, value) => value < 0x80 && value % 4 === 0)).toEqual(Array(32).fill("tokens 16"));
    // 19 read as the extended byte: dictionary by id, metadata all, sections, whose count is the payload's second
    // byte.
    expect(new Set(first)).toEqual(new Set(["tokens 16", ...first.filter((text) => / at \d+$/.test(text))]));
    const second = withoutStacks(() => outcomes(3));
    expect(second[0]).toBe("corrupt at 2");
    expect(second.slice(1, 0x80)).toEqual(Array(0x7f).fill("tokens 16"));
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
    expect([...passed].sort()).toEqual(["model", "tokens"]);
  });

  test("makes no frame with a check, of either version, one that is stored up to the end", () => {
    const others = [
      ...withCheck.map((sample) => sample.frame),
      ...coderSamples.map((sample) => sample.frame),
      writeFrame({ coder: "stored", checkBits: 16, contentLength: content.length, payload: content }),
      writeFrame({ ...fields, version: 1, payload: content }),
    ];
    for (const other of others) {
      expect(rejection(() => readFrame(changed(other, 1, 0x23)))).toMatchObject({ code: "corrupt" });
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
