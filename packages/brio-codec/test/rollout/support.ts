import type { RolloutClock, RolloutCodec } from "../../src/rollout.ts";

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends RolloutClock {
  /** Goes on by so many milliseconds, calls back what is due on the way, and lets all promises settle. */
  advance(milliseconds: number): Promise<void>;
  /** Goes on without a turn of the event loop, as while a function blocks it. */
  block(milliseconds: number): void;
  /** How many timers are set. */
  timers(): number;
}

export function manualClock(): ManualClock {
  let time = 0;
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  return {
    now: () => time,
    after(milliseconds, callback) {
      const timer = { due: time + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(milliseconds) {
      const end = time + milliseconds;
      await promisesSettled();
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        timers.delete(next);
        time = Math.max(time, next.due);
        next.callback();
        await promisesSettled();
      }
      time = Math.max(time, end);
    },
    block(milliseconds) {
      time += milliseconds;
    },
    timers: () => timers.size,
  };
}

/** Promises settle before the next turn of the event loop, however many depend on each other. */
export function promisesSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A codec whose bytes are a letter and the content. It rejects what begins with another one. */
export function letterCodec(letter: string): RolloutCodec {
  const first = letter.charCodeAt(0);
  return {
    compress: (content) => Uint8Array.from([first, ...content]),
    decompress(bytes) {
      if (bytes[0] !== first) throw new Error(`not ${letter}`);
      return bytes.slice(1);
    },
  };
}

export const incumbent: RolloutCodec = letterCodec("I");
export const candidate: RolloutCodec = letterCodec("C");

export function isCandidates(bytes: Uint8Array): boolean {
  return bytes[0] === "C".charCodeAt(0);
}

/** A promise that never settles. */
export function hanging(): Promise<never> {
  return new Promise(() => {});
}
