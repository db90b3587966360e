/**
 * Percentiles of many durations in bounded memory.
 *
 * A percentile is by nearest rank: p90 is the shortest duration that at least 90 % of all are no longer than. (So
 * with fewer than 100 durations p99 is the longest.) Nothing is interpolated.
 *
 * A log of a million lines in a thousand rounds has a billion durations, so they are counted, not kept: in buckets of
 * whole nanoseconds up to 255, and from there on 128 to each doubling. What is reported is the upper end of a bucket,
 * so it is never too short, and too long by less than 1/128, 0.8 %.
 */

/** Microseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface Latencies {
  /** One duration more. */
  add(milliseconds: number): void;
  /** Of all durations so far, of which there has to be one. */
  percentiles(): Percentiles;
}

/** Buckets to a doubling. Values below twice as much have one of their own. */
const BUCKETS = 128;

export function createLatencies(): Latencies {
  // A duration has at most 53 bits; 45 halvings bring that below 2 * BUCKETS.
  const counts = new Float64Array(47 * BUCKETS);
  let total = 0;

  const atRank = (share: number): number => {
    const rank = Math.ceil(share * total);
    let bucket = 0;
    for (let seen = counts[0]!; seen < rank; ) seen += counts[++bucket]!;
    return upperEnd(bucket) / 1000;
  };
  return {
    add(milliseconds) {
      // Where the clock is set back, nothing has passed.
      const nanoseconds = Math.max(0, Math.round(milliseconds * 1e6));
      counts[bucketOf(Math.min(nanoseconds, Number.MAX_SAFE_INTEGER))]!++;
      total++;
    },
    percentiles: () => ({ p50: atRank(0.5), p90: atRank(0.9), p99: atRank(0.99) }),
  };
}

/** The seven leading bits below the first one, behind those of all shorter durations. */
function bucketOf(nanoseconds: number): number {
  let halvings = 0;
  for (; nanoseconds >= 2 * BUCKETS; halvings++) nanoseconds = Math.floor(nanoseconds / 2);
  return halvings * BUCKETS + nanoseconds;
}

/** The longest duration of a bucket, in nanoseconds. */
function upperEnd(bucket: number): number {
  const halvings = Math.max(0, Math.floor(bucket / BUCKETS) - 1);
  return (bucket - halvings * BUCKETS + 1) * 2 ** halvings - 1;
}
