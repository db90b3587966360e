import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLatencyHistogram, recordLatency, summarizeLatency } from "../../src/rollout/latency.ts";

function summaryOf(latencies: readonly number[]): ReturnType<typeof summarizeLatency> {
  const histogram = createLatencyHistogram();
  for (const latency of latencies) recordLatency(histogram, latency);
  return summarizeLatency(histogram);
}

/** Nearest rank, of all values sorted. */
function exactPercentile(latencies: readonly number[], percent: number): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1]!;
}

/** 1/64, and 1/32 of a microsecond below 2 microseconds; a little more for the rounding of doubles. */
function bound(latency: number): number {
  return Math.max(latency / 64, 1 / 32_000) * (1 + 1e-9);
}

describe("a summary of latencies", () => {
  test("is as exact as it says, from nanoseconds to minutes", () => {
    const latency = fc.oneof(
      fc.double({ min: 0, max: 0.01, noNaN: true }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 268_000, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 200 }), (latencies) => {
        const { count, max, ...percentiles } = summaryOf(latencies);
        expect([count, max]).toEqual([latencies.length, Math.max(...latencies)]);
        for (const percent of [50, 90, 99] as const) {
          const exact = exactPercentile(latencies, percent);
          const told = percentiles[`p${percent}`]!;
          expect(Math.abs(told - exact)).toBeLessThanOrEqual(bound(exact));
          expect(told).toBeLessThanOrEqual(max!);
        }
      }),
    );
  });

  test("errs by half of a counter's width where it errs most", () => {
    // The smallest and the greatest latency with the same counter, above 2 microseconds.
    for (const units of [32, 64, 2 ** 20, 2 ** 31]) {
      const [low, high] = [units, units + units / 32 - units / 1e6].map((value) => value / 16_000);
      const [p50, ofHigh] = [summaryOf([low!, low!, 1e6]).p50!, summaryOf([high!, high!, 1e6]).p50!];
      expect(p50).toBe(ofHigh);
      expect((p50 - low!) / low!).toBeCloseTo(1 / 64, 6);
    }
  });

  test("is null where nothing was measured", () => {
    expect(summaryOf([])).toEqual({ count: 0, p50: null, p90: null, p99: null, max: null });
  });

  test("takes what is too long for its counters, and what is no time", () => {
    const { p50, max } = summaryOf([1e9, 1e9]);
    expect(p50).toBeCloseTo(2 ** 32 / 16_000, -4);
    expect(max).toBe(1e9);
    expect(summaryOf([-1, Number.NaN, 0])).toEqual({ count: 3, p50: 0, p90: 0, p99: 0, max: 0 });
    expect(summaryOf([Infinity]).max).toBe(Infinity);
  });

  test("takes the same memory however much it has seen", () => {
    const histogram = createLatencyHistogram();
    const before = histogram.counters.byteLength;
    expect(before).toBe(7 * 1024);
    for (let i = 0; i < 10_000; i++) recordLatency(histogram, i * i);
    expect(histogram.counters.byteLength).toBe(before);
    expect(histogram.counters.reduce((sum, counter) => sum + counter)).toBe(10_000);
  });
});
