// READ ME FIRST
//
// Of what is found most is nothing: of four places in 1,000 of English chat that have a hash of the catalogue one in twenty begins an
// occurrence, and of eight in records of agents, where each message has a "role", one in five. To leave the others to the host
// costs 100 to 200 ns a place there, most of it to get what it needs into the cache, and 25 here (measured). So places are compared
// here first, as the host would do it (matchAt in src/signal-matcher.ts, which explains the walk), as long as byte stands against
// byte. That leaves 0.22 of the four, and 1.7 of the eight. Where it ends without an answer the place is kept, and the host decides:
//
//   a byte of 0x80 or more      it may be part of a character that is to be folded, or the end of the piece
//   white space after a space   it may be more of the same
//
// Where patterns agree to their ends, the place is kept too. If that is one alone, and no other is in question, its number takes the
// place of the hash: then the host only sees whether a word begins and ends there, which is half of what is left to it.
//
// Why no occurrence is lost. Take the first byte at which the folded input differs from the pattern. If the pattern does occur here,
// something before that byte or at it folds to fewer bytes than it has: a character of several bytes, whose first byte is 0x80 or
// more, or white space behind white space. But up to there all bytes agreed, and folded as a byte by itself the former is 0xff, which no
// pattern has, and the latter a space, of which no pattern has two in a row. So it is that very byte, and the place is kept.
import {
  FOLDED_AT,
  FOUND_AT,
  HASH_SLOTS,
  HEADS_AT,
  INPUT_AT,
  KEYS_AT,
  MARKS_AT,
  NEXTS_AT,
  OFFSETS_AT,
  PATTERN_FLAG,
  PATTERNS_AT,
  PLACE_BITS,
  SHARED_AT,
  SKIPS_AT,
  SLOT_SHIFT,
  WINDOW_BYTES,
} from "../../src/scan/layout";

const SPACE: u32 = 0x20;
const NOT_ASCII: u32 = 0xff;

/** No pattern occurs; what may occur is not known to be one pattern. */
const NONE: i32 = -1;
const UNKNOWN: i32 = -2;

/** Keeps of the words up to `end` those at whose place a pattern may occur. Returns where the next one would go. */
export function keepLikely(end: usize): usize {
  let kept: usize = FOUND_AT;
  for (let at: usize = FOUND_AT; at < end; at += 4) {
    const word = load<u32>(at);
    const place = <usize>word & ((1 << PLACE_BITS) - 1);
    const mark = <i32>word < 0 ? ~<i32>load<u8>(place, INPUT_AT) : <i32>word >> PLACE_BITS;
    const only = onlyPattern(place, mark);
    if (only == NONE) continue;
    store<u32>(kept, only == UNKNOWN ? word : <u32>place | (<u32>only << PLACE_BITS) | PATTERN_FLAG);
    kept += 4;
  }
  return kept;
}

/** The only pattern with that mark that may occur, or else NONE or UNKNOWN. */
@inline
function onlyPattern(place: usize, mark: i32): i32 {
  const slot = mark < 0 ? HASH_SLOTS + ~mark : mark >> SLOT_SHIFT;
  let entry = <usize>load<u16>(<usize>slot << 1, HEADS_AT);
  let only = NONE;
  while (entry != 0 && only != UNKNOWN) {
    if (load<i32>(entry << 2, MARKS_AT) == mark) only = compare(place, load<u16>(entry << 1, KEYS_AT), only);
    entry = load<u16>(entry << 1, NEXTS_AT);
  }
  return only;
}

/** The same of pattern `first` and those behind it that share its window, and of those before, which came to `only`. */
function compare(place: usize, first: usize, only: i32): i32 {
  let key = first;
  let matched: usize = 0;
  do {
    const pattern = <usize>load<u16>(key << 1, OFFSETS_AT);
    const length = <usize>load<u16>((key + 1) << 1, OFFSETS_AT) - pattern;
    let folded: u32 = 0;
    for (; matched < length; matched++) {
      folded = load<u8>(<usize>load<u8>(place + matched, INPUT_AT), FOLDED_AT);
      if (folded != <u32>load<u8>(pattern + matched, PATTERNS_AT)) break;
    }
    if (matched == length) {
      if (only != NONE) return UNKNOWN;
      only = <i32>key;
    } else if (folded == NOT_ASCII) {
      return UNKNOWN;
    } else if (folded == SPACE && matched > 0 && load<u8>(pattern + matched - 1, PATTERNS_AT) == SPACE) {
      return UNKNOWN;
    }
    key++;
    while (load<i8>(key, SHARED_AT) > <i32>matched) key = load<u16>(key << 1, SKIPS_AT);
  } while (load<i8>(key, SHARED_AT) == <i32>matched && matched >= <usize>WINDOW_BYTES);
  return only;
}
