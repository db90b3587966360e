/** What depends on the dictionary and on the input of the current call: src/v2/kernel-wasm places it. */

/** By symbol, eight bytes: start u16, frequency u16, price u16, class u16. */
export let symbols: usize = 0;
/** Bytes of all symbols, one after the other, and by symbol where they begin, u32; one entry more. */
export let symbolBytes: usize = 0;
export let symbolOffsets: usize = 0;
export let symbolCount: i32 = 0;

/** The input, and where its first byte lies in the content. */
export let input: usize = 0;
export let origin: i32 = 0;

export function placeSymbols(symbolsAt: usize, bytesAt: usize, offsetsAt: usize, count: i32): void {
  symbols = symbolsAt;
  symbolBytes = bytesAt;
  symbolOffsets = offsetsAt;
  symbolCount = count;
}

export function placeInput(at: usize, position: i32): void {
  input = at;
  origin = position;
}

/** The single bytes, as symbols in front of the phrases: so far the offsets of those count from the first phrase. */
export function placeSingleBytes(): void {
  for (let byte = 0; byte < 256; byte++) {
    store<u8>(symbolBytes + byte, byte);
    store<u32>(symbolOffsets + (<usize>byte << 2), byte);
  }
  for (let symbol = 256; symbol <= symbolCount; symbol++) {
    const offset = symbolOffsets + (<usize>symbol << 2);
    store<u32>(offset, load<u32>(offset) + 256);
  }
}
