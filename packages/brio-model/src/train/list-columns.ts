/** From what was chosen of the counts to the columns of a file: keys, levels of counts, and the order of all. */
import type { CodeTree } from "../code-tree.ts";
import { COUNT_UNIT, ESCAPE_UNIT, MAX_KEY_BITS } from "../context-lists.ts";
import { ESCAPE_LEVELS, nearestLevel, SUCCESSOR_LEVELS } from "../count-levels.ts";
import { LARGEST_SUM, type ListColumns } from "../prior/list-columns.ts";
import { type Counts, DISCOUNT } from "./count.ts";
import type { Selection } from "./select.ts";

/**
 * Bits of a key beyond those that number the lists of a group. Of the values that are not listed, one in 2^6 to 2^7 is taken for
 * one that is; with 5 bits the file is 2 % smaller and what it is for as much larger.
 */
const FURTHER_KEY_BITS = 6;

/** Counts of a list whose sum has no room are made smaller by this factor until it has. */
const SHRINK = 0.9;

interface KeyedList {
  /** Number in the selection. */
  readonly list: number;
  readonly key: number;
}

export function listColumns(
  tree: CodeTree,
  counts: Counts,
  selection: Selection,
  groupCount: number,
): ListColumns {
  const { values: valueOfList, starts: chosenStarts, rows } = selection;
  const { groups, totals } = counts.values.columns;
  const { symbols: symbolOfRow, counts: countOfRow } = counts.successors.columns;
  const byGroup: number[][] = Array.from({ length: groupCount }, () => []);
  valueOfList.forEach((value, list) => byGroup[groups[value]].push(list));
  const keyBits = new Uint8Array(groupCount);
  const keyed = byGroup.map((lists, group) => {
    keyBits[group] = keyBitsOf(lists.length);
    return distinctKeys(counts, selection, lists, keyBits[group]);
  });

  const kept = keyed.flat();
  const starts = new Uint32Array(kept.length + 1);
  kept.forEach(({ list }, index) => {
    starts[index + 1] = starts[index] + chosenStarts[list + 1] - chosenStarts[list];
  });
  const escapes = new Uint8Array(kept.length);
  const levels = new Uint8Array(starts[kept.length]);
  const symbols = new Uint16Array(starts[kept.length]);
  kept.forEach(({ list }, index) => {
    const listed = [...rows.subarray(chosenStarts[list], chosenStarts[list + 1])];
    const seen = listed.map((row) => countOfRow[row]);
    const { found, escapeLevel } = levelsOf(seen, totals[valueOfList[list]]);
    const order = [...listed.keys()].sort(
      (a, b) =>
        found[b] - found[a] ||
        tree.leafOfSymbol[symbolOfRow[listed[a]]] - tree.leafOfSymbol[symbolOfRow[listed[b]]],
    );
    levels.set(
      order.map((i) => found[i]),
      starts[index],
    );
    symbols.set(
      order.map((i) => symbolOfRow[listed[i]]),
      starts[index],
    );
    escapes[index] = escapeLevel;
  });
  return {
    groupSizes: Uint32Array.from(keyed, (lists) => lists.length),
    keyBits,
    keys: Uint32Array.from(kept, ({ key }) => key),
    escapes,
    starts,
    levels,
    symbols,
  };
}

/** A lone list needs no key only if its context has but one value, which nobody knows here. */
function keyBitsOf(listCount: number): number {
  return listCount === 0 ? 0 : Math.min(MAX_KEY_BITS, Math.ceil(Math.log2(listCount)) + FURTHER_KEY_BITS);
}

/** The lists of a group by key. Of those with the same key the one that saves most stays. */
function distinctKeys(
  { values }: Counts,
  { values: valueOfList, gains }: Selection,
  lists: readonly number[],
  keyBits: number,
): KeyedList[] {
  const best = new Map<number, number>();
  for (const list of lists) {
    const key = values.columns.hashes[valueOfList[list]] >>> (32 - keyBits);
    const other = best.get(key);
    if (other === undefined || gains[other] < gains[list]) best.set(key, list);
  }
  return [...best].map(([key, list]) => ({ key, list })).sort((a, b) => a.key - b.key);
}

/** Levels of counts, and that of the escape: what is left of the total. */
function levelsOf(seen: readonly number[], total: number): { found: number[]; escapeLevel: number } {
  for (let scale = 1; ; scale *= SHRINK) {
    const found = seen.map((count) =>
      nearestLevel(SUCCESSOR_LEVELS, scale * (count - DISCOUNT) * COUNT_UNIT),
    );
    const sum = found.reduce((units, level) => units + SUCCESSOR_LEVELS[level], 0);
    if (sum > LARGEST_SUM) continue;
    const left = Math.max(0, scale * total - sum / COUNT_UNIT);
    return { found, escapeLevel: nearestLevel(ESCAPE_LEVELS, left * ESCAPE_UNIT) };
  }
}
