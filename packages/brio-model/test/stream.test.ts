import { assertSame, noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byteModel, decodeSymbols, encodeSymbols, type Model, untrainedModel } from "../src/index.ts";
import { alphabetOf, randomAlphabet, randomSymbols } from "./models.ts";
import { sampleText } from "./sample-text.ts";
import { contentOf, LANES, PROFILES } from "./support.ts";

const bytes = byteModel();
const phrases = untrainedModel(randomAlphabet([12, 1, 30, 5], true, 2));

const layouts = fc.record({
  profile: fc.constantFrom(...PROFILES),
  lanes: fc.constantFrom(...LANES),
});
const seed = fc.nat(65535);

function expectRoundTrip(
  model: Model,
  symbols: Uint16Array,
  layout: { profile: 0 | 1; lanes: 1 | 2 },
  seeds: readonly number[] = [],
): Uint8Array {
  const given = seeds.slice(0, layout.lanes);
  const payload = encodeSymbols(model, symbols, { ...layout, seeds: given });
  const content = contentOf(model, symbols);
  const decoded = decodeSymbols(model, payload, content.length, { lanes: layout.lanes });
  assertSame(decoded.content, content, "content");
  const expected = Array.from({ length: layout.lanes }, (_, lane) => given[lane] ?? 0);
  assertSame([...decoded.seeds, decoded.payloadLength], [...expected, payload.length], "seeds and length");
  return payload;
}

const symbolsOf = (content: Uint8Array): Uint16Array => Uint16Array.from(content);

describe("what is decoded is what was encoded", () => {
  test("random bytes, both profiles, one and two lanes, any seeds", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        layouts,
        fc.tuple(seed, seed),
        (content, layout, seeds) => {
          expectRoundTrip(bytes, symbolsOf(content), layout, seeds);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("texts, and texts that repeat themselves", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        layouts,
        (text, times, layout) => {
          expectRoundTrip(bytes, symbolsOf(utf8(text.repeat(times))), layout);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("symbols of an alphabet with classes and transitions", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), layouts, (count, start, layout) => {
        expectRoundTrip(phrases, randomSymbols(phrases.alphabet, count, start), layout);
      }),
      { numRuns: 20 },
    );
  });

  test("more symbols than a block has", () => {
    // A decision a symbol and none: the symbols of several blocks take some time.
    const two = untrainedModel(
      alphabetOf(
        [
          ["a", 0, 1],
          ["bc", 0, 1],
        ],
        [1],
      ),
    );
    expectRoundTrip(two, Uint16Array.from(noise(65537, 1, 2)), { profile: 1, lanes: 2 }, [1, 2]);
    const one = untrainedModel(alphabetOf([["abc", 0, 1]], [1]));
    for (const count of [65535, 65536, 65537, 131_073]) {
      const payload = expectRoundTrip(one, new Uint16Array(count), { profile: 0, lanes: 1 }, [7]);
      expect(payload.length).toBe(3 * Math.ceil(count / 65536));
    }
  });
});

test("the profile is in the payload: the same content decodes in the same way from both", () => {
  const symbols = symbolsOf(utf8(sampleText(600)));
  const [smallest, fastest] = PROFILES.map((profile) => encodeSymbols(bytes, symbols, { profile }));
  expect(smallest).not.toEqual(fastest);
  for (const payload of [smallest!, fastest!]) {
    assertSame(decodeSymbols(bytes, payload, symbols.length).content, symbols);
  }
});

test("a payload may have others behind it, and is a view of nothing", () => {
  const symbols = symbolsOf(utf8("she sells sea shells"));
  const payload = encodeSymbols(bytes, symbols);
  expect(payload.byteLength).toBe(payload.buffer.byteLength);
  const decoded = decodeSymbols(bytes, Uint8Array.of(...payload, ...payload), symbols.length);
  expect(decoded.payloadLength).toBe(payload.length);
  expect(decoded.content.byteLength).toBe(decoded.content.buffer.byteLength);
});

test("a payload depends on nothing that was coded before it", () => {
  const symbols = symbolsOf(utf8("the way of the world"));
  const first = encodeSymbols(bytes, symbols);
  encodeSymbols(bytes, symbolsOf(utf8(sampleText(900))), { profile: 1 });
  decodeSymbols(bytes, first, symbols.length);
  assertSame(encodeSymbols(bytes, symbols), first);
});
