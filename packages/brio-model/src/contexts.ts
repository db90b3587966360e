/**
 * What the model knows when it predicts a symbol: hashes of what came before, SPEC section 5.
 *
 * A context is a function of the history: of the last symbols and their classes, of the last bytes, of the last words. Its hash has 32
 * bits, in which its number is mixed as well, so that contexts can share tables.
 */
import type { Alphabet } from "./alphabet.ts";

/** Every context there is, by number. A profile names those that it uses. */
export const CONTEXT_NAMES = [
  "class, end",
  "symbol",
  "4 bytes",
  "2 classes",
  "symbol before last, class",
  "2 symbols",
  "2 words",
  "7 bytes",
  "word, class",
  "3 classes",
  "3 symbols",
  "5 bytes",
  "6 bytes",
  "word",
  "key, place",
] as const;

/** What came before. Numbers of symbols that are not there yet are those of no symbol. */
export interface History {
  /** The last symbols, the last one first; and their classes. */
  readonly symbols: Int32Array;
  readonly classes: Int32Array;
  /** The last eight bytes: the last four and the four before them, the last byte in the lowest bits. */
  lastBytes: number;
  bytesBefore: number;
  /** Hash of the letters of the current word, 0 if there are none, and of the word before. */
  word: number;
  wordBefore: number;
  /** Hash of the bytes since the last quotation mark, and of those between the last two. Backslashes are left out. */
  span: number;
  quoted: number;
  /** Hash of the last key, which is a string that a colon follows; 0 if there was none. And symbols since then: at most 15. */
  key: number;
  place: number;
  /** Bytes of the content that are still to come. */
  remaining: number;
  /** What context 0 knows of the length while no more than two symbols came before; 0 from then on. */
  opening: number;
  symbolCount: number;
}

const DEPTH = 3;
const NO_SYMBOL = 65536;

/** From so many bytes before the end on, context 0 counts them. */
const END_BYTES = 24;
/** So many symbols know from context 0 how long the content is: up to 64, 256 or 1024 bytes, or longer. */
const OPENING_SYMBOLS = 3;

/**
 * @param classCount - which is also the class of no symbol
 * @param contentLength - in bytes
 */
export function startHistory(classCount: number, contentLength: number): History {
  return {
    symbols: new Int32Array(DEPTH).fill(NO_SYMBOL),
    classes: new Int32Array(DEPTH).fill(classCount),
    lastBytes: 0,
    bytesBefore: 0,
    word: 0,
    wordBefore: 0,
    span: 0,
    quoted: 0,
    key: 0,
    place: 0,
    remaining: contentLength,
    opening: 1 + Number(contentLength >= 64) + Number(contentLength >= 256) + Number(contentLength >= 1024),
    symbolCount: 0,
  };
}

/** Mixes a value into a hash. */
export function mix(hash: number, value: number): number {
  const product = Math.imul(hash + Math.imul(value, 0x9e3779b1), 0x85ebca6b);
  return product ^ (product >>> 15);
}

/** The hash of a context: a number of 32 bits. */
export function contextHash(history: History, context: number): number {
  const { symbols, classes, lastBytes, bytesBefore, word, wordBefore } = history;
  const [last, before, third] = symbols;
  switch (context) {
    case 0: {
      const end = history.remaining < END_BYTES ? history.remaining : END_BYTES + history.opening;
      return mix(mix(context, classes[0]), end);
    }
    case 1:
      return mix(context, last);
    case 2:
      return mix(context, lastBytes);
    case 3:
      return mix(mix(context, classes[0]), classes[1]);
    case 4:
      return mix(mix(context, before), classes[0]);
    case 5:
      return mix(mix(context, last), before);
    case 6:
      return mix(mix(context, word), wordBefore);
    case 7:
      return mix(mix(context, lastBytes), bytesBefore & 0xffffff);
    case 8:
      return mix(mix(context, word), classes[0]);
    case 9:
      return mix(mix(mix(context, classes[0]), classes[1]), classes[2]);
    case 10:
      return mix(mix(mix(context, last), before), third);
    case 11:
      return mix(mix(context, lastBytes), bytesBefore & 0xff);
    case 12:
      return mix(mix(context, lastBytes), bytesBefore & 0xffff);
    case 13:
      return mix(context, word);
    default:
      return mix(mix(mix(context, history.key), history.place), classes[0]);
  }
}

const SPACE = 0x20;
const LINE_FEED = 0x0a;
const QUOTATION_MARK = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
/** Further symbols behind a key are not told apart. */
const LAST_PLACE = 15;

/** Appends a symbol to the history. */
export function extendHistory(history: History, { bytes, offsets, classes }: Alphabet, symbol: number): void {
  history.symbols.copyWithin(1, 0);
  history.symbols[0] = symbol;
  history.classes.copyWithin(1, 0);
  history.classes[0] = classes[symbol];
  history.remaining -= offsets[symbol + 1] - offsets[symbol];
  history.symbolCount++;
  if (history.symbolCount === OPENING_SYMBOLS) history.opening = 0;
  if (history.place < LAST_PLACE) history.place++;
  for (let at = offsets[symbol]; at < offsets[symbol + 1]; at++) {
    const byte = bytes[at];
    if (byte === QUOTATION_MARK) {
      history.quoted = history.span;
      history.span = 0;
    } else if (byte === COLON && (history.lastBytes & 0xff) === QUOTATION_MARK) {
      history.key = history.quoted;
      history.place = 0;
    } else if (byte !== BACKSLASH) history.span = mix(history.span, byte);
    history.bytesBefore = (history.bytesBefore << 8) | (history.lastBytes >>> 24);
    history.lastBytes = (history.lastBytes << 8) | byte;
    if (isLetter(byte)) history.word = mix(history.word, byte | 0x20);
    else if ((byte === SPACE || byte === LINE_FEED) && history.word !== 0) {
      history.wordBefore = history.word;
      history.word = 0;
    }
  }
}

/** ASCII letters, and every byte of other letters. */
function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || byte >= 0x80;
}
