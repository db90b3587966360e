/**
 * The lists of a prior from the columns of its file to where the predictor has them. src/prior/read-lists.ts is the twin of this file,
 * and SPEC-PRIOR section 5 what both follow.
 *
 * READ ME FIRST
 *
 * 1. A quarter of a million lists are read at once and before anything else, by loops that run for the first and the last time. An
 *    engine interprets JavaScript that it has not seen before, and half of the time is over when the optimised code arrives; WebAssembly
 *    is compiled before it runs.
 * 2. A column is taken as a whole and then put where it belongs, a list and a successor at a time.
 * 3. Every number of the file that decides an address is held against the counts of its header, for which src/kernel-wasm/read-prior.ts
 *    has made room. A false that is returned means a prior that no writer makes; stream.ts says who finds out what is wrong with it.
 */
import { LIST_SLOT_STRIDE, SUCCESSOR_STRIDE } from "../../src/kernel-wasm/layout";
import {
  CLASSES,
  COLUMN,
  CONTEXT_MASK,
  FREQUENCIES_AT,
  GROUP_COUNT,
  GROUP_STARTS,
  LEVELS,
  LIST_COUNT,
  LIST_RECORD_STRIDE,
  LIST_RECORDS,
  MEMBER_LEAVES,
  MEMBER_STARTS,
  NEXT_RANKS_AT,
  NUMBERS,
  ORDER1_COUNTS_AT,
  ORDER1_SYMBOLS,
  RANKS,
  READING_AT,
  SUCCESSOR_COUNT,
} from "../../src/kernel-wasm/prior-layout";
import { classCount, keyBits, listSlotMask, listSlots, successors } from "../memory";
import { classFrequencies, memberFrequencies, memberStart } from "./alphabet";
import { takeNumbers, takeSymbols } from "./columns";
import { restOf } from "./guides";
import { arrangeSuccessors, escapeOf, openLeafSet } from "./successors";
import { isFinished, takeColumn, takeColumnByRows } from "./stream";
import { takeOrder1Table } from "./tables";

const MAX_KEY_BITS: u32 = 20;
const LONGEST_RUN: u32 = 512;
const ESCAPE_COLUMNS: u32 = 16;
const ESCAPE_SYMBOLS: u32 = 25;

@inline
function word(name: usize): u32 {
  return load<u32>(name, READING_AT);
}

@inline
function groupStart(group: u32): u32 {
  return load<u32>(<usize>word(GROUP_STARTS) + (<usize>group << 2));
}

@inline
function recordOf(list: u32): usize {
  return <usize>word(LIST_RECORDS) + <usize>list * LIST_RECORD_STRIDE;
}

/** The first successor of a list. */
@inline
function startOf(list: u32): u32 {
  return load<u32>(recordOf(list));
}

@inline
function hasContext(context: u32): bool {
  return ((word(CONTEXT_MASK) >> context) & 1) != 0;
}

/** Reads the lists and ends the stream; {@link enterLists} remains to be done. False: no writer makes this. */
export function takeLists(): bool {
  return (
    takeGroups() &&
    takeKeys() &&
    takeLevels() &&
    takeEscapes() &&
    takeClasses() &&
    takeRanks() &&
    isFinished() &&
    placeSuccessors()
  );
}

/** How many lists each group has, and the bits of their keys. */
function takeGroups(): bool {
  const numbers: usize = word(NUMBERS);
  const groupStarts: usize = word(GROUP_STARTS);
  const groupCount = word(GROUP_COUNT);
  const groupsPerContext = classCount + 1;
  if (!takeNumbers(numbers, word(COLUMN), u32(popcnt(word(CONTEXT_MASK))) * groupsPerContext)) return false;
  let listCount: u32 = 0;
  let usedCount: u32 = 0;
  let next = numbers;
  for (let group: u32 = 0; group < groupCount; group++) {
    store<u32>(groupStarts + (<usize>group << 2), listCount);
    if (!hasContext(group / groupsPerContext)) continue;
    const size = load<u32>(next);
    next += 4;
    listCount += size;
    usedCount += u32(size != 0);
  }
  store<u32>(groupStarts + (<usize>groupCount << 2), listCount);
  if (listCount != word(LIST_COUNT)) return false;
  if (!takeNumbers(numbers, word(COLUMN), usedCount)) return false;
  next = numbers;
  for (let group: u32 = 0; group < groupCount; group++) {
    if (groupStart(group) == groupStart(group + 1)) continue;
    const bits = load<u32>(next);
    next += 4;
    if (bits > MAX_KEY_BITS) return false;
    store<u8>(keyBits + group, bits);
  }
  return true;
}

/** The keys of all lists, to NUMBERS: as slots have them, with their group and plus 1. */
function takeKeys(): bool {
  const keys: usize = word(NUMBERS);
  if (!takeNumbers(keys, word(COLUMN), word(LIST_COUNT))) return false;
  const groupCount = word(GROUP_COUNT);
  for (let group: u32 = 0; group < groupCount; group++) {
    const bits: u32 = load<u8>(keyBits + group);
    const end = keys + (<usize>groupStart(group + 1) << 2);
    let least: u32 = 0;
    for (let at = keys + (<usize>groupStart(group) << 2); at < end; at += 4) {
      const key = load<u32>(at) + least;
      if (key >> bits != 0) return false;
      store<u32>(at, ((group << MAX_KEY_BITS) | key) + 1);
      least = key + 1;
    }
  }
  return true;
}

/** Levels of all successors, and with them where lists begin. */
function takeLevels(): bool {
  const column: usize = word(COLUMN);
  const levels: usize = word(LEVELS);
  const successorCount = word(SUCCESSOR_COUNT);
  const groupsPerContext = classCount + 1;
  let successor: u32 = 0;
  for (let first: u32 = 0; first < word(GROUP_COUNT); first += groupsPerContext) {
    if (!hasContext(first / groupsPerContext)) continue;
    let list = groupStart(first);
    const to = groupStart(first + groupsPerContext);
    // The table of order 1 comes later.
    const pair: usize = ORDER1_COUNTS_AT;
    if (!takeNumbers(pair, column, 2)) return false;
    const length = (u64(load<u32>(pair, 4)) << 16) + load<u32>(pair);
    if (length > to - list + successorCount - successor) return false;
    if (length > 0 && !takeOrder1Table()) return false;
    if (length > 0 && !takeColumnByRows(ORDER1_SYMBOLS, column, u32(length))) return false;
    let before: u32 = 0;
    const end = column + usize(length);
    for (let at = column; at < end; at++) {
      const symbol: u32 = load<u8>(at);
      if (symbol == 0) {
        // No list is empty.
        if (before == 0 || list == to) return false;
        list++;
        store<u32>(recordOf(list), successor);
      } else {
        if ((before != 0 && symbol > before) || successor == successorCount) return false;
        store<u8>(levels + successor, symbol - 1);
        successor++;
      }
      before = symbol;
    }
    if (list != to || before != 0) return false;
  }
  return successor == successorCount;
}

@inline
function escapeColumn(list: u32): usize {
  return NEXT_RANKS_AT + (<usize>(min(startOf(list + 1) - startOf(list), ESCAPE_COLUMNS) - 1) << 2);
}

function takeEscapes(): bool {
  const listCount = word(LIST_COUNT);
  memory.fill(NEXT_RANKS_AT, 0, ESCAPE_COLUMNS << 2);
  for (let list: u32 = 0; list < listCount; list++) {
    const place = escapeColumn(list);
    store<u32>(place, load<u32>(place) + 1);
  }
  let column: usize = word(COLUMN);
  for (let length: u32 = 0; length < ESCAPE_COLUMNS; length++) {
    const place: usize = NEXT_RANKS_AT + (length << 2);
    const count = load<u32>(place);
    if (!takeSymbols(ESCAPE_SYMBOLS, column, count)) return false;
    store<u32>(place, u32(column));
    column = (column + count + 15) & ~15;
  }
  for (let list: u32 = 0; list < listCount; list++) {
    const place = escapeColumn(list);
    const at = load<u32>(place);
    store<u32>(place, at + 1);
    store<u32>(recordOf(list), escapeOf(load<u8>(at)), 4);
  }
  return true;
}

/** Classes of all successors: those behind one class are one column. */
function takeClasses(): bool {
  const column: usize = word(COLUMN);
  const classes: usize = word(CLASSES);
  const groupsPerContext = classCount + 1;
  const groupCount = word(GROUP_COUNT);
  for (let before: u32 = 0; before <= classCount; before++) {
    let count: u32 = 0;
    for (let group = before; group < groupCount; group += groupsPerContext) {
      count += startOf(groupStart(group + 1)) - startOf(groupStart(group));
    }
    if (count == 0) continue;
    if (!classFrequencies(before)) return false;
    takeColumn(FREQUENCIES_AT, classCount, column, count);
    let at = column;
    for (let group = before; group < groupCount; group += groupsPerContext) {
      const from = startOf(groupStart(group));
      const length = startOf(groupStart(group + 1)) - from;
      memory.copy(classes + from, at, length);
      at += length;
    }
  }
  return true;
}

/** Ranks of all successors: those of one class are one column. Leaves by class where the first of them is. */
function takeRanks(): bool {
  const successorCount = word(SUCCESSOR_COUNT);
  const classes: usize = word(CLASSES);
  memory.fill(NEXT_RANKS_AT, 0, classCount << 2);
  for (let i: u32 = 0; i < successorCount; i++) {
    const place = NEXT_RANKS_AT + (<usize>load<u8>(classes + i) << 2);
    store<u32>(place, load<u32>(place) + 1);
  }
  let column: usize = word(RANKS);
  for (let index: u32 = 0; index < classCount; index++) {
    const place = NEXT_RANKS_AT + (<usize>index << 2);
    const count = load<u32>(place);
    store<u32>(place, u32(column));
    if (count == 0) continue;
    if (!memberFrequencies(index)) return false;
    takeColumn(FREQUENCIES_AT, memberStart(index + 1) - memberStart(index), column, count);
    column = (column + count + 15) & ~15;
  }
  return true;
}

/** From classes and ranks to leaves, and the successors of each list in their order. */
function placeSuccessors(): bool {
  const listCount = word(LIST_COUNT);
  openLeafSet();
  for (let list: u32 = 0; list < listCount; list++) {
    if (!placeList(list)) return false;
    const start = startOf(list);
    const rest = restOf(successors + <usize>start * SUCCESSOR_STRIDE, startOf(list + 1) - start);
    store<u32>(recordOf(list), rest, 8);
  }
  return true;
}

/**
 * A function of its own, and called from outside too, so that no compiler makes it a part of the loop: an engine has better code after the
 * first thousands of calls, and uses it from the next call on.
 */
export function placeList(list: u32): bool {
  const leaves: usize = word(MEMBER_LEAVES);
  const starts: usize = word(MEMBER_STARTS);
  const start = startOf(list);
  const end = startOf(list + 1);
  let target = successors + <usize>start * SUCCESSOR_STRIDE;
  let level: usize = <usize>word(LEVELS) + start;
  const classes = <usize>word(CLASSES) - <usize>word(LEVELS);
  for (const levelsEnd: usize = <usize>word(LEVELS) + end; level < levelsEnd; level++) {
    const index: usize = <usize>load<u8>(level + classes) << 2;
    const at = load<u32>(index, NEXT_RANKS_AT);
    store<u32>(index, at + 1, NEXT_RANKS_AT);
    const leaf: u32 = load<u16>(leaves + (<usize>(load<u32>(starts + index) + load<u8>(at)) << 1));
    store<u32>(target, (leaf << 8) | load<u8>(level));
    target += SUCCESSOR_STRIDE;
  }
  return arrangeSuccessors(successors + <usize>start * SUCCESSOR_STRIDE, end - start);
}

@inline
function slotAt(slot: u32): usize {
  return listSlots + <usize>slot * LIST_SLOT_STRIDE;
}

/**
 * Enters some of the lists into the table of slots, which is empty at first. A part of them at a time: an engine has better code for what
 * was called a few times. False: keys crowd.
 */
export function enterLists(from: u32, to: u32): bool {
  const keys: usize = word(NUMBERS);
  for (let list = from; list < to; list++) {
    const key = load<u32>(keys + (<usize>list << 2));
    const product = key * 0x9e3779b1;
    let slot = (product ^ (product >> 15)) & listSlotMask;
    let searched: u32 = 0;
    while (load<u32>(slotAt(slot)) != 0) {
      if (++searched > LONGEST_RUN) return false;
      slot = (slot + 1) & listSlotMask;
    }
    const at = slotAt(slot);
    const record = recordOf(list);
    store<u32>(at, key);
    store<u32>(at, u32(successors) + load<u32>(record) * SUCCESSOR_STRIDE, 4);
    store<u32>(at, load<u32>(record, 4), 8);
    store<u32>(at, load<u32>(record, 8), 12);
  }
  return true;
}

/** Whether too many slots in a row are taken, also from the end of the table on to its beginning. */
export function isCrowded(): bool {
  let run: u32 = 0;
  for (let slot: u32 = 0; slot <= listSlotMask + LONGEST_RUN; slot++) {
    run = load<u32>(slotAt(slot & listSlotMask)) == 0 ? 0 : run + 1;
    if (run > LONGEST_RUN) return true;
  }
  return false;
}
