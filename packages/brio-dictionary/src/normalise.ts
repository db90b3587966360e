// How scanning sees text: case folded, typographic apostrophes, dashes and spaces replaced by the plain ones.
// A rule here never makes text longer, works on bytes without decoding, and leaves alone what is not valid
// UTF-8.

/** The byte that stands for white space. */
export const SPACE = 0x20;
/** Those that stand for the typographic ones, too. */
export const APOSTROPHE = 0x27;
export const HYPHEN = 0x2d;

/**
 * Only characters that begin with a byte from 0xc2 (U+0080) to 0xe2 (U+2000) have rules of their own beyond
 * ASCII.
 */
export const FIRST_FOLDED_LEAD = 0xc2;
export const LAST_FOLDED_LEAD = 0xe2;

/** What {@link foldAt} returns is as large as this exactly if it stands for two folded bytes. */
export const TWO_BYTES = 0x10000;

/**
 * ASCII byte to its folded form: lower case, and one space for tab, line feed, carriage return and space. Other
 * bytes to 0xff, which is in no text.
 */
export const foldedAscii: Uint8Array = /* @__PURE__ */ buildFoldedAscii();

function buildFoldedAscii(): Uint8Array {
  const folded = new Uint8Array(256).fill(0xff);
  for (let byte = 0; byte < 0x80; byte++) folded[byte] = byte;
  for (let byte = 0x41; byte <= 0x5a; byte++) folded[byte] = byte | 0x20;
  for (const byte of [0x09, 0x0a, 0x0d]) folded[byte] = SPACE;
  return folded;
}

/**
 * Simple case folding of two-byte characters: first and last code point, step, and what to add. Latin-1 and
 * Latin Extended-A, Greek, Cyrillic; only mappings that stay at two bytes (so not U+0130 and U+017F). From
 * Unicode's CaseFolding.txt, statuses C and S, which its stability policy fixes for these characters.
 */
const FOLDINGS: readonly (readonly [first: number, last: number, step: number, add: number])[] = [
  [0x00c0, 0x00d6, 1, 32],
  [0x00d8, 0x00de, 1, 32],
  [0x0100, 0x012e, 2, 1],
  [0x0132, 0x0136, 2, 1],
  [0x0139, 0x0147, 2, 1],
  [0x014a, 0x0176, 2, 1],
  [0x0178, 0x0178, 1, -121],
  [0x0179, 0x017d, 2, 1],
  [0x0386, 0x0386, 1, 38],
  [0x0388, 0x038a, 1, 37],
  [0x038c, 0x038c, 1, 64],
  [0x038e, 0x038f, 1, 63],
  [0x0391, 0x03a1, 1, 32],
  [0x03a3, 0x03ab, 1, 32],
  [0x03c2, 0x03c2, 1, 1],
  [0x0400, 0x040f, 1, 80],
  [0x0410, 0x042f, 1, 32],
  [0x0490, 0x0490, 1, 1],
];

/** What to add to the two-byte characters U+0080 to U+07FF. */
let pairFoldings: Int8Array | undefined;

function buildPairFoldings(): Int8Array {
  const foldings = new Int8Array(0x800);
  for (const [first, last, step, add] of FOLDINGS) {
    for (let codePoint = first; codePoint <= last; codePoint += step) foldings[codePoint] = add;
  }
  return foldings;
}

/**
 * Folds what starts at `input[at]`, a byte of 0x80 or more. The result packs how many bytes of input it
 * covers (bits 0-7), the folded byte (bits 8-15) and, for a two-byte character, the second folded byte (bits
 * 16-23, else 0).
 *
 * A character without a rule comes back byte by byte, each as it is; so do stray and missing continuation
 * bytes.
 */
export function foldAt(input: Uint8Array, at: number): number {
  const lead = input[at]!;
  const asItIs = (lead << 8) | 1;
  if (lead < FIRST_FOLDED_LEAD || lead > LAST_FOLDED_LEAD || at + 1 >= input.length) return asItIs;
  const second = input[at + 1]!;
  if ((second & 0xc0) !== 0x80) return asItIs;
  if (lead < 0xe0) {
    if (lead === 0xc2 && second === 0xa0) return (SPACE << 8) | 2; // no-break space
    pairFoldings ??= buildPairFoldings();
    let codePoint = ((lead & 0x1f) << 6) | (second & 0x3f);
    codePoint += pairFoldings[codePoint]!;
    return ((0x80 | (codePoint & 0x3f)) << 16) | ((0xc0 | (codePoint >> 6)) << 8) | 2;
  }
  if (lead !== 0xe2 || at + 2 >= input.length) return asItIs;
  const third = input[at + 2]!;
  if (second === 0x80) {
    if (third >= 0x90 && third <= 0x95) return (HYPHEN << 8) | 3; // U+2010 … U+2015, hyphens and dashes
    if (third === 0x98 || third === 0x99) return (APOSTROPHE << 8) | 3; // U+2018 and U+2019, quotation marks
  }
  if (second === 0x88 && third === 0x92) return (HYPHEN << 8) | 3; // U+2212, minus
  return asItIs;
}

/** What {@link foldAt} and white space make other bytes of, by the byte that they become. */
const ASCII_FORMS: ReadonlyMap<number, readonly (readonly number[])[]> = /* @__PURE__ */ new Map([
  [SPACE, [[SPACE], [0xc2, 0xa0]]],
  [APOSTROPHE, [[APOSTROPHE], [0xe2, 0x80, 0x98], [0xe2, 0x80, 0x99]]],
  [HYPHEN, [[HYPHEN], [0xe2, 0x88, 0x92], ...[0, 1, 2, 3, 4, 5].map((i) => [0xe2, 0x80, 0x90 + i])]],
]);

/**
 * The opposite of {@link foldAt}: everything that folds to the character at `folded[at]`, but for the case of
 * ASCII letters and the kind of ASCII white space, each as bytes. That is a character of two bytes, or one byte.
 */
export function unfold(folded: Uint8Array, at: number): readonly (readonly number[])[] {
  const lead = folded[at]!;
  if (lead < FIRST_FOLDED_LEAD || lead >= 0xe0) return ASCII_FORMS.get(lead) ?? [[lead]];
  const codePoint = ((lead & 0x1f) << 6) | (folded[at + 1]! & 0x3f);
  const forms = [[lead, folded[at + 1]!]];
  for (const [first, last, step, add] of FOLDINGS) {
    const other = codePoint - add;
    if (other >= first && other <= last && (other - first) % step === 0) {
      forms.push([0xc0 | (other >> 6), 0x80 | (other & 0x3f)]);
    }
  }
  return forms;
}

/**
 * All of `input` folded, each run of white space as one space: what a signal phrase is turned into before
 * matching.
 */
export function normalise(input: Uint8Array): Uint8Array {
  const folded = new Uint8Array(input.length);
  let length = 0;
  for (let at = 0; at < input.length; ) {
    const byte = input[at]!;
    const unit = byte < 0x80 ? (foldedAscii[byte]! << 8) | 1 : foldAt(input, at);
    at += unit & 0xff;
    const first = (unit >> 8) & 0xff;
    if (first === SPACE && length > 0 && folded[length - 1] === SPACE) continue;
    folded[length++] = first;
    if (unit >= TWO_BYTES) folded[length++] = unit >> 16;
  }
  return folded.slice(0, length);
}

/** Whether a byte is an ASCII letter or digit. */
export function isAsciiWord(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
}

/** Whether white space starts at `input[at]`, and white space ends there too. */
export function isSpaceInside(input: Uint8Array, at: number): boolean {
  const byte = input[at]!;
  const isSpace = byte < 0x80 ? foldedAscii[byte] === SPACE : byte === 0xc2 && input[at + 1] === 0xa0;
  if (!isSpace || at < 1) return false;
  const last = input[at - 1]!;
  return last < 0x80 ? foldedAscii[last] === SPACE : last === 0xa0 && input[at - 2] === 0xc2;
}

// Letters beyond ASCII count as part of a word in the scripts whose words are set off by spaces and which
// share them with Latin text: U+00C0 to U+04FF (Latin, Greek, Cyrillic, combining accents) but × and ÷, and
// U+1E00 to U+1FFF (Vietnamese, polytonic Greek). Chinese, Japanese, Thai and the like put no spaces between
// words, Hebrew, Arabic and Korean attach particles to them; a phrase may begin or end next to these.

/** Whether a character of a word starts at `input[at]`. False at the end. */
export function isWordAt(input: Uint8Array, at: number): boolean {
  if (at >= input.length) return false;
  const lead = input[at]!;
  if (lead < 0x80) return isAsciiWord(lead);
  return at + 1 < input.length && isWordPair(lead, input[at + 1]!);
}

/** Whether a character of a word ends just before `input[at]`. False at the start. */
export function isWordBefore(input: Uint8Array, at: number): boolean {
  if (at < 1) return false;
  const last = input[at - 1]!;
  if (last < 0x80) return isAsciiWord(last);
  if (at < 2 || (last & 0xc0) !== 0x80) return false;
  const lead = input[at - 2]!;
  if (lead >= 0xc3) return lead < 0xe0 && isWordPair(lead, last);
  return at > 2 && input[at - 3] === 0xe1 && isWordPair(0xe1, lead);
}

/** Whether the two bytes that start a character show it to be a letter in the sense above. */
function isWordPair(lead: number, second: number): boolean {
  if ((second & 0xc0) !== 0x80) return false;
  if (lead === 0xe1) return second >= 0xb8;
  return lead >= 0xc3 && lead <= 0xd3 && !(lead === 0xc3 && (second === 0x97 || second === 0xb7));
}
