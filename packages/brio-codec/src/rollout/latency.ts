/**
 * Percentiles of latencies in a fixed amount of memory: counters by size, 32 to a power of two.
 *
 * A latency of u units of 1/16 microsecond has the counter u where u is below 32. Above, its highest six bits choose the
 * counter, so one that begins at b is at most b / 32 wide. A percentile is told as the middle of its counter, and is off
 * by no more than half of that: 1/64 (1.6 %) from 2 microseconds on, and below that 1/32 of a microsecond. Units have
 * 32 bits: what takes longer than 268 seconds counts as that (only `max` knows better). 896 counters take 7 KiB.
 *
 * The counters are doubles: exact to 2^53, where one of 32 bits would begin again after two months at 1,000 calls a
 * second.
 */

const UNITS_PER_MILLISECOND = 16_000;
const MAX_UNITS = 2 ** 32 - 1;
const STEP_BITS = 5;
const STEPS = 1 << STEP_BITS;
const COUNTERS = STEPS * (33 - STEP_BITS);

/** In milliseconds; `null` as long as nothing was measured. */
export interface LatencySummary {
  /** How many were measured. */
  readonly count: number;
  /** Half of them took no longer than this. Like those below, at most 1.6 % off (1/32 of a microsecond below 2 microseconds). */
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  /** Exact. */
  readonly max: number | null;
}

export interface LatencyHistogram {
  readonly counters: Float64Array;
  count: number;
  max: number;
}

export function createLatencyHistogram(): LatencyHistogram {
  return { counters: new Float64Array(COUNTERS), count: 0, max: 0 };
}

/** @param milliseconds - what is below 0, or no number, counts as 0: a clock of the caller's must not break the counters */
export function recordLatency(histogram: LatencyHistogram, milliseconds: number): void {
  const latency = milliseconds > 0 ? milliseconds : 0;
  histogram.counters[counterOf(Math.min(MAX_UNITS, Math.floor(latency * UNITS_PER_MILLISECOND)))]!++;
  histogram.count++;
  histogram.max = Math.max(histogram.max, latency);
}

export function summarizeLatency(histogram: LatencyHistogram): LatencySummary {
  const { count, max } = histogram;
  if (count === 0) return { count, p50: null, p90: null, p99: null, max: null };
  const [p50, p90, p99] = [50, 90, 99].map((percent) => percentile(histogram, percent));
  return { count, p50: p50!, p90: p90!, p99: p99!, max };
}

/** The nearest rank: the least latency that at least so many of a hundred do not exceed. */
function percentile({ counters, count, max }: LatencyHistogram, percent: number): number {
  const rank = Math.ceil((count * percent) / 100);
  let counter = 0;
  for (let passed = counters[0]!; passed < rank; passed += counters[counter]!) counter++;
  return Math.min(max, middleOf(counter) / UNITS_PER_MILLISECOND);
}

function counterOf(units: number): number {
  if (units < STEPS) return units;
  // How many bits are below the highest six, the first of which is always set.
  const shift = 31 - STEP_BITS - Math.clz32(units);
  return (shift + 1) * STEPS + (units >>> shift) - STEPS;
}

function middleOf(counter: number): number {
  if (counter < STEPS) return counter + 0.5;
  const width = 2 ** (Math.floor(counter / STEPS) - 1);
  return (STEPS + (counter % STEPS) + 0.5) * width;
}
