import type { Alphabet } from "./alphabet.ts";
import { readHeader } from "./prior/read-header.ts";
import { readPayload } from "./prior/read-payload.ts";
import type { Prior } from "./prior.ts";
import { modelKernel } from "./select-kernel.ts";

/**
 * Reads a prior that {@link writePrior} wrote: the whole of `bytes`, nothing after it.
 *
 * Safe for hostile input: time and memory are bounded by the limits of the format, a million lists and four million successors.
 *
 * @param alphabet - the one that it was trained for
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 * @throws {RangeError} a class of the alphabet has more than 256 symbols, or there is no memory for the lists
 * @throws {ModelError} `unsupported-version`, `alphabet-mismatch`, `truncated`, or `corrupt`
 */
export function readPrior(bytes: Uint8Array, alphabet: Alphabet): Prior {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("bytes must be a Uint8Array");
  const header = readHeader(bytes);
  const { dictionaryId } = header;
  // A kernel that reads fast does not say what is wrong with a file.
  const content =
    modelKernel().readPayload?.(bytes, header, alphabet) ?? readPayload(bytes, header, alphabet);
  return { dictionaryId, ...content };
}
