const assert = require("node:assert/strict");
const { createHashChainFinder, expandSequences, extractLiterals, parseLazy } = require("brio-lz77");

const prices = {
  literals: new Uint16Array(256).fill(5 * 32),
  lengths: new Uint16Array(259).fill(4 * 32),
  distance: () => 10 * 32,
  sequence: 2 * 32,
};
const input = new TextEncoder().encode("round and round and round it goes");

const sequences = parseLazy(input, createHashChainFinder(), prices);
const literals = extractLiterals(input, sequences);
assert(literals.length < input.length);
assert.deepEqual(expandSequences(sequences, literals, input.length), input);
