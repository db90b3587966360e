// The numbers of a phrase model, SPEC.md section 6: one glossary for the trainer, the serialised form and the
// coders that start from a model. Nothing here is computed; what a coder makes of it is its own matter.
//
// A coded text is a sequence of tokens: a symbol (a byte or a phrase), a raw byte, or a match. Every token has
// a class, which says what kind of token it is, and leaves a context, which is all that the next class is
// predicted from:
//
//   P(token) = P(class | context) × P(token | class)
//
//   classes     0 … 229   symbols: up to 256 of them share a class and are told apart by their weights
//               230       a raw byte, eight bits of its own
//               231 … 246 a match at a distance that follows, by its length (LENGTH_SLOTS)
//               247 … 252 a match at the last distance, by its length (LAST_LENGTH_SLOTS)
//               253 … 255 a match at the last distance but one, by its length (SECOND_LENGTH_SLOTS)
//   contexts    0 … 240   after a symbol, by what the symbol says about what follows
//               241 … 253 after a match, by the type of its last bytes (`endingOf`)
//               254       after a raw byte
//               255       at the start of the content
//
// All probabilities are stored as exponents in half bits: e stands for 2 ** ((e - 40) / 2). Half a bit is fine
// enough: rounding to it costs 0.4 % of the size of chat text at most, since an error of d bits in a price
// costs in the order of d² (and is a quarter bit at most).

/** What a coder starts from: trained statistics of the symbols of a dictionary. */
export interface PhraseModel {
  /**
   * By symbol: its class, 0 … 229; at most 256 symbols share one. Symbols 0 … 255 are the bytes, 256 + i is entry i.
   */
  readonly classes: Uint8Array;
  /** By symbol: the context it leaves, 0 … 240. */
  readonly contexts: Uint8Array;
  /** By symbol: exponent of its probability among those of its class, 6 … 40. */
  readonly weights: Uint8Array;
  /**
   * By context × 256 + class: exponent of the probability of the class, 6 … 40, or 0 where training saw too little. Then
   * the exponent is max(6, marginals[class] + escapes[context] − 40).
   */
  readonly transitions: Uint8Array;
  /** By class: exponent of its probability in any context, 6 … 40. */
  readonly marginals: Uint8Array;
  /** By context: exponent of what an unseen class has of its marginal probability, 6 … 40. */
  readonly escapes: Uint8Array;
  /**
   * By position bucket × 48 + distance slot: exponent of the probability of the slot, 6 … 40, or 0 where the distance
   * would reach back beyond the start (slot > 2 × bucket). The bucket is ⌊log2 position⌋ of a match in the content, 23 at
   * most.
   */
  readonly distances: Uint8Array;
}

/** A dictionary with a model has at most this many entries. */
export const MAX_MODEL_ENTRIES = 32_768;

/** Classes and contexts are one byte each. */
export const CLASS_COUNT = 256;
export const CONTEXT_COUNT = 256;

/** Classes 0 … 229 are those of symbols. */
export const SYMBOL_CLASS_COUNT = 230;
/** At most this many symbols share a class, so that the rank of a symbol in its class is a byte. */
export const MAX_CLASS_SIZE = 256;
export const RAW_CLASS = 230;
export const LENGTH_CLASS = 231;
export const LAST_LENGTH_CLASS = 247;
export const SECOND_LENGTH_CLASS = 253;

/** Contexts 0 … 240 are those after symbols. */
export const SYMBOL_CONTEXT_COUNT = 241;
export const ENDING_CONTEXT = 241;
export const ENDING_COUNT = 13;
export const RAW_CONTEXT = 254;
export const START_CONTEXT = 255;

/** The exponent of probability 1; a bit less likely is two less. */
export const CERTAIN = 40;
/** No exponent but 0 is below this one: 2 ** -17 is less than any coder's tables resolve. */
export const LEAST_EXPONENT = 6;

/**
 * A slot stands for the lengths `base` … `base + 2 ** extraBits - 1`; the extra bits tell them apart. But the last slot of a list
 * is open: it stands for all lengths from `base` on, and a coder tells them apart in a way of its own. Its `extraBits` are what
 * training reckons that to cost, and bound the lengths that training tries.
 */
export interface LengthSlot {
  readonly base: number;
  readonly extraBits: number;
}

/** Lengths from 3 on of matches whose distance follows: class `LENGTH_CLASS + slot`. */
export const LENGTH_SLOTS: readonly LengthSlot[] = /* @__PURE__ */ lengthSlots(
  [3, 4, 5, 6, 7, 8, 9, 11, 13, 17, 21, 29, 45, 77, 141, 269],
  [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 12],
);
/** Lengths from 1 on at the last distance: class `LAST_LENGTH_CLASS + slot`. */
export const LAST_LENGTH_SLOTS: readonly LengthSlot[] = /* @__PURE__ */ lengthSlots(
  [1, 3, 5, 9, 17, 33],
  [1, 1, 2, 3, 4, 10],
);
/** Lengths from 1 on at the last distance but one: class `SECOND_LENGTH_CLASS + slot`. */
export const SECOND_LENGTH_SLOTS: readonly LengthSlot[] = /* @__PURE__ */ lengthSlots([1, 9, 25], [3, 4, 10]);

function lengthSlots(bases: readonly number[], extraBits: readonly number[]): LengthSlot[] {
  return bases.map((base, slot) => ({ base, extraBits: extraBits[slot]! }));
}

/** Position buckets, ⌊log2 position⌋, and distance slots, two an octave, of {@link PhraseModel.distances}. */
export const POSITION_BUCKETS = 24;
export const DISTANCE_SLOTS = 48;

/**
 * The slot of a distance, 1 … 2 ** 24 - 1. With b = ⌊log2 distance⌋ there are two slots an octave, told apart by the bit
 * below the leading one, and max(0, b - 1) extra bits, which are the bits below that one.
 */
export function distanceSlot(distance: number): number {
  if (distance < 2) return 0;
  const octave = 31 - Math.clz32(distance);
  return 2 * octave - 1 + ((distance >>> (octave - 1)) & 1);
}

const SPACE = 0x20;

/** The type, 0 … 12, of the end of a match, by its last byte and the one before: context `ENDING_CONTEXT + type`. */
export function endingOf(last: number, before: number): number {
  if (last === SPACE) return 0;
  if (last === 0x0a) return 1;
  if (last === 0x6e && before === 0x5c) return 11;
  if (last >= 0x61 && last <= 0x7a) return before === SPACE ? 10 : 2;
  if (last >= 0x41 && last <= 0x5a) return 3;
  if (last >= 0x30 && last <= 0x39) return 4;
  if (last >= 0x80) return 5;
  switch (last) {
    case 0x22: // "
      return 6;
    case 0x2c: // ,
    case 0x2e: // .
    case 0x3b: // ;
    case 0x21: // !
    case 0x3f: // ?
      return 7;
    case 0x3a: // :
      return 8;
    case 0x2a: // *
    case 0x23: // #
    case 0x2d: // -
    case 0x5f: // _
      return 12;
    default:
      return 9;
  }
}
