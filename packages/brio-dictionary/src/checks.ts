/** Throws unless `value` is an integer from `least` to `most`; `name` is that of the argument. */
export function requireInteger(name: string, value: unknown, least: number, most: number): void {
  if (typeof value !== "number") throw new TypeError(`${name}: expected a number, got ${typeof value}`);
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new RangeError(`${name}: expected an integer of ${least} to ${most}, got ${value}`);
  }
}
