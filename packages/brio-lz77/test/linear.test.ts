import { noise } from "brio-test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MatchFinder } from "../src/index.ts";
import { FINDERS, PARSERS, plausiblePrices } from "./support.ts";

/** Reads of the input while counting is on, by the parser (from the array) and by the finder (from its view). */
let reads = 0;

/** The same bytes behind an array that counts reads of its elements. */
function counted(input: Uint8Array): Uint8Array {
  return new Proxy(input, {
    get(target, key) {
      if (typeof key === "string" && key.charCodeAt(0) <= 57) reads++;
      return Reflect.get(target, key, target);
    },
  });
}

const { getInt32, getUint8 } = DataView.prototype;

beforeAll(() => {
  DataView.prototype.getInt32 = function (offset, littleEndian): number {
    reads++;
    return getInt32.call(this, offset, littleEndian);
  };
  DataView.prototype.getUint8 = function (offset): number {
    reads++;
    return getUint8.call(this, offset);
  };
});

afterAll(() => {
  Object.assign(DataView.prototype, { getInt32, getUint8 });
});

function readsPerByte(input: Uint8Array, work: (input: Uint8Array) => unknown): number {
  reads = 0;
  work(counted(input));
  return reads / input.length;
}

const period = noise(3000, 1);
const HARD_INPUTS: readonly [name: string, make: (length: number) => Uint8Array][] = [
  ["one byte", (length) => new Uint8Array(length)],
  ["two bytes by turns", (length) => Uint8Array.from({ length }, (_, index) => index & 1)],
  [
    "a period beyond the window",
    (length) => Uint8Array.from({ length }, (_, index) => period[index % 3000]!),
  ],
  // Every 63rd byte differs, so candidates fall one byte short of the nice length again and again.
  [
    "runs just short of the nice length",
    (length) => Uint8Array.from({ length }, (_, index) => (index % 63 === 0 ? (index / 63) & 255 : 0)),
  ],
];

describe.each(HARD_INPUTS)("on %s", (_, make) => {
  it.each(
    PARSERS.flatMap(([parser, parse]) =>
      FINDERS.map(([finder, createFinder]) => [`${parser} over ${finder}`, parse, createFinder] as const),
    ),
  )("%s reads a bounded number of bytes per byte", (_, parse, createFinder) => {
    const perByte = [8000, 16000].map((length) =>
      readsPerByte(make(length), (input) =>
        parse(input, createFinder({ windowLength: 2048, depth: 16 }), plausiblePrices()),
      ),
    );
    expect(perByte[1]! / perByte[0]!).toBeLessThan(1.1);
    // Depth 16 times the 16 words of a comparison up to the nice length, and as much again for the parser.
    expect(perByte[1]).toBeLessThan(512);
  });
});

describe("the count of reads", () => {
  it("gives away a finder whose work is quadratic", () => {
    const naive: MatchFinder = {
      windowLength: 32768,
      niceLength: 256,
      reset(input) {
        this.find = (position) => {
          for (let older = 0; older < position; older++) if (input[older] !== input[position]) return 0;
          return 0;
        };
      },
      find: () => 0,
      skip() {},
    };
    const [short, long] = [300, 600].map((length) =>
      readsPerByte(new Uint8Array(length), (input) => PARSERS[0][1](input, naive, plausiblePrices())),
    );
    expect(long! / short!).toBeGreaterThan(1.5);
  });
});
