/**
 * READ ME FIRST
 *
 * Which phrases start here? Tries of all symbols of two bytes and more, one for each pair of first bytes, as a double array
 * (Aoe 1989) with tails; brio-dictionary's src/double-array.ts explains the idea, and how it is built.
 *
 * What is different here is the size of a cell. A parser asks at every position, and most of what it takes is waiting for the next
 * cell; so a cell has eight bytes, with which the tries of 20,000 phrases are not much larger than a second-level cache, and
 * everything that the parser wants to know is in them:
 *
 *      0 …  7   label: the byte that leads here
 *      8        KEY_ENDS: a symbol ends here
 *      9        TAIL: one symbol goes on below, and the rest of its bytes are to be compared with the symbol itself
 *     10 … 31   what the next byte is added to, to find its cell; of a TAIL, where the bytes of its symbol lie
 *     32 … 47   the symbol
 *     48 … 55   its class; of a TAIL, the next of its bytes, which tells nearly all that do not match
 *     56 … 63   its price within the class; of a TAIL, its length
 *
 * No two nodes have the same base, so a cell whose label is the byte that was added is the child, and no parent need be kept.
 * The first nodes, which a pair of bytes leads to, have no label; they lie below all bases, so that none is taken for a child.
 */
import { TRIE_TOPS_AT } from "../../src/v2/kernel-wasm/encoder-layout";
import { symbolBytes, symbolCount, symbolOffsets, symbols } from "./tables";

const KEY_ENDS: u64 = 1 << 8;
const TAIL: u64 = 1 << 9;
const BASE_SHIFT: u64 = 10;

const PROBE_LIMIT: i32 = 16;
const SLACK: i32 = 256 + 255 + 256;

let cells: usize = 0;

/** Cells for symbols that have `byteCount` bytes together. */
@inline
function cellCount(byteCount: i32): usize {
  return <usize>(2 * SLACK + byteCount);
}

/** Bytes that the tries need, and a bit for each base that is taken. */
export function trieBytes(byteCount: i32): usize {
  return (cellCount(byteCount) << 3) + (cellCount(byteCount) >> 3) + 8;
}

/** The cell of the phrases that begin with these two bytes, or 0. */
@inline
export function topCell(pair: u32): u64 {
  const node = <usize>load<u16>(<usize>pair << 1, TRIE_TOPS_AT);
  return node == 0 ? 0 : load<u64>(cells + (node << 3));
}

/** The cell that a byte leads to, or 0. */
@inline
export function nextCell(cell: u64, byte: u32): u64 {
  const base = <u32>cell >> <u32>BASE_SHIFT;
  const next = load<u64>(cells + (<usize>(base + byte) << 3));
  return select<u64>(next, 0, (<u32>next & 0xff) == byte);
}

/**
 * As {@link nextCell}, and 0 of a tail and of 0: with base 0 a byte leads to the first nodes, whose label is no byte but 0, and
 * that to the cell in front of them, which is 0.
 */
@inline
export function cellBelow(cell: u64, byte: u32): u64 {
  return nextCell(select<u64>(0, cell, isTail(cell)), byte);
}

@inline
export function endsHere(cell: u64): bool {
  return (cell & KEY_ENDS) != 0;
}
@inline
export function isTail(cell: u64): bool {
  return (cell & TAIL) != 0;
}
@inline
export function symbolOf(cell: u64): i32 {
  return <i32>((cell >> 32) & 0xffff);
}
/** Of a cell where a symbol ends. */
@inline
export function classOf(cell: u64): i32 {
  return <i32>((cell >> 48) & 0xff);
}
/** Of a cell where a symbol ends. */
@inline
export function memberPriceOf(cell: u64): i32 {
  return <i32>(cell >> 56);
}

/** The length of the symbol that a tail belongs to, if the input at `at`, known to agree for `agreed` bytes, goes on with it; else 0. */
@inline
export function tailLength(cell: u64, at: usize, agreed: i32, available: i32): i32 {
  if (<u32>load<u8>(at + agreed) != (<u32>(cell >> 48) & 0xff)) return 0;
  const length = <i32>(cell >> 56);
  if (length > available) return 0;
  const bytes = symbolBytes + (<u32>cell >> <u32>BASE_SHIFT);
  for (let i = agreed + 1; i < length; i++) if (load<u8>(bytes + i) != load<u8>(at + i)) return 0;
  return length;
}

let firstFree: i32 = 0;
let end: i32 = 0;
let taken: usize = 0;
let childBytes: usize = 0;

@inline
function offsetOf(symbol: i32): u32 {
  return load<u32>(symbolOffsets + (<usize>symbol << 2));
}

@inline
function cellAt(cell: i32): usize {
  return cells + (<usize>cell << 3);
}

/** The upper half of the cell of a symbol that ends there. */
function endOf(symbol: i32): u64 {
  const entry = load<u64>(symbols + (<usize>symbol << 3));
  const price = (entry >> 32) & 0xffff;
  const symbolClass = entry >> 48;
  return (<u64>symbol << 32) | (symbolClass << 48) | (price << 56) | KEY_ENDS;
}

/** The cell of a node below which one symbol is left, which goes on at `depth`. */
function tailOf(symbol: i32, depth: i32): u64 {
  const offset = offsetOf(symbol);
  const length = offsetOf(symbol + 1) - offset;
  const next = <u64>load<u8>(symbolBytes + offset + depth);
  return (<u64>symbol << 32) | (next << 48) | (<u64>length << 56) | (<u64>offset << BASE_SHIFT) | TAIL;
}

/** Builds the tries at `at`, with `scratch` as working memory: 12 bytes for each byte of the symbols, and 2 KiB. */
export function buildTrie(at: usize, byteCount: i32, scratch: usize): void {
  cells = at;
  taken = at + (cellCount(byteCount) << 3);
  const nodes = scratch;
  const firstKeys = nodes + (<usize>byteCount << 2);
  const nextKeys = firstKeys + (<usize>byteCount << 2);
  const keysByByte = nextKeys + (<usize>symbolCount << 2);
  childBytes = keysByByte + 1024;
  memory.fill(keysByByte, 0xff, 1024);

  let nodeCount = 0;
  for (let key = 256; key < symbolCount; key++) {
    const top = <usize>load<u16>(symbolBytes + offsetOf(key)) << 1;
    const node = <i32>load<u16>(top, TRIE_TOPS_AT);
    if (node == 0) {
      store<i32>(firstKeys + (<usize>nodeCount << 2), key);
      store<i32>(nextKeys + (<usize>key << 2), -1);
      nodeCount++;
      store<i32>(nodes + (<usize>(nodeCount - 1) << 2), nodeCount);
      store<u16>(top, nodeCount, TRIE_TOPS_AT);
    } else {
      const first = firstKeys + (<usize>(node - 1) << 2);
      store<i32>(nextKeys + (<usize>key << 2), load<i32>(first));
      store<i32>(first, key);
    }
  }
  const firstCell = max(256, nodeCount + 1);
  firstFree = firstCell;
  end = firstCell;
  let depth = 2;
  let levelEnd = nodeCount;
  for (let i = 0; i < nodeCount; i++) {
    if (i == levelEnd) {
      depth++;
      levelEnd = nodeCount;
    }
    const cell = cellAt(load<i32>(nodes + (<usize>i << 2)));
    const label = <u64>load<u8>(cell);
    let key = load<i32>(firstKeys + (<usize>i << 2));
    if (load<i32>(nextKeys + (<usize>key << 2)) < 0) {
      const ends = <i32>(offsetOf(key + 1) - offsetOf(key)) == depth;
      store<u64>(cell, label | (ends ? endOf(key) : tailOf(key, depth)));
      continue;
    }
    let content = label;
    let childCount = 0;
    while (key >= 0) {
      const following = load<i32>(nextKeys + (<usize>key << 2));
      const offset = offsetOf(key);
      if (<i32>(offsetOf(key + 1) - offset) == depth) content |= endOf(key);
      else {
        const byte = load<u8>(symbolBytes + offset + depth);
        const slot = keysByByte + (<usize>byte << 2);
        const sibling = load<i32>(slot);
        if (sibling < 0) store<u8>(childBytes + childCount++, byte);
        store<i32>(nextKeys + (<usize>key << 2), sibling);
        store<i32>(slot, key);
      }
      key = following;
    }
    const base = findBase(childCount, firstCell);
    store<u8>(taken + (base >> 3), load<u8>(taken + (base >> 3)) | (<u8>1 << <u8>(base & 7)));
    store<u64>(cell, content | (<u64>base << BASE_SHIFT));
    for (let j = 0; j < childCount; j++) {
      const byte = load<u8>(childBytes + j);
      const child = base + byte;
      // Not empty any more: TAIL stays only if its turn finds it so.
      store<u64>(cellAt(child), <u64>byte | TAIL);
      if (child >= end) end = child + 1;
      store<i32>(nodes + (<usize>nodeCount << 2), child);
      const slot = keysByByte + (<usize>byte << 2);
      store<i32>(firstKeys + (<usize>nodeCount << 2), load<i32>(slot));
      nodeCount++;
      store<i32>(slot, -1);
    }
  }
}

/** A base that is not taken, at which the children by `childBytes` find free cells. */
function findBase(childCount: i32, firstCell: i32): i32 {
  while (load<u64>(cellAt(firstFree)) != 0) firstFree++;
  const first = <i32>load<u8>(childBytes);
  let cell = firstFree;
  const probeEnd = min(firstFree + PROBE_LIMIT, end);
  while (cell < probeEnd && !fits(cell - first, childCount, firstCell)) cell++;
  if (cell >= probeEnd) {
    cell = end;
    while (!fits(cell - first, childCount, firstCell)) cell++;
  }
  return cell - first;
}

function fits(base: i32, childCount: i32, firstCell: i32): bool {
  if (base < firstCell || (load<u8>(taken + (base >> 3)) & (1 << (base & 7))) != 0) return false;
  for (let j = 0; j < childCount; j++) {
    if (load<u64>(cellAt(base + <i32>load<u8>(childBytes + j))) != 0) return false;
  }
  return true;
}
