export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Hex digits, white space allowed, to bytes. */
export function fromHex(hex: string): Uint8Array {
  const digits = hex.replace(/\s/g, "");
  if (!/^([0-9a-fA-F]{2})*$/.test(digits)) throw new Error(`not hex: ${hex}`);
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How many numbers a difference is shown by. */
const SHOWN = 32;

/** For loops over many arrays, or long ones, where an `expect` each would take most of the time. */
export function assertSame(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  what = "the arrays",
): void {
  let at = 0;
  while (at < actual.length && actual[at] === expected[at]) at++;
  if (at === actual.length && at === expected.length) return;
  const [got, wanted] = [actual, expected].map((numbers) => {
    const rest = Array.from({ length: Math.min(SHOWN, numbers.length - at) }, (_, i) => numbers[at + i]);
    return `${rest.join(" ")} (length ${numbers.length})`;
  });
  throw new Error(`${what}: from index ${at} on, got ${got}, expected ${wanted}`);
}
