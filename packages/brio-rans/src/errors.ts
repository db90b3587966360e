/** Why a model or a payload was rejected. Closed: a new member is a major release. */
export type RansErrorCode =
  /** The bytes ended before the last symbol. */
  | "truncated"
  /** A state outside its range, a table that cannot have been written, a symbol in an unused context. */
  | "corrupt"
  /** Bytes are left over behind the last symbol. */
  | "trailing"
  /** A state did not end where the encoder started. */
  | "state-mismatch";

/** The data is bad. (A caller's mistake is a `TypeError` or a `RangeError`.) */
export class RansError extends Error {
  override readonly name = "RansError";
  readonly code: RansErrorCode;
  /** Byte offset in the rejected input at which the problem was found. */
  readonly offset: number;

  constructor(code: RansErrorCode, offset: number, message: string) {
    super(`${message} (${code} at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

/** True for a {@link RansError} of any copy or version of this package. */
export function isRansError(value: unknown): value is RansError {
  if (!(value instanceof Error) || value.name !== "RansError") return false;
  const { code, offset } = value as Partial<RansError>;
  return typeof code === "string" && typeof offset === "number";
}
