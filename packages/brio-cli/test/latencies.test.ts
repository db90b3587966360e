import fc from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
import { createLatencies } from "../src/bench/latencies.ts";
import { measureRecords } from "../src/bench/measure-records.ts";

/** Percentiles of durations in nanoseconds, in microseconds. */
function percentilesOf(nanoseconds: readonly number[]) {
  const latencies = createLatencies();
  for (const duration of nanoseconds) latencies.add(duration / 1e6);
  return latencies.percentiles();
}

it("gives the durations of nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentilesOf(hundred)).toEqual({ p50: 0.05, p90: 0.09, p99: 0.099 });
  expect(percentilesOf(hundred.slice(0, 10))).toEqual({ p50: 0.005, p90: 0.009, p99: 0.01 });
  expect(percentilesOf([7])).toEqual({ p50: 0.007, p90: 0.007, p99: 0.007 });
  expect(percentilesOf([0, 0, 9])).toEqual({ p50: 0, p90: 0.009, p99: 0.009 });
});

it("takes a clock that was set back for one that stood still", () => {
  expect(percentilesOf([-5_000_000])).toEqual({ p50: 0, p90: 0, p99: 0 });
});

it("is never too short, and too long by less than 1/128", () => {
  // From nothing to three months, evenly over the orders of magnitude.
  const duration = fc.tuple(fc.integer({ min: 0, max: 52 }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (drawn) => {
      const nanoseconds = drawn.map(([bits, share]) => Math.floor(2 ** bits * (1 + share) - 1));
      const percentiles = percentilesOf(nanoseconds);
      const sorted = nanoseconds.sort((left, right) => left - right);
      for (const [name, share] of [["p50", 50] as const, ["p90", 90] as const, ["p99", 99] as const]) {
        const exact = sorted[Math.ceil((share * sorted.length) / 100) - 1]!;
        const reported = percentiles[name] * 1000;
        // What milliseconds as floating-point numbers lose of a nanosecond.
        const slack = 1e-6 + exact * 1e-12;
        expect(reported).toBeGreaterThanOrEqual(exact - slack);
        expect(reported).toBeLessThanOrEqual(exact * (1 + 1 / 128) + slack);
      }
    }),
  );
});

it("times every record of every round, both ways, but not the first call", () => {
  let clock = 0;
  const watch = vi.spyOn(performance, "now").mockImplementation(() => clock);
  onTestFinished(() => watch.mockRestore());
  let calls = 0;
  const coder = {
    name: "steady-1",
    // Milliseconds as many as bytes; ten seconds for the first call.
    encode: (bytes: Uint8Array) => {
      clock += calls++ === 0 ? 10_000 : bytes.length;
      return bytes;
    },
    decode: (bytes: Uint8Array) => {
      clock += 2 * bytes.length;
      return bytes;
    },
  };
  const records = [1, 1, 1, 1, 1, 1, 1, 1, 10, 100].map((length) => new Uint8Array(length));
  const { measurement, encoded } = measureRecords(coder, records, 3);
  expect(calls).toBe(31);
  expect(encoded).toEqual(records);
  const { encodeMicroseconds: encode, decodeMicroseconds: decode } = measurement;
  for (const [measuredHere, exact] of [
    [encode.p50, 1000],
    [encode.p90, 10_000],
    [encode.p99, 100_000],
    [decode.p50, 2000],
    [decode.p99, 200_000],
  ] as const) {
    expect(measuredHere / exact).toBeGreaterThanOrEqual(1);
    expect(measuredHere / exact).toBeLessThan(1 + 1 / 128);
  }
  // 118 bytes in as many milliseconds.
  expect(measurement.encodeMegabytesPerSecond).toBeCloseTo(0.001, 9);
  expect(measurement.decodeMegabytesPerSecond).toBeCloseTo(0.0005, 9);
  expect(measurement.bytes).toBe(118);
});

it("notices a record that does not come back", () => {
  const coder = {
    name: "forgetful-1",
    encode: (bytes: Uint8Array) => bytes,
    decode: (bytes: Uint8Array) => (bytes.length === 2 ? bytes.subarray(1) : bytes),
  };
  const records = [new Uint8Array(1), new Uint8Array(2)];
  expect(() => measureRecords(coder, records, 1)).toThrow("forgetful-1 does not give back record 2 of 2");
});
