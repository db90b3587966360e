import { assertSame, pseudoRandom, utf8, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import {
  buildRansModel,
  decodeRans,
  encodeRans,
  RansDecoder,
  RansEncoder,
  RansError,
  readRansModel,
  writeRansModel,
} from "../src/index.ts";
import { octaveCode } from "../src/table.ts";
import { lanes } from "./arbitraries.ts";
import { countsOf, outcome, rejection } from "./support.ts";

const text = utf8('{"tool":"search","arguments":{"query":"weather in Oslo","limit":10}}');
const model = buildRansModel(countsOf(text, 256));
const pairs = buildRansModel(countsOf(text, 256, 1), { order: 1, scaleBits: 10 });
const small = buildRansModel(Uint32Array.of(9, 3, 0, 1));
const even = buildRansModel(new Uint32Array(4).fill(1));

/** Everything in one payload. */
function mixedPayload(): Uint8Array {
  const encoder = new RansEncoder();
  encoder.putModel(model);
  encoder.putSymbols(text, model);
  encoder.putFields(Uint8Array.of(5, 16, 0, 1), Uint16Array.of(31, 40000, 0, 1));
  encoder.putModel(small, even);
  encoder.putSymbols(Uint8Array.of(0, 0, 1, 3, 0), small);
  return encoder.finish({ lanes: 2, seeds: [1234, 4321] });
}

function readMixed(payload: Uint8Array): void {
  const decoder = new RansDecoder(payload, 2);
  const read = decoder.getModel(model);
  decoder.getSymbols(read, new Uint8Array(text.length));
  decoder.getFields(Uint8Array.of(5, 16, 0, 1), new Uint16Array(4));
  const next = decoder.getModel(small, even);
  decoder.getSymbols(next, new Uint8Array(5));
  if (decoder.finish().join() !== "1234,4321")
    throw new RansError("state-mismatch", payload.length, "other seeds");
}

const CASES: readonly (readonly [name: string, bytes: Uint8Array, read: (bytes: Uint8Array) => void])[] = [
  ["a payload", encodeRans(text, model), (bytes) => decodeRans(bytes, model, text.length)],
  ["a payload of order 1", encodeRans(text, pairs), (bytes) => decodeRans(bytes, pairs, text.length)],
  [
    "a payload on 8 lanes",
    encodeRans(text, model, { lanes: 8 }),
    (bytes) => decodeRans(bytes, model, text.length, { lanes: 8 }),
  ],
  ["a model", writeRansModel(model), (bytes) => readRansModel(bytes)],
  ["a model against a prior", writeRansModel(model, model), (bytes) => readRansModel(bytes, model)],
  ["a model of order 1", writeRansModel(pairs), (bytes) => readRansModel(bytes)],
  ["models, symbols and fields", mixedPayload(), readMixed],
];

describe.each(CASES)("%s", (_, bytes, read) => {
  test("is read", () => {
    expect(outcome(() => read(bytes))).toBeUndefined();
  });

  test("cut anywhere is rejected: within the states, within a word, or for want of words", () => {
    withoutStacks(() => {
      for (let length = 0; length < bytes.length; length++) {
        const { code, offset } = rejection(() => read(bytes.slice(0, length)));
        if (!["truncated", "corrupt"].includes(code)) throw new Error(`${length} bytes: ${code}`);
        if (offset > length) throw new Error(`${length} bytes: offset ${offset}`);
      }
    });
  });

  test("followed by anything is rejected", () => {
    expect(rejection(() => read(Uint8Array.of(...bytes, 0)))).toMatchObject({
      code: "corrupt",
      offset: bytes.length,
    });
    expect(rejection(() => read(Uint8Array.of(...bytes, 0, 0)))).toMatchObject({
      code: "trailing",
      offset: bytes.length,
    });
  });

  test("with any bit flipped is a RansError or a result", () => {
    let rejected = 0;
    withoutStacks(() => {
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        const damaged = bytes.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        if (outcome(() => read(damaged)) !== undefined) rejected++;
      }
    });
    // Final states and word count are all the redundancy there is; they find most of it.
    expect(rejected).toBeGreaterThan(0.9 * 8 * bytes.length);
  });
});

/** Strings of bytes that get past the first check: their states are large enough. */
const plausible = fc
  .tuple(fc.uint8Array({ minLength: 4, maxLength: 200 }), fc.integer({ min: 1, max: 255 }))
  .map(([bytes, high]) => {
    for (let at = 2; at < 32 && at < bytes.length; at += 4) bytes[at]! |= high;
    return bytes.subarray(0, bytes.length & ~1);
  });
const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), plausible);

describe("arbitrary bytes", () => {
  test("as a payload are a RansError or as many symbols as asked for", () => {
    withoutStacks(() =>
      fc.assert(
        fc.property(
          bytes,
          fc.constantFrom(model, pairs, small),
          fc.nat(300),
          lanes,
          (payload, of, count, laneCount) => {
            outcome(() => {
              const symbols = decodeRans(payload, of, count, { lanes: laneCount });
              expect(symbols.length).toBe(count);
            });
          },
        ),
        { numRuns: 3000 },
      ),
    );
  });

  test("as a stand-alone model are a RansError", () => {
    withoutStacks(() =>
      fc.assert(
        fc.property(bytes, fc.constantFrom(undefined, model, small), (stored, prior) => {
          // A model would have to end in the start state: one string of bytes in 65,536 or fewer.
          rejection(() => readRansModel(stored, prior));
        }),
        { numRuns: 3000 },
      ),
    );
  });

  test("as a model in a stream are a RansError or a model that is written and read again as it is", () => {
    let accepted = 0;
    withoutStacks(() =>
      fc.assert(
        fc.property(
          bytes,
          fc.constantFrom(0 as const, 1 as const),
          fc.integer({ min: 1, max: 4 }),
          fc.boolean(),
          (stored, order, symbolCount, withPrior) => {
            const prior = withPrior
              ? buildRansModel(Uint32Array.of(1, 0, 7, 0).subarray(0, symbolCount))
              : undefined;
            outcome(() => {
              const read = new RansDecoder(stored).getModel({ order, symbolCount, scaleBits: 8 }, prior);
              accepted++;
              const again = readRansModel(writeRansModel(read, prior), prior);
              assertSame(again.frequencies, read.frequencies);
              assertSame(again.counts, read.counts);
            });
          },
        ),
        { numRuns: 3000 },
      ),
    );
    expect(accepted).toBeGreaterThan(0);
  });
});

describe("allocations", () => {
  const constructors = ["ArrayBuffer", "Uint8Array", "Uint16Array", "Uint32Array", "Int32Array"] as const;
  const originals = constructors.map((name) => globalThis[name]);
  let allocated = 0;

  function countAllocations(): void {
    allocated = 0;
    constructors.forEach((name, i) => {
      const counting = new Proxy(originals[i]!, {
        construct(target, args: unknown[], newTarget) {
          const made = Reflect.construct(target, args, newTarget) as { byteLength: number };
          if (!(args[0] instanceof originals[0]!)) allocated += made.byteLength;
          return made;
        },
      });
      Object.defineProperty(globalThis, name, { value: counting, configurable: true, writable: true });
    });
  }

  function stopCounting(): number {
    constructors.forEach((name, i) => {
      Object.defineProperty(globalThis, name, { value: originals[i], configurable: true, writable: true });
    });
    return allocated;
  }

  afterEach(stopCounting);

  test("of readRansModel stay below 600 KiB and a copy of the bytes", () => {
    // The octave codes, which all tables share, are made once.
    for (let dispersion = 0; dispersion < 4; dispersion++) octaveCode(dispersion);
    const random = pseudoRandom(11);
    let most = 0;
    for (let run = 0; run < 300; run++) {
      // All of them claim to be models of order 1 of 256 symbols: the low twelve bits of the state say so.
      const stored = Uint8Array.from({ length: 404 }, () => random(256));
      stored.set([0xff, 0x0f | (random(16) << 4), 1 + random(255)]);
      countAllocations();
      outcome(() => readRansModel(stored));
      most = Math.max(most, stopCounting() - stored.length);
    }
    const largest = buildRansModel(new Uint32Array(65536).fill(1), { order: 1 });
    const stored = writeRansModel(largest);
    countAllocations();
    readRansModel(stored);
    most = Math.max(most, stopCounting() - stored.length);
    expect(most).toBeLessThan(600 * 1024);
    expect(most).toBeGreaterThan(500_000);
  });

  test("of a rejected payload do not follow its claims", () => {
    countAllocations();
    outcome(() => new RansDecoder(new Uint8Array(3), 8));
    expect(stopCounting()).toBeLessThan(100);
  });
});
