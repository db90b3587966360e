import { assertSame } from "brio-test-support";
import { beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../../tools/assembly/src/compile.mjs";
import { BinaryRansDecoder, encodeBinaryRans } from "../src/index.ts";
import { type Decisions, typicalDecisions } from "./binary-support.ts";

/** What assembly/test/binary.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  encode(lanes: number, count: number, bits: number, probabilities: number, target: number): number;
  decode(
    lanes: number,
    count: number,
    bits: number,
    probabilities: number,
    source: number,
    limit: number,
  ): number;
}

/** Where things lie in its memory; states are at 0. */
const BITS_AT = 1024;
const PROBABILITIES_AT = 32768;
const STREAM_END = 131072 - 8;
const COUNT = 10_000;

let module: Exports;

beforeAll(async () => {
  const bytes = await compile("assembly/test/binary.ts", false);
  module = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Exports;
});

/** Numbers at the beginning of which stand the states, both of them whatever the lanes. */
const statesIn = (memory: WebAssembly.Memory): Uint32Array => new Uint32Array(memory.buffer, 0, 2);

function place({ bits, probabilities }: Decisions): Uint8Array {
  const bytes = new Uint8Array(module.memory.buffer).fill(0);
  bytes.set(bits, BITS_AT);
  new Uint16Array(module.memory.buffer, PROBABILITIES_AT).set(probabilities);
  return bytes;
}

const bytesOfStates = (states: Uint32Array): number[] =>
  Array.from(states).flatMap((state) => [state & 255, (state >> 8) & 255, state >> 16]);

const DECISIONS = [
  ["even", typicalDecisions(COUNT, 0, 1)],
  ["of every skewness", typicalDecisions(COUNT, 14, 2)],
  ["all surprises", { bits: new Uint8Array(COUNT).fill(1), probabilities: new Uint16Array(COUNT).fill(1) }],
  ["all certain", { bits: new Uint8Array(COUNT).fill(1), probabilities: new Uint16Array(COUNT).fill(32767) }],
] as const satisfies readonly (readonly [string, Decisions])[];

describe.each([1, 2] as const)("the steps in AssemblyScript, on %i lanes", (lanes) => {
  test.each(DECISIONS)("write and read what TypeScript does: decisions %s", (_, given) => {
    const bytes = place(given);
    const begin = module.encode(lanes, COUNT, BITS_AT, PROBABILITIES_AT, STREAM_END);
    const states = bytesOfStates(statesIn(module.memory).slice(0, lanes));
    const payload = Uint8Array.of(...states, ...bytes.subarray(begin, STREAM_END));
    assertSame(payload, encodeBinaryRans(given.bits, given.probabilities, { lanes }));

    bytes.fill(2, BITS_AT, BITS_AT + COUNT);
    expect(module.decode(lanes, COUNT, BITS_AT, PROBABILITIES_AT, begin, STREAM_END + 1)).toBe(STREAM_END);
    assertSame(bytes.subarray(BITS_AT, BITS_AT + COUNT), given.bits);
    expect(Array.from(statesIn(module.memory))).toEqual([65536, 65536]);
  });

  test("read zeros behind the stream as TypeScript does", () => {
    const given = typicalDecisions(COUNT, 3, 3);
    const payload = encodeBinaryRans(given.bits, given.probabilities, { lanes });
    const kept = payload.subarray(0, payload.length >> 1);
    const decoder = new BinaryRansDecoder(kept, lanes);
    const expected = Array.from(given.probabilities, (probability) => decoder.get(probability));
    expect(decoder.overrun).toBe(true);

    const bytes = place(given);
    for (let lane = 0; lane < lanes; lane++) {
      const [low, middle, high] = kept.subarray(3 * lane);
      statesIn(module.memory)[lane] = low! | (middle! << 8) | (high! << 16);
    }
    const stream = kept.subarray(3 * lanes);
    const begin = STREAM_END - stream.length;
    bytes.set(stream, begin);
    expect(module.decode(lanes, COUNT, BITS_AT, PROBABILITIES_AT, begin, STREAM_END + 1)).toBe(
      STREAM_END + 1,
    );
    assertSame(bytes.subarray(BITS_AT, BITS_AT + COUNT), expected);
  });
});
