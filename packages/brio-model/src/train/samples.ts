/** What training makes of the samples that it is given. */
import type { Alphabet } from "../alphabet.ts";
import { mix } from "../contexts.ts";
import type { CountedSample } from "./count.ts";

/** A text to train with. */
export interface PriorSample {
  /** Its symbols, in the numbers of the alphabet. */
  readonly symbols: Uint16Array;
  /** Samples of a group are held out together, such as the answers to one prompt. Default: a group of its own. */
  readonly group?: string;
  /**
   * What only one source has is not listed. Give a text and what quotes it the same source. Default: a source of its own, but that equal samples
   * are one.
   */
  readonly source?: string;
  /** How often it counts, 1 … 16. Default 1. */
  readonly weight?: number;
}

/** One group of so many is held out. */
const HELD_OUT_SHARE = 10;
const MAX_WEIGHT = 16;

/** @throws {TypeError} | {RangeError} on the first sample that is none */
export function arrangeSamples(
  { classes }: Alphabet,
  samples: readonly (Uint16Array | PriorSample)[],
): { counted: CountedSample[]; heldOut: CountedSample[] } {
  const groups = new Map<string, number>();
  const sources = new Map<string, number>();
  const numberOf = (numbers: Map<string, number>, name: string): number => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  const counted: CountedSample[] = [];
  const heldOut: CountedSample[] = [];
  samples.forEach((sample, index) => {
    const {
      symbols,
      group,
      source,
      weight = 1,
    } = sample instanceof Uint16Array ? { symbols: sample } : sample;
    if (!(symbols instanceof Uint16Array))
      throw new TypeError(`samples[${index}]: expected symbols in a Uint16Array`);
    const at = symbols.findIndex((symbol) => symbol >= classes.length);
    if (at >= 0)
      throw new RangeError(
        `samples[${index}]: expected symbols below ${classes.length}, got ${symbols[at]} at ${at}`,
      );
    if (!(Number.isInteger(weight) && weight >= 1 && weight <= MAX_WEIGHT)) {
      throw new RangeError(`samples[${index}].weight: expected 1 … ${MAX_WEIGHT}, got ${weight}`);
    }
    const arranged = {
      symbols,
      source: numberOf(sources, source === undefined ? `text ${symbols.join()}` : `source ${source}`),
    };
    const number = numberOf(groups, group === undefined ? `sample ${index}` : `group ${group}`);
    const into = number % HELD_OUT_SHARE === HELD_OUT_SHARE - 1 ? heldOut : counted;
    for (let time = 0; time < weight; time++) into.push(arranged);
  });
  return { counted: shuffled(counted), heldOut: shuffled(heldOut) };
}

/** In an order that has nothing to do with that of the corpus, but always the same. */
function shuffled<Sample>(samples: readonly Sample[]): Sample[] {
  const places = samples.map((_, index) => mix(mix(1, index), index) >>> 0);
  return [...samples.keys()].sort((a, b) => places[a] - places[b] || a - b).map((index) => samples[index]);
}
