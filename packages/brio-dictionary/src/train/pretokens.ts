import { MAX_PHRASE_BYTES } from "../dictionary.ts";

// Pretokens: the pieces that text falls into by itself, before anything is trained. Words with the space before them,
// numbers of three digits, runs of punctuation, runs of white space, escaped line ends of JSON; and every character of a
// script that does not set off words. Phrases are parts of a pretoken or several whole ones, so a phrase hardly ever ends
// in the middle of one word and goes on in the next.

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const LETTER_N = 0x6e;
const LETTER_R = 0x72;
const LETTER_T = 0x74;

/** From this byte on a lead byte begins a character of three bytes or more: each is a pretoken, but U+2019 in a word. */
const FIRST_LONG_LEAD = 0xe2;
/** Digits of a number that stay together: groups of thousands. */
const DIGITS = 3;

function isLetter(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x80 && byte < FIRST_LONG_LEAD)
  );
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isSpace = (byte: number): boolean =>
  byte === SPACE || byte === LINE_FEED || byte === TAB || byte === RETURN;

/** Whether `bytes[at]` is the backslash of an escape of JSON that is one character in the text it stands for. */
function isEscape(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] !== BACKSLASH || at + 1 >= end) return false;
  const next = bytes[at + 1]!;
  return (
    next === LETTER_N ||
    next === LETTER_T ||
    next === LETTER_R ||
    next === QUOTE ||
    next === BACKSLASH ||
    next === SLASH
  );
}

/** Whether U+2019, the typographic apostrophe, is there. */
function isTypographicApostrophe(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 3 <= end && bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x99;
}

/** The end of the pretoken that starts at `start`, which is before `end`. At most 48 bytes. */
export function pretokenEnd(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end, start + MAX_PHRASE_BYTES);
  const stop = naturalEnd(bytes, start, limit);
  if (stop < limit || limit === end) return stop;
  // Cut at 48 bytes: not inside of a character.
  let cut = limit;
  while (cut > start + 1 && (bytes[cut]! & 0xc0) === 0x80) cut--;
  return cut;
}

function naturalEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (isEscape(bytes, at, end)) return escapeEnd(bytes, at, end);
  if (isSpace(bytes[at]!)) {
    const leads = bytes[at] === SPACE && at + 1 < end && !isSpace(bytes[at + 1]!);
    if (!leads) {
      while (at < end && isSpace(bytes[at]!)) at++;
      // The last space belongs to the word after it.
      return at < end && bytes[at - 1] === SPACE && at - 1 > start ? at - 1 : at;
    }
    at++;
  }
  const first = bytes[at]!;
  if (first >= FIRST_LONG_LEAD) return Math.min(end, at + (first >= 0xf0 ? 4 : 3));
  if (isLetter(first)) {
    for (at++; at < end; ) {
      if (isLetter(bytes[at]!)) at++;
      else if (bytes[at] === APOSTROPHE && at + 1 < end && isLetter(bytes[at + 1]!)) at++;
      else if (isTypographicApostrophe(bytes, at, end)) at += 3;
      else break;
    }
    return at;
  }
  if (isDigit(first)) {
    for (const stop = Math.min(end, at + DIGITS); at < stop && isDigit(bytes[at]!); ) at++;
    return at;
  }
  while (at < end && isPunctuation(bytes[at]!) && !isEscape(bytes, at, end)) at++;
  return Math.max(at, start + 1);
}

const isPunctuation = (byte: number): boolean =>
  byte < 0x80 && !isLetter(byte) && !isDigit(byte) && !isSpace(byte);

/** Escaped line ends stay together, and with the indentation that follows, but for the space before a word. */
function escapeEnd(bytes: Uint8Array, start: number, end: number): number {
  const kind = bytes[start + 1];
  let at = start + 2;
  if (kind === LETTER_N) {
    while (at + 1 < end && bytes[at] === BACKSLASH && bytes[at + 1] === LETTER_N) at += 2;
  }
  if (kind === LETTER_N || kind === LETTER_T) {
    let spacesEnd = at;
    while (spacesEnd < end && bytes[spacesEnd] === SPACE) spacesEnd++;
    if (spacesEnd - at > 1) at = spacesEnd - 1;
  }
  return at;
}

/** Whether `bytes[start .. end)` begins and ends between characters of `bytes`. */
export function isWhole(bytes: Uint8Array, start: number, end: number): boolean {
  return (bytes[start]! & 0xc0) !== 0x80 && (end >= bytes.length || (bytes[end]! & 0xc0) !== 0x80);
}
