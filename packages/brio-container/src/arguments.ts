/** The shared wording of a caller's mistakes: what was expected, and what came instead. */

/** Name a value in an error message without ever printing a long one. */
function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "object") return value.constructor?.name ?? "object";
  return typeof value === "function" ? "function" : String(value);
}

export function typeMistake(argument: string, expected: string, value: unknown): TypeError {
  return new TypeError(`${argument}: expected ${expected}, got ${describe(value)}`);
}

export function rangeMistake(argument: string, expected: string, value: unknown): RangeError {
  return new RangeError(`${argument}: expected ${expected}, got ${describe(value)}`);
}

/** The second test admits arrays of another realm (an iframe, a `vm` context), which `instanceof` refuses. */
export function isBytes(value: unknown): value is Uint8Array {
  if (value instanceof Uint8Array) return true;
  return ArrayBuffer.isView(value) && (value as Uint8Array).constructor.name === "Uint8Array";
}

export function assertBytes(argument: string, value: Uint8Array): void {
  if (!isBytes(value)) throw typeMistake(argument, "a Uint8Array", value);
}

export function isIntegerWithin(value: number, minimum: number, maximum: number): boolean {
  return Number.isInteger(value) && value >= minimum && value <= maximum;
}

/** What to throw where {@link isIntegerWithin} said no. Apart from it, so that a loop builds no names in vain. */
export function integerMistake(argument: string, value: number, minimum: number, maximum: number): Error {
  if (typeof value !== "number") return typeMistake(argument, "a number", value);
  return rangeMistake(argument, `an integer from ${minimum} to ${maximum}`, value);
}
