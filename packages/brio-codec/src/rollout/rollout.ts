import { createBreaker, noteFailure, noteSuccess, resetBreaker } from "./breaker.ts";
import { requireBytes } from "./bytes.ts";
import { type CandidateOutcome, isRecognised, runCandidate } from "./candidate.ts";
import { keyPosition } from "./key-position.ts";
import { recordLatency } from "./latency.ts";
import {
  type RolloutFailure,
  type RolloutMode,
  type RolloutOptions,
  requireMode,
  requireShare,
  requireType,
  rolloutSettings,
} from "./options.ts";
import { readEither } from "./read.ts";
import { createTally, type RolloutReport, recordCompression, reportOf } from "./report.ts";
import { createShadowQueue, type ShadowJob } from "./shadow-queue.ts";

/** Two compressors that look like one. The functions need no `this`. */
export interface Rollout {
  /**
   * Compresses with the incumbent, or with the candidate if mode, share and breaker say so and its result passed.
   *
   * @param content - must not change until the promise is settled
   * @param options - `key` says who is asking, such as a user or a tenant, and decides whether the share takes them. Default: the
   *   content, all of which is then hashed (if the share is neither 0 nor 1)
   * @throws {TypeError} (as a rejection) an argument has the wrong type, or the incumbent returned no bytes
   * @throws whatever the incumbent throws, and nothing that the candidate does
   */
  compress(content: Uint8Array, options?: { readonly key?: string }): Promise<Uint8Array>;
  /**
   * Decompresses what either of them has written, in every mode.
   *
   * @throws {TypeError} (as a rejection) `bytes` is not a `Uint8Array`
   * @throws what the decoder throws whose bytes these seem to be, if the other one rejects them too
   */
  decompress(bytes: Uint8Array): Promise<Uint8Array>;
  /** From the next call on. Shadow runs that are still waiting are skipped, unless the mode is `"shadow"` when it is their turn. */
  setMode(mode: RolloutMode): void;
  /** From the next call on. Whoever is in a share is in every larger one. */
  setShare(share: number): void;
  /** Gives a candidate that was switched off its calls again. */
  resetBreaker(): void;
  report(): RolloutReport;
  /** Resolves when no shadow run is under way or waiting: for tests, and before a process ends. */
  settled(): Promise<void>;
}

/**
 * Puts a candidate beside a compressor that is in use, so that nothing it does can hurt: what it writes is read again before
 * it is used, what fails falls back to the incumbent, and what fails often is switched off.
 *
 * Compressors may be synchronous or not; what comes back always promises, since only so a candidate can be left behind that
 * hangs.
 *
 * @throws {TypeError} an option has the wrong type
 * @throws {RangeError} an option is out of range
 * @example
 * ```ts
 * import { compress, decompress } from "brio-codec";
 * import { createRollout } from "brio-codec/rollout";
 * import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
 *
 * const rollout = createRollout({
 *   incumbent: {
 *     compress: (content) => brotliCompressSync(content),
 *     decompress: (bytes) => brotliDecompressSync(bytes),
 *   },
 *   candidate: { compress, decompress },
 *   mode: "on",
 * });
 * const reply = new TextEncoder().encode("Is there anything else you would like to know?");
 * const frame = await rollout.compress(reply, { key: "user-7" });
 * new TextDecoder().decode(await rollout.decompress(frame)); // "Is there anything else you would like to know?"
 * rollout.report().writes.byCandidate; // 1
 * ```
 */
export function createRollout(options: RolloutOptions): Rollout {
  requireType("options", options, "object");
  const settings = rolloutSettings(options);
  let { mode = "off", share = 1 } = options;
  requireMode(mode);
  requireShare(share);
  const { incumbent, clock } = settings;
  const tally = createTally();
  const breaker = createBreaker(settings.failureLimit);
  const shadow = createShadowQueue(clock, runInShadow);

  const report = (): RolloutReport => reportOf(tally, mode, share, breaker);

  function sendReport(): void {
    if (settings.onReport !== undefined) tell(settings.onReport, report());
  }

  function sendFailure(failure: RolloutFailure): void {
    if (settings.onFailure !== undefined) tell(settings.onFailure, failure);
  }

  function countCall(calls: { calls: number }): void {
    calls.calls++;
    if ((tally.writes.calls + tally.reads.calls) % settings.reportEvery === 0) sendReport();
  }

  function isPicked(content: Uint8Array, key: string | undefined): boolean {
    if (mode === "off" || breaker.switchedOff || share === 0) return false;
    return share === 1 || keyPosition(key ?? content) < share;
  }

  function record(outcome: CandidateOutcome, during: "on" | "shadow", inputLength: number): void {
    if (outcome.bytes === undefined) {
      const { reason, error } = outcome;
      tally.failures[reason]++;
      const switchedOff = noteFailure(breaker);
      sendFailure({ during, reason, error, inputLength });
      if (switchedOff) sendReport();
      return;
    }
    noteSuccess(breaker);
    const { bytes, compressTime, decompressTime } = outcome;
    recordCompression(tally.candidate, inputLength, bytes.length, compressTime);
    if (decompressTime !== undefined) recordLatency(tally.candidate.decompressLatency, decompressTime);
  }

  async function runInShadow({ content, incumbentLength }: ShadowJob): Promise<void> {
    if (mode !== "shadow" || breaker.switchedOff) {
      tally.shadow.skipped++;
      return;
    }
    const outcome = await runCandidate(settings, content);
    record(outcome, "shadow", content.length);
    if (outcome.bytes === undefined) return;
    tally.shadow.compared++;
    tally.shadow.bytesIn += content.length;
    tally.shadow.incumbentBytes += incumbentLength;
    tally.shadow.candidateBytes += outcome.bytes.length;
    if (outcome.bytes.length < incumbentLength) tally.shadow.smaller++;
  }

  async function compressByIncumbent(content: Uint8Array): Promise<Uint8Array> {
    const started = clock.now();
    // Before, since a codec that works in a worker may take the content's memory along.
    const { length } = content;
    const bytes: unknown = await incumbent.compress(content);
    requireBytes("the result of incumbent.compress", bytes);
    recordCompression(tally.incumbent, length, bytes.length, clock.now() - started);
    if (isRecognised(settings, bytes)) tally.writes.ambiguous++;
    return bytes;
  }

  async function compressPicked(content: Uint8Array, picked: RolloutMode): Promise<Uint8Array> {
    if (picked === "on") {
      const outcome = await runCandidate(settings, content);
      record(outcome, "on", content.length);
      if (outcome.bytes !== undefined) {
        tally.writes.byCandidate++;
        return outcome.bytes;
      }
    }
    try {
      const bytes = await compressByIncumbent(content);
      tally.writes.byIncumbent++;
      if (picked === "shadow" && !shadow.add(content, bytes.length)) tally.shadow.skipped++;
      return bytes;
    } catch (error) {
      tally.writes.rejected++;
      throw error;
    }
  }

  return {
    async compress(content, callOptions = {}) {
      requireBytes("content", content);
      requireType("options", callOptions, "object");
      const { key } = callOptions;
      if (key !== undefined) requireType("key", key, "string");
      const started = clock.now();
      try {
        return await compressPicked(content, isPicked(content, key) ? mode : "off");
      } finally {
        recordLatency(tally.writeLatency, clock.now() - started);
        countCall(tally.writes);
      }
    },
    async decompress(bytes) {
      requireBytes("bytes", bytes);
      try {
        return await readEither(settings, tally, bytes, sendFailure);
      } finally {
        countCall(tally.reads);
      }
    },
    setMode(next) {
      requireMode(next);
      mode = next;
    },
    setShare(next) {
      requireShare(next);
      share = next;
    },
    resetBreaker: () => resetBreaker(breaker),
    report,
    settled: () => shadow.settled(),
  };
}

/** Calls a listener of the caller's, whose exceptions, and rejections if it is asynchronous, go nowhere. */
function tell<T>(listener: (value: T) => unknown, value: T): void {
  try {
    Promise.resolve(listener(value)).catch(() => {});
  } catch {
    // A listener is told what happened; it has no say in it.
  }
}
