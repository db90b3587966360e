import { BrioError } from "./errors.ts";

const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** With the flag `u` a surrogate pair is one character, so only halves that stand alone match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The bytes of what a caller wants compressed. */
export function contentOf(input: Uint8Array | string): Uint8Array {
  if (typeof input !== "string") return bytesOf(input);
  const lone = input.search(LONE_SURROGATE);
  if (lone >= 0)
    throw new RangeError(`input must be well-formed, got half of a surrogate pair at index ${lone}`);
  return encoder.encode(input);
}

/** Bytes of this realm or of another one, such as a page's frame or a test runner's sandbox, where `instanceof` fails. */
function bytesOf(input: unknown): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (Object.prototype.toString.call(input) !== "[object Uint8Array]") {
    throw new TypeError(
      `input must be a Uint8Array or a string, got ${input === null ? "null" : typeof input}`,
    );
  }
  const { buffer, byteOffset, length } = input as Uint8Array;
  return new Uint8Array(buffer, byteOffset, length);
}

/**
 * Content as a string, a byte order mark included.
 *
 * @throws {BrioError} `not-text`: it is not UTF-8
 */
export function textOf(content: Uint8Array): string {
  try {
    return decoder.decode(content);
  } catch (error) {
    throw new BrioError("not-text", 0, "content is not UTF-8", error);
  }
}
