/** What src/kernel-wasm/read-prior.ts calls. */
import { COLUMN, NUMBERS, PAYLOAD, PAYLOAD_END, READING_AT } from "../../src/kernel-wasm/prior-layout";
import { readDirectory } from "../memory";
import { orderMembers } from "./alphabet";
import { addParameters } from "./columns";
import { openStream } from "./stream";
import { makeOctaveCodes } from "./tables";

export { hashNumbers } from "./alphabet";
export { contentId } from "./content-id";
export { enterLists, isCrowded, placeList, takeLists } from "./lists";
export { buildTree } from "./tree";

@inline
function word(name: usize): u32 {
  return load<u32>(name, READING_AT);
}

/** Begins to read the payload. False if it cannot be read with that alphabet. */
export function openPrior(): bool {
  readDirectory();
  openStream(word(PAYLOAD), word(PAYLOAD_END));
  makeOctaveCodes();
  return orderMembers();
}

/** Adds the next column to `count` parameters of 16 bits at `values`. False: no writer makes this. */
export function takeParameters(values: usize, count: u32, isSigned: bool): bool {
  return addParameters(values, count, isSigned, word(NUMBERS), word(COLUMN));
}
