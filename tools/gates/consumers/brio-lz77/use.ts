import {
  createHashChainFinder,
  expandSequences,
  extractLiterals,
  type MatchFinder,
  type Prices,
  parseLazy,
  type Sequences,
} from "brio-lz77";

const prices: Prices = {
  literals: new Uint16Array(256).fill(5 * 32),
  lengths: new Uint16Array(259).fill(4 * 32),
  distance: (distance: number): number => (distance < 256 ? 9 * 32 : 15 * 32),
  sequence: 2 * 32,
};
const finder: MatchFinder = createHashChainFinder({ windowLength: 1 << 15 });
const input: Uint8Array = new Uint8Array(1000);
const sequences: Sequences = parseLazy(input, finder, prices);
const back: Uint8Array = expandSequences(sequences, extractLiterals(input, sequences), input.length);
if (back.join() !== input.join()) throw new Error("not what went in");
