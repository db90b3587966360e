/**
 * Why bytes were rejected. Closed: a new member is a major release.
 *
 * - `not-a-frame`: the bytes do not start as a frame does.
 * - `unsupported-version`: a Brio frame, of a format version this reader does not know.
 * - `unsupported-section`: a frame with a section that its writer calls critical, of a type this reader does not
 *   know.
 * - `truncated`: the bytes end inside a field; `offset` is their length.
 * - `corrupt`: a field holds a value that no writer produces.
 * - `checksum-mismatch`: every field is in order, but the check does not fit the content.
 */
export type ContainerErrorCode =
  | "not-a-frame"
  | "unsupported-version"
  | "unsupported-section"
  | "truncated"
  | "corrupt"
  | "checksum-mismatch";

/** The bytes are not a frame this reader can accept. A caller's own mistake is a `TypeError` or `RangeError`. */
export class ContainerError extends Error {
  override readonly name = "ContainerError";
  readonly code: ContainerErrorCode;
  /** Byte offset, in the bytes that were given, at which the problem was found. */
  readonly offset: number;

  constructor(code: ContainerErrorCode, offset: number, message: string) {
    super(`${message} (${code} at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

/**
 * True for a {@link ContainerError} from any copy of this package: it goes by name and shape, not by class
 * identity.
 */
export function isContainerError(value: unknown): value is ContainerError {
  if (!(value instanceof Error) || value.name !== "ContainerError") return false;
  const { code, offset } = value as Partial<ContainerError>;
  return typeof code === "string" && typeof offset === "number";
}

export function corrupt(offset: number, message: string): ContainerError {
  return new ContainerError("corrupt", offset, message);
}

export function truncated(bytes: Uint8Array, field: string): ContainerError {
  return new ContainerError("truncated", bytes.length, `bytes end inside the ${field}`);
}
