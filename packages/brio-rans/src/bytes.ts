import { IS_LITTLE_ENDIAN } from "brio-kernel-host";

/**
 * Words of a stream are least significant byte first, as typed arrays are on every machine in use but a few. There, many words
 * are one copy of bytes, which takes a tenth of the time of a loop (measured); where it is few of them, making the views takes
 * longer than the loop.
 */
const FEW_WORDS = 128;

/** Sets the first `count` words from as many pairs of bytes, from `bytes[from]` on. */
export function wordsFromBytes(words: Uint16Array, count: number, bytes: Uint8Array, from: number): void {
  if (IS_LITTLE_ENDIAN && count > FEW_WORDS) {
    new Uint8Array(words.buffer, words.byteOffset, 2 * count).set(bytes.subarray(from, from + 2 * count));
    return;
  }
  for (let i = 0, at = from; i < count; i++, at += 2) words[i] = bytes[at] | (bytes[at + 1] << 8);
}

/** Sets bytes from the words from `from` on. */
export function bytesFromWords(bytes: Uint8Array, at: number, words: Uint16Array, from: number): void {
  const count = words.length - from;
  if (IS_LITTLE_ENDIAN && count > FEW_WORDS) {
    bytes.set(new Uint8Array(words.buffer, words.byteOffset + 2 * from, 2 * count), at);
    return;
  }
  for (let i = from; i < words.length; i++) {
    bytes[at++] = words[i];
    bytes[at++] = words[i] >>> 8;
  }
}
