import { assertSame, concat, pseudoRandom, toHex, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BinaryRansDecoder, encodeBinaryRans } from "../src/index.ts";
import { seed } from "./arbitraries.ts";
import { anyDecisions, costOf, decisions, typicalDecisions } from "./binary-support.ts";
import { outcome, rejection } from "./support.ts";

const lanes = fc.constantFrom(1 as const, 2 as const);

/** Every decision, then the seeds. */
function readAll(payload: Uint8Array, probabilities: Uint16Array, laneCount?: 1 | 2) {
  const decoder = new BinaryRansDecoder(payload, laneCount);
  const bits = Uint8Array.from(probabilities, (probability) => decoder.get(probability));
  return { bits, seeds: decoder.finish() };
}

describe("decisions on 1 or 2 lanes", () => {
  test("come back in their order, and so do the seeds", () => {
    fc.assert(
      fc.property(decisions, lanes, fc.array(seed, { maxLength: 2 }), (given, laneCount, all) => {
        const seeds = all.slice(0, laneCount);
        const payload = encodeBinaryRans(given.bits, given.probabilities, { lanes: laneCount, seeds });
        const read = readAll(payload, given.probabilities, laneCount);
        assertSame(read.bits, given.bits);
        expect(read.seeds).toEqual(Array.from({ length: laneCount }, (_, lane) => seeds[lane] ?? 0));
      }),
    );
  });

  test("cost what their probabilities say, within 0.2 % and 8 bytes, and never less than the lanes can keep", () => {
    fc.assert(
      fc.property(fc.nat(14), fc.integer(), lanes, (sharpness, randomSeed, laneCount) => {
        const given = typicalDecisions(20_000, sharpness, randomSeed);
        const size = encodeBinaryRans(given.bits, given.probabilities, { lanes: laneCount }).length;
        const cost = costOf(given);
        expect(size).toBeLessThanOrEqual(1.002 * cost + 8);
        // A state ends below 2^24 and began at 2^16: each keeps up to 8 bits beside the three bytes that it takes.
        expect(size).toBeGreaterThanOrEqual(0.998 * cost + 2 * laneCount - 1);
      }),
      { numRuns: 40 },
    );
  });

  test("cost at most two bytes each, whatever the bits", () => {
    fc.assert(
      fc.property(anyDecisions, lanes, ({ bits, probabilities }, laneCount) => {
        const { length } = encodeBinaryRans(bits, probabilities, { lanes: laneCount });
        expect(length).toBeLessThanOrEqual(3 * laneCount + 2 * bits.length);
      }),
    );
    const surprises = encodeBinaryRans(new Uint8Array(1000).fill(1), new Uint16Array(1000).fill(1));
    expect(surprises.length).toBeGreaterThan(1870);
  });

  test("of which the model is sure cost next to nothing", () => {
    const count = 20_000;
    for (const [bit, probability] of [
      [1, 32767],
      [0, 1],
    ] as const) {
      const bits = new Uint8Array(count).fill(bit);
      const payload = encodeBinaryRans(bits, new Uint16Array(count).fill(probability));
      expect(payload.length).toBeLessThanOrEqual(3);
      assertSame(readAll(payload, new Uint16Array(count).fill(probability)).bits, bits);
    }
  });

  test("that are none leave the states", () => {
    const none = [new Uint8Array(0), new Uint16Array(0)] as const;
    expect(toHex(encodeBinaryRans(...none))).toBe("000001");
    expect(toHex(encodeBinaryRans(...none, { lanes: 2, seeds: [0x1234, 0xffff] }))).toBe("341201ffff01");
  });

  test("of an adaptive model come back although the decoder only learns from what it decodes", () => {
    const learned = (probability: number, bit: number): number =>
      probability + (bit === 1 ? (32768 - probability) >> 4 : -(probability >> 4));
    const random = pseudoRandom(5);
    const bits = Uint8Array.from({ length: 5000 }, (_, i) => Number(random(100) < (i < 2500 ? 3 : 90)));
    let expected = 16384;
    const probabilities = Uint16Array.from(bits, (bit) => {
      const now = expected;
      expected = learned(expected, bit);
      return now;
    });
    const payload = encodeBinaryRans(bits, probabilities);
    expect(payload.length).toBeLessThan(300);
    const decoder = new BinaryRansDecoder(payload);
    let probability = 16384;
    const decoded = Uint8Array.from(bits, () => {
      const bit = decoder.get(probability);
      probability = learned(probability, bit);
      return bit;
    });
    assertSame(decoded, bits);
    expect(decoder.finish()).toEqual([0]);
  });
});

describe("a caller's mistake names the argument", () => {
  const bits = Uint8Array.of(1, 0, 1);
  const even = new Uint16Array(3).fill(16384);
  const payload = encodeBinaryRans(bits, even);
  const numbers = [1, 0, 1] as never;

  test.each([
    ["bits must be a Uint8Array", () => encodeBinaryRans(numbers, even)],
    ["probabilities must be a Uint16Array", () => encodeBinaryRans(bits, numbers)],
    ["payload must be a Uint8Array", () => new BinaryRansDecoder(numbers)],
  ])("%s", (message, mistake) => {
    expect(mistake).toThrow(new TypeError(message));
  });

  test.each([
    ["probabilities must have the length of bits, 3, got 2", () => encodeBinaryRans(bits, even.subarray(1))],
    ["bits[1] must be 0 or 1, got 2", () => encodeBinaryRans(Uint8Array.of(1, 2, 0), even)],
    ["probabilities[2] must be 1 … 32767, got 0", () => encodeBinaryRans(bits, Uint16Array.of(1, 32767, 0))],
    [
      "probabilities[0] must be 1 … 32767, got 32768",
      () => encodeBinaryRans(bits, Uint16Array.of(32768, 1, 32767)),
    ],
    ["lanes must be 1 or 2, got 4", () => encodeBinaryRans(bits, even, { lanes: 4 as 1 })],
    ["lanes must be 1 or 2, got 0", () => new BinaryRansDecoder(payload, 0 as 1)],
    [
      "seeds must be at most one of 0 … 65535 a lane, got 65536 for lane 0",
      () => encodeBinaryRans(bits, even, { seeds: [65536] }),
    ],
    [
      "seeds must be at most one of 0 … 65535 a lane, got 0 for lane 1",
      () => encodeBinaryRans(bits, even, { seeds: [0, 0] }),
    ],
  ])("%s", (message, mistake) => {
    expect(mistake).toThrow(new RangeError(message));
  });

  test("a probability that is none takes no bit", () => {
    const decoder = new BinaryRansDecoder(payload);
    for (const wrong of [0, 32768, -1, 1.5, 2 ** 32 + 1, Number.NaN, Number.POSITIVE_INFINITY, "16384"]) {
      expect(() => decoder.get(wrong as number)).toThrow(
        new RangeError(`probability must be an integer, 1 … 32767, got ${wrong}`),
      );
    }
    assertSame(
      Array.from(even, (probability) => decoder.get(probability)),
      bits,
    );
    expect(decoder.finish()).toEqual([0]);
  });
});

test("the offset says how much of a payload is needed so far, overrun whether there was more needed than there is", () => {
  // The least likely of all bits takes two bytes of a state that is low.
  const surprises = { bits: new Uint8Array(8).fill(1), probabilities: new Uint16Array(8).fill(1) };
  const payload = encodeBinaryRans(surprises.bits, surprises.probabilities, { lanes: 2 });
  const decoder = new BinaryRansDecoder(payload, 2);
  expect([decoder.offset, decoder.overrun]).toEqual([6, false]);
  expect(rejection(() => decoder.finish())).toMatchObject({ code: "trailing", offset: 6 });
  const offsets = Array.from(surprises.probabilities, (probability) => {
    decoder.get(probability);
    return decoder.offset;
  });
  expect(offsets.at(-1)).toBe(payload.length);
  expect(offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1]!)).toBe(true);
  expect(decoder.overrun).toBe(false);
  expect(decoder.finish()).toEqual([0, 0]);

  for (let i = 0; i < 100_000; i++) {
    const bit = decoder.get(1 + ((i * 7919) % 32767));
    if (bit !== 0 && bit !== 1) throw new Error(`bit ${bit}`);
  }
  expect([decoder.offset, decoder.overrun]).toEqual([payload.length, true]);
  expect(rejection(() => decoder.finish())).toMatchObject({ code: "truncated", offset: payload.length });
});

test("streams behind each other are read one by one: each says how long it is, and which seeds it has", () => {
  const parts = [1, 2, 3, 4].map((number) => typicalDecisions(100 * number + (number & 1), 3, number));
  for (const laneCount of [1, 2] as const) {
    const seedsOf = (part: number): number[] => [part, 60_000 + part].slice(0, laneCount);
    const whole = concat(
      parts.map(({ bits, probabilities }, part) =>
        encodeBinaryRans(bits, probabilities, { lanes: laneCount, seeds: seedsOf(part) }),
      ),
    );
    let at = 0;
    parts.forEach(({ bits, probabilities }, part) => {
      const decoder = new BinaryRansDecoder(whole.subarray(at), laneCount);
      assertSame(
        Array.from(probabilities, (probability) => decoder.get(probability)),
        bits,
      );
      expect([decoder.seeds, decoder.overrun]).toEqual([seedsOf(part), false]);
      at += decoder.offset;
    });
    expect(at).toBe(whole.length);
  }
  // A state of 2^17 is that of no encoder.
  expect(new BinaryRansDecoder(Uint8Array.of(0, 0, 1, 0, 0, 2), 2).seeds).toBeUndefined();
});

describe.each([1, 2] as const)("a payload of %i lanes", (laneCount) => {
  const given = typicalDecisions(600, 4, laneCount);
  const seeds = [0x2a17, 0x1234].slice(0, laneCount);
  const payload = encodeBinaryRans(given.bits, given.probabilities, { lanes: laneCount, seeds });
  const read = (bytes: Uint8Array) => readAll(bytes, given.probabilities, laneCount);

  test("cut anywhere is truncated", () => {
    expect(payload.length).toBeGreaterThan(30);
    withoutStacks(() => {
      for (let length = 0; length < payload.length; length++) {
        expect(rejection(() => read(payload.slice(0, length)))).toMatchObject({
          code: "truncated",
          offset: length,
        });
      }
    });
  });

  test("followed by anything is rejected there", () => {
    expect(rejection(() => read(Uint8Array.of(...payload, 0)))).toMatchObject({
      code: "trailing",
      offset: payload.length,
    });
  });

  test("with a state that no encoder writes is corrupt", () => {
    for (let lane = 0; lane < laneCount; lane++) {
      const damaged = payload.slice();
      damaged[3 * lane + 2] = 0;
      expect(rejection(() => read(damaged))).toMatchObject({ code: "corrupt", offset: 3 * lane });
    }
  });

  test("whose last state has more than a seed is a mismatch", () => {
    const damaged = encodeBinaryRans(new Uint8Array(0), new Uint16Array(0), { lanes: laneCount });
    damaged[3 * laneCount - 1] = 2;
    expect(rejection(() => new BinaryRansDecoder(damaged, laneCount).finish())).toMatchObject({
      code: "state-mismatch",
      offset: damaged.length,
    });
  });

  test("with any bit flipped is a RansError or does not end in its seeds", () => {
    let silent = 0;
    withoutStacks(() => {
      for (let bit = 0; bit < 8 * payload.length; bit++) {
        const damaged = payload.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        outcome(() => {
          if (read(damaged).seeds.join() === seeds.join()) silent++;
        });
      }
    });
    expect(silent).toBe(0);
  });
});

describe("arbitrary bytes", () => {
  /** The states of these are large enough. */
  const plausible = fc
    .tuple(fc.uint8Array({ minLength: 6, maxLength: 40 }), fc.integer({ min: 1, max: 255 }))
    .map(([bytes, high]) => bytes.map((byte, i) => (i === 2 || i === 5 ? byte | high : byte)));

  test("are a RansError or as many bits as asked for", () => {
    withoutStacks(() =>
      fc.assert(
        fc.property(
          fc.oneof(fc.uint8Array({ maxLength: 8 }), plausible),
          fc.tuple(fc.nat(300), fc.nat(14), fc.integer()),
          lanes,
          (bytes, shape, laneCount) => {
            const { probabilities } = typicalDecisions(...shape);
            outcome(() => {
              const { bits, seeds } = readAll(bytes, probabilities, laneCount);
              expect([bits.length, seeds.length]).toEqual([probabilities.length, laneCount]);
            });
          },
        ),
        { numRuns: 2000 },
      ),
    );
  });

  test("that are read without complaint, up to any bit, are what is written for those bits and seeds", () => {
    const { probabilities } = typicalDecisions(1000, 4, 9);
    let accepted = 0;
    withoutStacks(() =>
      fc.assert(
        fc.property(plausible, lanes, (bytes, laneCount) => {
          const decoder = new BinaryRansDecoder(bytes, laneCount);
          const bits: number[] = [];
          for (const probability of probabilities) {
            bits.push(decoder.get(probability));
            if (decoder.overrun) break;
            outcome(() => {
              const seeds = decoder.finish();
              accepted++;
              const taken = probabilities.subarray(0, bits.length);
              assertSame(encodeBinaryRans(Uint8Array.from(bits), taken, { lanes: laneCount, seeds }), bytes);
            });
          }
        }),
        { numRuns: 300 },
      ),
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
