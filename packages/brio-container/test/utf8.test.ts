import { utf8, withoutStacks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, isWellFormed } from "../src/utf8.ts";
import { rejection } from "./support.ts";

describe("UTF-8", () => {
  test("keeps every text that is well-formed, U+FEFF in front too", () => {
    for (const text of ["", "a", "Größe, 你好, 👋", "\ufeffmark", "\u0000", "\u{10ffff}"]) {
      expect(isWellFormed(text)).toBe(true);
      expect(encodeUtf8(text)).toEqual(utf8(text));
      const bytes = utf8(`<${text}>`);
      expect(decodeUtf8(bytes, 1, bytes.length - 1)).toBe(text);
    }
  });

  test("half of a surrogate pair is not", () => {
    for (const text of ["\ud800", "a\udc00", "\udc4b\ud83d", "👋\ud83d"])
      expect(isWellFormed(text)).toBe(false);
  });

  test("rejects what is none, at its first byte", () => {
    const bad = [[0x80], [0xc1, 0xbf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff]];
    withoutStacks(() => {
      for (const bytes of bad) {
        const error = rejection(() => decodeUtf8(Uint8Array.of(0x61, 0x62, ...bytes), 1, 2 + bytes.length));
        expect([error.code, error.offset]).toEqual(["corrupt", 1]);
      }
    });
  });
});
