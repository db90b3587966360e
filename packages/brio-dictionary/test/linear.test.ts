import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildDoubleArray, FLAG_BITS, KEY_ENDS, TAIL } from "../src/double-array.ts";
import { type Dictionary, findPhrases, PHRASE_CAPACITY, phraseBytes } from "../src/index.ts";
import { normalise } from "../src/normalise.ts";
import type { ScanKernel } from "../src/scan/kernel.ts";
import { signalEntries } from "../src/signal-entries.ts";
import { buildMatcher } from "../src/signal-matcher.ts";
import { KERNELS } from "./kernels.ts";
import { counting, dictionaries, dictionaryOf, text } from "./support.ts";

/** Bytes of the input and of patterns that a scan reads, and occurrences. */
function scanCosts(
  kernel: ScanKernel,
  dictionary: Dictionary,
  input: Uint8Array,
): { reads: number; found: number } {
  const matcher = buildMatcher(signalEntries(dictionary));
  const text = counting(input);
  const patterns = counting(matcher.patterns);
  const counted = { ...matcher, patterns: patterns.array };
  const found: number[] = [];
  // WebAssembly copies the patterns once.
  kernel.findAll(counted, new Uint8Array(0), found);
  const copied = patterns.reads();
  kernel.findAll(counted, text.array, found);
  return { reads: text.reads() + patterns.reads() - copied, found: found.length / 2 };
}

describe.each(KERNELS)("scanning a text takes steps in proportion to its length: $name", (kernel) => {
  const periods = ["a", "ab", " ", "\n", "é", "a ", "'a", "aaaaaaaab", "中", "\u2019"];

  test.each(periods)("of %j over and over, with phrases of the same", (period) => {
    const lengths = [2, 3, 5, 8, 16, 40].map((length) => period.repeat(length));
    const phrases = lengths.flatMap((phrase) => [phrase, `${phrase}!`]).filter((p) => utf8(p).length <= 48);
    const dictionary = dictionaryOf("error", ...phrases);
    const { reads, found } = scanCosts(kernel, dictionary, utf8(period.repeat(1500)));
    const twice = scanCosts(kernel, dictionary, utf8(period.repeat(3000)));
    expect(twice.reads).toBeLessThanOrEqual(2.01 * reads + 200);
    expect(twice.found).toBeLessThanOrEqual(2.01 * found + 100);
  });

  test("of any dictionary and text: a start looks at each byte of the patterns once at most", () => {
    fc.assert(
      fc.property(dictionaries, text(200), (dictionary, any) => {
        const patternBytes = dictionary.entries.reduce((sum, { phrase }) => sum + utf8(phrase).length, 0);
        const input = utf8(any);
        const { reads } = scanCosts(kernel, dictionary, input);
        // The filter reads a byte a few times; a start folds 48 bytes, and a run of white space is crossed from 48 starts at most.
        expect(reads).toBeLessThanOrEqual(input.length * (8 + 2 * patternBytes + 4 * 48));
      }),
    );
  });
});

test("looking for phrases reads no byte twice and none beyond the longest phrase", () => {
  const nested = Array.from({ length: 47 }, (_, i) => "a".repeat(i + 2));
  const branching = Array.from({ length: 40 }, (_, i) => `${"a".repeat(i + 2)}b`);
  const dictionary = dictionaryOf("text", ...nested, ...branching);
  const ids = new Uint16Array(PHRASE_CAPACITY);
  const { array: input, reads } = counting(utf8("a".repeat(1000)));
  expect(findPhrases(dictionary, input, 0, ids)).toBe(47);
  expect(reads()).toBeLessThanOrEqual(49);
});

describe("buildDoubleArray", () => {
  const triesOf = (dictionary: Dictionary, prefixBytes: 1 | 2, tails: boolean) => {
    const { bytes, offsets } = phraseBytes(dictionary);
    return { bytes, offsets, ...buildDoubleArray(bytes, offsets, prefixBytes, tails) };
  };

  test("makes a node for each prefix, and with tails for each that two keys share or one is told by", () => {
    fc.assert(
      fc.property(dictionaries, (dictionary) => {
        const prefixes = new Map<string, number>();
        for (const { phrase } of dictionary.entries) {
          const bytes = Buffer.from(phrase).toString("latin1");
          for (let end = 2; end <= bytes.length; end++) {
            prefixes.set(bytes.slice(0, end), (prefixes.get(bytes.slice(0, end)) ?? 0) + 1);
          }
        }
        const told = [...prefixes].filter(
          ([p, keys]) => keys > 1 || p.length === 2 || prefixes.get(p.slice(0, -1))! > 1,
        );
        expect(triesOf(dictionary, 2, false).nodes.length).toBe(prefixes.size);
        expect(triesOf(dictionary, 2, true).nodes.length).toBe(told.length);
      }),
    );
  });

  test("keeps every step inside the arrays, and lets no walk leave a leaf", () => {
    fc.assert(
      fc.property(
        dictionaries,
        fc.constantFrom<1 | 2>(1, 2),
        fc.boolean(),
        (dictionary, prefixBytes, tails) => {
          const { nodes, moves, parents } = triesOf(dictionary, prefixBytes, tails);
          for (const node of nodes) {
            expect((moves[node]! >> FLAG_BITS) + 255).toBeLessThan(parents.length);
            let children = 0;
            for (let byte = 0; byte < 256; byte++) {
              if (parents[(moves[node]! >> FLAG_BITS) + byte] === node) children++;
            }
            if (children === 0) expect(moves[node]! & (KEY_ENDS | TAIL)).not.toBe(0);
            else expect(moves[node]! & TAIL).toBe(0);
          }
        },
      ),
    );
  });

  test("uses cells in proportion to the bytes of the keys, however the bytes are spread", () => {
    // Children 85 cells apart: the hardest to fit into one another.
    const keys = Array.from({ length: 4096 }, (_, i) => [
      0,
      0,
      ...[0, 2, 4, 6, 8, 10].map((s) => ((i >> s) & 3) * 85),
    ]);
    const offsets = Uint32Array.from({ length: keys.length + 1 }, (_, i) => i * 8);
    const { nodes, moves } = buildDoubleArray(Uint8Array.from(keys.flat()), offsets, 2, false);
    expect(nodes.length).toBe(1 + 4 + 16 + 64 + 256 + 1024 + 4096);
    expect(moves.length).toBeLessThan(nodes.length * 64);
    for (const node of nodes) expect(node).toBeLessThan(moves.length);
  });
});

test("folding makes no text longer, and is done once", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), text(30).map(utf8)), (input) => {
      const folded = normalise(input);
      expect(folded.length).toBeLessThanOrEqual(input.length);
      expect(normalise(folded)).toEqual(folded);
    }),
    { numRuns: 3000 },
  );
});
