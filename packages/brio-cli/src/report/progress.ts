/** A progress bar on standard error, for people who wait in front of a terminal. */

export interface Progress {
  /** Shows what is being worked on; `done` parts of the whole are behind. */
  show(done: number, label: string): void;
  /** Wipes the bar, so that a line can be printed; the next `show` draws it again. */
  clear(): void;
}

const SILENT: Progress = { show() {}, clear() {} };

/** @param total - number of parts; a single one gives no bar, since nothing is known of the way through it */
export async function createProgress(total: number, wanted: boolean): Promise<Progress> {
  if (!wanted || !process.stderr.isTTY || total < 2) return SILENT;

  // Loaded here because most runs of the command draw nothing.
  const { default: progress } = await import("cli-progress");
  const bar = new progress.SingleBar({
    format: "{bar} {value}/{total} {label}",
    stream: process.stderr,
    barsize: 24,
    clearOnComplete: true,
    // The three settings with which a terminal is as before when Ctrl-C ends the command in the middle.
    hideCursor: false,
    linewrap: true,
    gracefulExit: false,
  });
  return {
    show(done, label) {
      // Started anew for each part: between two calls the program computes, so the timer of the bar never runs.
      bar.stop();
      bar.start(total, done, { label });
    },
    clear: () => bar.stop(),
  };
}
