/**
 * Reading the lists of a prior, SPEC-PRIOR section 5. Half a million successors in a few hundredths of a second: columns are decoded as a
 * whole, and what happens to a successor besides is an assignment or two.
 *
 * Every length that a column brings is held against what the header announced before anything of that size is made; the header itself was
 * held against the limits of a prior.
 */
import type { RansDecoder, RansModelShape } from "brio-rans";
import type { Alphabet } from "../alphabet.ts";
import { MAX_KEY_BITS } from "../context-lists.ts";
import { classModel, memberModel, membersOf } from "./alphabet-models.ts";
import {
  ESCAPE_COLUMNS,
  ESCAPES_SHAPE,
  escapeColumn,
  LEVELS_SHAPE,
  type ListColumns,
  listsEnds,
} from "./list-columns.ts";
import { getNumbers } from "./numbers.ts";

/** What the header says of the lists. */
export interface ListCounts {
  readonly contexts: readonly number[];
  readonly listCount: number;
  readonly successorCount: number;
}

/** @returns the columns, or what is wrong with them */
export function getLists(
  decoder: RansDecoder,
  alphabet: Alphabet,
  groupCount: number,
  counts: ListCounts,
): ListColumns | string {
  const { contexts, listCount, successorCount } = counts;
  const groupsPerContext = alphabet.classWeights.length + 1;
  const groupSizes = new Uint32Array(groupCount);
  const sizes = getNumbers(decoder, contexts.length * groupsPerContext);
  if (sizes.reduce((sum, size) => sum + size, 0) !== listCount)
    return "groups do not have as many lists as there are";
  contexts.forEach((context, i) => {
    groupSizes.set(
      sizes.subarray(i * groupsPerContext, (i + 1) * groupsPerContext),
      context * groupsPerContext,
    );
  });

  const keyBits = new Uint8Array(groupCount);
  const widths = getNumbers(
    decoder,
    sizes.reduce((sum, size) => sum + Number(size > 0), 0),
  );
  if (widths.some((width) => width > MAX_KEY_BITS)) return "a key is too long";
  let used = 0;
  for (let group = 0; group < groupCount; group++) if (groupSizes[group] > 0) keyBits[group] = widths[used++];
  const keys = getNumbers(decoder, listCount);
  if (!addUpKeys(keys, groupSizes, keyBits)) return "a key is beyond its bits";

  const ends = listsEnds(groupSizes);
  const starts = new Uint32Array(listCount + 1);
  const levels = new Uint8Array(successorCount);
  let successors = 0;
  for (const context of contexts) {
    const first = context * groupsPerContext;
    const from = ends[first] - groupSizes[first];
    const to = ends[first + groupsPerContext - 1];
    const [low, high] = getNumbers(decoder, 2);
    const column = high * 65536 + low;
    if (column > to - from + successorCount - successors) return "there are more successors than announced";
    successors = takeLevels(getColumn(decoder, LEVELS_SHAPE, column), levels, starts, successors, from, to);
    if (successors < 0) return "levels do not make lists";
  }
  if (successors !== successorCount) return "there are fewer successors than announced";
  const escapes = getEscapes(decoder, starts, listCount);
  const symbols = getSuccessors(decoder, alphabet, contexts, { groupSizes, starts, ends }, successorCount);
  return { groupSizes, keyBits, keys, escapes, starts, levels, symbols };
}

/** From gaps to keys. */
function addUpKeys(keys: Uint32Array, groupSizes: Uint32Array, keyBits: Uint8Array): boolean {
  let list = 0;
  for (let group = 0; group < groupSizes.length; group++) {
    let least = 0;
    for (const end = list + groupSizes[group]; list < end; list++) {
      keys[list] += least;
      if (keys[list] >>> keyBits[group] !== 0) return false;
      least = keys[list] + 1;
    }
  }
  return true;
}

function getColumn(decoder: RansDecoder, shape: RansModelShape, length: number): Uint8Array {
  const column = new Uint8Array(length);
  if (length > 0) decoder.getSymbols(decoder.getModel(shape), column);
  return column;
}

/** The lists of a context out of its column. Returns the number of successors so far, or -1: the column does not fit. */
function takeLevels(
  column: Uint8Array,
  levels: Uint8Array,
  starts: Uint32Array,
  successors: number,
  from: number,
  to: number,
): number {
  let before = 0;
  let list = from;
  for (let i = 0; i < column.length; i++) {
    const symbol = column[i];
    if (symbol === 0) {
      // No list is empty.
      if (before === 0 || list === to) return -1;
      starts[++list] = successors;
    } else {
      if ((before !== 0 && symbol > before) || successors === levels.length) return -1;
      levels[successors++] = symbol - 1;
    }
    before = symbol;
  }
  return list === to && before === 0 ? successors : -1;
}

function getEscapes(decoder: RansDecoder, starts: Uint32Array, listCount: number): Uint8Array {
  const lengths = new Uint32Array(ESCAPE_COLUMNS);
  for (let list = 0; list < listCount; list++) lengths[escapeColumn(starts[list + 1] - starts[list])]++;
  const columns = Array.from(lengths, (length) => getColumn(decoder, ESCAPES_SHAPE, length));
  const next = new Uint32Array(ESCAPE_COLUMNS);
  const escapes = new Uint8Array(listCount);
  for (let list = 0; list < listCount; list++) {
    const column = escapeColumn(starts[list + 1] - starts[list]);
    escapes[list] = columns[column][next[column]++];
  }
  return escapes;
}

function getSuccessors(
  decoder: RansDecoder,
  alphabet: Alphabet,
  contexts: readonly number[],
  { groupSizes, starts, ends }: { groupSizes: Uint32Array; starts: Uint32Array; ends: Uint32Array },
  successorCount: number,
): Uint16Array {
  const classCount = alphabet.classWeights.length;
  const classes = new Uint8Array(successorCount);
  for (let before = 0; before <= classCount; before++) {
    const runs = contexts.map((context) => {
      const group = context * (classCount + 1) + before;
      return classes.subarray(starts[ends[group] - groupSizes[group]], starts[ends[group]]);
    });
    const column = new Uint8Array(runs.reduce((sum, run) => sum + run.length, 0));
    if (column.length === 0) continue;
    decoder.getSymbols(classModel(alphabet, before), column);
    let at = 0;
    for (const run of runs) {
      run.set(column.subarray(at, at + run.length));
      at += run.length;
    }
  }

  const members = membersOf(alphabet);
  const next = new Uint32Array(classCount + 1);
  for (let i = 0; i < successorCount; i++) next[classes[i] + 1]++;
  for (let index = 0; index < classCount; index++) next[index + 1] += next[index];
  const ranks = new Uint8Array(successorCount);
  for (let index = 0; index < classCount; index++) {
    const column = ranks.subarray(next[index], next[index + 1]);
    if (column.length > 0) decoder.getSymbols(memberModel(alphabet, members, index), column);
  }
  const symbols = new Uint16Array(successorCount);
  for (let i = 0; i < successorCount; i++) {
    const index = classes[i];
    symbols[i] = members.symbols[members.starts[index] + ranks[next[index]++]];
  }
  return symbols;
}
