import { fromHex, runExample, toHex, tsBlocks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import * as constants from "../src/constants.ts";
import * as rans from "../src/index.ts";
import {
  BinaryRansDecoder,
  buildRansModel,
  encodeBinaryRans,
  RansDecoder,
  RansEncoder,
  type RansErrorCode,
} from "../src/index.ts";
import { TAG_SCALE_BITS } from "../src/kernel.ts";
import * as layout from "../src/kernel-wasm/layout.ts";
import * as levels from "../src/levels.ts";
import { PACKED_SCALE_BITS } from "../src/packed-table.ts";
import * as table from "../src/table.ts";
import { readText } from "./support.ts";

const spec = readText("../SPEC.md");
const readme = readText("../README.md");
const modules = { "brio-rans": rans };

const codes = ["truncated", "corrupt", "trailing", "state-mismatch"] satisfies RansErrorCode[];

/** The cells of the tables of a text, row by row, without their emphasis. */
function rowsOf(text: string): string[][] {
  return [...text.matchAll(/^\|(.+)\|$/gm)].map(([, row]) => row!.split("|").map((cell) => cell.trim()));
}

const numbers = (cell: string): number[] => cell.split(" ").map((digits) => Number(digits.replace("−", "-")));

/** An octave code by SPEC section 4.3, from the numbers that stand there. */
function specCodeRow(dispersion: number, e: number): number[] {
  const rows = rowsOf(spec.slice(spec.indexOf("### 4.3"), spec.indexOf("### 4.4")));
  const [, floor, factor] = rows.find(([name]) => name === String(dispersion))!.map(Number);
  const absentNumbers = rows.filter(([name]) => name === "A").flatMap((row) => row.slice(1).map(Number));
  const likeliest = Math.max(0, Math.floor(e / 2));
  const absent =
    1 + Math.floor((1003 * (floor! * 1024 + (1024 - floor!) * absentNumbers[e + 17]!)) / 2 ** 20);
  const weights: number[] = [];
  weights[likeliest] = 16384;
  for (let k = likeliest + 1; k < 20; k++) weights[k] = Math.floor((weights[k - 1]! * factor!) / 1024);
  for (let k = likeliest - 1; k >= 0; k--) weights[k] = Math.floor((weights[k + 1]! * factor!) / 1024);
  const sum = weights.reduce((a, b) => a + b);
  const row = [absent, ...weights.map((weight) => 1 + Math.floor((weight * (1004 - absent)) / sum))];
  row[1 + likeliest]! += 1024 - row.reduce((a, b) => a + b);
  return row;
}

/** The bytes of the worked examples: what stands before three spaces in a line. */
const hexBlocks = [...spec.matchAll(/```hex\n([\s\S]*?)```/g)].map(([, block]) =>
  fromHex(
    block!
      .split("\n")
      .map((line) => line.split("   ")[0])
      .join(""),
  ),
);

describe("the AssemblyScript sources", () => {
  /** The number that a file declares under that name. */
  function declared(file: string, name: string): number {
    const [, digits] = new RegExp(`const ${name}: u32 = (\\d+);`).exec(readText(`../assembly/${file}.ts`))!;
    return Number(digits);
  }

  test("have the constants of the TypeScript sources", () => {
    expect(declared("step", "STATE_LOWER_BOUND")).toBe(constants.STATE_LOWER_BOUND);
    expect(declared("binary", "SCALE_BITS")).toBe(constants.BINARY_SCALE_BITS);
    expect(declared("encode", "TAG_SCALE_BITS")).toBe(TAG_SCALE_BITS);
    expect(declared("decode", "SCALE_BITS")).toBe(PACKED_SCALE_BITS);
    expect(constants.DEFAULT_SCALE_BITS).toBe(PACKED_SCALE_BITS);
  });

  test("have room in their memory for every number of lanes, every packed table and a chunk of words", () => {
    expect(layout.STATES_BYTES).toBe(4 * constants.LANE_COUNTS.at(-1)!);
    expect(layout.PACKED_BYTES).toBe(4 * 2 ** PACKED_SCALE_BITS);
    expect(layout.WORDS_BYTES).toBeGreaterThan(2 * layout.SYMBOLS_BYTES);
    // A chunk begins on lane 0.
    expect(layout.SYMBOLS_BYTES % constants.LANE_COUNTS.at(-1)!).toBe(0);
  });
});

describe("SPEC.md", () => {
  test("its constants are the code's", () => {
    const rows = rowsOf(spec).filter(([name]) => /^[A-Z][A-Z0-9_]+$/.test(name!) && name !== "A");
    expect(rows).toHaveLength(11);
    const all: Readonly<Record<string, unknown>> = { ...constants, ...levels, ...table };
    for (const [name, value] of rows) expect([name, all[name!]]).toEqual([name, Number(value)]);
    expect(spec).toContain(
      `is ${constants.LANE_COUNTS.slice(0, -1).join(", ")} or ${constants.LANE_COUNTS.at(-1)}.`,
    );
  });

  test("its numbers of octave codes, and its steps, give the codes of the code", () => {
    for (let dispersion = 0; dispersion < 4; dispersion++) {
      const { frequencies, starts } = table.octaveCode(dispersion);
      for (let e = -17; e <= 6; e++) {
        const at = (e + 17) * table.OCTAVE_SYMBOLS;
        const row = specCodeRow(dispersion, e);
        expect(Array.from(frequencies.subarray(at, at + table.OCTAVE_SYMBOLS))).toEqual(row);
        expect(row.reduce((a, b) => a + b)).toBe(1024);
        expect(starts[at + 20]).toBe(1024 - row[20]!);
      }
    }
    expect(spec).toContain(`    ${specCodeRow(0, 5).join(" ")}\n`);
  });

  test("its examples of normalising are what the code does", () => {
    const section = spec.slice(spec.indexOf("### 3.2"), spec.indexOf("## 4."));
    const examples = rowsOf(section).slice(2);
    expect(examples).toHaveLength(3);
    for (const [counts, scaleBits, rounded, frequencies] of examples) {
      const given = numbers(counts!);
      const model = buildRansModel(Uint32Array.from(given), { scaleBits: Number(scaleBits), precision: 3 });
      const total = given.reduce((a, b) => a + b);
      const step1 = given.map((count) =>
        count === 0
          ? 0
          : Math.max(1, Math.floor((count * 2 ** Number(scaleBits) + Math.floor(total / 2)) / total)),
      );
      expect(numbers(rounded!)).toEqual(step1);
      expect(numbers(frequencies!)).toEqual(Array.from(model.frequencies));
    }
  });

  test("names every error code", () => {
    for (const code of codes) expect(spec).toMatch(new RegExp(`^\\| \`${code}\` `, "m"));
  });
});

describe("the worked example", () => {
  const letters = Uint8Array.from("abracadabra", (letter) => "abcdr".indexOf(letter));
  const bytes = hexBlocks[0]!;

  test("is a stream of the model and the symbols", () => {
    const decoder = new RansDecoder(bytes);
    const model = decoder.getModel({ order: 0, symbolCount: 5, scaleBits: 8 });
    expect([model.precision, Array.from(model.counts)]).toEqual([1, [6, 2, 1, 1, 2]]);
    expect(Array.from(model.frequencies)).toEqual([128, 43, 21, 21, 43]);
    expect(Array.from(model.starts)).toEqual([0, 128, 171, 192, 213]);
    const symbols = new Uint8Array(11);
    decoder.getSymbols(model, symbols);
    expect(symbols).toEqual(letters);
    expect(decoder.finish()).toEqual([0xb210]);

    const counts = Uint32Array.of(5, 2, 1, 1, 2);
    const encoder = new RansEncoder();
    const built = buildRansModel(counts, { scaleBits: 8, precision: 1 });
    encoder.putModel(built);
    encoder.putSymbols(letters, built);
    expect(toHex(encoder.finish({ seeds: [0xb210] }))).toBe(toHex(bytes));
  });

  test("goes through the states that it lists", () => {
    const section = spec.slice(spec.indexOf("## 7."), spec.indexOf("## 8."));
    expect(section).toContain(`    ${specCodeRow(0, 3).join(" ")}\n`);
    const view = new DataView(bytes.buffer);
    let state = view.getUint32(0, true);
    let at = 4;
    const rows = rowsOf(section).slice(2);
    expect(rows).toHaveLength(2 + 5 + 3 + 11);
    for (const [what, n, before, slot, start, frequency, word, after] of rows) {
      const note = `row of ${what}`;
      expect([note, before]).toEqual([note, state.toString(16).toUpperCase()]);
      expect([note, Number(slot)]).toEqual([note, state % 2 ** Number(n)]);
      expect(Number(slot)).toBeGreaterThanOrEqual(Number(start));
      expect(Number(slot)).toBeLessThan(Number(start) + Number(frequency));
      state = Number(frequency) * Math.floor(state / 2 ** Number(n)) + Number(slot) - Number(start);
      expect([note, word !== ""]).toEqual([note, state < 65536]);
      if (word !== "") {
        expect(Number.parseInt(word!, 16)).toBe(view.getUint16(at, true));
        state = state * 65536 + view.getUint16(at, true);
        at += 2;
      }
      expect([note, after]).toEqual([note, state.toString(16).toUpperCase()]);
    }
    expect([state, at]).toEqual([0x1b210, bytes.length]);
  });
});

describe("the worked example of binary streams", () => {
  const bytes = hexBlocks[1]!;
  const rows = rowsOf(spec.slice(spec.indexOf("### 8.6"), spec.indexOf("## 9."))).slice(2);
  const column = (index: number): number[] => rows.map((row) => Number(row[index]));

  test("is a stream of its decisions", () => {
    expect(column(0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const probabilities = Uint16Array.from(column(2));
    const bits = Uint8Array.from(column(6));
    const decoder = new BinaryRansDecoder(bytes, 2);
    expect(Array.from(probabilities, (probability) => decoder.get(probability))).toEqual(Array.from(bits));
    expect(decoder.finish()).toEqual([0xb210, 0x2a17]);
    const payload = encodeBinaryRans(bits, probabilities, { lanes: 2, seeds: [0xb210, 0x2a17] });
    expect(toHex(payload)).toBe(toHex(bytes));
  });

  test("goes through the states that it lists", () => {
    const hex = (state: number): string => state.toString(16).toUpperCase();
    const states = [0, 3].map((at) => bytes[at]! + 256 * bytes[at + 1]! + 65536 * bytes[at + 2]!);
    let at = 6;
    rows.forEach(([i, lane, p, before, slot, zeros, bit, taken, after]) => {
      let state = states[Number(lane)]!;
      expect([Number(lane), before, Number(slot)]).toEqual([Number(i) % 2, hex(state), state % 32768]);
      expect([Number(zeros), Number(bit)]).toEqual([
        32768 - Number(p),
        Number(Number(slot) >= Number(zeros)),
      ]);
      const high = Math.floor(state / 32768);
      state =
        bit === "1" ? Number(p) * high + Number(slot) - Number(zeros) : Number(zeros) * high + Number(slot);
      let took = "";
      for (; state < 65536; at++) {
        took += toHex(bytes.subarray(at, at + 1)).toUpperCase();
        state = 256 * state + bytes[at]!;
      }
      expect([taken!.replace(" ", ""), after]).toEqual([took, hex(state)]);
      states[Number(lane)] = state;
    });
    expect([...states, at]).toEqual([0x1b210, 0x12a17, bytes.length]);
  });
});

describe("README.md", () => {
  test("its examples run", () => {
    expect(tsBlocks(readme).map((code) => runExample(code, modules))).toEqual([1, 2, 2]);
  });

  test("lists every export, every code of an error and the limits", () => {
    for (const name of Object.keys(rans)) {
      if (name !== "RansError")
        expect(readme).toMatch(new RegExp(`^\\| \`${name}[(\`]|\`${name}\` \\(`, "m"));
    }
    for (const code of codes) expect(readme).toContain(`| \`${code}\` `);
    expect(readme).toContain(`\`PRICE_UNIT\` (${rans.PRICE_UNIT})`);
    const { MIN_SCALE_BITS, MAX_SCALE_BITS, MAX_SYMBOL_COUNT, MAX_RAW_BITS, MAX_PRECISION } = constants;
    const limits = readme
      .slice(readme.indexOf("## Limits"), readme.indexOf("## Format"))
      .replace(/\s+/g, " ");
    expect(limits).toContain(`1 to ${MAX_SYMBOL_COUNT} symbols`);
    expect(limits).toContain(`a scale of ${MIN_SCALE_BITS} to ${MAX_SCALE_BITS} bits`);
    expect(limits).toContain(`raw fields of 0 to ${MAX_RAW_BITS} bits`);
    expect(limits).toContain(
      `${constants.LANE_COUNTS.slice(0, -1).join(", ")} or ${constants.LANE_COUNTS.at(-1)} lanes`,
    );
    expect(limits).toContain(`at most ${MAX_PRECISION} bits`);
    const { BINARY_SCALE } = constants;
    expect(limits).toContain(`probabilities of 1 to ${BINARY_SCALE - 1} out of ${BINARY_SCALE}`);
  });
});

test.each(["coder", "encoder", "model"])("the example in the comments of %s.ts runs", (name) => {
  const blocks = tsBlocks(readText(`../src/${name}.ts`).replace(/^ \* ?/gm, ""));
  expect(blocks).toHaveLength(1);
  const symbols = Uint8Array.of(3, 1, 4, 1, 5);
  const model = buildRansModel(new Uint32Array(8).fill(1));
  // The first line of an example may say what the others have: `const model = …`.
  const given = blocks[0]!.includes("const model") ? { symbols } : { symbols, model };
  const claims = name === "coder" ? 1 : 0;
  const code = blocks[0]!.replace(/^const back = (.+); \/\/ equals (.+)$/m, "$1; // $2");
  expect(runExample(code, modules, { ...rans, ...given })).toBe(claims);
});

test.each([
  ["binary-encoder", 1],
  ["binary-decoder", 0],
] as const)("the example in the comments of %s.ts runs", (name, claims) => {
  const blocks = tsBlocks(readText(`../src/${name}.ts`).replace(/^ \* ?/gm, ""));
  expect(blocks).toHaveLength(1);
  const probabilities = Uint16Array.of(9000, 20000, 30000);
  const payload = encodeBinaryRans(Uint8Array.of(0, 1, 1), probabilities);
  const given = name === "binary-encoder" ? {} : { payload, probabilities };
  const code = blocks[0]!.replace(/^const back = (.+); \/\/ equals (.+)$/m, "$1; // $2");
  expect(runExample(code, modules, { ...rans, ...given })).toBe(claims);
});
