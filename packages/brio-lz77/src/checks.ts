/** Fails with a `TypeError` that names the argument unless `value` is a `Uint8Array` (a `Buffer` is one). */
export function requireBytes(name: string, value: Uint8Array): void {
  if (!(value instanceof Uint8Array))
    throw new TypeError(`${name}: expected a Uint8Array, got ${describe(value)}`);
}

/** Fails unless `value` is an integer in `minimum … maximum`: `TypeError` for the type, `RangeError` for the value. */
export function requireInteger(name: string, value: number, minimum: number, maximum: number): void {
  if (typeof value !== "number") throw new TypeError(`${name}: expected a number, got ${describe(value)}`);
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new RangeError(`${name}: expected an integer from ${minimum} to ${maximum}, got ${value}`);
  }
}

/** What a message calls a value of the wrong type. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "object" ? (value.constructor?.name ?? "an object") : typeof value;
}
