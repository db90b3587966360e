/** Rows of typed columns that grow, found by a hash table of open addressing. */

type Column = Uint16Array | Uint32Array | Int32Array | Float32Array;

export interface Rows<Columns extends Record<string, Column> = Record<string, Column>> {
  readonly columns: Columns;
  count: number;
  capacity: number;
  /** By slot: number of a row plus 1, or 0. */
  slots: Uint32Array;
  /** Number of slots - 1. */
  mask: number;
}

const FIRST_CAPACITY = 1024;

export function createRows<Columns extends Record<string, Column>>(columns: Columns): Rows<Columns> {
  const rows: Rows<Columns> = { columns, count: 0, capacity: 0, slots: new Uint32Array(0), mask: 0 };
  growRows(rows, () => 0);
  return rows;
}

/** Makes room for half as many rows again. At most three of four slots are in use. */
export function growRows<Columns extends Record<string, Column>>(
  rows: Rows<Columns>,
  hashOf: (columns: Columns, row: number) => number,
): void {
  const { columns } = rows;
  rows.capacity = Math.max(FIRST_CAPACITY, rows.capacity + (rows.capacity >> 1));
  for (const name of Object.keys(columns) as (keyof Columns)[]) {
    columns[name] = enlarged(columns[name], rows.capacity);
  }
  let slotCount = rows.slots.length || 1;
  while (3 * slotCount < 4 * rows.capacity) slotCount *= 2;
  if (slotCount === rows.slots.length) return;
  rows.slots = new Uint32Array(slotCount);
  rows.mask = slotCount - 1;
  for (let row = 0; row < rows.count; row++) {
    let slot = hashOf(columns, row) & rows.mask;
    while (rows.slots[slot] !== 0) slot = (slot + 1) & rows.mask;
    rows.slots[slot] = row + 1;
  }
}

function enlarged<T extends Column>(column: T, capacity: number): T {
  const larger = new (column.constructor as new (length: number) => T)(capacity);
  larger.set(column);
  return larger;
}
