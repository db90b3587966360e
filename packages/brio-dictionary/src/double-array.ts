// READ ME FIRST
//
// Tries over byte strings ("keys") as a double array (Aoe 1989). A node is a cell number, 1 or more; all
// arrays are indexed by it. The child of `node` by byte b, if there is one, is the cell
//
//   child = (moves[node] >> FLAG_BITS) + b      and it is there exactly if      parents[child] === node
//
// so a step costs two loads from tables that are a few dozen KiB large, and no search among siblings. The low
// bits of a move are flags about the node itself, which come for free: whoever goes on needs the move anyway.
//
// There is no root. The first bytes of a key (`prefixBytes` of them, one or two) choose its trie directly,
// through `tops`: two bytes reject most positions of a text with one load, and save the two widest levels of
// building.
//
// Where only one key is left below a node its remaining bytes need no nodes of their own: with `tails` such a
// node has the flag TAIL, and whoever walks compares the key from there on. Of 2,491 phrases that leaves
// 5,090 nodes of 15,865.
//
// Bounds. A move plus 255 is always inside `parents`, so a walk needs no bounds check of its own. A leaf
// moves to the cells 0 to 255, whose parent is 0, no node: no walk leaves a leaf.
//
// Building is breadth first. The keys that share a node hang in a linked list, which is dealt out to the
// children by the next byte, so every byte of every key is touched once at most. A node with one child takes
// the first free cell; the children of others go to the first place that fits all of them, looked for at
// PROBE_LIMIT cells at most before going to the end. Hence building is linear in the bytes of the keys, for
// any keys.

/** Flag in a move: a key ends at this node. */
export const KEY_ENDS = 1;
/** Flag in a move: one key goes on below this node, and its bytes are to be compared with the key itself. */
export const TAIL = 2;
/** Above this many flags, a move is what the next byte is added to. */
export const FLAG_BITS = 2;

/** Children live from here on at the earliest, so that a byte can always be subtracted. */
const FIRST_CELL = 256;
/** 16 leaves hardly a gap in phrases of English (measured: 5,090 nodes in 5,162 cells), no more than 64. */
const PROBE_LIMIT = 16;
/**
 * Cells kept beyond the base placed last: 256 hold its children, and from their end a search goes on for at
 * most 255 cells and looks 255 ahead.
 */
const SLACK = 256 + 255 + 256;

/** Tries; see above for how to walk them. */
export interface DoubleArray {
  /** By the first bytes of a key, little-endian: the node at which its trie begins, or 0. */
  readonly tops: Int32Array;
  readonly moves: Int32Array;
  readonly parents: Int32Array;
  /**
   * By node: the key that ends there, the least one of several, or the one that goes on with {@link TAIL}.
   */
  readonly keys: Int32Array;
  /** All nodes, breadth first. */
  readonly nodes: Int32Array;
}

/**
 * Builds the tries of the keys `bytes[offsets[k] .. offsets[k + 1])`, k = 0, 1, …, each at least
 * `prefixBytes` long. With `tails` no key may be there twice.
 */
export function buildDoubleArray(
  bytes: Uint8Array,
  offsets: Uint32Array,
  prefixBytes: 1 | 2,
  tails: boolean,
): DoubleArray {
  const keyCount = offsets.length - 1;

  // The queue of the breadth-first pass: nodes, and the first of the keys that share each. No more nodes than
  // bytes.
  const nodes = new Int32Array(bytes.length);
  const firstKeys = new Int32Array(bytes.length);
  const nextKeys = new Int32Array(keyCount);
  const tops = new Int32Array(prefixBytes === 1 ? 0x100 : 0x10000);
  let nodeCount = 0;
  for (let key = 0; key < keyCount; key++) {
    const at = offsets[key]!;
    const prefix = prefixBytes === 1 ? bytes[at]! : bytes[at]! | (bytes[at + 1]! << 8);
    const top = tops[prefix]!;
    if (top === 0) {
      firstKeys[nodeCount] = key;
      nextKeys[key] = -1;
      nodes[nodeCount] = ++nodeCount;
      tops[prefix] = nodeCount;
    } else {
      nextKeys[key] = firstKeys[top - 1]!;
      firstKeys[top - 1] = key;
    }
  }

  const firstCell = Math.max(FIRST_CELL, nodeCount + 1);
  let firstFree = firstCell;
  let end = firstCell;
  let capacity = firstCell + bytes.length + SLACK;
  let moves = new Int32Array(capacity);
  let parents = new Int32Array(capacity);
  let keys = new Int32Array(capacity);

  // The keys of the node at hand by their next byte, and the bytes that occur.
  const keysByByte = new Int32Array(256).fill(-1);
  const childBytes = new Uint8Array(256);
  let depth = prefixBytes;
  let levelEnd = nodeCount;
  for (let i = 0; i < nodeCount; i++) {
    if (i === levelEnd) {
      depth++;
      levelEnd = nodeCount;
    }
    const node = nodes[i]!;
    let key = firstKeys[i]!;
    if (tails && nextKeys[key]! < 0) {
      keys[node] = key;
      moves[node] = offsets[key]! + depth === offsets[key + 1]! ? KEY_ENDS : TAIL;
      continue;
    }
    let flags = 0;
    let childCount = 0;
    while (key >= 0) {
      const following = nextKeys[key]!;
      const at = offsets[key]! + depth;
      if (at === offsets[key + 1]!) {
        if (flags === 0 || key < keys[node]!) keys[node] = key;
        flags = KEY_ENDS;
      } else {
        const byte = bytes[at]!;
        const sibling = keysByByte[byte]!;
        if (sibling < 0) childBytes[childCount++] = byte;
        nextKeys[key] = sibling;
        keysByByte[byte] = key;
      }
      key = following;
    }
    if (childCount === 0) {
      moves[node] = flags;
      continue;
    }
    const base = findBase(childCount);
    moves[node] = (base << FLAG_BITS) | flags;
    for (let j = 0; j < childCount; j++) {
      const byte = childBytes[j]!;
      const child = base + byte;
      parents[child] = node;
      if (child >= end) end = child + 1;
      nodes[nodeCount] = child;
      firstKeys[nodeCount++] = keysByByte[byte]!;
      keysByByte[byte] = -1;
    }
  }
  return {
    tops,
    moves: moves.slice(0, end),
    parents: parents.slice(0, end + 256),
    keys: keys.slice(0, end),
    nodes: nodes.slice(0, nodeCount),
  };

  /** Where the children by `childBytes` all find free cells; makes room behind them. */
  function findBase(childCount: number): number {
    while (parents[firstFree] !== 0) firstFree++;
    const first = childBytes[0]!;
    let cell = firstFree;
    if (childCount > 1) {
      const probeEnd = Math.min(firstFree + PROBE_LIMIT, end);
      while (cell < probeEnd && !fits(cell - first, childCount)) cell++;
      if (cell === probeEnd) {
        cell = end;
        while (!fits(cell - first, childCount)) cell++;
      }
    }
    const base = cell - first;
    if (base + SLACK > capacity) grow(base + SLACK);
    return base;
  }

  function fits(base: number, childCount: number): boolean {
    for (let j = 0; j < childCount; j++) {
      const cell = base + childBytes[j]!;
      if (cell < firstCell || parents[cell] !== 0) return false;
    }
    return true;
  }

  function grow(needed: number): void {
    capacity = Math.max(needed, capacity * 2);
    moves = enlarge(moves, capacity);
    keys = enlarge(keys, capacity);
    parents = enlarge(parents, capacity);
  }
}

function enlarge(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}
