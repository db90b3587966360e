/**
 * One guarded run of the candidate: whatever it does, this ends, within the time limit, in bytes that were tried or in a
 * failure that has a reason. It never rejects.
 *
 * What the candidate gets are copies, and so is what is kept of it. One that writes into its input cannot spoil what the
 * incumbent compresses afterwards or what the result is compared with; one that returns a view of memory which it uses
 * again cannot change a result that has passed.
 */
import { areSame, isBytes } from "./bytes.ts";
import type { FailureReason, RolloutSettings } from "./options.ts";

export interface CandidateSuccess {
  readonly bytes: Uint8Array;
  /** Milliseconds. */
  readonly compressTime: number;
  /** The same; `undefined` if it was not verified. */
  readonly decompressTime: number | undefined;
}

export interface CandidateFailure {
  readonly bytes: undefined;
  readonly reason: FailureReason;
  readonly error: unknown;
}

export type CandidateOutcome = CandidateSuccess | CandidateFailure;

/** @param content - must not change before the run has ended */
export async function runCandidate(
  settings: RolloutSettings,
  content: Uint8Array,
): Promise<CandidateOutcome> {
  const { clock, timeLimit } = settings;
  const deadline = clock.now() + timeLimit;
  if (timeLimit === Infinity) return attempt(settings, content, deadline);
  let stopTimer = (): void => {};
  const timeout = new Promise<CandidateOutcome>((resolve) => {
    stopTimer = clock.after(timeLimit, () => resolve(failed("timeout")));
  });
  // The timer is set first, so that the time in which the candidate blocks counts.
  const outcome = await Promise.race([attempt(settings, content, deadline), timeout]);
  stopTimer();
  return outcome;
}

/** The run itself. If it is late, nobody looks at its outcome any more, and it ends as soon as it can. */
async function attempt(
  settings: RolloutSettings,
  content: Uint8Array,
  deadline: number,
): Promise<CandidateOutcome> {
  const { candidate, clock, verify } = settings;
  const started = clock.now();
  // What an exception means, by how far the run has come.
  let reason: FailureReason = "threw";
  try {
    const output: unknown = await candidate.compress(new Uint8Array(content));
    const compressed = clock.now();
    if (compressed > deadline) return failed("timeout");
    reason = "not-bytes";
    if (!isBytes(output)) return failed(reason);
    // Throws if their memory was transferred to a worker.
    const bytes = new Uint8Array(output);
    if (!isRecognised(settings, bytes)) return failed("unrecognised");
    const compressTime = compressed - started;
    if (!verify) return { bytes, compressTime, decompressTime: undefined };

    reason = "undecodable";
    const verifying = clock.now();
    const decoded: unknown = await candidate.decompress(new Uint8Array(bytes));
    const verified = clock.now();
    if (verified > deadline) return failed("timeout");
    if (!isBytes(decoded) || !areSame(decoded, content)) return failed("mismatch");
    return { bytes, compressTime, decompressTime: verified - verifying };
  } catch (error) {
    return failed(reason, error);
  }
}

/** What `recognise` says of these bytes; an exception is a no. */
export function isRecognised({ recognise }: RolloutSettings, bytes: Uint8Array): boolean {
  try {
    return recognise(bytes) === true;
  } catch {
    return false;
  }
}

function failed(reason: FailureReason, error?: unknown): CandidateFailure {
  return { bytes: undefined, reason, error };
}
