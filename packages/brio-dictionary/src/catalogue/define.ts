import { quote, requireInteger, requirePhrase } from "../checks.ts";
import { kindOf, SIGNAL_KINDS, type SignalCategory } from "../dictionary.ts";
import { foldPhrase } from "../fold-phrase.ts";
import { signalCatalogue } from "./catalogue.ts";
import { userSetId } from "./set-id.ts";
import { FIRST_USER_ID, LAST_USER_ID, type Signal, type SignalSet, type SignalTag } from "./signal-set.ts";

const TAG = /^x(?:-[a-z0-9]+)+$/;
const MAX_TAG_LENGTH = 32;
/** The shape of a BCP 47 tag (RFC 5646, section 2.1); which subtags exist changes, so that is not looked up. */
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;
/** The longest that an implementation has to take (RFC 5646, section 4.4.1). */
const MAX_LANGUAGE_LENGTH = 35;
const UNDETERMINED = "und";

/** A signal of one's own, for {@link defineSignals}. */
export interface SignalDefinition {
  /** 2 to 48 bytes in UTF-8, well-formed. */
  readonly phrase: string;
  /** One of the 13 categories of signals, or a tag of one's own such as `x-competitor`. */
  readonly category: SignalCategory | SignalTag;
  /** BCP 47. Nothing depends on it. Default `und`, undetermined. */
  readonly language?: string;
  /**
   * 4096 to 8191. Default: that after the definition before, and for the first the one after the last of `base`, or 4096. Frames
   * carry ids, so give them, or only ever append to a list that does not.
   */
  readonly id?: number;
}

/**
 * Adds signals of one's own to a set.
 *
 * The id of the new set depends on its signals alone, those of the catalogue included, not on their order or on how many calls
 * defined them.
 *
 * Beside the catalogue, 300 phrases of three common words make scanning slower by half, 4096 three times slower (measured); rare words
 * cost less. Phrases of less than six bytes after folding are dear: every place with a byte that may begin one is compared.
 *
 * @param signals - what to add
 * @param base - what to add it to. Default: the built-in catalogue
 * @returns `base` itself if there is nothing to add
 * @throws {TypeError} an argument or a field has the wrong type, or a category is neither one of signals nor `x-…`
 * @throws {RangeError} an id is not 4096 to 8191 or there twice; a phrase is too short, too long, not well-formed, or the same as
 *   another one of the set after folding; a language is not of the shape of BCP 47; `base.builtInCount` is not a number of its signals
 * @example
 * ```ts
 * import { defineSignals, scanSignals } from "brio-dictionary";
 *
 * const ours = defineSignals([{ id: 4096, category: "x-refund", phrase: "money back", language: "en" }]);
 * const [event] = scanSignals(ours, new TextEncoder().encode("I want my Money Back."));
 * `${event.id}: ${event.category}`; // "4096: x-refund"
 * ```
 */
export function defineSignals(
  signals: Iterable<SignalDefinition>,
  base: SignalSet = signalCatalogue(),
): SignalSet {
  if (typeof signals?.[Symbol.iterator] !== "function") {
    throw new TypeError(`signals: expected an iterable, got ${typeof signals}`);
  }
  if (!Array.isArray(base?.signals)) throw new TypeError("base: expected a SignalSet (see signalCatalogue)");
  requireInteger("base.builtInCount", base.builtInCount, 0, Math.min(base.signals.length, FIRST_USER_ID));

  const byId = new Map<number, Signal>();
  const byPattern = new Map<string, Signal>();
  const add = (signal: Signal, where: string): void => {
    const holder = byId.get(signal.id);
    if (holder !== undefined) {
      throw new RangeError(
        `${where}.id: expected one that is free, got ${signal.id}, that of ${JSON.stringify(holder.phrase)}`,
      );
    }
    const { pattern } = foldPhrase(signal.phrase);
    const twin = byPattern.get(pattern);
    if (twin !== undefined) {
      throw new RangeError(
        `${quote(`${where}.phrase`, signal.phrase)}: expected one that is new after folding, ` +
          `got that of signal ${twin.id}, ${JSON.stringify(twin.phrase)}`,
      );
    }
    byId.set(signal.id, signal);
    byPattern.set(pattern, signal);
  };

  base.signals.forEach((signal, index) => {
    add(signal, `base.signals[${index}]`);
  });
  const users = base.signals.slice(base.builtInCount);
  const baseUserCount = users.length;
  let nextId = (users.at(-1)?.id ?? FIRST_USER_ID - 1) + 1;
  for (const definition of signals) {
    const where = `signals[${users.length - baseUserCount}]`;
    const signal = readDefinition(definition, nextId, where);
    add(signal, where);
    users.push(signal);
    nextId = signal.id + 1;
  }
  if (users.length === baseUserCount) return base;
  users.sort((a, b) => a.id - b.id);
  const { builtInCount } = base;
  const builtIn = base.signals.slice(0, builtInCount);
  return { id: userSetId(builtInCount, users), builtInCount, signals: [...builtIn, ...users] };
}

function readDefinition(definition: SignalDefinition, nextId: number, where: string): Signal {
  const phrase = requirePhrase(`${where}.phrase`, definition?.phrase);
  const named = quote(where, phrase);
  const { category, language = UNDETERMINED, id = nextId } = definition;
  if (!isCategory(category)) {
    throw new TypeError(
      `${named}.category: expected a category of signals or a tag such as "x-mine", got ${JSON.stringify(category)}`,
    );
  }
  if (typeof language !== "string") {
    throw new TypeError(`${named}.language: expected a string, got ${typeof language}`);
  }
  if (language.length > MAX_LANGUAGE_LENGTH || !LANGUAGE.test(language)) {
    throw new RangeError(
      `${named}.language: expected a BCP 47 tag such as "en", got ${JSON.stringify(language.slice(0, 60))}`,
    );
  }
  requireInteger(`${named}.id`, id, FIRST_USER_ID, LAST_USER_ID);
  return { id, category, language, phrase };
}

function isCategory(value: unknown): boolean {
  if (typeof value !== "string") return false;
  return (
    (kindOf(value) ?? SIGNAL_KINDS) < SIGNAL_KINDS || (value.length <= MAX_TAG_LENGTH && TAG.test(value))
  );
}
