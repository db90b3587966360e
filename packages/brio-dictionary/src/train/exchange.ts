// READ ME FIRST
//
// Puts the symbols into classes so that the class of a symbol is predicted as well as can be from that of the symbol before
// it: the exchange algorithm (Kneser and Ney, "Improved Clustering Techniques for Class-Based Statistical Language Modelling",
// 1993; Martin, Liermann and Ney, "Algorithms for Bigram and Trigram Word Clustering", 1998).
//
//   N(x, y)      how often a symbol of class y follows one of class x
//   N(x), M(y)   the sums of its rows and of its columns
//
//   log-likelihood = Σ f(N(x, y)) - Σ f(N(x)) - Σ f(M(y)) + terms that no grouping changes        f(n) = n log n
//
// One pass takes each symbol in turn, most frequent first, and moves it to the class where this sum is greatest. To move it,
// it is taken out of its cells first, where r(x) symbols of class x follow it and l(x) precede it, others than itself, and
// itself s times. To put it into class c then changes row c by r, column c by l, and the cell of both by r(c) + l(c) + s:
//
//   gain(c) =   Σx f(N(c, x) + r(x)) - f(N(c, x))                       row c
//             + Σx f(N(x, c) + l(x)) - f(N(x, c))                       column c
//             + f(n + r(c) + l(c) + s) - f(n + r(c)) - f(n + l(c)) + f(n)   with n = N(c, c), which both sums count
//             - f(N(c) + R) + f(N(c)) - f(M(c) + L) + f(M(c))             with R = s + Σ r(x), L = s + Σ l(x)
//
// A transposed copy of the cells makes both sums walk a row. One trial costs as many table look-ups as the symbol has different
// neighbouring classes. With 20,000 symbols, 230 classes and some 20 neighbouring classes on either side that is about 200
// million look-ups a pass, in tables that stay in the cache. Ten passes are enough: with as many as it takes until next to
// nothing moves, 22, the size changes by less than 0.1 %.

import { MAX_CLASS_SIZE } from "../model.ts";
import type { Bigrams, Neighbours } from "./bigrams.ts";
import { ENTROPY_TABLE_SIZE, entropyTable, entropyTerm } from "./log2.ts";

/** The class of each symbol, 0 … classCount - 1. */
export interface Grouping {
  readonly classes: Uint8Array;
  readonly classCount: number;
}

const MAX_PASSES = 10;
/** A pass that moves fewer than one symbol in so many is the last. */
const WORTHWHILE = 400;

/**
 * Groups the symbols of `bigrams`.
 *
 * @param classCount - 1 … 255
 * @param onPass - called after each pass with the number of symbols that moved
 */
export function exchange(bigrams: Bigrams, classCount: number, onPass: (moved: number) => void): Grouping {
  const { symbolCount, counts } = bigrams;
  const order = Array.from({ length: symbolCount }, (_, symbol) => symbol).sort(
    (a, b) => counts[b]! - counts[a]! || a - b,
  );
  // The start of a sample is a symbol with a class of its own, which never moves.
  const classes = new Uint8Array(symbolCount + 1);
  classes[symbolCount] = classCount;
  order.forEach((symbol, rank) => {
    classes[symbol] = rank % classCount;
  });
  const seen = order.filter((symbol) => counts[symbol]! > 0);
  const cells = fillCells(bigrams, classes, classCount + 1);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const moved = moveAll(cells, seen, classes, classCount);
    onPass(moved);
    if (moved < symbolCount / WORTHWHILE) break;
  }
  return { classes: classes.slice(0, symbolCount), classCount };
}

/** The cells in rows: of a class and what follows it or, transposed, of a class and what precedes it. */
interface Side {
  readonly neighbours: Neighbours;
  /** By class × width + neighbouring class. */
  readonly cells: Uint32Array;
  readonly rowSums: Float64Array;
  /** Of the symbol that is out of its cells: its neighbouring classes, and how often each of them is there, by class. */
  readonly columns: Uint8Array;
  columnCount: number;
  readonly countOf: Uint32Array;
  /** And how often it has a neighbour, which may be itself. */
  sum: number;
}

interface Cells {
  readonly following: Side;
  readonly preceding: Side;
  readonly width: number;
  /** Of {@link entropyTable}. */
  readonly table: Float64Array;
}

function fillCells(
  { symbolCount, following, preceding }: Bigrams,
  classes: Uint8Array,
  width: number,
): Cells {
  const sideOf = (neighbours: Neighbours): Side => ({
    neighbours,
    cells: new Uint32Array(width * width),
    rowSums: new Float64Array(width),
    columns: new Uint8Array(width),
    columnCount: 0,
    countOf: new Uint32Array(width),
    sum: 0,
  });
  const cells = { following: sideOf(following), preceding: sideOf(preceding), width, table: entropyTable() };
  const add = (side: Side, row: number, column: number, count: number): void => {
    side.cells[row * width + column] = side.cells[row * width + column]! + count;
    side.rowSums[row] = side.rowSums[row]! + count;
  };
  for (let symbol = 0; symbol <= symbolCount; symbol++) {
    const row = classes[symbol]!;
    for (let i = following.starts[symbol]!; i < following.starts[symbol + 1]!; i++) {
      const column = classes[following.symbols[i]!]!;
      add(cells.following, row, column, following.counts[i]!);
      add(cells.preceding, column, row, following.counts[i]!);
    }
  }
  return cells;
}

/** Moves every symbol to that one of the first `classCount` classes where it fits best; returns how many moved. */
function moveAll(cells: Cells, symbols: readonly number[], classes: Uint8Array, classCount: number): number {
  const { following, preceding } = cells;
  const sizes = new Uint32Array(classCount + 1);
  for (const symbolClass of classes) sizes[symbolClass] = sizes[symbolClass]! + 1;
  let moved = 0;
  for (const symbol of symbols) {
    const home = classes[symbol]!;
    const self = gather(following, symbol, classes);
    gather(preceding, symbol, classes);
    put(cells, home, self, -1);
    let best = home;
    let bestGain = Number.NEGATIVE_INFINITY;
    for (let candidate = 0; candidate < classCount; candidate++) {
      if (candidate !== home && sizes[candidate]! >= MAX_CLASS_SIZE) continue;
      const gain =
        gainOfRow(cells, following, candidate) +
        gainOfRow(cells, preceding, candidate) +
        gainOfDiagonal(cells, candidate, self);
      if (gain > bestGain) {
        bestGain = gain;
        best = candidate;
      }
    }
    put(cells, best, self, 1);
    if (best !== home) {
      sizes[home] = sizes[home]! - 1;
      sizes[best] = sizes[best]! + 1;
      classes[symbol] = best;
      moved++;
    }
  }
  return moved;
}

/** Sums up the neighbours of a symbol on one side by class, itself left out; returns how often it is its own. */
function gather(side: Side, symbol: number, classes: Uint8Array): number {
  const { columns, countOf } = side;
  const { starts, symbols, counts } = side.neighbours;
  for (let i = 0; i < side.columnCount; i++) countOf[columns[i]!] = 0;
  let columnCount = 0;
  let sum = 0;
  let self = 0;
  for (let i = starts[symbol]!; i < starts[symbol + 1]!; i++) {
    const count = counts[i]!;
    sum += count;
    if (symbols[i] === symbol) {
      self = count;
      continue;
    }
    const column = classes[symbols[i]!]!;
    if (countOf[column] === 0) columns[columnCount++] = column;
    countOf[column] = countOf[column]! + count;
  }
  side.columnCount = columnCount;
  side.sum = sum;
  return self;
}

/** Puts the symbol that was gathered into the cells of its class, or takes it out if `sign` is -1. */
function put({ following, preceding, width }: Cells, symbolClass: number, self: number, sign: 1 | -1): void {
  const addRow = (side: Side, transposed: Side): void => {
    for (let i = 0; i < side.columnCount; i++) {
      const column = side.columns[i]!;
      const change = sign * side.countOf[column]!;
      const cell = symbolClass * width + column;
      const transposedCell = column * width + symbolClass;
      side.cells[cell] = side.cells[cell]! + change;
      transposed.cells[transposedCell] = transposed.cells[transposedCell]! + change;
    }
    const diagonal = symbolClass * width + symbolClass;
    side.cells[diagonal] = side.cells[diagonal]! + sign * self;
    // The sums of the columns stay: wherever the symbol goes, its neighbours have it for a neighbour.
    side.rowSums[symbolClass] = side.rowSums[symbolClass]! + sign * side.sum;
  };
  addRow(following, preceding);
  addRow(preceding, following);
}

/** What the symbol that was gathered changes in a row of a side and its sum. */
function gainOfRow({ width, table }: Cells, side: Side, row: number): number {
  const { cells, columns, columnCount, countOf } = side;
  const start = row * width;
  const rowSum = side.rowSums[row]!;
  let gain = entropyTerm(table, rowSum) - entropyTerm(table, rowSum + side.sum);
  for (let i = 0; i < columnCount; i++) {
    const column = columns[i]!;
    const before = cells[start + column]!;
    const after = before + countOf[column]!;
    if (after < ENTROPY_TABLE_SIZE) gain += table[after]! - table[before]!;
    else gain += entropyTerm(table, after) - entropyTerm(table, before);
  }
  return gain;
}

/** What two rows that have a cell in common do not say of it. */
function gainOfDiagonal({ following, preceding, width, table }: Cells, row: number, self: number): number {
  const before = following.cells[row * width + row]!;
  const after = before + following.countOf[row]!;
  const precedes = preceding.countOf[row]!;
  return (
    entropyTerm(table, after + precedes + self) -
    entropyTerm(table, after) -
    entropyTerm(table, before + precedes) +
    entropyTerm(table, before)
  );
}
