import { buildDictionary } from "../build.ts";
import { chatDictionary } from "../chat.ts";
import { requireInteger } from "../checks.ts";
import { type Category, type DictionaryEntry, kindOf, SIGNAL_KINDS } from "../dictionary.ts";
import { MAX_MODEL_ENTRIES } from "../model.ts";

/** How a dictionary is trained. */
export interface TrainingOptions {
  /**
   * Phrases to have at most, besides the signals: 0 … 32,768 with them. Default 16,000. Fewer where the samples do not
   * support them.
   */
  readonly phraseCount?: number;
  /** A phrase occurs in at least so many samples, 1 or more. Default 8. */
  readonly minDocuments?: number;
  /** A phrase occurs in samples of at least so many groups, 1 or more. Default 5. */
  readonly minGroups?: number;
  /**
   * Phrases of signal categories to have in any case. Default: those of `chatDictionary()`, so that scanning for the signals of the
   * dictionary finds the same. (Frames of format version 2 list the signals of a set, which depend on no dictionary.)
   */
  readonly signals?: Iterable<{ readonly phrase: string; readonly category: Category }>;
  /** Asked whether a phrase may be taken. Default: every phrase may. */
  readonly accept?: (phrase: string) => boolean;
  /** Called now and then with what is being done, and how far the whole is: 0 … 1. */
  readonly onProgress?: (step: string, done: number) => void;
}

/** {@link TrainingOptions} with every default in place. */
export interface TrainingSettings {
  readonly phraseCount: number;
  readonly minDocuments: number;
  readonly minGroups: number;
  readonly signals: readonly DictionaryEntry[];
  readonly accept: (phrase: string) => boolean;
  readonly onProgress: (step: string, done: number) => void;
}

const DEFAULT_PHRASE_COUNT = 16_000;
const DEFAULT_MIN_DOCUMENTS = 8;
const DEFAULT_MIN_GROUPS = 5;

/** Applies the defaults and checks what the caller gave. */
export function trainingSettings(options: TrainingOptions): TrainingSettings {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`options: expected an object, got ${options === null ? "null" : typeof options}`);
  }
  const {
    phraseCount = DEFAULT_PHRASE_COUNT,
    minDocuments = DEFAULT_MIN_DOCUMENTS,
    minGroups = DEFAULT_MIN_GROUPS,
    accept = () => true,
    onProgress = () => undefined,
  } = options;
  requireFunction("accept", accept);
  requireFunction("onProgress", onProgress);
  requireInteger("minDocuments", minDocuments, 1, Number.MAX_SAFE_INTEGER);
  requireInteger("minGroups", minGroups, 1, Number.MAX_SAFE_INTEGER);
  const signals = signalsOf(options.signals);
  requireInteger("phraseCount", phraseCount, 0, MAX_MODEL_ENTRIES - signals.length);
  return { phraseCount, minDocuments, minGroups, signals, accept, onProgress };
}

function signalsOf(given: TrainingOptions["signals"]): readonly DictionaryEntry[] {
  const isSignal = ({ category }: DictionaryEntry): boolean => kindOf(category)! < SIGNAL_KINDS;
  if (given === undefined) return chatDictionary().entries.filter(isSignal);
  const { entries } = buildDictionary(given);
  const other = entries.find((entry) => !isSignal(entry));
  if (other !== undefined) {
    throw new RangeError(`signals[${other.id}].category: expected a signal, got ${other.category}`);
  }
  return entries;
}

function requireFunction(name: string, value: unknown): void {
  if (typeof value !== "function") throw new TypeError(`${name}: expected a function, got ${typeof value}`);
}
