/** @import { Random } from "./random.mjs" */

const HEX = "0123456789abcdef";
const BASE_62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Identifiers, times and counts, as records of traffic have them: their shapes are public, their values random.
 *
 * @param {Random} random
 */
export function identifiers(random) {
  const hex = (/** @type {number} */ length) => random.text(HEX, length);
  const base62 = (/** @type {number} */ length) => random.text(BASE_62, length);
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-${random.pick([..."89ab"])}${hex(3)}-${hex(12)}`;
  const seconds = () => 1_690_000_000 + random.below(110_000_000);
  const time = () => {
    const iso = new Date(seconds() * 1000 + random.below(1000)).toISOString();
    const style = random.below(10);
    if (style < 5) return iso;
    if (style < 8) return iso.replace(/\.\d+Z/, "Z");
    return iso.replace("Z", `${String(random.below(1000)).padStart(3, "0")}+00:00`);
  };
  const any = () =>
    random.pick([uuid, () => hex(32), () => hex(24), () => `req_${base62(24)}`, () => base62(21)])();
  return { hex, base62, uuid, seconds, time, any };
}
