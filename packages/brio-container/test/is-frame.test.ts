import { describe, expect, test } from "vitest";
import { isFrame } from "../src/index.ts";

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
});
