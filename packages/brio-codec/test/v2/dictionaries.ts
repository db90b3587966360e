// Small dictionaries with a model, written out: nothing here changes when training or the built-in dictionary does.
import {
  type Category,
  type Dictionary,
  type PhraseModel,
  readDictionary,
  writeDictionary,
} from "brio-dictionary";

type Phrases = readonly (readonly [category: Category, phrase: string])[];

function dictionaryOf(phrases: Phrases, model: PhraseModel): Dictionary {
  const entries = phrases.map(([category, phrase], id) => ({ id, category, phrase }));
  return readDictionary(writeDictionary({ id: "", entries, model }));
}

function distancesOf(exponent: (bucket: number, slot: number) => number): Uint8Array {
  const distances = new Uint8Array(24 * 48);
  for (let bucket = 0; bucket < 24; bucket++) {
    for (let slot = 0; slot <= 2 * bucket; slot++) distances[48 * bucket + slot] = exponent(bucket, slot);
  }
  return distances;
}

/** The worked example, version 2, of the SPEC of brio-dictionary: ` the` and ` them`. */
export function twoPhrases(): Dictionary {
  const transitions = new Uint8Array(256 * 255);
  transitions.set([0x26, 0x26], 0);
  transitions.set([0x24, 0x27], 255);
  const phraseClass = Uint8Array.from({ length: 258 }, (_, symbol) => (symbol < 256 ? 0 : 1));
  return dictionaryOf(
    [
      ["text", " the"],
      ["text", " them"],
    ],
    {
      classes: phraseClass,
      weights: phraseClass.map((c) => (c === 0 ? 0x18 : 0x26)),
      transitions,
      marginals: Uint8Array.from({ length: 255 }, (_, c) => (c < 2 ? 0x26 : 6)),
      escapes: new Uint8Array(256).fill(6),
      distances: distancesOf(() => 0x18),
    },
  );
}

const SMALL_PHRASES: Phrases = [
  ["refusal", "can't help with"],
  ["apology", "I'm sorry"],
  ["greeting", "Hello"],
  ["text", " the"],
  ["text", " and"],
  ["text", " time"],
  ["text", " order"],
  ["text", "ing"],
  ["text", ". "],
  ["text", ", "],
  ["text", " Größe"],
  ["text", "你好"],
  ["text", "one phrase of forty-eight bytes, the longest one"],
  ["json", '{"role":"'],
  ["json", '","content":"'],
  ["json", '"}\n'],
];

/** Of the bytes: letters, digits, white space and others; of the phrases: signals, words, punctuation, JSON, one alone in its class. */
function smallClass(symbol: number): number {
  if (symbol >= 256) {
    const id = symbol - 256;
    if (id < 3) return 4;
    if (id < 8) return 5;
    if (id < 10) return 6;
    return id === 12 ? 8 : id < 12 ? 9 : 10;
  }
  const byte = String.fromCharCode(symbol);
  return /[A-Za-z]/.test(byte) ? 0 : /[0-9]/.test(byte) ? 1 : /\s/.test(byte) ? 2 : 3;
}

/**
 * Sixteen phrases in classes 0 to 10, of which 7 has no member and 8 one. Exponents follow no statistics: formulas that reach
 * their smallest and their largest value and leave out every fourth transition.
 */
export function smallDictionary(): Dictionary {
  const classes = Uint8Array.from({ length: 256 + SMALL_PHRASES.length }, (_, symbol) => smallClass(symbol));
  const transitions = new Uint8Array(256 * 255);
  for (let context = 0; context < 256; context++) {
    if (context > 10 && context < 229) continue;
    for (let c = 0; c < 255; c++) {
      if (c > 10 && c < 229) continue;
      if ((7 * context + c) % 4 > 0) transitions[255 * context + c] = 6 + ((31 * context + 17 * c) % 35);
    }
  }
  return dictionaryOf(SMALL_PHRASES, {
    classes,
    weights: classes.map((_, symbol) => 6 + ((11 * symbol) % 35)),
    transitions,
    marginals: Uint8Array.from({ length: 255 }, (_, c) => (c <= 10 || c >= 229 ? 20 + (c % 21) : 6)),
    escapes: Uint8Array.from({ length: 256 }, (_, context) => 6 + ((5 * context) % 35)),
    distances: distancesOf((bucket, slot) => 6 + ((13 * bucket + 3 * slot) % 35)),
  });
}
