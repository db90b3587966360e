import { MAX_PHRASE_BYTES, MIN_PHRASE_BYTES } from "./dictionary.ts";
import { utf8Length } from "./phrase-bytes.ts";

/** With the `u` flag a pair counts as one character, so this finds lone surrogates only. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Throws unless `value` is an integer from `least` to `most`; `name` is that of the argument. */
export function requireInteger(name: string, value: unknown, least: number, most: number): void {
  if (typeof value !== "number") throw new TypeError(`${name}: expected a number, got ${typeof value}`);
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new RangeError(`${name}: expected an integer of ${least} to ${most}, got ${value}`);
  }
}

/** `value`, or throws unless it is a phrase: well-formed text of 2 to 48 bytes; `name` is that of the argument. */
export function requirePhrase(name: string, value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`${name}: expected a string, got ${typeof value}`);
  if (LONE_SURROGATE.test(value)) {
    throw new RangeError(`${quote(name, value)}: expected well-formed text, got a lone surrogate`);
  }
  const byteLength = utf8Length(value);
  if (byteLength < MIN_PHRASE_BYTES || byteLength > MAX_PHRASE_BYTES) {
    throw new RangeError(
      `${quote(name, value)}: expected ${MIN_PHRASE_BYTES} to ${MAX_PHRASE_BYTES} bytes of UTF-8, got ${byteLength}`,
    );
  }
  return value;
}

/** The name of an argument, and the text it has. */
export function quote(name: string, text: string): string {
  return `${name} (${JSON.stringify(text.slice(0, 60))})`;
}
