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

const MAX_WEIGHT = 2 ** 20;

/**
 * @throws {TypeError} a part of the alphabet has the wrong type
 * @throws {RangeError} a part has the wrong length, or a number that is out of range; or a class has no symbol
 */
export function requireAlphabet({
  bytes,
  offsets,
  classes,
  weights,
  classWeights,
  transitions,
}: Alphabet): void {
  requireNumbers("bytes", bytes, Uint8Array);
  requireNumbers("offsets", offsets, Uint32Array);
  requireNumbers("classes", classes, Uint8Array);
  const symbolCount = classes.length;
  const classCount = classWeights?.length;
  if (symbolCount === 0 || symbolCount > MAX_SYMBOLS) {
    throw new RangeError(`alphabet.classes: expected 1 … ${MAX_SYMBOLS} symbols, got ${symbolCount}`);
  }
  requireWeights("weights", weights, symbolCount);
  requireWeights("classWeights", classWeights, Math.min(classCount, MAX_CLASSES));
  if (transitions !== undefined) requireWeights("transitions", transitions, (classCount + 1) * classCount);
  requireLength("offsets", offsets, symbolCount + 1);
  if (offsets[0] !== 0 || offsets[symbolCount] !== bytes.length) {
    throw new RangeError(`alphabet.offsets: expected 0 … ${bytes.length}`);
  }
  const isUsed = new Uint8Array(classCount);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const length = offsets[symbol + 1] - offsets[symbol];
    if (!(length >= 1 && length <= MAX_SYMBOL_LENGTH)) {
      throw new RangeError(
        `alphabet: expected symbols of 1 … ${MAX_SYMBOL_LENGTH} bytes, got ${length} in ${symbol}`,
      );
    }
    if (classes[symbol] >= classCount) {
      throw new RangeError(
        `alphabet.classes[${symbol}]: expected less than ${classCount}, got ${classes[symbol]}`,
      );
    }
    isUsed[classes[symbol]] = 1;
  }
  const empty = isUsed.indexOf(0);
  if (empty >= 0) throw new RangeError(`alphabet.classes: expected a symbol of class ${empty}`);
}

type Numbers = Uint8Array | Uint32Array;

function requireNumbers(
  name: string,
  value: unknown,
  type: Uint8ArrayConstructor | Uint32ArrayConstructor,
): void {
  if (!(value instanceof type)) throw new TypeError(`alphabet.${name}: expected a ${type.name}`);
}

function requireLength(name: string, { length }: Numbers, expected: number): void {
  if (length !== expected)
    throw new RangeError(`alphabet.${name}: expected ${expected} numbers, got ${length}`);
}

function requireWeights(name: string, weights: Uint32Array, expected: number): void {
  requireNumbers(name, weights, Uint32Array);
  requireLength(name, weights, expected);
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] < 1 || weights[i] > MAX_WEIGHT) {
      throw new RangeError(`alphabet.${name}[${i}]: expected 1 … ${MAX_WEIGHT}, got ${weights[i]}`);
    }
  }
}

/** Bytes that symbols of the alphabet stand for. */
export function contentLengthOf({ offsets }: Alphabet, symbols: Uint16Array): number {
  let total = 0;
  for (let i = 0; i < symbols.length; i++) total += offsets[symbols[i] + 1] - offsets[symbols[i]];
  return total;
}
