// READ ME FIRST
//
// Unpacks the generated strings; scripts/generate-2.mjs packs them and says why they look as they do.
//
// This is part of the first call of every process that compresses anything, so it is written for code that runs cold: per
// phrase or per number as little as possible, in functions that are called often enough to be compiled, and what can be native
// is. The entries themselves, 22,000 objects with a string each, take as long as all the rest (measured: 13 of 26 ms on
// a slow machine), and a coder needs the bytes of the phrases but not them: they are made when somebody asks.

import {
  CHAT_2_CLASS_ORDER,
  CHAT_2_CLASSES,
  CHAT_2_DISTANCES,
  CHAT_2_ESCAPES,
  CHAT_2_ID,
  CHAT_2_MARGINALS,
  CHAT_2_RESTS,
  CHAT_2_SHARED,
  CHAT_2_SIGNALS,
  CHAT_2_TRANSITIONS,
  CHAT_2_WEIGHTS,
} from "./chat-2.gen.ts";
import { CATEGORIES, type Dictionary, type DictionaryEntry, MAX_PHRASE_BYTES } from "./dictionary.ts";
import { CLASS_COUNT, CONTEXT_COUNT, START_CONTEXT } from "./model.ts";
import { encodePhrases, keepPhraseBytes, type PhraseBytes } from "./phrase-bytes.ts";
import { keepSignalEntries } from "./signal-entries.ts";

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BACKTICK = 0x60;
/** Between the rests of phrases. */
const TILDE = 0x7e;

/** Numbers below this one are one character, others two. */
const SINGLE = 90;

/** Unpacks the dictionary of edition 2. */
export function unpackChat2(): Dictionary {
  const signals: DictionaryEntry[] = [];
  for (const [kind, phrases] of CHAT_2_SIGNALS) {
    const category = CATEGORIES[kind]!;
    for (const phrase of phrases.split("\r")) signals.push({ id: signals.length, category, phrase });
  }
  const phrases = unpackPhrases(encodePhrases(signals));
  const symbolCount = 256 + phrases.offsets.length - 1;
  const numberOf = numbersOfCharacters();
  let entries: DictionaryEntry[] | undefined;
  const dictionary: Dictionary = {
    id: CHAT_2_ID,
    get entries() {
      entries ??= decodeEntries(signals, phrases);
      return entries;
    },
    model: {
      classes: unpackNumbers(CHAT_2_CLASSES, symbolCount, numberOf),
      weights: unpackExponents(CHAT_2_WEIGHTS),
      transitions: unpackTransitions(numberOf),
      marginals: unpackExponents(CHAT_2_MARGINALS),
      escapes: unpackExponents(CHAT_2_ESCAPES),
      distances: unpackExponents(CHAT_2_DISTANCES),
    },
  };
  keepPhraseBytes(dictionary, phrases);
  keepSignalEntries(dictionary, signals);
  return dictionary;
}

/** The bytes of all phrases: those of the signals, and behind them the others, front coded. */
function unpackPhrases(signals: PhraseBytes): PhraseBytes {
  const encoder = new TextEncoder();
  const shared = encoder.encode(CHAT_2_SHARED);
  const rests = encoder.encode(CHAT_2_RESTS);
  const numberOf = numbersOfCharacters();
  const signalCount = signals.offsets.length - 1;
  const offsets = new Uint32Array(signalCount + shared.length + 1);
  offsets.set(signals.offsets);
  const room = signals.bytes.length + shared.length * MAX_PHRASE_BYTES;
  const bytes = new Uint8Array(room);
  bytes.set(signals.bytes);

  /** Writes phrase `id`, whose rest starts at `rest`; returns where the next rest starts. */
  const unpackOne = (id: number, sharedBytes: number, rest: number): number => {
    let to = offsets[id]!;
    // Behind the last signal nothing is shared, so it does not matter what is before.
    let from = offsets[id - 1]!;
    for (const sharedEnd = from + sharedBytes; from < sharedEnd; from++) bytes[to++] = bytes[from]!;
    let byte = rests[rest]!;
    for (; rest < rests.length && byte !== TILDE; byte = rests[rest]!) {
      bytes[to++] = byte;
      rest++;
    }
    offsets[id + 1] = to;
    return rest + 1;
  };
  let rest = 0;
  for (let i = 0; i < shared.length; i++) rest = unpackOne(signalCount + i, numberOf[shared[i]!]!, rest);
  return { bytes: bytes.slice(0, offsets.at(-1)), offsets };
}

function decodeEntries(
  signals: readonly DictionaryEntry[],
  { bytes, offsets }: PhraseBytes,
): DictionaryEntry[] {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const entries = [...signals];
  const decode = (id: number): DictionaryEntry => ({
    id,
    category: "text",
    phrase: decoder.decode(bytes.subarray(offsets[id], offsets[id + 1])),
  });
  while (entries.length < offsets.length - 1) entries.push(decode(entries.length));
  return entries;
}

/** By character code: its index in printable ASCII without what a string literal may have to escape. */
function numbersOfCharacters(): Uint8Array {
  const numberOf = new Uint8Array(128);
  let number = 0;
  for (let code = SPACE; code <= TILDE; code++) {
    if (code !== QUOTE && code !== BACKSLASH && code !== BACKTICK) numberOf[code] = number++;
  }
  return numberOf;
}

function unpackNumbers(packed: string, count: number, numberOf: Uint8Array): Uint8Array {
  const characters = new TextEncoder().encode(packed);
  let at = 0;
  return new Uint8Array(count).map(() => {
    const first = numberOf[characters[at++]!]!;
    return first < SINGLE ? first : SINGLE + (first - SINGLE) * SINGLE + numberOf[characters[at++]!]!;
  });
}

/** By character code: the exponent; "." is 0, A … Z and a … i are 6 … 40. */
function exponentsOfCharacters(): Uint8Array {
  const exponentOf = new Uint8Array(128);
  for (let i = 0; i < 26; i++) exponentOf[0x41 + i] = 6 + i;
  for (let i = 0; i < 9; i++) exponentOf[0x61 + i] = 32 + i;
  return exponentOf;
}

function unpackExponents(packed: string): Uint8Array {
  const exponentOf = exponentsOfCharacters();
  return new TextEncoder().encode(packed).map((code) => exponentOf[code]!);
}

function unpackTransitions(numberOf: Uint8Array): Uint8Array {
  const classOrder = unpackNumbers(CHAT_2_CLASS_ORDER, CLASS_COUNT, numberOf);
  const exponentOf = exponentsOfCharacters();
  const packed = new TextEncoder().encode(CHAT_2_TRANSITIONS);
  const transitions = new Uint8Array(CONTEXT_COUNT * CLASS_COUNT);
  const unpackRow = (context: number, row: number): void => {
    for (let i = 0; i < CLASS_COUNT; i++) {
      transitions[context * CLASS_COUNT + classOrder[i]!] = exponentOf[packed[row * CLASS_COUNT + i]!]!;
    }
  };
  classOrder.forEach(unpackRow);
  unpackRow(START_CONTEXT, CLASS_COUNT);
  return transitions;
}
