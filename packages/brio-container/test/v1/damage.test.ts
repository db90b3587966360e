import { assertSame, noise, withoutStacks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  type CheckBits,
  type Frame,
  isContainerError,
  readFrame,
  readFrameHeader,
  writeFrame,
} from "../../src/index.ts";
import { rejection } from "../support.ts";
import { type Sample, storedSamples, tokenSamples } from "./frames.ts";

/** What became of each flipped bit: how many frames passed as valid, and at which bytes. */
function flipEveryBit(frame: Uint8Array): {
  readonly passed: number;
  readonly passedAt: ReadonlySet<number>;
} {
  let passed = 0;
  const passedAt = new Set<number>();
  for (let bit = 0; bit < 8 * frame.length; bit++) {
    const damaged = Uint8Array.from(frame);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    try {
      const read = readFrame(damaged);
      // What passes is another valid frame, never a repaired reading of this one.
      assertSame(writeFrame(read), damaged);
      passed++;
      passedAt.add(bit >> 3);
    } catch (error) {
      if (!isContainerError(error)) throw error;
    }
  }
  return { passed, passedAt };
}

const withCheck = storedSamples.filter((sample) => sample.fields.checkBits !== 0);
const unchecked = [...storedSamples.filter((sample) => sample.fields.checkBits === 0), ...tokenSamples];

describe("version 1, one flipped bit", () => {
  test.each(withCheck)("is always found: $name", ({ frame }) => {
    expect(withoutStacks(() => flipEveryBit(frame)).passed).toBe(0);
  });

  test.each(unchecked)("is always found in the first four bytes: $name", ({ frame }) => {
    for (const at of withoutStacks(() => flipEveryBit(frame)).passedAt) expect(at).toBeGreaterThanOrEqual(4);
  });

  test("without a check passes where SPEC-1.md section 9 says, and nowhere else", () => {
    const payload = noise(9);
    const entries = [{ position: 5, kind: 1, value: 2 }];
    const dictionary = "0011223344556677";
    const frame = writeFrame({
      coder: "stored",
      checkBits: 0,
      dictionary,
      contentLength: 9,
      metadata: "signals",
      entries,
      payload,
    });
    // 0-3 fixed, 4-11 dictionary hash, 12 count, 13-14 gap, 15 kind, 16-17 value, 18-26 payload.
    // Of the gap 5 (binary 101) the bits 0, 1, 2 give 4, 7, 1, which lie inside the content; all others lie outside. Kind 1
    // never becomes 255 by one bit. The count 1 becomes 0, 3, 5, 9 … and none of them fits.
    expect(flipEveryBit(frame).passed).toBe(8 * 8 + 3 + 8 + 16 + 9 * 8);
  });
});

describe("version 1, one changed byte", () => {
  /** The frames that all 255 other values of the byte at `at` give, as far as they are accepted. */
  function acceptedChanges(frame: Uint8Array, at: number): Frame[] {
    const accepted: Frame[] = [];
    for (let change = 1; change < 256; change++) {
      const damaged = Uint8Array.from(frame);
      damaged[at]! ^= change;
      try {
        accepted.push(readFrame(damaged));
      } catch (error) {
        if (!isContainerError(error)) throw error;
      }
    }
    return accepted;
  }

  /** All changes of every byte of frames as a coder stores what does not compress: where they give what. */
  function changeEveryByte(width: CheckBits): {
    readonly changes: number;
    /** Where a stored frame came of it, and so other content or metadata under the same check. */
    readonly stored: readonly string[];
    /** Where a frame of the other coder did, whose check that coder verifies. */
    readonly tokens: ReadonlySet<string>;
  } {
    let changes = 0;
    const stored: string[] = [];
    const tokens = new Set<string>();
    for (const { frame, fields } of withCheck) {
      if (fields.checkBits !== width || fields.dictionary !== "built-in") continue;
      const checkEnd = readFrame(frame).payloadOffset;
      const checkStart = checkEnd - width / 8;
      const names = ["magic", "magic", "version", "flags"];
      for (let at = 0; at < frame.length; at++) {
        const name = names[at] ?? (at < checkStart ? "metadata" : at < checkEnd ? "check" : "payload");
        changes += 255;
        for (const { coder, checkBits } of acceptedChanges(frame, at)) {
          expect(checkBits).not.toBe(0);
          if (coder === "tokens") tokens.add(name);
          else stored.push(name);
        }
      }
    }
    return { changes, stored, tokens };
  }

  test("never passes under a check of 32 bits", () => {
    const { changes, stored, tokens } = withoutStacks(() => changeEveryByte(32));
    expect(changes).toBe(109_905);
    expect(stored).toEqual([]);
    expect([...tokens]).toEqual(["flags"]);
  });

  test("passes with the chance of 2^-16 under one of 16 bits, and never in magic, version or check", () => {
    const { changes, stored, tokens } = withoutStacks(() => changeEveryByte(16));
    expect(changes).toBe(103_275);
    // 1.6 are to be expected; chance alone gives eight or more in one set of frames of three thousand.
    expect(stored.length).toBeLessThan(8);
    expect(["metadata", "payload", "flags"]).toEqual(expect.arrayContaining([...stored]));
    expect([...tokens]).toEqual(["flags"]);
  });

  test("of a frame without a check never gives one with a check", () => {
    const frames = unchecked.filter(({ fields }) => fields.checkBits === 0).map(({ frame }) => frame);
    const accepted = withoutStacks(() =>
      frames.flatMap((frame) => [1, 3].flatMap((at) => acceptedChanges(frame, at))),
    );
    expect(new Set(accepted.map(({ checkBits }) => checkBits))).toEqual(new Set([0]));
  });

  test("is not two: magic and flags together may switch the check off, as SPEC-1.md section 9 admits", () => {
    const payload = noise(40);
    const frame = writeFrame({ coder: "stored", checkBits: 16, contentLength: 40, payload });
    frame[3]! ^= 0b10000010;
    expect(rejection(() => readFrame(frame))).toMatchObject({ code: "corrupt", offset: 3 });
    frame[1]! ^= 1;
    expect(readFrame(frame)).toMatchObject({ checkBits: 0, contentLength: 42 });
  });
});

describe("version 1, truncation", () => {
  /** The first `from`, `from` + 1, … `to` − 1 bytes. */
  function fronts({ frame }: Sample, from: number, to: number): Uint8Array[] {
    return Array.from({ length: to - from }, (_, i) => frame.subarray(0, from + i));
  }

  test.each([...storedSamples, ...tokenSamples])("before the payload is called so: $name", (sample) => {
    const { payloadOffset } = readFrame(sample.frame);
    for (const read of [readFrame, readFrameHeader]) {
      const faults = fronts(sample, 0, payloadOffset).map((front) => {
        const { code, offset } = rejection(() => read(front));
        return `${code} at ${offset}`;
      });
      expect(faults).toEqual(Array.from({ length: payloadOffset }, (_, at) => `truncated at ${at}`));
    }
  });

  test.each(withCheck)("inside a stored payload is found by the check: $name", (sample) => {
    const { payloadOffset, entries } = readFrame(sample.frame);
    // Entries that now lie behind the end are met first.
    const allowed = entries.length === 0 ? ["checksum-mismatch"] : ["checksum-mismatch", "corrupt"];
    const codes = fronts(sample, payloadOffset, sample.frame.length).map(
      (front) => rejection(() => readFrame(front)).code,
    );
    expect(allowed).toEqual(expect.arrayContaining(codes));
  });

  test.each(tokenSamples)("inside another coder's payload is left to the coder: $name", (sample) => {
    const { payload, ...header } = readFrame(sample.frame);
    const headers = fronts(sample, header.payloadOffset, sample.frame.length).map(readFrameHeader);
    expect(headers).toEqual(Array.from(payload, () => header));
  });
});
