/** What training saw and chose. */
export interface TrainingReport {
  /** Samples that are not empty, the groups they belong to, and their bytes. */
  readonly samples: number;
  readonly groups: number;
  readonly bytes: number;
  /** Strings that were frequent enough to be looked at, and how many of them occur in enough samples and groups. */
  readonly candidates: number;
  readonly supported: number;
  /** Phrases of the dictionary, and the classes they are in. */
  readonly phrases: number;
  readonly classes: number;
  /** By entry: in how many samples, and in samples of how many groups, it occurs. */
  readonly documents: Uint32Array;
  readonly groupsOf: Uint32Array;
  /** What the last pass over the samples, or over part of them, would take; weights counted. */
  readonly parsed: { readonly bytes: number; readonly bits: number };
  /**
   * While phrases were chosen: what all samples take with so many phrases, each at a probability of its own. The last is a
   * trial with half as many as were chosen.
   */
  readonly rounds: readonly { readonly phrases: number; readonly bits: number }[];
  /** In words: what to change for a better dictionary, as far as the figures tell. */
  readonly advice: readonly string[];
}

/** Fewer samples than this cannot tell what is typical from what happened to be there. */
const FEW_SAMPLES = 1000;
/** A change of size that is worth a word. */
const WORTHWHILE = 0.01;

/** What the figures of a report suggest; `wanted` is the number of phrases asked for, signals not counted. */
export function adviceOf(report: Omit<TrainingReport, "advice">, wanted: number): string[] {
  const { samples, supported, rounds, phrases } = report;
  const advice: string[] = [];
  if (samples < FEW_SAMPLES) {
    advice.push(`${samples} samples are few: with some thousands, phrases and statistics get better.`);
  }
  if (supported < wanted) {
    advice.push(
      `Only ${supported} phrases occur in enough samples: more samples would support more of them.`,
    );
  }
  const half = rounds.at(-1)!;
  const chosen = rounds.at(-2)!;
  const double = rounds.filter((round) => round.phrases >= 1.9 * chosen.phrases).at(-1);
  if (double !== undefined) {
    const gain = 1 - double.bits / chosen.bits;
    advice.push(
      gain > WORTHWHILE
        ? `Twice as many phrases would save up to ${percent(gain)}.`
        : `More phrases than ${phrases} would save next to nothing.`,
    );
  }
  if (half.phrases > 0) {
    const loss = half.bits / chosen.bits - 1;
    advice.push(
      loss > WORTHWHILE
        ? `Half as many phrases would cost up to ${percent(loss)}.`
        : `Half as many phrases would do: they cost ${percent(loss)} at most.`,
    );
  }
  return advice;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
