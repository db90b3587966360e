import { noise, utf8, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byteModel, decodeSymbols, encodeSymbols, untrainedModel } from "../src/index.ts";
import { randomAlphabet, randomSymbols } from "./models.ts";
import { contentOf, LANES, outcome, rejection } from "./support.ts";

const bytes = byteModel();
const text = utf8("Peter Piper picked a peck of pickled peppers, and how many did he pick?");
const SEEDS = [0x1234, 0xfedc];

describe.each(LANES)("a payload of %i lanes", (lanes) => {
  const payload = encodeSymbols(bytes, Uint16Array.from(text), { lanes, seeds: SEEDS.slice(0, lanes) });

  test("that is cut is truncated, at its end", () => {
    for (let at = 0; at < payload.length; at++) {
      const { code, offset } = rejection(() =>
        decodeSymbols(bytes, payload.subarray(0, at), text.length, { lanes }),
      );
      expect([code, offset]).toEqual(["truncated", at]);
    }
  });

  test("with a state that is too small is corrupt, at the state", () => {
    for (let lane = 0; lane < lanes; lane++) {
      const damaged = payload.slice();
      damaged[3 * lane + 2] = 0;
      const { code, offset } = rejection(() => decodeSymbols(bytes, damaged, text.length, { lanes }));
      expect([code, offset]).toEqual(["corrupt", 3 * lane]);
    }
  });

  test("with a changed byte never gives the content and the seeds", () => {
    withoutStacks(() => {
      for (let at = 0; at < payload.length; at++) {
        const damaged = payload.slice();
        damaged[at]! ^= 1 << (at % 8);
        outcome(() => {
          const { content, seeds } = decodeSymbols(bytes, damaged, text.length, { lanes });
          expect([...content, ...seeds]).not.toEqual([...text, ...SEEDS.slice(0, lanes)]);
        });
      }
    });
  });
});

test("any bytes are a ModelError or as much content as asked for, by any model", () => {
  const models = [bytes, untrainedModel(randomAlphabet([3, 40, 1], true, 6))];
  withoutStacks(() =>
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 120 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(...LANES),
        fc.constantFrom(...models),
        (payload, contentLength, lanes, model) => {
          outcome(() => {
            const { content, payloadLength } = decodeSymbols(model, payload, contentLength, { lanes });
            expect(content.length).toBe(contentLength);
            expect(payloadLength).toBeLessThanOrEqual(payload.length);
          });
        },
      ),
      { numRuns: 100 },
    ),
  );
});

test("another model makes other content of it, or an error, but no harm", () => {
  const [one, other] = [1, 2].map((seed) => untrainedModel(randomAlphabet([9, 20], true, seed)));
  const symbols = randomSymbols(one!.alphabet, 200, 3);
  const payload = encodeSymbols(one!, symbols);
  const content = contentOf(one!, symbols);
  outcome(() => expect(decodeSymbols(other!, payload, content.length).content).not.toEqual(content));
});

test("a content that is said to be long costs no more than what there are bytes for", () => {
  // A decision takes a byte now and then, so a short payload ends soon. Here, after 200 bytes of noise.
  const { code } = rejection(() => decodeSymbols(bytes, Uint8Array.of(0, 0, 1, ...noise(200)), 2 ** 22));
  expect(code).toBe("truncated");
});
