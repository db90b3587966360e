/** Why a serialised dictionary was rejected. Closed: adding a member is a major release. */
export type DictionaryErrorCode =
  | "not-a-dictionary" // the magic is another one
  | "unsupported-version" // a version this package does not know
  | "truncated" // the bytes end too early
  | "corrupt"; // anything else that `writeDictionary` never writes

const CODES: readonly unknown[] = [
  "not-a-dictionary",
  "unsupported-version",
  "truncated",
  "corrupt",
] satisfies DictionaryErrorCode[];

/** The bytes given to `readDictionary` are bad. (A caller's mistake is a `TypeError` or a `RangeError`.) */
export class DictionaryError extends Error {
  override readonly name = "DictionaryError";
  readonly code: DictionaryErrorCode;
  /** Byte offset in the rejected input at which the problem was found. */
  readonly offset: number;

  constructor(code: DictionaryErrorCode, offset: number, message: string) {
    super(`${message} (${code} at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

/** True for a {@link DictionaryError} of any copy of this package: compares name and code, not the class. */
export function isDictionaryError(value: unknown): value is DictionaryError {
  return (
    value instanceof Error &&
    value.name === "DictionaryError" &&
    "code" in value &&
    CODES.includes(value.code) &&
    "offset" in value &&
    typeof value.offset === "number"
  );
}
