/**
 * Compiles an embedded module, synchronously: those of Brio have 20 kilobytes at most, which takes a millisecond or so. Older versions of
 * Chromium refuse more than four on the main thread.
 *
 * @param hex - the module in lower-case hexadecimal, as tools/assembly embeds it
 * @throws whatever the engine throws that has no WebAssembly, or refuses it
 */
export function compileModule(hex: string): WebAssembly.Module {
  return new WebAssembly.Module(bytesOf(hex));
}

/**
 * Bytes from lower-case hexadecimal. What is native goes first and no function is called per byte, since the first call of a process
 * waits for it: the character codes of digits are 0x30 … 0x39 and 0x61 … 0x66.
 */
function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const digits = new TextEncoder().encode(hex);
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = digits[2 * i];
    const low = digits[2 * i + 1];
    bytes[i] = (((high & 15) + 9 * (high >> 6)) << 4) | ((low & 15) + 9 * (low >> 6));
  }
  return bytes;
}
