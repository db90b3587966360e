/** The lists of a prior as its file has them: columns, SPEC-PRIOR section 5. */
import type { RansModelShape } from "brio-rans";
import type { CodeTree } from "../code-tree.ts";
import { type ContextLists, keySlot, MAX_KEY_BITS } from "../context-lists.ts";
import { CONTEXT_NAMES } from "../contexts.ts";
import { ESCAPE_LEVELS, SUCCESSOR_LEVELS } from "../count-levels.ts";

export interface ListColumns {
  /** By group: lists in it, and bits of their keys. A group is a context × groupsPerContext + a class before. */
  readonly groupSizes: Uint32Array;
  readonly keyBits: Uint8Array;
  /** By list, those of a group together: its key, ascending within the group; and the level of its escape. */
  readonly keys: Uint32Array;
  readonly escapes: Uint8Array;
  /** By list: its first successor. One more than there are lists. */
  readonly starts: Uint32Array;
  /** By successor, descending by level within a list and then ascending by leaf: its level, and its symbol. */
  readonly levels: Uint8Array;
  readonly symbols: Uint16Array;
}

/**
 * The column of levels: for each list those of its successors, descending, each plus one; then 0. It says how long the lists are as well.
 * The context of a level is the one before it, and that of the first of a list is 0.
 */
export const LEVELS_SHAPE: RansModelShape = {
  order: 1,
  symbolCount: SUCCESSOR_LEVELS.length + 1,
  scaleBits: 12,
};

/** Escapes come in columns by the length of their lists, the last one being for all that are longer. */
export const ESCAPE_COLUMNS = 16;
export const ESCAPES_SHAPE: RansModelShape = { order: 0, symbolCount: ESCAPE_LEVELS.length, scaleBits: 12 };

export function escapeColumn(length: number): number {
  return Math.min(length, ESCAPE_COLUMNS) - 1;
}

/** By group: where its lists end. */
export function listsEnds(groupSizes: Uint32Array): Uint32Array {
  let end = 0;
  return groupSizes.map((size) => (end += size));
}

const KEY_MASK: number = (1 << MAX_KEY_BITS) - 1;

/** Sums of counts have 16 bits. */
export const LARGEST_SUM = 65535;

/**
 * No more slots in a row are taken. Of a million keys that come by chance runs have up to some hundred; keys that were chosen to crowd would make
 * reading quadratic, and looking up as slow.
 */
export const LONGEST_RUN = 512;

/** Slots of the hash table of so many lists: a power of two. */
export function slotCountOf(listCount: number): number {
  let slotCount = 1;
  while (slotCount < 2 * listCount + 1) slotCount *= 2;
  return slotCount;
}

/** Columns as the model looks into them; undefined if a list has a symbol twice, the wrong order, or a sum beyond 16 bits, or keys crowd. */
export function contextListsOf(
  columns: ListColumns,
  tree: CodeTree,
  groupsPerContext: number,
): ContextLists | undefined {
  const { groupSizes, keyBits, keys: listKeys, escapes, starts, levels, symbols } = columns;
  const { leafOfSymbol } = tree;
  const listCount = escapes.length;
  const leaves = new Uint16Array(symbols.length);
  const sums = new Uint16Array(symbols.length);
  for (let list = 0; list < listCount; list++) {
    if (!sortSuccessors(leafOfSymbol, levels, symbols, starts[list], starts[list + 1], leaves, sums))
      return undefined;
  }

  const slotCount = slotCountOf(listCount);
  const mask = slotCount - 1;
  const keys = new Uint32Array(slotCount);
  const numbers = new Uint32Array(slotCount);
  let list = 0;
  for (let group = 0; group < groupSizes.length; group++) {
    for (const end = list + groupSizes[group]; list < end; list++) {
      // In 32 bits with a sign, as arithmetic on larger numbers takes twice as long.
      const key = (((group << MAX_KEY_BITS) | listKeys[list]) + 1) | 0;
      let slot = keySlot(key, mask);
      for (let searched = 0; keys[slot] !== 0; slot = (slot + 1) & mask) {
        if (++searched > LONGEST_RUN) return undefined;
      }
      keys[slot] = key;
      numbers[slot] = list;
    }
  }
  if (isCrowded(keys)) return undefined;
  const escapeCounts = new Uint32Array(listCount);
  for (let i = 0; i < listCount; i++) escapeCounts[i] = ESCAPE_LEVELS[escapes[i]];
  return { groupsPerContext, keyBits, keys, numbers, starts, escapes: escapeCounts, leaves, sums };
}

/** Whether too many slots in a row are taken, also from the end of the table on to its beginning. */
function isCrowded(keys: Uint32Array): boolean {
  const mask = keys.length - 1;
  let run = 0;
  for (let slot = 0; slot <= mask + LONGEST_RUN; slot++) {
    run = keys[slot & mask] === 0 ? 0 : run + 1;
    if (run > LONGEST_RUN) return true;
  }
  return false;
}

/** Lists up to this length are sorted by insertion, which is quadratic; longer ones by the engine, which takes a microsecond to begin. */
const SHORT_LIST = 32;

/** A leaf above a level: numbers whose order is that of the leaves. */
const packed: Uint32Array = /* @__PURE__ */ new Uint32Array(65536);

/** Fills in the leaves of a list, ascending, and the sums of its counts. False if it cannot be one. */
function sortSuccessors(
  leafOfSymbol: Uint16Array,
  levels: Uint8Array,
  symbols: Uint16Array,
  start: number,
  end: number,
  leaves: Uint16Array,
  sums: Uint16Array,
): boolean {
  const count = end - start;
  if (count > packed.length) return false;
  for (let i = 0; i < count; i++) {
    const leaf = leafOfSymbol[symbols[start + i]];
    const level = levels[start + i];
    if (i > 0 && level === levels[start + i - 1] && leaf <= leafOfSymbol[symbols[start + i - 1]])
      return false;
    const entry = (leaf << 8) | level;
    let at = i;
    if (count <= SHORT_LIST) for (; at > 0 && packed[at - 1] > entry; at--) packed[at] = packed[at - 1];
    packed[at] = entry;
  }
  if (count > SHORT_LIST) packed.subarray(0, count).sort();
  let sum = 0;
  let before = -1;
  for (let i = 0; i < count; i++) {
    const leaf = packed[i] >>> 8;
    sum += SUCCESSOR_LEVELS[packed[i] & 0xff];
    if (leaf === before || sum > LARGEST_SUM) return false;
    before = leaf;
    leaves[start + i] = leaf;
    sums[start + i] = sum;
  }
  return true;
}

/**
 * The inverse of {@link contextListsOf}.
 *
 * @throws {RangeError} a count is not one that a file can hold
 */
export function columnsOf(lists: ContextLists, tree: CodeTree): ListColumns {
  const { keyBits, keys, numbers, leaves, sums } = lists;
  const found = keys.reduce<{ key: number; list: number }[]>((all, key, slot) => {
    if (key !== 0) all.push({ key: key - 1, list: numbers[slot] });
    return all;
  }, []);
  found.sort((a, b) => a.key - b.key);
  const starts = new Uint32Array(found.length + 1);
  const levels = new Uint8Array(leaves.length);
  const symbols = new Uint16Array(leaves.length);
  const groupSizes = new Uint32Array(CONTEXT_NAMES.length * lists.groupsPerContext);
  found.forEach(({ key, list }, index) => {
    const from = lists.starts[list];
    const count = lists.starts[list + 1] - from;
    const successors = Array.from({ length: count }, (_, i) => ({
      leaf: leaves[from + i],
      level: levelOf(SUCCESSOR_LEVELS, sums[from + i] - (i === 0 ? 0 : sums[from + i - 1]), "counts"),
    }));
    successors.sort((a, b) => b.level - a.level || a.leaf - b.leaf);
    const start = starts[index];
    successors.forEach(({ leaf, level }, i) => {
      levels[start + i] = level;
      symbols[start + i] = tree.symbolOfLeaf[leaf];
    });
    starts[index + 1] = start + count;
    groupSizes[key >>> MAX_KEY_BITS]++;
  });
  return {
    groupSizes,
    keyBits,
    keys: Uint32Array.from(found, ({ key }) => key & KEY_MASK),
    escapes: Uint8Array.from(found, ({ list }) => levelOf(ESCAPE_LEVELS, lists.escapes[list], "escapes")),
    starts,
    levels,
    symbols,
  };
}

function levelOf(values: Uint16Array | Uint32Array, value: number, name: string): number {
  const level = values.indexOf(value);
  if (level < 0)
    throw new RangeError(`prior.lists: expected ${name} that are those of a level, got ${value}`);
  return level;
}
