/** Counts of pairs of numbers, with a number for each pair in the order in which they came. */
export interface PairTable {
  size: number;
  firsts: Int32Array;
  seconds: Int32Array;
  counts: Float64Array;
  /** Open addressing: number + 1, or 0. */
  slots: Int32Array;
}

const FIRST_CAPACITY = 1 << 14;

export function createPairTable(): PairTable {
  return {
    size: 0,
    firsts: new Int32Array(FIRST_CAPACITY),
    seconds: new Int32Array(FIRST_CAPACITY),
    counts: new Float64Array(FIRST_CAPACITY),
    slots: new Int32Array(2 * FIRST_CAPACITY),
  };
}

function slotOf({ firsts, seconds, slots }: PairTable, first: number, second: number): number {
  const mask = slots.length - 1;
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const number = slots[slot]! - 1;
    if (firsts[number] === first && seconds[number] === second) break;
  }
  return slot;
}

/** The number of a pair; -1 if it was never counted. */
export function findPair(table: PairTable, first: number, second: number): number {
  return table.slots[slotOf(table, first, second)]! - 1;
}

export function countPair(table: PairTable, first: number, second: number, weight: number): void {
  let slot = slotOf(table, first, second);
  if (table.slots[slot] === 0) {
    if (table.size === table.firsts.length) {
      grow(table);
      slot = slotOf(table, first, second);
    }
    table.firsts[table.size] = first;
    table.seconds[table.size] = second;
    table.slots[slot] = ++table.size;
  }
  const number = table.slots[slot]! - 1;
  table.counts[number] = table.counts[number]! + weight;
}

function grow(table: PairTable): void {
  const { firsts, seconds, counts, size } = table;
  table.firsts = new Int32Array(2 * size);
  table.seconds = new Int32Array(2 * size);
  table.counts = new Float64Array(2 * size);
  table.firsts.set(firsts);
  table.seconds.set(seconds);
  table.counts.set(counts);
  table.slots = new Int32Array(4 * size);
  for (let number = 0; number < size; number++)
    table.slots[slotOf(table, firsts[number]!, seconds[number]!)] = number + 1;
}
