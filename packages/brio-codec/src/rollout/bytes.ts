/** Also bytes of another realm, such as a test runner's sandbox, where `instanceof` fails. */
export function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}

export function requireBytes(name: string, value: unknown): asserts value is Uint8Array {
  if (!isBytes(value)) throw new TypeError(`${name} must be a Uint8Array, got ${describe(value)}`);
}

/** What a value is, for a message that must not print it. */
export function describe(value: unknown): string {
  return value === null ? "null" : typeof value;
}

export function areSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
