import { corrupt } from "./errors.ts";

/** UTF-8 (RFC 3629) of short texts, by the platform's coders. U+FEFF is a character like any other. */

/** Made on first use: who has no texts in tags needs no platform that has them. */
let encoder: TextEncoder | undefined;
let decoder: TextDecoder | undefined;

/** With the flag `u` a surrogate pair is one character, so only halves that stand alone match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text has no half of a surrogate pair, which UTF-8 cannot keep. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

export function encodeUtf8(text: string): Uint8Array {
  encoder ??= new TextEncoder();
  return encoder.encode(text);
}

/**
 * The text of the bytes up to `end`, which are there.
 *
 * @throws {ContainerError} `corrupt`, at `start`: they are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  decoder ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    throw corrupt(start, "text that is not UTF-8");
  }
}
