/** What a rollout counts, and the report that it makes of it. Memory is fixed: numbers, and histograms of latencies. */
import type { Breaker } from "./breaker.ts";
import {
  createLatencyHistogram,
  type LatencyHistogram,
  type LatencySummary,
  recordLatency,
  summarizeLatency,
} from "./latency.ts";
import type { FailureReason, RolloutMode } from "./options.ts";

/** What one of the two did, as far as it succeeded. */
export interface CodecReport {
  /** Contents that it compressed; of the candidate those that passed, in shadow mode too. */
  readonly compressed: number;
  /** Length of these contents. */
  readonly bytesIn: number;
  /** Length of what it made of them. */
  readonly bytesOut: number;
  /** `bytesIn / bytesOut`; `null` as long as that is nothing. Each of what it had itself: to compare them, see `shadow`. */
  readonly ratio: number | null;
  readonly compressLatency: LatencySummary;
  /** Of reads, and of the candidate's verifications. */
  readonly decompressLatency: LatencySummary;
}

/** All since `createRollout`; plain data, fit for JSON. */
export interface RolloutReport {
  readonly mode: RolloutMode;
  readonly share: number;
  /** Too many failures in a row: whatever the mode, the candidate gets no more calls until `resetBreaker`. */
  readonly switchedOff: boolean;
  readonly failuresInARow: number;
  readonly writes: {
    /** Calls of `compress` that have ended. */
    readonly calls: number;
    /** Whose bytes they returned. */
    readonly byIncumbent: number;
    readonly byCandidate: number;
    /** The incumbent rejected, and so did the call. */
    readonly rejected: number;
    /** Bytes of the incumbent that look like the candidate's: readers try the wrong decoder on them first. Best 0. */
    readonly ambiguous: number;
    /** What callers waited, a failed run of the candidate included. */
    readonly latency: LatencySummary;
  };
  readonly reads: {
    /** Calls of `decompress` that have ended. */
    readonly calls: number;
    /** Who decoded. */
    readonly byIncumbent: number;
    readonly byCandidate: number;
    /** Of these, how often the other one was tried first, and rejected. */
    readonly fallbacks: number;
    /** Both rejected, and so did the call. */
    readonly rejected: number;
  };
  readonly incumbent: CodecReport;
  readonly candidate: CodecReport;
  /** Both on the same contents. */
  readonly shadow: {
    /** Contents that the candidate passed on. */
    readonly compared: number;
    readonly bytesIn: number;
    readonly incumbentBytes: number;
    readonly candidateBytes: number;
    /** How many of them the candidate made smaller. */
    readonly smaller: number;
    /** Contents that were picked but not tried: too much was waiting, or the mode had changed when it was their turn. */
    readonly skipped: number;
  };
  /** Runs of the candidate that failed, in both modes. */
  readonly failures: Readonly<Record<FailureReason, number>>;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

export interface CodecTally {
  compressed: number;
  bytesIn: number;
  bytesOut: number;
  readonly compressLatency: LatencyHistogram;
  readonly decompressLatency: LatencyHistogram;
}

/** The numbers behind a {@link RolloutReport}, as they change. */
export interface Tally {
  readonly writes: Writable<Omit<RolloutReport["writes"], "latency">>;
  readonly writeLatency: LatencyHistogram;
  readonly reads: Writable<RolloutReport["reads"]>;
  readonly incumbent: CodecTally;
  readonly candidate: CodecTally;
  readonly shadow: Writable<RolloutReport["shadow"]>;
  readonly failures: Record<FailureReason, number>;
}

export function createTally(): Tally {
  return {
    writes: { calls: 0, byIncumbent: 0, byCandidate: 0, rejected: 0, ambiguous: 0 },
    writeLatency: createLatencyHistogram(),
    reads: { calls: 0, byIncumbent: 0, byCandidate: 0, fallbacks: 0, rejected: 0 },
    incumbent: createCodecTally(),
    candidate: createCodecTally(),
    shadow: { compared: 0, bytesIn: 0, incumbentBytes: 0, candidateBytes: 0, smaller: 0, skipped: 0 },
    failures: { threw: 0, "not-bytes": 0, unrecognised: 0, undecodable: 0, mismatch: 0, timeout: 0 },
  };
}

function createCodecTally(): CodecTally {
  const [compressLatency, decompressLatency] = [createLatencyHistogram(), createLatencyHistogram()];
  return { compressed: 0, bytesIn: 0, bytesOut: 0, compressLatency, decompressLatency };
}

export function recordCompression(
  tally: CodecTally,
  bytesIn: number,
  bytesOut: number,
  latency: number,
): void {
  tally.compressed++;
  tally.bytesIn += bytesIn;
  tally.bytesOut += bytesOut;
  recordLatency(tally.compressLatency, latency);
}

/** A snapshot: what is counted later does not change it. */
export function reportOf(tally: Tally, mode: RolloutMode, share: number, breaker: Breaker): RolloutReport {
  return {
    mode,
    share,
    switchedOff: breaker.switchedOff,
    failuresInARow: breaker.failuresInARow,
    writes: { ...tally.writes, latency: summarizeLatency(tally.writeLatency) },
    reads: { ...tally.reads },
    incumbent: codecReportOf(tally.incumbent),
    candidate: codecReportOf(tally.candidate),
    shadow: { ...tally.shadow },
    failures: { ...tally.failures },
  };
}

function codecReportOf({ compressed, bytesIn, bytesOut, ...latencies }: CodecTally): CodecReport {
  return {
    compressed,
    bytesIn,
    bytesOut,
    ratio: bytesOut === 0 ? null : bytesIn / bytesOut,
    compressLatency: summarizeLatency(latencies.compressLatency),
    decompressLatency: summarizeLatency(latencies.decompressLatency),
  };
}
