import type { FormatVersion, FrameTags } from "brio-container";
import { chatDictionary, type Dictionary, type SignalSet, signalCatalogue } from "brio-dictionary";
import type { Prior } from "brio-model";

/** Effort, 1 (fastest) … 9 (smallest). Decoding takes the same time after 1 … 6, and as long as encoding after 7 … 9 of version 2. */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export interface CompressOptions {
  /**
   * Effort. Default 6.
   *
   * Version 2: 1-6 are the token coder, 1-2 greedy and 3-6 the cheapest parse by price with ever larger windows. 7-9 are the model
   * coder, with smaller frames: 7 has fewer contexts and is faster; 8 and 9 make the smallest ones, still faster than brotli at quality
   * 11. There a decoder predicts what the encoder did, and takes as long. (`brio-codec/lite` does at 7-9 as at 6.)
   *
   * Version 1: 1-2 greedy, 3 lazy, 4-9 by price, 8-9 in two passes.
   */
  level?: Level;
  /** Format version of the frame. Every decoder reads both. Default 2. */
  version?: 1 | 2;
  /**
   * Phrases that both sides know. Default: the built-in chat dictionary of the version, which every reader has. A frame made with
   * another one names it by its content hash, at eight bytes, and needs it to be decoded. Version 2 wants one with a model, as
   * `trainDictionary` of brio-dictionary makes it. `null`: none.
   */
  dictionary?: Dictionary | null;
  /**
   * What the model coder of levels 7-9 of version 2 has seen of texts like this one: see `readPrior`. Default: the built-in prior with the
   * built-in dictionary, and none with any other. A frame made with one names it by its content hash, at eight to twelve bytes, and needs it to be
   * decoded. Other levels do without.
   */
  prior?: Prior;
  /**
   * What readers may learn without decoding, at two or three bytes an event (version 1: five): `"signals"` (default) lists every occurrence of a
   * signal, `"all"` also every dictionary phrase that the encoder used, `"none"` nothing.
   */
  metadata?: "signals" | "none" | "all";
  /**
   * The signals to look for. Default: the catalogue of brio-dictionary, which every reader has. A frame searched for another set (see
   * `defineSignals`) names it by its content hash, at eight to twelve bytes; it can be decoded without. Version 1 has the signals of its
   * dictionary, and none without one.
   */
  signals?: SignalSet;
  /**
   * What else readers are to learn without decoding: up to 32 small values by names of your own, such as `role`, `model`, `tenant` or
   * `conversation`, of 1024 bytes together. Having any takes five to seven bytes, each one two or more. The check covers them; `verify` knows
   * nothing of them. Version 2 alone.
   */
  tags?: FrameTags;
  /**
   * Check of content and header: `"auto"` (default) 16 bits below 1 KiB of content and 32 from there on, `true` always 32,
   * `false` none. Coded content carries it at no cost or nearly none, stored content in two or four bytes. Without one,
   * most damage still ends in an error, but some of it in other content.
   */
  checksum?: boolean | "auto";
}

export interface DecompressOptions {
  /** Longest content to accept, in bytes; checked before anything is allocated. Default 128 MiB. */
  maxOutputLength?: number;
  /** The dictionary of frames that name one, or a function that finds it by its id. The built-in one needs no mention. */
  dictionary?: Dictionary | ((id: string) => Dictionary | undefined);
  /** The signal set of frames that name one, or a function that finds it by its id. To decode, none is needed. */
  signals?: SignalSet | ((id: string) => SignalSet | undefined);
  /** The prior of frames that name one, or a function that finds it by its id. The built-in one needs no mention. */
  prior?: Prior | ((id: string) => Prior | undefined);
}

/** {@link CompressOptions} with every default in place. */
export interface CompressSettings {
  readonly version: FormatVersion;
  readonly level: Level;
  readonly dictionary: Dictionary | null;
  readonly prior: Prior | undefined;
  readonly metadata: "signals" | "none" | "all";
  readonly signals: SignalSet;
  readonly tags: FrameTags;
  readonly checksum: boolean | "auto";
}

const DEFAULT_LEVEL = 6;
const DEFAULT_MAX_OUTPUT_LENGTH = 128 * 1024 * 1024;
const NO_TAGS: FrameTags = /* @__PURE__ */ Object.freeze({});

/** Applies the defaults and checks what the caller gave. */
export function compressSettings(options: CompressOptions): CompressSettings {
  requireObject(options);
  const { level = DEFAULT_LEVEL, version = 2, metadata = "signals", checksum = "auto" } = options;
  requireType("level", level, "number");
  if (!(Number.isInteger(level) && level >= 1 && level <= 9))
    throw new RangeError(`level must be 1 … 9, got ${level}`);
  requireType("version", version, "number");
  if (version !== 1 && version !== 2) throw new RangeError(`version must be 1 or 2, got ${version}`);
  requireType("metadata", metadata, "string");
  if (metadata !== "signals" && metadata !== "none" && metadata !== "all") {
    throw new RangeError(`metadata must be "signals", "none" or "all", got ${JSON.stringify(metadata)}`);
  }
  if (checksum !== "auto" && typeof checksum !== "boolean") {
    throw new TypeError(`checksum must be a boolean or "auto", got ${String(checksum)}`);
  }
  const { dictionary = chatDictionary(version) } = options;
  if (dictionary !== null) {
    requireDictionary(dictionary);
    if (version === 2 && dictionary.model === undefined) {
      throw new RangeError(
        "dictionary must have a model for version 2 (see trainDictionary in brio-dictionary)",
      );
    }
  }
  const { signals = signalCatalogue(), tags = NO_TAGS } = options;
  if (version === 1) requireVersion2Alone(options);
  requireSignalSet(signals);
  return {
    version,
    level,
    dictionary,
    prior: priorOf(options, dictionary),
    // In version 1 the dictionary says what a signal is.
    metadata: version === 1 && dictionary === null ? "none" : metadata,
    signals,
    tags,
    checksum,
  };
}

function requireVersion2Alone({ signals, tags }: CompressOptions): void {
  const given = signals !== undefined ? "signals" : tags !== undefined ? "tags" : undefined;
  if (given !== undefined) throw new RangeError(`${given} must be left out for version 1, which has none`);
}

function priorOf({ prior }: CompressOptions, dictionary: Dictionary | null): Prior | undefined {
  if (prior === undefined) return undefined;
  requirePrior(prior);
  if (prior.dictionaryId !== dictionary?.id) {
    const id = dictionary === null ? "none" : dictionary.id;
    throw new RangeError(
      `prior must be one of the dictionary in use, ${id}, got one of ${prior.dictionaryId}`,
    );
  }
  return prior;
}

/** Applies the default and checks what the caller gave. */
export function outputLimit(options: DecompressOptions): number {
  requireObject(options);
  const { maxOutputLength = DEFAULT_MAX_OUTPUT_LENGTH } = options;
  requireType("maxOutputLength", maxOutputLength, "number");
  if (!(maxOutputLength >= 0))
    throw new RangeError(`maxOutputLength must be 0 or more, got ${maxOutputLength}`);
  return maxOutputLength;
}

function requireType(name: string, value: unknown, type: "number" | "string"): void {
  if (typeof value !== type) throw new TypeError(`${name} must be a ${type}, got ${String(value)}`);
}

function requireObject(options: unknown): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`options must be an object, got ${options === null ? "null" : typeof options}`);
  }
}

/** A dictionary is plain data; this tells it from what callers mistake for one (an id, its bytes, its phrases). */
export function requireDictionary(value: unknown): asserts value is Dictionary {
  if (typeof value !== "object" || value === null || !("id" in value && "entries" in value)) {
    throw new TypeError("dictionary must come from buildDictionary, readDictionary or chatDictionary");
  }
}

/** As {@link requireDictionary}, for a set of signals. */
export function requireSignalSet(value: unknown): asserts value is SignalSet {
  if (typeof value !== "object" || value === null || !("builtInCount" in value && "signals" in value)) {
    throw new TypeError("signals must come from defineSignals or signalCatalogue");
  }
}

/** As {@link requireDictionary}, for a prior (its file is to be read first). */
export function requirePrior(value: unknown): asserts value is Prior {
  if (typeof value !== "object" || value === null || !("dictionaryId" in value && "lists" in value)) {
    throw new TypeError("prior must come from readPrior or trainPrior");
  }
}
