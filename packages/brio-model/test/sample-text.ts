/** Some 20 kB of text as people write it, made of parts: no two sentences are alike, and most words come again. */
import { pseudoRandom } from "brio-test-support";

const SUBJECTS = [
  "The printer",
  "Our team",
  "This order",
  "A customer",
  "The invoice",
  "Your account",
  "The agent",
  "Nobody",
];
const VERBS = [
  "needs",
  "has sent",
  "is waiting for",
  "could not find",
  "will replace",
  "asked about",
  "confirms",
  "rejected",
];
const OBJECTS = [
  "the new address",
  "a refund",
  "two more boxes",
  "the report of last week",
  "another password",
  "an answer",
];
const ENDS = [
  " before noon.",
  ", as far as we know.",
  " because of the storm!",
  "; please call back.",
  ".",
  ".\n",
  ", I'm sorry to say.",
  " (see ticket).",
];

export function sampleText(length: number, seed = 1): string {
  const random = pseudoRandom(seed);
  const one = (of: readonly string[]): string => of[random(of.length)]!;
  let text = "";
  while (text.length < length) {
    text += `${one(SUBJECTS)} ${one(VERBS)} ${one(OBJECTS)}${one(ENDS)} `;
    if (random(5) === 0) text += `Number ${random(100_000)} is from ${1990 + random(35)}. `;
  }
  return text.slice(0, length);
}
