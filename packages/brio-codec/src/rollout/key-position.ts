/**
 * Which keys belong to a share. Every key has a position from 0 to 1 that depends on the key alone, and a share takes
 * the keys whose position is below it. So a share that grows keeps those who are in, and who is in is the same in every
 * process, on every machine, after every restart.
 *
 * The position is FNV-1a of 32 bits (Glenn Fowler, Landon Curt Noll, Kiem-Phong Vo) behind the last step of MurmurHash3
 * (fmix32, Austin Appleby). FNV-1a alone will not do: keys that differ in their last digit alone, as numbered users do, have
 * nearly the same high bits. Of tens of users, a share of one half took or left nine in ten as a whole (measured; 1 in 512 by
 * chance).
 */

import { describe, isBytes } from "./bytes.ts";

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Where a key stands: it belongs to every share above its position.
 *
 * Frozen: another position in a later release would move users out of a share that they are in.
 *
 * @param key - any string, as UTF-8 (half of a surrogate pair counts as U+FFFD); or bytes
 * @returns a multiple of 2^-32, 0 … 1 - 2^-32
 * @throws {TypeError} `key` is neither a string nor a `Uint8Array`
 * @example
 * ```ts
 * import { keyPosition } from "brio-codec/rollout";
 *
 * keyPosition("") * 2 ** 32; // 0xab3e7c0b
 * keyPosition("a") * 2 ** 32; // 0x1a80b1b3
 * keyPosition("user-2") < 0.25; // true
 * ```
 */
export function keyPosition(key: string | Uint8Array): number {
  if (typeof key !== "string" && !isBytes(key))
    throw new TypeError(`key must be a string or a Uint8Array, got ${describe(key)}`);
  const bytes = typeof key === "string" ? encoder.encode(key) : key;
  let hash = OFFSET_BASIS;
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
