import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { isFrame, readFrame } from "../src/index.ts";
import { rejection } from "./support.ts";

describe("isFrame", () => {
  const starts = (...bytes: number[]): boolean => isFrame(Uint8Array.from(bytes));

  test("asks for either magic of version 1 and any version behind it but 0", () => {
    expect(starts(0xb1, 0x10, 1)).toBe(true);
    expect(starts(0xb1, 0x10, 255, 3)).toBe(true);
    expect(starts(0xb1, 0x10, 0, 0)).toBe(false);
    expect(starts(0xb1, 0x10)).toBe(false);
    expect(starts(0xb1, 0x11, 1)).toBe(true);
    expect(starts(0xb1, 0x11, 0)).toBe(false);
    expect(starts(0xb1, 0x12, 1)).toBe(false);
    expect(starts(0x1f, 0x10, 1)).toBe(false);
  });

  test("takes any version from 2 on by the second byte, and something behind it", () => {
    expect(starts(0xb1, 0x25, 0)).toBe(true);
    expect(starts(0xb1, 0x20, 0x80)).toBe(true);
    expect(starts(0xb1, 0xf7, 0)).toBe(true);
    expect(starts(0xb1, 0x25)).toBe(false);
    expect(starts(0xb1, 0x05, 0)).toBe(false);
    expect(starts(0xb2, 0x25, 0)).toBe(false);
  });

  test("asks of a brief header for one of its first bytes and a length", () => {
    for (const first of [0x81, 0x91, 0xa1, 0xc1, 0xf1]) {
      const taken = Array.from({ length: 256 }, (_, second) => starts(first, second));
      expect(taken).toEqual(taken.map((_, second) => second < 0x10 || second >= 0x30));
      expect(starts(first)).toBe(false);
    }
    for (const first of [0x71, 0x90, 0xd1, 0xe1]) expect(starts(first, 0x59, 0)).toBe(false);
  });

  test("takes no text in UTF-8 but behind what is no character, and that is no frame", () => {
    // 63 code points have at most two first bytes between them, so every one comes up.
    const taken: number[] = [];
    for (let point = 0; point < 0x110000; point += 0x3f) {
      const text = utf8(`${String.fromCodePoint(point)} text`);
      if (!isFrame(text)) continue;
      taken.push(point);
      expect(rejection(() => readFrame(text))).toMatchObject({ code: "corrupt", offset: 2 });
    }
    // Planes 4 to 7: all of them, since a second byte of 80 to BF is a length.
    expect(taken.map((point) => point >>> 18)).toEqual(Array(taken.length).fill(1));
    expect(taken.length).toBeGreaterThanOrEqual(Math.floor(0x40000 / 0x3f));
  });
});
