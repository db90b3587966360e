/** How the ratio depends on the size of a record: small ones are where compressors differ most. */

/** All records of about one size, and what each coder makes of them. */
export interface SizeClass {
  /** Content of a record in bytes: from here … */
  readonly from: number;
  /** … up to here. */
  readonly to: number;
  readonly records: number;
  readonly inputBytes: number;
  /** In the order of the coders. */
  readonly results: readonly { readonly coder: string; readonly bytes: number; readonly ratio: number }[];
}

/** What one coder has made of the records, in their order. */
export interface EncodedLengths {
  readonly coder: string;
  readonly lengths: readonly number[];
}

/** The first class holds everything up to here; each further one goes to twice as much. */
const FIRST_CLASS_TO = 64;

/** The classes that have a record, from small to large. */
export function classesBySize(
  records: readonly Uint8Array[],
  encoded: readonly EncodedLengths[],
): SizeClass[] {
  const members = new Map<number, number[]>();
  for (const [index, { length }] of records.entries()) {
    let to = FIRST_CLASS_TO;
    while (to < length) to *= 2;
    const known = members.get(to);
    if (known === undefined) members.set(to, [index]);
    else known.push(index);
  }

  const ascending = [...members].sort(([left], [right]) => left - right);
  return ascending.map(([to, indices]) => {
    const sum = (lengthOf: (index: number) => number) =>
      indices.reduce((total, index) => total + lengthOf(index), 0);
    const inputBytes = sum((index) => records[index]!.length);
    return {
      from: to === FIRST_CLASS_TO ? 1 : to / 2 + 1,
      to,
      records: indices.length,
      inputBytes,
      results: encoded.map(({ coder, lengths }) => {
        const bytes = sum((index) => lengths[index]!);
        return { coder, bytes, ratio: inputBytes / bytes };
      }),
    };
  });
}
