import type { FrameHeader } from "brio-container";
import type { Dictionary } from "brio-dictionary";
import type { Prior } from "brio-model";
import { BrioError } from "./errors.ts";
import { type DecompressOptions, requirePrior } from "./options.ts";

/**
 * The prior that a frame names; undefined if it names none.
 *
 * @throws {TypeError} `option` is neither a prior nor a function that returns one
 * @throws {BrioError} `prior-missing`: it was not given; `corrupt`: it is that of another dictionary than the frame's
 */
export function requireFramePrior(
  { prior: id, payloadOffset }: FrameHeader,
  dictionary: Dictionary,
  option: DecompressOptions["prior"],
): Prior | undefined {
  if (id === null) return undefined;
  const found = typeof option === "function" ? option(id) : option;
  if (found !== undefined) requirePrior(found);
  if (found?.id !== id) {
    const given = found === undefined ? "none" : found.id;
    throw new BrioError("prior-missing", payloadOffset, `frame needs the prior ${id}, given was ${given}`);
  }
  if (found.dictionaryId !== dictionary.id) {
    const reason = `prior ${id} is that of the dictionary ${found.dictionaryId}, not of ${dictionary.id}`;
    throw new BrioError("corrupt", payloadOffset, reason);
  }
  return found;
}
