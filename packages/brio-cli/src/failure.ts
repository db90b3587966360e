/**
 * What can go wrong, sorted by whose fault it is: the command line (`UsageError`, exit code 2), or a file
 * (`Refusal`, an error of the system, bad data; exit code 1). Anything else is a defect of Brio and keeps its stack.
 */
import { getSystemErrorMap } from "node:util";
import { type BrioErrorCode, isBrioError } from "brio-codec";
import { isDictionaryError } from "brio-dictionary";

/** 0: all done. 1: something failed. 2: the command line makes no sense, and nothing was tried. */
export type ExitCode = 0 | 1 | 2;

/** The command line asks for something impossible. Nothing has been read or written yet. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Brio will not do this to this file, and the message says why. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** One failed file, as it is told to people and to programs. */
export interface Failure {
  /** One line, without the name of the file. */
  readonly message: string;
  /** A code of `BrioError` or `DictionaryError`, a name such as `ENOENT`, or `"refused"`. */
  readonly code: string;
  /** Where in the rejected frame, in bytes; `null` unless the data is to blame. */
  readonly offset: number | null;
}

/**
 * Puts an error that belongs to one file into words.
 *
 * @throws the error itself if it belongs to no file, and so is a defect of the program
 */
export function describeFailure(error: unknown): Failure {
  if (error instanceof Refusal) return { message: error.message, code: "refused", offset: null };
  if (isBrioError(error)) {
    return { message: error.message + hintFor(error.code), code: error.code, offset: error.offset };
  }
  if (isDictionaryError(error)) return { message: error.message, code: error.code, offset: error.offset };
  if (isSystemError(error)) {
    const [code, message] = getSystemErrorMap().get(error.errno) ?? [error.code, error.message];
    return { message, code, offset: null };
  }
  // V8's words for a buffer that the machine cannot provide.
  if (error instanceof RangeError && /allocation failed|Invalid typed array length/.test(error.message)) {
    return { message: "not enough memory", code: "ENOMEM", offset: null };
  }
  throw error;
}

function hintFor(code: BrioErrorCode): string {
  if (code === "limit-exceeded") return "; --max-output raises the limit";
  if (code === "dictionary-missing") return "; --dictionary names it";
  if (code === "prior-missing") return "; --prior names it";
  return code === "signals-missing" ? "; --signals names it" : "";
}

function isSystemError(value: unknown): value is NodeJS.ErrnoException & { errno: number; code: string } {
  return value instanceof Error && "errno" in value && typeof value.errno === "number" && "syscall" in value;
}
