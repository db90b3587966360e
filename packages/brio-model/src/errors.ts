/** Why a payload or a prior was rejected. Closed: a new member is a major release. */
export type ModelErrorCode =
  /** The bytes ended before the last symbol. */
  | "truncated"
  /** No encoder or writer makes these bytes. */
  | "corrupt"
  /** A prior of a format that this release does not know. */
  | "unsupported-version"
  /** A prior that was trained for another alphabet. */
  | "alphabet-mismatch";

/** The data is bad. (A caller's mistake is a `TypeError` or a `RangeError`.) */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly code: ModelErrorCode;
  /** Byte offset in the rejected input at which the problem was found. */
  readonly offset: number;

  constructor(code: ModelErrorCode, offset: number, message: string) {
    super(`${message} (${code} at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

/** True for a {@link ModelError} of any copy or version of this package. */
export function isModelError(value: unknown): value is ModelError {
  if (!(value instanceof Error) || value.name !== "ModelError") return false;
  const { code, offset } = value as Partial<ModelError>;
  return typeof code === "string" && typeof offset === "number";
}
