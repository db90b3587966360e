import type { SignalCategory } from "../dictionary.ts";

/** A category of a user's own: `x-` and words of ASCII lower-case letters and digits, joined by hyphens; at most 32 characters. */
export type SignalTag = `x-${string}`;

/** A phrase to look for, and what its occurrence says. */
export interface Signal {
  /** 0 to 4095 in the built-in catalogue, 4096 to 8191 for a user's own. Never changes once a frame may have it. */
  readonly id: number;
  readonly category: SignalCategory | SignalTag;
  /** BCP 47; `zxx` for what is of no language, such as keys and markup, and `und` where nothing was said. */
  readonly language: string;
  /** 2 to 48 bytes in UTF-8, well-formed; no two signals of a set are the same after folding. */
  readonly phrase: string;
}

/**
 * Signals to scan for, whatever a text is compressed with: plain data, made by `signalCatalogue` or `defineSignals`.
 *
 * What `scanSignals` derives from a set it keeps beside it, by identity: treat a set as immutable.
 */
export interface SignalSet {
  /**
   * Which signals the set has: `"built-in"` for the catalogue as it is; otherwise a hash of {@link builtInCount} and of the signals
   * added, the first eight bytes of a SHA-256 as 16 lower-case hexadecimal digits (SPEC.md, section 9). Two sets with the same
   * hash have the same signals.
   */
  readonly id: string;
  /** How many of `signals` are of the catalogue: the first ones, with ids that are their indices. */
  readonly builtInCount: number;
  /** By ascending id. */
  readonly signals: readonly Signal[];
}

/** The id of the catalogue without additions. */
export const BUILT_IN = "built-in";

/** The catalogue has ids below this one, users the ids from here on. */
export const FIRST_USER_ID = 4096;
export const LAST_USER_ID = 8191;
