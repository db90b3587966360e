import { contentId } from "../format.ts";
import { writeCount } from "../leb128.ts";
import type { Signal } from "./signal-set.ts";

/** Magic and version of what is hashed; SPEC.md, section 9. It is never stored, only its hash is. */
const HEADER = [0xb1, 0xd2, 1] as const;
/** Of a number in LEB128: all ids of users take 13 bits, and the count of built-in signals that many at most. */
const NUMBER_BYTES = 2;
/** The id of a signal and its three lengths. */
const FIXED_BYTES = NUMBER_BYTES + 3;

/** The id of a set that has the first `builtInCount` signals of the catalogue and these ones of users, by ascending id. */
export function userSetId(builtInCount: number, signals: readonly Signal[]): string {
  const encoder = new TextEncoder();
  const fields = signals.map(({ category, language, phrase }) =>
    [category, language, phrase].map((text) => encoder.encode(text)),
  );
  const textBytes = fields.flat().reduce((sum, { length }) => sum + length, 0);
  const out = new Uint8Array(HEADER.length + NUMBER_BYTES + signals.length * FIXED_BYTES + textBytes);
  out.set(HEADER);
  let at = writeCount(out, HEADER.length, builtInCount);
  signals.forEach(({ id }, index) => {
    at = writeCount(out, at, id);
    for (const field of fields[index]!) {
      out[at] = field.length;
      out.set(field, at + 1);
      at += 1 + field.length;
    }
  });
  return contentId(out.subarray(0, at));
}
