import type { Category, SignalTag } from "brio-dictionary";

/** Something that a frame says about its content. */
export interface BrioEvent {
  /**
   * One of `CATEGORIES` of brio-dictionary, or a tag of one's own such as `x-refund`. Undefined if what would say it is not at hand: of
   * version 2 the frame's signal set, or for a phrase its dictionary.
   */
  readonly category: Category | SignalTag | undefined;
  /** The phrase as the signal set or the dictionary has it; undefined if that is not at hand. */
  readonly phrase: string | undefined;
  /**
   * What the frame calls the phrase. Version 2: below 8192 the id of a signal, from there on a phrase of the dictionary, 8192 + its number.
   * Version 1: its number in the dictionary.
   */
  readonly id: number;
  /** Offset in bytes in the decoded content. */
  readonly offset: number;
}
