import { utf8 } from "brio-test-support";
import type { TrainingSample } from "../../src/index.ts";
import { type Corpus, collectCorpus } from "../../src/train/corpus.ts";

const SUBJECTS = ["The parcel", "Your order", "The invoice", "My order", "The refund", "A colleague"];
const VERBS = [
  "has been shipped",
  "is on its way",
  "was cancelled",
  "will arrive tomorrow",
  "has been received",
];
const OPENINGS = ["Thank you for your patience.", "I'm sorry about that!", "Good news:", "Well,"];
const NAMES = ["order", "invoice", "parcel", "refund"];

/** Messages that a shop might send, and the events it keeps of them: small talk with much in common. */
export function messages(count: number): string[] {
  let state = 7;
  const pick = <T>(values: readonly T[]): T => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return values[Math.floor((state / 2 ** 32) * values.length)]!;
  };
  return Array.from({ length: count }, (_, i) =>
    i % 3 === 2
      ? `{"event":"${pick(NAMES)}.updated","id":${1000 + i * 37},"status":"${pick(["ok", "failed"])}"}`
      : `${pick(OPENINGS)} ${pick(SUBJECTS)} ${pick(VERBS)}. ${pick(SUBJECTS)} ${pick(VERBS)}, café included.`,
  );
}

export const corpusOf = (...samples: TrainingSample[]): Corpus => collectCorpus(samples);

export const bytesOf = (...texts: string[]): Uint8Array[] => texts.map(utf8);
