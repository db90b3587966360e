import { toHex, utf8 } from "brio-test-support";
import fc from "fast-check";
import type { FrameTags, TagValue } from "../../src/index.ts";
import { NUMBERED_NAMES } from "../../src/v2/tag-names.ts";
import { WORDS } from "../../src/v2/tag-values.ts";

/** What SPEC.md says of tags, in other ways than the package has it. */

/** Bytes of a LEB128 number. */
export function bytesOf(value: number): number {
  return Math.max(1, Math.ceil(BigInt(value).toString(2).length / 7));
}

function isUuid(text: string): boolean {
  const digits = text.replaceAll("-", "");
  const places = [...text].flatMap((character, i) => (character === "-" ? [i] : []));
  return /^[0-9a-f]{32}$/.test(digits) && places.join() === "8,13,18,23";
}

/** Bytes of a value behind head and name. */
function valueLength(value: TagValue): number {
  if (typeof value === "boolean") return 0;
  if (typeof value === "number") {
    const text = Object.is(value, -0) ? "-0" : String(value);
    if (!/^-?[0-9]+$/.test(text) || text === "-0") return 8;
    const number = BigInt(value);
    const said = number < 0n ? -1n - number : number;
    return said < 1n << 49n ? bytesOf(Number(said)) : 8;
  }
  if (typeof value === "string" && WORDS.includes(value)) return 1;
  if (typeof value === "string" && isUuid(value)) return 16;
  const { length } = typeof value === "string" ? utf8(value) : value;
  return bytesOf(length) + length;
}

/** Bytes of all tags, without what a section takes; 0 for none. */
export function tagsLength(tags: FrameTags): number {
  let length = 0;
  for (const [name, value] of Object.entries(tags)) {
    length += 1 + (NUMBERED_NAMES.includes(name) ? 0 : 1 + name.length) + valueLength(value);
  }
  return length;
}

/** Names in the order in which a frame has them. */
export function inOrder(names: readonly string[]): string[] {
  const spelled = names.filter((name) => !NUMBERED_NAMES.includes(name));
  const byBytes = (a: string, b: string): number => (toHex(utf8(a)) < toHex(utf8(b)) ? -1 : 1);
  return [...NUMBERED_NAMES.filter((name) => names.includes(name)), ...spelled.sort(byBytes)];
}

const name = fc.oneof(
  fc.constantFrom(...NUMBERED_NAMES),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,31}$/),
  fc.constantFrom("constructor", "toString", "a", "A", "ab", "roles", "x".repeat(32)),
);

const value: fc.Arbitrary<TagValue> = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 127, 128, -128, -129, 2 ** 49 - 1, 2 ** 49, -(2 ** 49), -(2 ** 49) - 1, 1e300),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", "\ufeff", "\ufffe\uffff", "Assistant", "01234567-89AB-CDEF-0123-456789ABCDEF"),
  fc.uuid(),
  fc.uuid().map((text) => text.replace("-", "")),
  fc.constantFrom(...WORDS),
  fc.uint8Array({ maxLength: 40 }),
);

/** At least one tag, of any kind, and few enough to fit into a frame whatever they are. */
export const anyTags: fc.Arbitrary<FrameTags> = fc
  .uniqueArray(fc.tuple(name, value), { minLength: 1, maxLength: 8, selector: ([text]) => text })
  .map((pairs) => Object.fromEntries(pairs));
