import { isIntegerWithin, rangeMistake } from "./arguments.ts";
import { HASH_FORM, isHash } from "./content-hash.ts";

/** The one built-in dictionary of version 1; of those of version 2, the one with the id 0. */
export const BUILT_IN_DICTIONARY = "built-in";
const OTHER_BUILT_IN = "built-in:";

/** What a reference that is not `null` says, when it does not give the id of a built-in dictionary. */
export const HASHED = -1;

/**
 * The id of the built-in dictionary that a reference names, 0 … 255, or {@link HASHED}.
 *
 * @param idLimit - built-in dictionaries have ids below it
 * @throws {RangeError} `reference` is neither
 */
export function parseReference(reference: string, idLimit: number): number {
  if (reference === BUILT_IN_DICTIONARY) return 0;
  if (isHash(reference)) return HASHED;
  if (reference.startsWith(OTHER_BUILT_IN)) {
    const id = Number(reference.slice(OTHER_BUILT_IN.length));
    // The second condition leaves one name for each id: not "built-in:0", nor "built-in:007".
    if (isIntegerWithin(id, 1, idLimit - 1) && builtInReference(id) === reference) return id;
  }
  const others = idLimit > 1 ? `, "${OTHER_BUILT_IN}1" to "${OTHER_BUILT_IN}${idLimit - 1}"` : "";
  throw rangeMistake("dictionary", `"${BUILT_IN_DICTIONARY}"${others} or ${HASH_FORM}`, reference);
}

export function builtInReference(id: number): string {
  return id === 0 ? BUILT_IN_DICTIONARY : OTHER_BUILT_IN + id;
}
