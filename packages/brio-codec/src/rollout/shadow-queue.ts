/**
 * Runs of the candidate behind the caller's back: one at a time, each in a turn of the event loop of its own, so that
 * whoever waits for the incumbent's bytes has them first.
 *
 * Where calls come faster than the candidate can follow, what waits is bounded, and the rest is skipped: a shadow run is a
 * sample, and must not take the memory of the process that it is to be tried in. One at a time, since codecs that work in
 * threads share these with the incumbent.
 */
import type { RolloutClock } from "./options.ts";

/** What may wait, in bytes of content. One content may be longer, if it is the only one. */
export const MAX_WAITING_BYTES: number = 16 * 1024 * 1024;

/** What a content counts at least, so that empty ones are bounded too: 16,384 of them. */
const MIN_BYTES_OF_JOB = 1024;

export interface ShadowJob {
  /** A copy: the caller may do as he likes with his. */
  readonly content: Uint8Array;
  /** What the incumbent made of it. */
  readonly incumbentLength: number;
}

export interface ShadowQueue {
  /** @returns whether it will get its turn; if not, too much is waiting, or the content cannot be copied */
  add(content: Uint8Array, incumbentLength: number): boolean;
  /** Resolves when nothing runs and nothing waits. */
  settled(): Promise<void>;
}

/** @param run - runs one job; it must not reject */
export function createShadowQueue(clock: RolloutClock, run: (job: ShadowJob) => Promise<void>): ShadowQueue {
  const waiting: ShadowJob[] = [];
  let waitingBytes = 0;
  let busy = false;
  let onSettled: (() => void)[] = [];

  async function runFirst(): Promise<void> {
    const job = waiting.shift()!;
    waitingBytes -= costOf(job.content);
    await run(job);
    if (waiting.length > 0) return scheduleFirst();
    busy = false;
    const listeners = onSettled;
    onSettled = [];
    for (const listener of listeners) listener();
  }

  function scheduleFirst(): void {
    clock.after(0, () => void runFirst());
  }

  return {
    add(content, incumbentLength) {
      const cost = costOf(content);
      if (waiting.length > 0 && waitingBytes + cost > MAX_WAITING_BYTES) return false;
      const copy = copyOf(content);
      if (copy === undefined) return false;
      waiting.push({ content: copy, incumbentLength });
      waitingBytes += cost;
      if (!busy) scheduleFirst();
      busy = true;
      return true;
    },
    settled() {
      return new Promise((resolve) => {
        if (busy) onSettled.push(resolve);
        else resolve();
      });
    },
  };
}

function costOf(content: Uint8Array): number {
  return Math.max(MIN_BYTES_OF_JOB, content.length);
}

/** Nothing if there is no memory for it, or if the incumbent gave away that of the content, to a worker. */
function copyOf(content: Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(content);
  } catch {
    return undefined;
  }
}
