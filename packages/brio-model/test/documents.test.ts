import { readdirSync } from "node:fs";
import { fromHex, runExample, toHex, tsBlocks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { byteAlphabet } from "../src/byte-alphabet.ts";
import { contextHash, startHistory } from "../src/contexts.ts";
import * as model from "../src/index.ts";
import { byteModel, decodeSymbols, type Model, type ModelErrorCode, untrainedModel } from "../src/index.ts";
import { GROUP_STRIDE } from "../src/kernel-wasm/layout.ts";
import { BYTE_PROFILES, inputCountOf, PHRASE_PROFILES, type Profile } from "../src/profile.ts";
import { randomAlphabet } from "./models.ts";
import { referenceDecode } from "./reference-decoder.ts";
import { logarithm, squash, stretch } from "./reference-numbers.ts";
import { EXAMPLE_TEXT, exampleModel, examplePayload, renderPayload, renderSteps } from "./spec-example.ts";
import { PROFILES, readText } from "./support.ts";

const spec = readText("../SPEC.md");
const readme = readText("../README.md");

/** What stands between two comments of that name. */
function section(name: string): string {
  return spec.match(new RegExp(`<!-- ${name} -->([\\s\\S]*?)<!-- /${name} -->`))![1]!;
}

function codeIn(text: string): string {
  return text.match(/```\w+\n([\s\S]*?)\n```/)![1]!;
}

/** The cells of the tables of a text, row by row. */
function rowsOf(text: string): string[][] {
  return [...text.matchAll(/^\|(.+)\|$/gm)].map(([, row]) => row!.split("|").map((cell) => cell.trim()));
}

const numbers = (cell: string): number[] => cell.split(" ").map(Number);

/** Every number that a source declares under a name in capitals: files may have the same name for different things. */
function declaredIn(folder: string): Map<string, Set<number>> {
  const declared = new Map<string, Set<number>>();
  for (const path of readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: "utf8" })) {
    // What priors are made and read with is not of this SPEC.
    if (!path.endsWith(".ts") || path.endsWith(".gen.ts") || /^(train|prior)\//.test(path)) continue;
    const source = readText(`${folder}/${path}`);
    for (const [, name, value] of source.matchAll(
      /^(?:export )?const ([A-Z][A-Z0-9_]+)(?:: \w+)? = ([\w]+(?: << \d+)?);$/gm,
    )) {
      const [base, shift] = value!.replaceAll("_", "").split(" << ").map(Number);
      if (Number.isNaN(base)) continue;
      declared.set(name!, (declared.get(name!) ?? new Set()).add(base! << (shift ?? 0)));
    }
  }
  return declared;
}

const inSource = declaredIn("../src");
const inAssembly = declaredIn("../assembly");

test("AssemblyScript and TypeScript have the same numbers", () => {
  const shared = [...inAssembly].filter(([name]) => inSource.has(name));
  expect(shared.length).toBeGreaterThan(12);
  for (const [name, values] of shared) {
    for (const value of values)
      expect([name, [...inSource.get(name)!]]).toEqual([name, expect.arrayContaining([value])]);
  }
});

describe("SPEC.md", () => {
  test("its constants are the code's", () => {
    const rows = rowsOf(spec).filter(
      ([name, , ...more]) => /^[A-Z][A-Z0-9_]+$/.test(name!) && more.length === 0,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const [name, value] of rows) {
      expect([name, ...(inSource.get(name!) ?? [])]).toEqual([name, Number(value)]);
    }
  });

  test("its table of numbers is what the functions give", () => {
    const rows = rowsOf(spec.slice(spec.indexOf("| x | squash"), spec.indexOf("## 4."))).slice(2);
    expect(rows).toHaveLength(9);
    for (const [cell, ...values] of rows) {
      const x = Number(cell);
      const expected = [
        Math.abs(x) <= 2815 ? squash(x) : "",
        x > 0 ? logarithm(x) : "",
        x >= 0 ? stretch(x) : "",
      ];
      expect([x, ...values]).toEqual([x, ...expected.map(String)]);
    }
  });

  test("its weights of bytes are those of the alphabet of bytes", () => {
    const text = spec.slice(spec.indexOf("**The alphabet of bytes**"), spec.indexOf("### 4.1"));
    const [space, frequent, letters, others, rare, rest] = rowsOf(text).slice(2);
    expect(rest![0]).toBe("all others");
    const weightOf = (byte: number): number => {
      const character = String.fromCharCode(byte);
      if (byte === 0x20) return Number(space![1]);
      if (frequent![0]!.includes(`\`${character}\``)) return Number(frequent![1]);
      if (/[a-z\n]/.test(character)) return Number(letters![1]);
      if (/[A-Z0-9]/.test(character) || others![0]!.includes(` \`${character}\``)) return Number(others![1]);
      return byte < 0x20 || byte >= 0x7f ? Number(rare![1]) : Number(rest![1]);
    };
    const { classWeights } = byteAlphabet();
    expect(Array.from(classWeights)).toEqual(Array.from(classWeights, (_, byte) => weightOf(byte)));
  });

  test("its profiles are the code's", () => {
    const fields = [
      "matchLength",
      "maxGroupBits",
      "maxWindowBits",
      "learningRate",
      "finalLearningRate",
    ] as const satisfies readonly (keyof Profile)[];
    for (const [name, profiles] of [
      ["phrases", PHRASE_PROFILES],
      ["bytes", BYTE_PROFILES],
    ] as const) {
      const [contexts, ...rows] = rowsOf(section(name)).slice(2);
      for (const number of PROFILES) {
        const profile = profiles[number];
        expect(numbers(contexts![number + 1]!)).toEqual(profile.contexts);
        expect(rows.map((row) => Number(row[number + 1]))).toEqual(fields.map((field) => profile[field]));
      }
    }
  });

  test("its parameters of a model without prior are the code's", () => {
    const rows = rowsOf(section("confidences")).slice(2);
    const confidence = (row: number, bucket: number): number =>
      Math.floor((4096 * Number(rows[row]![bucket + 1]) + 50) / 100);
    const models: readonly Model[] = [byteModel(), untrainedModel(randomAlphabet([2, 5], true, 1))];
    for (const { profiles, tree } of models) {
      for (const { profile, parameters } of profiles) {
        const inputCount = inputCountOf(profile);
        const contextInputs = 2 * profile.contexts.length;
        const expected = Array.from({ length: 2 * inputCount * 10 }, (_, index) => {
          const input = Math.floor(index / 10) % inputCount;
          if (input < contextInputs) return confidence(input % 2, index % 10);
          return input < contextInputs + 3 ? confidence(input - contextInputs + 2, index % 10) : 0;
        });
        expect(Array.from(parameters.confidences)).toEqual(expected);
        const { nodeWeights, neighbourWeights, matchWeights, matchProbabilities, refinements } = parameters;
        const classCount = tree.classNodeCount + 1;
        expect(
          [nodeWeights, neighbourWeights, matchWeights].map(({ length }) => length / inputCount),
        ).toEqual([classCount + 15, 2 * classCount + 1, 2 * (16 + profile.contexts.length)]);
        for (const weights of [nodeWeights, neighbourWeights, matchWeights]) {
          expect(weights.every((weight) => weight === 0)).toBe(true);
        }
        expect(Array.from(matchProbabilities)).toEqual(
          Array.from({ length: 32 }, (_, set) => 65535 - Math.floor(65536 / (4 + 4 * Math.floor(set / 2)))),
        );
        expect(Array.from(refinements)).toEqual(
          Array.from({ length: 33 * tree.classNodeCount }, (_, index) => squash(128 * (index % 33) - 2048)),
        );
      }
    }
  });

  test("its hash of context 2 at the start is the code's", () => {
    const hash = (contextHash(startHistory(256, 1), 2) >>> 0).toString(16).toUpperCase().padStart(8, "0");
    expect(spec).toContain(`mix(2, 0) = 0x${hash}.`);
  });

  test("the worked example is what the code writes and reads", () => {
    const text = codeIn(section("payload"));
    const payload = fromHex(text.replace(/ {3}.*$/gm, ""));
    expect(toHex(payload)).toBe(toHex(examplePayload()));
    expect(text).toBe(renderPayload(payload));
    expect(spec).toContain(`\`${EXAMPLE_TEXT}\``);
    const { content, seeds } = decodeSymbols(exampleModel(), payload, EXAMPLE_TEXT.length);
    expect([new TextDecoder().decode(content), seeds]).toEqual([EXAMPLE_TEXT, [0xb210]]);
    expect(codeIn(section("steps"))).toBe(renderSteps(payload));
  });

  test("what it works out by hand is so", () => {
    const { steps } = referenceDecode(exampleModel(), examplePayload(), EXAMPLE_TEXT.length, 1);
    const [, first, member, again] = steps;
    const { learningRate } = PHRASE_PROFILES[1];
    const step = Math.floor((-32768 * learningRate) / 1024);
    expect(first!.prediction).toMatchObject({ static: 32768, logit: 0, mixed: 32768, refined: 32768 });
    expect(again!.prediction).toMatchObject({ logit: 0, refined: 32256 });
    expect(member!.prediction).toMatchObject({ static: 21845, logit: (-178 * 19664) >> 16 });
    expect(stretch(21845)).toBe(-178);
    const example = spec.slice(spec.indexOf("## 17."), spec.indexOf("## 18.")).replace(/\s+/g, " ");
    for (const claim of [
      `the step (-32768 × ${learningRate}) ≫ 10 = ${step}`,
      `(1 × ${step} + 2048) ≫ 12 = ${(step + 2048) >> 12}`,
      `(77 × ${step} + 2048) ≫ 12 = ${(77 * step + 2048) >> 12}`,
      `stretch of that is -178, and ((-178 × 19664) ≫ 8) ≫ 8 = ${member!.prediction!.logit}`,
      `32768 - ((32768 × 20480 + 2^14) ≫ 15) = ${32768 - ((32768 * 20480 + 2 ** 14) >> 15)}`,
      `${steps.at(-1)!.next} = 65536 + ${0xb210}`,
    ]) {
      expect(example).toContain(claim);
    }
  });
});

describe("README.md", () => {
  test("its examples run", () => {
    const claims = tsBlocks(readme).map((code) => runExample(code, { "brio-model": model }));
    expect(claims).toEqual([4, 1]);
  });

  test("lists every export and every code of an error", () => {
    for (const name of Object.keys(model)) {
      if (name !== "ModelError") expect(readme).toMatch(new RegExp(`^\\| \`${name}[(\`]`, "m"));
    }
    const codes = [
      "truncated",
      "corrupt",
      "unsupported-version",
      "alphabet-mismatch",
    ] satisfies ModelErrorCode[];
    for (const code of codes) expect(readme).toContain(`| \`${code}\` `);
  });
});

test("the limits of memory in README.md are those of the profiles", () => {
  const mebibytes = (bytes: number): string => `${bytes / 2 ** 20} MiB`;
  const [counters, window] = [
    [GROUP_STRIDE, "maxGroupBits", 0],
    [2, "maxWindowBits", 4 * 2 ** Math.max(...inSource.get("MAX_POSITION_BITS")!)],
  ].map(([stride, bits, more]) =>
    PROFILES.map((number) => {
      const most = Math.max(
        ...[PHRASE_PROFILES, BYTE_PROFILES].map((profiles) => profiles[number][bits as "maxGroupBits"]),
      );
      return mebibytes(Number(stride) * 2 ** most + Number(more));
    }).join(" | "),
  );
  expect(readme).toContain(`| counters, at most | ${counters} |`);
  expect(readme).toContain(`| window and positions of the match model, at most | ${window} |`);
});

test("the example in the comments of coder.ts runs", () => {
  const blocks = tsBlocks(readText("../src/coder.ts").replace(/^ \* ?/gm, ""));
  expect(blocks).toHaveLength(1);
  const content = new TextEncoder().encode("she sells sea shells by the sea shore");
  const code = blocks[0]!.replace("// equals content", `// new Uint8Array([${content}])`);
  expect(runExample(code, {}, { ...model })).toBe(1);
});
