import { assertSame, noise, pseudoRandom, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { untrainedModel } from "../src/index.ts";
import { CORRUPT, TRUNCATED } from "../src/kernel.ts";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { alphabetOf, MODELS, randomSymbols } from "./models.ts";
import { referenceDecode } from "./reference-decoder.ts";
import { contentOf, decodeWithAll, encodeWithAll, jobOf, LANES, PROFILES } from "./support.ts";

const STATUSES = ["decoded", "truncated", "corrupt"];

describe.each(MODELS)("%s: all kernels agree", (_, model) => {
  const { length: symbolCount } = model.alphabet.classes;
  const symbols = randomSymbols(model.alphabet, 200, 11);
  const content = contentOf(model, symbols);
  const payload = encodeWithAll(model, jobOf(model, symbols, { laneCount: 2, seeds: [5, 6] }));

  test("on contents of any kind", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(symbolCount - 1), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(...PROFILES),
        fc.constantFrom(...LANES),
        (numbers, profile, laneCount) => {
          encodeWithAll(model, jobOf(model, Uint16Array.from(numbers), { profile, laneCount }));
        },
      ),
      { numRuns: 12 },
    );
  });

  test("on contents that repeat themselves, of both profiles", () => {
    for (const profile of PROFILES) {
      encodeWithAll(model, jobOf(model, randomSymbols(model.alphabet, 500, 12), { profile }));
    }
  });

  test("with a decoder that follows the SPEC, decision by decision", () => {
    for (const profile of PROFILES) {
      const job = jobOf(model, symbols.subarray(0, 120), { profile, seeds: [0xb210] });
      const written = encodeWithAll(model, job);
      const { status, position, seeds, ...decoded } = referenceDecode(model, written, job.contentLength, 1);
      expect([status, position, seeds]).toEqual(["decoded", written.length, [0xb210]]);
      assertSame(decoded.content, contentOf(model, job.symbols));
    }
  });

  test("on payloads wherever they are cut", () => {
    const step = Math.ceil(payload.length / 15);
    for (let at = 0; at < payload.length; at += step) {
      const { status, position } = decodeWithAll(model, payload.subarray(0, at), content.length, 2);
      expect([status, position]).toEqual([TRUNCATED, at]);
    }
  });

  test("on payloads with changed bytes, and with the decoder of the SPEC on what they are", () => {
    const random = pseudoRandom(1);
    for (let run = 0; run < 12; run++) {
      const damaged = payload.slice();
      damaged[random(run < 5 ? 6 : damaged.length)]! ^= 1 + random(255);
      const { status, position, seeds } = decodeWithAll(model, damaged, content.length, 2);
      if (run !== 7) continue;
      const reference = referenceDecode(model, damaged, content.length, 2);
      expect([STATUSES[status], position, seeds]).toEqual([
        reference.status,
        reference.position,
        reference.seeds,
      ]);
    }
  });

  test("on random bytes, however long the content is said to be", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 700 }),
        fc.constantFrom(...LANES),
        (bytes, isPlausible, contentLength, laneCount) => {
          // With states that an encoder may end with, some of them reach the symbols.
          if (isPlausible) for (const at of [2, 5]) if (at < bytes.length) bytes[at]! |= 1;
          decodeWithAll(model, bytes, contentLength, laneCount);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("contents of several blocks", () => {
  // A decision a symbol, for speed.
  const model = untrainedModel(
    alphabetOf(
      [
        ["a", 0, 2],
        ["b", 0, 3],
      ],
      [1],
    ),
  );
  // The last block has the one symbol that the block before leaves.
  const symbols = Uint16Array.from({ length: 65537 }, (_, i) => (i * i + (i >> 9)) & 1);
  const payload = encodeWithAll(model, jobOf(model, symbols, { profile: 1, seeds: [0x2a17] }));

  test("a seed in a block before the last is corrupt, at its end", () => {
    // One block has the seeds of the only one. What is known of the length is that of the whole.
    const job = jobOf(model, symbols.subarray(0, 65536), { profile: 1, seeds: [1] });
    const first = tsKernel.encodeContent(model, { ...job, contentLength: 65537 });
    const { status, position } = decodeWithAll(model, Uint8Array.of(...first, 0, 0, 1, 9, 9), 65537, 1);
    expect([status, position]).toEqual([CORRUPT, first.length]);
  });

  test("a stream that is missing is truncated; what follows the last is not looked at", () => {
    const { status, position } = decodeWithAll(model, payload.subarray(0, -4), symbols.length, 1);
    expect([status, position]).toEqual([TRUNCATED, payload.length - 4]);
    const longer = Uint8Array.of(...payload, ...noise(20));
    expect(decodeWithAll(model, longer, symbols.length, 1)).toMatchObject({
      status: 0,
      position: payload.length,
    });
  });
});

test("a symbol that goes beyond the content is corrupt", () => {
  const [, model] = MODELS.find(([name]) => name === "one symbol")!;
  const payload = encodeWithAll(model, jobOf(model, Uint16Array.of(0, 0)));
  // Three bytes a symbol: the second one has room for two, and the only decision was the profile.
  expect(decodeWithAll(model, payload, 5, 1)).toMatchObject({ status: CORRUPT, position: 3 });
  expect(decodeWithAll(model, payload, 3000, 1).content.slice(-4)).toEqual(utf8("cabc"));
});
