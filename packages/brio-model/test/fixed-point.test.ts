import { describe, expect, test } from "vitest";
import { fillTables, LOG_MANTISSAS, LOGIT_LIMIT, logarithm, SQUASH, STRETCH } from "../src/fixed-point.ts";
import * as reference from "./reference-numbers.ts";

fillTables();

/** Of 2^16, without rounding. */
const exactSquash = (logit: number): number => 65536 / (1 + Math.exp(-logit / 256));

describe("squash", () => {
  test("is the logistic function, rounded down below the middle and up above, and never 0 or 1", () => {
    SQUASH.forEach((probability, i) => {
      const logit = i - LOGIT_LIMIT;
      const exact = exactSquash(logit);
      expect(Math.abs(probability - exact), `squash(${logit})`).toBeLessThan(1);
      expect(probability).toBeGreaterThanOrEqual(1);
      expect(probability).toBeLessThanOrEqual(65535);
    });
  });

  test("rises, and of opposite logits the probabilities sum up to 1", () => {
    for (let logit = 1 - LOGIT_LIMIT; logit <= LOGIT_LIMIT; logit++) {
      const [before, at, opposite] = [logit - 1, logit, -logit].map((l) => SQUASH[LOGIT_LIMIT + l]!);
      expect(at).toBeGreaterThanOrEqual(before!);
      if (at! > 1 && opposite! > 1) expect(at! + opposite!).toBe(65536);
    }
  });
});

describe("logarithm", () => {
  const samples = Array.from({ length: 31 }, (_, octave) => 2 ** octave).flatMap((power) => [
    ...[1, 1.1, 1.37, 1.5, 1.99].map((factor) => Math.floor(power * factor)),
    Math.max(1, power - 1),
  ]);

  test("is 256 times the natural logarithm, at most two units below", () => {
    for (const x of [...samples, ...Array.from({ length: 5000 }, (_, i) => i + 1)]) {
      const error = logarithm(x) - 256 * Math.log(x);
      expect(error, `logarithm(${x})`).toBeLessThanOrEqual(0);
      // Two roundings, and mantissas of ten bits: a quarter of a unit.
      expect(error, `logarithm(${x})`).toBeGreaterThan(-2.25);
    }
  });

  test("has mantissas that are rounded down", () => {
    LOG_MANTISSAS.forEach((value, m) => expect(value).toBe(Math.floor(256 * Math.log1p(m / 1024) + 1e-9)));
  });
});

test("stretch is the logit of the middle of its sixteen probabilities, within 1.5 units and the limits", () => {
  STRETCH.forEach((logit, i) => {
    const exact = 256 * Math.log((2 * i + 1) / (8191 - 2 * i));
    const limited = Math.max(-2047, Math.min(2047, exact));
    // Errors of two logarithms, which have the same sign.
    expect(Math.abs(logit - limited), `stretch(${16 * i})`).toBeLessThan(2.25);
  });
});

test("all tables are those of the SPEC", () => {
  SQUASH.forEach((value, i) => expect(value).toBe(reference.squash(i - LOGIT_LIMIT)));
  STRETCH.forEach((value, i) => expect(value).toBe(reference.stretch(16 * i)));
  for (let x = 1; x < 3000; x++) expect(logarithm(x)).toBe(reference.logarithm(x));
});

test("the factor of the powers is 2^64 × e^(-1/256), rounded down", () => {
  // e^(-x) = 1 - x + x² / 2 - …, in fractions of 2^96.
  const one = 1n << 96n;
  let term = one;
  let sum = 0n;
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = -term / (256n * n);
  }
  expect(sum >> 32n).toBe(18374827034086858296n);
});
