/** Writing the lists of a prior, SPEC-PRIOR section 5: column after column. */
import { buildRansModel, type RansEncoder, type RansModelShape } from "brio-rans";
import type { Alphabet } from "../alphabet.ts";
import { classModel, memberModel, membersOf } from "./alphabet-models.ts";
import {
  ESCAPE_COLUMNS,
  ESCAPES_SHAPE,
  escapeColumn,
  LEVELS_SHAPE,
  type ListColumns,
  listsEnds,
} from "./list-columns.ts";
import { putNumbers } from "./numbers.ts";

/**
 * @param contexts - those that may have lists
 * @throws {RangeError} there are lists of others
 */
export function putLists(
  encoder: RansEncoder,
  alphabet: Alphabet,
  contexts: readonly number[],
  columns: ListColumns,
): void {
  const groupsPerContext = alphabet.classWeights.length + 1;
  const { groupSizes, keyBits, starts, levels, escapes } = columns;
  const ends = listsEnds(groupSizes);
  const groups = contexts.flatMap((context) =>
    Array.from({ length: groupsPerContext }, (_, before) => context * groupsPerContext + before),
  );
  const used = groups.filter((group) => groupSizes[group] > 0);
  if (groups.reduce((sum, group) => sum + groupSizes[group], 0) !== escapes.length) {
    throw new RangeError("prior.lists: expected lists of contexts that a profile uses, and no others");
  }
  putNumbers(
    encoder,
    Uint32Array.from(groups, (group) => groupSizes[group]),
  );
  putNumbers(
    encoder,
    Uint32Array.from(used, (group) => keyBits[group]),
  );
  putNumbers(encoder, keyGaps(columns));

  for (const context of contexts) {
    const first = context * groupsPerContext;
    const column: number[] = [];
    for (let list = ends[first] - groupSizes[first]; list < ends[first + groupsPerContext - 1]; list++) {
      for (let i = starts[list]; i < starts[list + 1]; i++) column.push(levels[i] + 1);
      column.push(0);
    }
    putNumbers(encoder, Uint32Array.of(column.length & 0xffff, column.length >>> 16));
    putColumn(encoder, LEVELS_SHAPE, column);
  }
  const byLength: number[][] = Array.from({ length: ESCAPE_COLUMNS }, () => []);
  escapes.forEach((level, list) => {
    byLength[escapeColumn(starts[list + 1] - starts[list])].push(level);
  });
  for (const column of byLength) putColumn(encoder, ESCAPES_SHAPE, column);
  putSuccessors(encoder, alphabet, contexts, columns, ends);
}

/** By list: how far its key is beyond the least that it can be. */
function keyGaps({ groupSizes, keys }: ListColumns): Uint32Array {
  const gaps = keys.slice();
  let list = 0;
  for (const size of groupSizes) {
    for (const end = list + size; ++list < end; ) gaps[list] = keys[list] - keys[list - 1] - 1;
    if (size === 0) list--;
  }
  return gaps;
}

/** Appends symbols with their statistics. An empty column takes nothing. */
function putColumn(
  encoder: RansEncoder,
  { order, symbolCount, scaleBits }: RansModelShape,
  column: readonly number[],
): void {
  if (column.length === 0) return;
  const counts = new Uint32Array(order === 1 ? symbolCount ** 2 : symbolCount);
  let before = 0;
  for (const symbol of column) {
    counts[before * symbolCount + symbol]++;
    if (order === 1) before = symbol;
  }
  const model = buildRansModel(counts, { order, scaleBits });
  encoder.putModel(model);
  encoder.putSymbols(Uint8Array.from(column), model);
}

/** First the classes of all successors, by the class before; then their ranks, by their class. */
function putSuccessors(
  encoder: RansEncoder,
  alphabet: Alphabet,
  contexts: readonly number[],
  { groupSizes, starts, symbols }: ListColumns,
  ends: Uint32Array,
): void {
  const { classes, classWeights } = alphabet;
  const members = membersOf(alphabet);
  for (let before = 0; before <= classWeights.length; before++) {
    const column: number[] = [];
    for (const context of contexts) {
      const group = context * (classWeights.length + 1) + before;
      for (const symbol of symbols.subarray(starts[ends[group] - groupSizes[group]], starts[ends[group]])) {
        column.push(classes[symbol]);
      }
    }
    if (column.length > 0) encoder.putSymbols(Uint8Array.from(column), classModel(alphabet, before));
  }
  const ranks: number[][] = Array.from(classWeights, () => []);
  for (const symbol of symbols) ranks[classes[symbol]].push(members.ranks[symbol]);
  ranks.forEach((column, index) => {
    if (column.length > 0) encoder.putSymbols(Uint8Array.from(column), memberModel(alphabet, members, index));
  });
}
