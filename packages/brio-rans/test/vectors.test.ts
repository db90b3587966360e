import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromHex } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  BinaryRansDecoder,
  buildRansModel,
  isRansError,
  RansDecoder,
  type RansModel,
  type RansModelShape,
  readRansModel,
} from "../src/index.ts";
import { readText, rejection } from "./support.ts";

interface StoredModel extends RansModelShape {
  readonly precision: number;
  readonly counts: readonly number[];
  readonly frequencies: readonly number[];
}

/** What a valid vector says and an invalid one asks for. */
interface Item {
  readonly model?: StoredModel;
  readonly shape?: RansModelShape;
  readonly prior?: number;
  readonly symbols?: readonly number[];
  readonly symbolCount?: number;
  readonly of?: number;
  readonly widths?: readonly number[];
  readonly values?: readonly number[];
}

interface Vector {
  readonly lanes: number;
  readonly given: readonly StoredModel[];
  readonly payload: string;
  readonly items: readonly Item[];
  readonly seeds?: readonly number[];
  readonly code?: string;
  readonly offset?: number;
}

/** One of a binary stream. */
interface BinaryVector extends Omit<Vector, "given" | "items"> {
  readonly lanes: 1 | 2;
  readonly probabilities: readonly number[];
  readonly bits?: readonly number[];
}

const names = (kind: "valid" | "invalid"): string[] =>
  readdirSync(new URL(`./vectors/v1/${kind}`, import.meta.url)).filter((name) => name.endsWith(".json"));

const load = (kind: "valid" | "invalid", name: string): Vector =>
  JSON.parse(readText(`./vectors/v1/${kind}/${name}`)) as Vector;

const isBinary = (vector: object): vector is BinaryVector => "probabilities" in vector;

function readBinary({ lanes, payload, probabilities }: BinaryVector): { bits: number[]; seeds: number[] } {
  const decoder = new BinaryRansDecoder(fromHex(payload), lanes);
  const bits = probabilities.map((probability) => decoder.get(probability));
  return { bits, seeds: decoder.finish() };
}

/** Reads every item of a vector; gives what was read in the form of the vector. */
function readAll({ lanes, given, payload, items }: Vector): { read: Item[]; seeds: number[] } {
  const models = given.map((model) => buildRansModel(Uint32Array.from(model.counts), model));
  const decoder = new RansDecoder(fromHex(payload), lanes);
  const read = items.map((item): Item => {
    if (item.widths !== undefined) {
      const values = new Uint16Array(item.widths.length);
      decoder.getFields(Uint8Array.from(item.widths), values);
      return { widths: item.widths, values: Array.from(values) };
    }
    const shape = item.model ?? item.shape;
    if (shape !== undefined) {
      const model = decoder.getModel(shape, item.prior === undefined ? undefined : models[item.prior]);
      models.push(model);
      return item.prior === undefined
        ? { model: listed(model) }
        : { model: listed(model), prior: item.prior };
    }
    const symbols = new Uint8Array(item.symbols?.length ?? item.symbolCount!);
    decoder.getSymbols(models[item.of!]!, symbols);
    return { symbols: Array.from(symbols), of: item.of! };
  });
  return { read, seeds: decoder.finish() };
}

function listed({ order, symbolCount, scaleBits, precision, counts, frequencies }: RansModel): StoredModel {
  return {
    order,
    symbolCount,
    scaleBits,
    precision,
    counts: Array.from(counts),
    frequencies: Array.from(frequencies),
  };
}

describe("valid vectors", () => {
  test.each(names("valid"))("%s", (name) => {
    const vector = load("valid", name);
    if (isBinary(vector)) {
      expect(readBinary(vector)).toEqual({ bits: vector.bits, seeds: vector.seeds });
      return;
    }
    expect(readAll(vector)).toEqual({ read: vector.items, seeds: vector.seeds });
    for (const model of vector.given) {
      expect(listed(buildRansModel(Uint32Array.from(model.counts), model))).toEqual(model);
    }
  });

  test("the stand-alone models are what readRansModel reads", () => {
    const standAlone = names("valid").filter((name) => name.startsWith("stand-alone"));
    expect(standAlone).toHaveLength(9);
    for (const name of standAlone) {
      const { payload, items } = load("valid", name);
      expect(listed(readRansModel(fromHex(payload)))).toEqual(items[1]!.model);
    }
  });
});

describe("invalid vectors", () => {
  test.each(names("invalid"))("%s", (name) => {
    const vector = load("invalid", name);
    const { code, offset } = vector;
    const read = () => (isBinary(vector) ? readBinary(vector) : readAll(vector));
    expect(rejection(read)).toMatchObject({ code, offset });
  });

  test("cover every code", () => {
    const codes = new Set(names("invalid").map((name) => load("invalid", name).code));
    expect([...codes].sort()).toEqual(["corrupt", "state-mismatch", "trailing", "truncated"]);
  });
});

test("the script still makes these files", () => {
  const script = fileURLToPath(new URL("../scripts/make-vectors.mjs", import.meta.url));
  execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" });
});

test("a rejection is recognised in any copy of the package", () => {
  const foreign = Object.assign(new Error("of another copy"), {
    name: "RansError",
    code: "corrupt",
    offset: 3,
  });
  expect(isRansError(foreign)).toBe(true);
  expect(isRansError(Object.assign(new Error("no offset"), { name: "RansError", code: "corrupt" }))).toBe(
    false,
  );
  expect(isRansError(Object.assign(new Error("other"), { name: "Other", code: "corrupt", offset: 3 }))).toBe(
    false,
  );
  expect(isRansError({ name: "RansError", code: "corrupt", offset: 3 })).toBe(false);
});
