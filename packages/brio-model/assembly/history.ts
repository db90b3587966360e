/** The history of src/contexts.ts, at HISTORY_AT, and the hashes of contexts. */
import { HISTORY_AT, SYMBOL_STRIDE } from "../src/kernel-wasm/layout";
import { bytes, classCount, symbols } from "./memory";

const LAST: usize = HISTORY_AT;
const CLASSES: usize = HISTORY_AT + 12;
const LAST_BYTES: usize = HISTORY_AT + 24;
const BYTES_BEFORE: usize = HISTORY_AT + 28;
const WORD: usize = HISTORY_AT + 32;
const WORD_BEFORE: usize = HISTORY_AT + 36;
const REMAINING: usize = HISTORY_AT + 40;
const OPENING: usize = HISTORY_AT + 44;
const SYMBOL_COUNT: usize = HISTORY_AT + 48;
const SPAN: usize = HISTORY_AT + 52;
const QUOTED: usize = HISTORY_AT + 56;
const KEY: usize = HISTORY_AT + 60;
const PLACE: usize = HISTORY_AT + 64;

const NO_SYMBOL: u32 = 65536;

const END_BYTES: u32 = 24;
const OPENING_SYMBOLS: u32 = 3;
const LAST_PLACE: u32 = 15;

export function startHistory(contentLength: u32): void {
  for (let i: usize = 0; i < 12; i += 4) {
    store<u32>(LAST + i, NO_SYMBOL);
    store<u32>(CLASSES + i, classCount);
  }
  store<u64>(LAST_BYTES, 0);
  store<u64>(WORD, 0);
  store<u32>(REMAINING, contentLength);
  store<u32>(OPENING, 1 + u32(contentLength >= 64) + u32(contentLength >= 256) + u32(contentLength >= 1024));
  store<u32>(SYMBOL_COUNT, 0);
  store<u64>(SPAN, 0);
  store<u64>(KEY, 0);
}

/** The class of the last symbol, or that of no symbol. */
@inline
export function classBefore(): u32 {
  return load<u32>(CLASSES);
}

@inline
export function mix(hash: u32, value: u32): u32 {
  const product = (hash + value * 0x9e3779b1) * 0x85ebca6b;
  return product ^ (product >> 15);
}

export function contextHash(context: u32): u32 {
  const last = load<u32>(LAST);
  const before = load<u32>(LAST, 4);
  const classLast = load<u32>(CLASSES);
  const classSecond = load<u32>(CLASSES, 4);
  const lastBytes = load<u32>(LAST_BYTES);
  const bytesBefore = load<u32>(BYTES_BEFORE);
  const word = load<u32>(WORD);
  switch (context) {
    case 0: {
      const remaining = load<u32>(REMAINING);
      const end = remaining < END_BYTES ? remaining : END_BYTES + load<u32>(OPENING);
      return mix(mix(context, classLast), end);
    }
    case 1:
      return mix(context, last);
    case 2:
      return mix(context, lastBytes);
    case 3:
      return mix(mix(context, classLast), classSecond);
    case 4:
      return mix(mix(context, before), classLast);
    case 5:
      return mix(mix(context, last), before);
    case 6:
      return mix(mix(context, word), load<u32>(WORD_BEFORE));
    case 7:
      return mix(mix(context, lastBytes), bytesBefore & 0xffffff);
    case 8:
      return mix(mix(context, word), classLast);
    case 9:
      return mix(mix(mix(context, classLast), classSecond), load<u32>(CLASSES, 8));
    case 10:
      return mix(mix(mix(context, last), before), load<u32>(LAST, 8));
    case 11:
      return mix(mix(context, lastBytes), bytesBefore & 0xff);
    case 12:
      return mix(mix(context, lastBytes), bytesBefore & 0xffff);
    case 13:
      return mix(context, word);
    default:
      return mix(mix(mix(context, load<u32>(KEY)), load<u32>(PLACE)), classLast);
  }
}

export function extendHistory(symbol: u32): void {
  const record = symbols + <usize>symbol * SYMBOL_STRIDE;
  store<u32>(LAST, load<u32>(LAST, 4), 8);
  store<u32>(LAST, load<u32>(LAST), 4);
  store<u32>(LAST, symbol);
  store<u32>(CLASSES, load<u32>(CLASSES, 4), 8);
  store<u32>(CLASSES, load<u32>(CLASSES), 4);
  store<u32>(CLASSES, load<u8>(record, 6));
  store<u32>(REMAINING, load<u32>(REMAINING) - load<u8>(record, 7));
  const symbolCount = load<u32>(SYMBOL_COUNT) + 1;
  store<u32>(SYMBOL_COUNT, symbolCount);
  if (symbolCount == OPENING_SYMBOLS) store<u32>(OPENING, 0);
  let lastBytes = load<u32>(LAST_BYTES);
  let bytesBefore = load<u32>(BYTES_BEFORE);
  let word = load<u32>(WORD);
  let span = load<u32>(SPAN);
  store<u32>(PLACE, min(load<u32>(PLACE) + 1, LAST_PLACE));
  let at = bytes + load<u32>(record);
  for (const end = at + load<u8>(record, 7); at < end; at++) {
    const byte: u32 = load<u8>(at);
    if (byte == 0x22) {
      store<u32>(QUOTED, span);
      span = 0;
    } else if (byte == 0x3a && (lastBytes & 0xff) == 0x22) {
      store<u32>(KEY, load<u32>(QUOTED));
      store<u32>(PLACE, 0);
    } else if (byte != 0x5c) span = mix(span, byte);
    bytesBefore = (bytesBefore << 8) | (lastBytes >> 24);
    lastBytes = (lastBytes << 8) | byte;
    const lower = byte | 0x20;
    if (lower - 0x61 <= 0x7a - 0x61 || byte >= 0x80) word = mix(word, lower);
    else if ((byte == 0x20 || byte == 0x0a) && word != 0) {
      store<u32>(WORD_BEFORE, word);
      word = 0;
    }
  }
  store<u32>(LAST_BYTES, lastBytes);
  store<u32>(BYTES_BEFORE, bytesBefore);
  store<u32>(WORD, word);
  store<u32>(SPAN, span);
}
