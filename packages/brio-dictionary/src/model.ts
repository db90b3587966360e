// The numbers of a phrase model, SPEC.md section 6: one glossary for the trainer, the serialised form and the
// coders that start from a model, and the little that it says of how to read them. What a coder makes of it is its own matter.
//
// A coded text is a sequence of tokens: a symbol (a byte or a phrase), a raw byte, or a match. Every token has
// a class, which says what kind of token it is, and the class of the next token is predicted from it alone:
//
//   P(token) = P(class | context) × P(token | class)
//
//   classes     0 … 228   symbols: up to 256 of them share a class and are told apart by their weights
//               229       a raw byte, eight bits of its own
//               230 … 245 a match at a distance that follows, by its length (LENGTH_SLOTS)
//               246 … 251 a match at the last distance, by its length (LAST_LENGTH_SLOTS)
//               252 … 254 a match at the last distance but one, by its length (SECOND_LENGTH_SLOTS)
//   contexts    0 … 254   the class of the token before
//               255       at a start, where there is none before: of a content, and of what a coder codes apart
//
// A decoder goes from class to class and finds out beside it which token of the class it was: with contexts that depended
// on the token itself it would have to wait for that.
//
// All probabilities are stored as exponents in half bits: e stands for 2 ** ((e - 40) / 2). Half a bit is fine
// enough: rounding to it costs 0.4 % of the size of chat text at most, since an error of d bits in a price
// costs in the order of d² (and is a quarter bit at most).

/** What a coder starts from: trained statistics of the symbols of a dictionary. */
export interface PhraseModel {
  /**
   * By symbol: its class, 0 … 228; at most 256 symbols share one. Symbols 0 … 255 are the bytes, 256 + i is entry i.
   */
  readonly classes: Uint8Array;
  /** By symbol: exponent of its probability among those of its class, 6 … 40. */
  readonly weights: Uint8Array;
  /**
   * By context × 255 + class: exponent of the probability of the class, 6 … 40, or 0 where training saw too little. Then
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

/** Contexts are the classes and the start: one byte each. */
export const CLASS_COUNT = 255;
export const CONTEXT_COUNT = 256;

/** Classes 0 … 228 are those of symbols. */
export const SYMBOL_CLASS_COUNT = 229;
/** At most this many symbols share a class, so that the rank of a symbol in its class is a byte. */
export const MAX_CLASS_SIZE = 256;
export const RAW_CLASS = 229;
export const LENGTH_CLASS = 230;
export const LAST_LENGTH_CLASS = 246;
export const SECOND_LENGTH_CLASS = 252;
/** The context of a token before which there is none. */
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

/** The exponent of a class in a context: that of {@link PhraseModel.transitions}, or what stands in for a 0 there. */
export function transitionExponent(
  { transitions, marginals, escapes }: PhraseModel,
  context: number,
  tokenClass: number,
): number {
  const unseen = Math.max(LEAST_EXPONENT, marginals[tokenClass]! + escapes[context]! - CERTAIN);
  return transitions[context * CLASS_COUNT + tokenClass]! || unseen;
}
