/** A set of byte strings that all occur in one array, each with a number, in the order in which they came, and a count. */
export interface ByteTable {
  readonly bytes: Uint8Array;
  size: number;
  /** By number: where the string first came from, its length, and its count. */
  starts: Uint32Array;
  lengths: Uint8Array;
  counts: Float64Array;
  /** Open addressing: number + 1, or 0. */
  slots: Int32Array;
  hashes: Int32Array;
}

const FIRST_CAPACITY = 1 << 12;

export function createByteTable(bytes: Uint8Array): ByteTable {
  return {
    bytes,
    size: 0,
    starts: new Uint32Array(FIRST_CAPACITY),
    lengths: new Uint8Array(FIRST_CAPACITY),
    counts: new Float64Array(FIRST_CAPACITY),
    slots: new Int32Array(2 * FIRST_CAPACITY),
    hashes: new Int32Array(FIRST_CAPACITY),
  };
}

/** Start of a hash, to be fed byte by byte: FNV-1a. */
export const HASH_START = -2128831035;

export function feedHash(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = feedHash(hash, bytes[i]!);
  return hash;
}

const firstSlot = (hash: number, mask: number): number => (hash ^ (hash >>> 15)) & mask;

/** The number of `bytes[start .. start + length)`, whose hash is `hash`; -1 if it is not there. Length 1 … 255. */
export function findBytes(table: ByteTable, start: number, length: number, hash: number): number {
  const { bytes, slots, hashes, starts, lengths } = table;
  const mask = slots.length - 1;
  for (let slot = firstSlot(hash, mask); slots[slot] !== 0; slot = (slot + 1) & mask) {
    const number = slots[slot]! - 1;
    if (hashes[number] !== hash || lengths[number] !== length) continue;
    const other = starts[number]!;
    let i = 0;
    while (i < length && bytes[other + i] === bytes[start + i]) i++;
    if (i === length) return number;
  }
  return -1;
}

/** {@link findBytes}, but adds what is not there, with count 0. */
export function internBytes(table: ByteTable, start: number, length: number, hash: number): number {
  const found = findBytes(table, start, length, hash);
  if (found >= 0) return found;
  if (table.size === table.starts.length) grow(table);
  const number = table.size++;
  table.starts[number] = start;
  table.lengths[number] = length;
  table.hashes[number] = hash;
  place(table, number);
  return number;
}

function place({ slots, hashes }: ByteTable, number: number): void {
  const mask = slots.length - 1;
  let slot = firstSlot(hashes[number]!, mask);
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = number + 1;
}

function grow(table: ByteTable): void {
  const capacity = 2 * table.starts.length;
  table.starts = grown(new Uint32Array(capacity), table.starts);
  table.lengths = grown(new Uint8Array(capacity), table.lengths);
  table.counts = grown(new Float64Array(capacity), table.counts);
  table.hashes = grown(new Int32Array(capacity), table.hashes);
  table.slots = new Int32Array(2 * capacity);
  for (let number = 0; number < table.size; number++) place(table, number);
}

function grown<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
