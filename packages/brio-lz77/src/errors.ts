/**
 * Why sequences were rejected. The union is closed: a new member is a major release.
 *
 * - `"distance-out-of-range"`: a distance is 0, or reaches back beyond the output made so far and the preset window;
 * - `"length-mismatch"`: literals and matches together do not make exactly the output length, or the literals
 *   are too many or too few.
 */
export type Lz77ErrorCode = "distance-out-of-range" | "length-mismatch";

/** The sequences are bad data. (A caller's mistake is a `TypeError` or a `RangeError` instead.) */
export class Lz77Error extends Error {
  override readonly name = "Lz77Error";
  readonly code: Lz77ErrorCode;
  /** Byte offset in the output at which the problem shows: sequences have no bytes of their own. */
  readonly offset: number;

  constructor(code: Lz77ErrorCode, offset: number, message: string) {
    super(`${message} (${code} at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

const CODES: readonly unknown[] = ["distance-out-of-range", "length-mismatch"] satisfies Lz77ErrorCode[];

/** True for an {@link Lz77Error} from any copy of this package: it compares name, code and offset, not the class. */
export function isLz77Error(value: unknown): value is Lz77Error {
  return (
    value instanceof Error &&
    value.name === "Lz77Error" &&
    "code" in value &&
    CODES.includes(value.code) &&
    "offset" in value &&
    typeof value.offset === "number"
  );
}
