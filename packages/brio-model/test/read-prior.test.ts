import { fromHex, pseudoRandom } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Alphabet } from "../src/alphabet.ts";
import { buildCodeTree, codeTreeOf } from "../src/code-tree.ts";
import { type ContextLists, keySlot, MAX_KEY_BITS } from "../src/context-lists.ts";
import { CONTEXT_NAMES } from "../src/contexts.ts";
import { SUCCESSOR_LEVELS } from "../src/count-levels.ts";
import { isModelError, type Prior, primedModel, writePrior } from "../src/index.ts";
import type { PriorContent } from "../src/kernel.ts";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { wasmKernel } from "../src/kernel-wasm/kernel.ts";
import { CLASS_COUNT, DIRECTORY_AT, GUIDED_LENGTH } from "../src/kernel-wasm/layout.ts";
import { SCALAR_MODULE, SIMD_MODULE } from "../src/kernel-wasm/module.gen.ts";
import { LISTS_AT } from "../src/kernel-wasm/prior-layout.ts";
import { buildTreeOf, placeAlphabet } from "../src/kernel-wasm/read-alphabet.ts";
import { workspaceFrom } from "../src/kernel-wasm/workspace.ts";
import { alphabetHash } from "../src/prior/alphabet-models.ts";
import { HEADER_BYTES, LISTS_AT as LISTS_IN_HEADER, SUCCESSORS_AT } from "../src/prior/format.ts";
import { contextListsOf } from "../src/prior/list-columns.ts";
import { roundParameters } from "../src/prior/parameters.ts";
import { readHeader } from "../src/prior/read-header.ts";
import { readPayload } from "../src/prior/read-payload.ts";
import { PHRASE_PROFILES } from "../src/profile.ts";
import { untrainedParameters } from "../src/untrained.ts";
import { MODELS, randomAlphabet, randomSymbols, withRandomParameters } from "./models.ts";
import { decodeBy, jobOf } from "./support.ts";

const KERNELS = [wasmKernel("wasm"), wasmKernel("wasm-scalar")];

/** Lists of every length: of one, of few, of so many that another way sorts them, and of so many that there is a guide. */
const LENGTHS = [1, 1, 2, 3, 7, 15, 16, 17, 32, 33, 47, GUIDED_LENGTH, 70, 100];

function columnLists(alphabet: Alphabet, seed: number): ContextLists {
  const random = pseudoRandom(seed);
  const tree = codeTreeOf(alphabet);
  const groupsPerContext = alphabet.classWeights.length + 1;
  const groupSizes = Uint32Array.from({ length: CONTEXT_NAMES.length * groupsPerContext }, () => random(6));
  const listCount = groupSizes.reduce((sum, size) => sum + size, 0);
  const lengths = Array.from({ length: listCount }, () => LENGTHS[random(LENGTHS.length)]!);
  const starts = Uint32Array.from([0, ...lengths]);
  for (let list = 0; list < listCount; list++) starts[list + 1]! += starts[list]!;
  const successors = lengths.flatMap((length) => {
    const leaves = new Set<number>();
    while (leaves.size < length) leaves.add(random(alphabet.classes.length));
    return [...leaves]
      .map((leaf) => ({ leaf, level: random(length > 16 ? 8 : 14) }))
      .sort((a, b) => b.level - a.level || a.leaf - b.leaf);
  });
  const keys = [...groupSizes].flatMap((size) => {
    const chosen = new Set<number>();
    while (chosen.size < size) chosen.add(random(1 << 12));
    return [...chosen].sort((a, b) => a - b);
  });
  return contextListsOf(
    {
      groupSizes,
      keyBits: Uint8Array.from(groupSizes, (size) => (size === 0 ? 0 : 12)),
      keys: Uint32Array.from(keys),
      escapes: Uint8Array.from(lengths, () => random(SUCCESSOR_LEVELS.length + 1)),
      starts,
      levels: Uint8Array.from(successors, ({ level }) => level),
      symbols: Uint16Array.from(successors, ({ leaf }) => tree.symbolOfLeaf[leaf]!),
    },
    tree,
    groupsPerContext,
  )!;
}

function priorFor(alphabet: Alphabet, lists: ContextLists): Omit<Prior, "id"> {
  const tree = codeTreeOf(alphabet);
  const untrained = [CONTEXT_NAMES.map((_, context) => context), [1, 2]].map((contexts, index) => {
    const profile = { ...PHRASE_PROFILES[index as 0 | 1], contexts };
    return { profile, parameters: untrainedParameters(alphabet, tree, profile) };
  });
  const model = { alphabet, tree, lists: undefined, profiles: [untrained[0]!, untrained[1]!] } as const;
  const [smallest, fastest] = withRandomParameters(model, 300, 5).profiles.map(({ profile, parameters }) => ({
    profile,
    parameters: roundParameters(alphabet, tree, profile, parameters),
  }));
  return { dictionaryId: "0123456789abcdef", lists, profiles: [smallest!, fastest!] };
}

const alphabet = randomAlphabet([1, 130, 3, 90, 1, 256], true, 7);
const bytes = writePrior(priorFor(alphabet, columnLists(alphabet, 1)), alphabet);

/** What the columns say: a prior, or nothing, if it is not one. */
function byColumns(file: Uint8Array, forAlphabet: Alphabet): PriorContent | undefined {
  try {
    return readPayload(file, readHeader(file), forAlphabet);
  } catch (error) {
    if (!isModelError(error)) throw error;
    return undefined;
  }
}

function expectSameContent(file: Uint8Array, forAlphabet = alphabet): boolean {
  const expected = byColumns(file, forAlphabet);
  for (const kernel of KERNELS) {
    expect(kernel.readPayload!(file, readHeader(file), forAlphabet)).toEqual(expected);
  }
  return expected !== undefined;
}

describe("a prior that WebAssembly reads", () => {
  test("has what its columns say", () => {
    expect(expectSameContent(bytes)).toBe(true);
    const lengths = byColumns(bytes, alphabet)!.lists.starts.map(
      (start, i, starts) => starts[i + 1]! - start,
    );
    for (const length of LENGTHS) expect(lengths).toContain(length);
  });

  test.each([
    ["no transitions", randomAlphabet([5, 60, 60], false, 3)],
    ["one class", randomAlphabet([120], true, 9)],
    [
      "classes of one symbol",
      randomAlphabet(
        Array.from({ length: 110 }, () => 1),
        true,
        4,
      ),
    ],
  ])("has it with %s", (_, other) => {
    const file = writePrior(priorFor(other, columnLists(other, 2)), other);
    expect(expectSameContent(file, other)).toBe(true);
  });

  test.each([
    [512, true],
    [513, false],
  ])("with %i slots in a row that are taken is one: %s", (run, isOne) => {
    // Six hundred lists in 2048 slots: many keys that belong into the first eight slots, and others each by itself.
    const all = Array.from({ length: 1 << MAX_KEY_BITS }, (_, key) => key);
    const crowded = all.filter((key) => keySlot(key + 1, 2047) < 8).slice(0, run);
    const alone = new Map(all.map((key) => [keySlot(key + 1, 2047), key]));
    const spread = Array.from({ length: 600 - run }, (_, i) => alone.get(1000 + 2 * i)!);
    const keys = Uint32Array.from([...crowded, ...spread], (key) => key + 1);
    const groupsPerContext = alphabet.classWeights.length + 1;
    const lists: ContextLists = {
      groupsPerContext,
      keyBits: new Uint8Array(CONTEXT_NAMES.length * groupsPerContext).fill(MAX_KEY_BITS, 0, 1),
      keys,
      numbers: Uint32Array.from(keys.keys()),
      starts: Uint32Array.from({ length: 601 }, (_, list) => list),
      escapes: new Uint32Array(600).fill(2048),
      leaves: new Uint16Array(600),
      sums: new Uint16Array(600).fill(5),
    };
    expect(expectSameContent(writePrior(priorFor(alphabet, lists), alphabet))).toBe(isOne);
  });

  test("is refused where the columns are", () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: HEADER_BYTES, max: bytes.length - 1 }), fc.nat(255)), {
          minLength: 1,
          maxLength: 3,
        }),
        (changes) => {
          const damaged = bytes.slice();
          for (const [at, value] of changes) damaged[at] = value;
          read += Number(expectSameContent(damaged));
        },
      ),
      { numRuns: 60 },
    );
    expect(read).toBeLessThan(60);
  });

  test("is refused with other counts, other lengths, for another alphabet, and as noise", () => {
    for (const at of [LISTS_IN_HEADER, SUCCESSORS_AT]) {
      for (const change of [-1, 1, 500]) {
        const damaged = bytes.slice();
        const view = new DataView(damaged.buffer);
        view.setUint32(at, view.getUint32(at, true) + change, true);
        expect(expectSameContent(damaged)).toBe(false);
      }
    }
    for (const length of [
      HEADER_BYTES,
      HEADER_BYTES + 63,
      HEADER_BYTES + 64,
      bytes.length - 1,
      bytes.length - 2,
    ]) {
      expect(expectSameContent(bytes.slice(0, length))).toBe(false);
    }
    expect(expectSameContent(Uint8Array.from([...bytes, 0, 0]))).toBe(false);
    expect(expectSameContent(bytes, randomAlphabet([1, 130, 3, 90, 1, 256], true, 8))).toBe(false);
    const random = pseudoRandom(3);
    for (let run = 0; run < 40; run++) {
      const noise = bytes.slice(0, HEADER_BYTES + 64 + 2 * random(300));
      for (let at = HEADER_BYTES; at < noise.length; at++) noise[at] = random(256);
      expect(expectSameContent(noise)).toBe(false);
    }
  });
});

describe("the lists of a prior that was read", () => {
  const kernel = KERNELS[0]!;
  const read = (): Prior => ({
    dictionaryId: "0123456789abcdef",
    ...kernel.readPayload!(bytes, readHeader(bytes), alphabet)!,
  });
  const expected = primedModel(alphabet, { dictionaryId: "", ...byColumns(bytes, alphabet)! });
  const symbols = randomSymbols(alphabet, 400, 11);
  const payload = tsKernel.encodeContent(expected, jobOf(expected, symbols));

  test("predict alike for every kernel, model and order of asking", () => {
    const prior = read();
    // The first model has the instance in which it was read, the others a copy of the lists.
    for (const using of [kernel, KERNELS[1]!, tsKernel, kernel]) {
      const model = primedModel(alphabet, prior);
      expect(using.encodeContent(model, jobOf(model, symbols))).toEqual(payload);
    }
  });

  test("outlive the instance that had them", () => {
    const prior = read();
    const model = primedModel(alphabet, prior);
    const long = jobOf(model, randomSymbols(alphabet, 60_000, 1));
    for (let turn = 0; turn < 2; turn++) {
      kernel.encodeContent(model, long);
      expect(kernel.encodeContent(model, jobOf(model, symbols))).toEqual(payload);
    }
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("out of memory");
    });
    expect(() => kernel.encodeContent(model, long)).toThrow(RangeError);
    grow.mockRestore();
    const length = jobOf(model, symbols).contentLength;
    expect(decodeBy(kernel, model, payload, length, 1).status).toBe(0);
    expect(prior.lists).toEqual(expected.lists);
  });
});

test.each([
  ["with vectors", SIMD_MODULE],
  ["without vectors", SCALAR_MODULE],
])("the code tree that WebAssembly builds, %s, is that of the alphabet", (_, hex) => {
  const module = new WebAssembly.Module(Uint8Array.from(fromHex(hex)));
  for (const [name, { alphabet: any }] of [...MODELS, ["long", { alphabet }] as const]) {
    const exports = new WebAssembly.Instance(module).exports as never;
    const workspace = workspaceFrom(exports, LISTS_AT);
    expect(placeAlphabet(workspace, any).hash, name).toBe(alphabetHash(any));
    const words = new Uint32Array(workspace.exports.memory.buffer);
    words[(DIRECTORY_AT + CLASS_COUNT) / 4] = any.classWeights.length;
    expect(workspace.exports.openPrior(), name).toBe(1);
    expect(buildTreeOf(workspace, any), name).toEqual(buildCodeTree(any));
  }
});
