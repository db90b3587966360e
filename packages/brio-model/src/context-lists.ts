/**
 * What a prior knows: for contexts that training saw, which symbols followed and how often, SPEC section 6.
 *
 * A *list* belongs to one value of one context: its successors in the order of their leaves, with the sums of their counts. At a node of
 * the code tree the successors that are still possible are one run of it, which the node's split divides. Nothing of a list is
 * expanded or copied when it is used, and nothing is written: all payloads share the lists.
 */
import type { History } from "./contexts.ts";

/** Counts are in units of 1/16, less what an absolute discount takes off. */
export const COUNT_UNIT = 16;
/** Escape counts are finer, as they shrink on the way down the tree. */
export const ESCAPE_UNIT = 4096;

/** The lists of all contexts of a prior. */
export interface ContextLists {
  /** Number of classes and the start: a group of lists is that of a context and a class before. */
  readonly groupsPerContext: number;
  /** By context × groupsPerContext + class before: bits of a hash that tell the lists of the group apart, 0 … 20. */
  readonly keyBits: Uint8Array;
  /** Hash table of open addressing: key of a list plus 1, or 0; and the number of the list. */
  readonly keys: Uint32Array;
  readonly numbers: Uint32Array;
  /** By list: its first successor; they end where those of the next list begin. One more than there are lists. */
  readonly starts: Uint32Array;
  /** By list: count of all that followed and is not listed, in units of 1/4096. */
  readonly escapes: Uint32Array;
  /** By successor: its leaf, ascending within a list. */
  readonly leaves: Uint16Array;
  /** By successor: the sum of the counts of the list up to and with it, in units of 1/16. */
  readonly sums: Uint16Array;
}

export const MAX_KEY_BITS = 20;

/** The key of a list: the upper bits of the hash, below the number of the group. At most 4095 groups. */
export function listKey(group: number, keyBits: number, hash: number): number {
  return ((group << MAX_KEY_BITS) | (keyBits === 0 ? 0 : hash >>> (32 - keyBits))) >>> 0;
}

/** Where to look for a key first. */
export function keySlot(key: number, mask: number): number {
  const product = Math.imul(key, 0x9e3779b1);
  return (product ^ (product >>> 15)) & mask;
}

/** The list of what a context now is, or -1. */
export function findList(lists: ContextLists, context: number, history: History, hash: number): number {
  const group = context * lists.groupsPerContext + history.classes[0];
  const { keys, numbers } = lists;
  const key = listKey(group, lists.keyBits[group], hash) + 1;
  const mask = keys.length - 1;
  for (let slot = keySlot(key, mask); keys[slot] !== 0; slot = (slot + 1) & mask) {
    if (keys[slot] === key) return numbers[slot];
  }
  return -1;
}
