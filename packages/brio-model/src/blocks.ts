import { BLOCK_SYMBOLS } from "./format.ts";

/** The symbols of each block. */
export function blocksOf(symbols: Uint16Array): Uint16Array[] {
  const blocks: Uint16Array[] = [];
  for (let at = 0; at < symbols.length; at += BLOCK_SYMBOLS)
    blocks.push(symbols.subarray(at, at + BLOCK_SYMBOLS));
  return blocks;
}

/** The streams of all blocks, one after the other. */
export function joined(streams: readonly Uint8Array[]): Uint8Array {
  if (streams.length === 1) return streams[0];
  const payload = new Uint8Array(streams.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const stream of streams) {
    payload.set(stream, at);
    at += stream.length;
  }
  return payload;
}
