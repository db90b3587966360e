/** Most symbols of an alphabet: a leaf of the code tree is 16 bits. */
export const MAX_SYMBOLS = 65536;
/** Most bytes of a symbol; at least one. */
export const MAX_SYMBOL_LENGTH = 255;
/** Most classes. The context of a class is a byte, and one value of it stands for the start. */
export const MAX_CLASSES = 256;

/**
 * The symbols that a model predicts: bytes, or the phrases of a dictionary. Every symbol has a class. The model first predicts the class
 * and then the symbol among those of its class, and starts from what the weights say about both.
 */
export interface Alphabet {
  /** The bytes of all symbols, one after the other. */
  readonly bytes: Uint8Array;
  /** By symbol: where its bytes begin; they end where those of the next begin. One more than there are symbols. */
  readonly offsets: Uint32Array;
  /** By symbol: its class. */
  readonly classes: Uint8Array;
  /** By symbol: how often it occurs, relative to the others of its class, 1 … 2^20. */
  readonly weights: Uint32Array;
  /** By class: how often it occurs, 1 … 2^20. Every class has a symbol. */
  readonly classWeights: Uint32Array;
  /**
   * By class before × number of classes + class: how often it follows, 1 … 2^20; the last row is that of a start. Undefined: whatever
   * came before, `classWeights`.
   */
  readonly transitions: Uint32Array | undefined;
}

/** Bytes that symbols of the alphabet stand for. */
export function contentLengthOf({ offsets }: Alphabet, symbols: Uint16Array): number {
  let total = 0;
  for (const symbol of symbols) total += offsets[symbol + 1] - offsets[symbol];
  return total;
}
