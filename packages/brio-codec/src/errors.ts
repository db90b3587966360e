/** Why a frame was rejected. Closed: a new member is a major release. */
export type BrioErrorCode =
  /** The bytes do not begin as a Brio frame does. */
  | "not-brio"
  /** The frame is of a later format version than this release reads. */
  | "unsupported-version"
  /** The frame has a section that its writer says must be understood, and this release does not know it. */
  | "unsupported-section"
  /** The frame ends too soon. */
  | "truncated"
  /** The frame holds what no encoder writes. */
  | "corrupt"
  /** The frame decodes, but to another content than was encoded. */
  | "checksum-mismatch"
  /** The content is longer than `maxOutputLength`. */
  | "limit-exceeded"
  /** The frame was made with a dictionary that was not given; the message names it. */
  | "dictionary-missing"
  /** The frame was made with a prior that was not given; the message names it. */
  | "prior-missing"
  /** The frame was searched for a set of signals that was not given; the message names it. */
  | "signals-missing"
  /** The content is not UTF-8, but text was asked for. */
  | "not-text";

/** The frame is bad, or needs what was not given. (A caller's mistake is a `TypeError` or a `RangeError`.) */
export class BrioError extends Error {
  override readonly name = "BrioError";
  readonly code: BrioErrorCode;
  /** Byte offset in the frame at which the problem was found. */
  readonly offset: number;

  constructor(code: BrioErrorCode, offset: number, message: string, cause?: unknown) {
    super(`${message} (${code} at byte ${offset})`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.offset = offset;
  }
}

/** True for a {@link BrioError} of any copy or version of this package. */
export function isBrioError(value: unknown): value is BrioError {
  return value instanceof Error && value.name === "BrioError" && "code" in value && "offset" in value;
}

/** What a stage's error says, without the code and offset that its message ends with: in a frame both are others. */
export function reasonOf(error: Error): string {
  return error.message.replace(/ \([a-z-]+ at byte \d+\)$/, "");
}
