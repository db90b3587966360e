import type { Dictionary } from "../dictionary.ts";
import { contentId, serialise } from "../format.ts";
import { MAX_CLASS_SIZE, SYMBOL_CLASS_COUNT } from "../model.ts";
import { type Bigrams, countBigrams } from "./bigrams.ts";
import { findCandidates } from "./candidates.ts";
import { type Corpus, collectCorpus, type TrainingSample } from "./corpus.ts";
import { orderEntries } from "./entries.ts";
import { exchange, type Grouping } from "./exchange.ts";
import { fitModel } from "./fit-model.ts";
import { countOccurrences } from "./occurrences.ts";
import { type TrainingOptions, type TrainingSettings, trainingSettings } from "./options.ts";
import { renumber } from "./renumber.ts";
import { adviceOf, type TrainingReport } from "./report.ts";
import { selectPhrases } from "./select.ts";
import { buildTrie, symbolsOf } from "./trie.ts";

/** A trained dictionary, and how it came about. */
export interface TrainingResult {
  readonly dictionary: Dictionary;
  readonly report: TrainingReport;
}

/** Candidates for each phrase wanted: what comes later in their order is hardly ever chosen. */
const CANDIDATES_PER_PHRASE = 6;
/** A candidate occurs once in so many bytes at least, or it is not worth its place. */
const BYTES_PER_OCCURRENCE = 600_000;
/** Tokens for each pair of classes, on average: with fewer, their statistics are accidents. */
const TOKENS_PER_CELL = 40;
const LEAST_CLASSES = 8;
/** Classes have room for more symbols than there are, or the last ones could not move. */
const CLASS_ROOM = 1.25;
const BYTE_SYMBOLS = 256;

/** Where in the whole each part of the work begins, measured on 30 MB. */
const PROGRESS = { candidates: 0.01, choice: 0.24, pairs: 0.68, classes: 0.7, matches: 0.88 } as const;
const CHOICE_ROUNDS = 16;
const CLASS_PASSES = 10;
const MATCH_PASSES = 3;

/**
 * Trains a dictionary with a model on samples of what it is to compress: each what would be one frame, as many and as
 * different as there are. A few hundred give something, some thousands something good.
 *
 * Deterministic: the same samples in the same order give the same dictionary on every engine. Takes
 * seconds a megabyte, and memory of about ten times the samples.
 *
 * @throws {TypeError} `samples`, an element of it, or an option has the wrong type
 * @throws {RangeError} an option is out of range, a signal is not one, or there is no sample with text in it
 * @example
 * ```ts
 * import { trainDictionary } from "brio-dictionary";
 *
 * const samples = Array.from({ length: 40 }, (_, i) => `{"event":"order.shipped","order":${7919 * i}}`);
 * const { dictionary } = trainDictionary(samples, { signals: [] });
 * dictionary.entries.some(({ phrase }) => phrase.includes("order.shipped")); // true
 * ```
 */
export function trainDictionary(
  samples: Iterable<TrainingSample>,
  options: TrainingOptions = {},
): TrainingResult {
  const settings = trainingSettings(options);
  const { onProgress } = settings;
  onProgress("reading samples", 0);
  const corpus = collectCorpus(samples);
  if (corpus.weights.length === 0) throw new RangeError("samples: expected at least one that is not empty");

  onProgress("looking for candidates", PROGRESS.candidates);
  const leastCount = Math.floor(corpus.weightedBytes / BYTES_PER_OCCURRENCE);
  const candidates = findCandidates(
    corpus,
    Math.max(settings.minDocuments, leastCount),
    CANDIDATES_PER_PHRASE * settings.phraseCount,
  );
  const supported = supportedPhrases(corpus, candidates, settings);

  const rounds: { phrases: number; bits: number }[] = [];
  const selection = selectPhrases(corpus, supported, settings.phraseCount, (phrases, bits) => {
    const done = Math.min(1, rounds.push({ phrases, bits }) / CHOICE_ROUNDS);
    onProgress("choosing phrases", PROGRESS.choice + (PROGRESS.pairs - PROGRESS.choice) * done);
  });
  const { entries, phrases, prices, documents, groupsOf } = orderEntries(corpus, selection, settings.signals);

  onProgress("counting pairs", PROGRESS.pairs);
  const trie = buildTrie(symbolsOf(phrases));
  const bigrams = countBigrams(corpus, trie, prices);
  const grouping = groupSymbols(bigrams, onProgress);
  let parsed = { bytes: 0, bits: 0 };
  let passes = 0;
  const model = renumber(
    fitModel(corpus, trie, bigrams, grouping.classes, (bytes, bits) => {
      parsed = { bytes, bits };
      onProgress(
        "counting with matches",
        PROGRESS.matches + ((1 - PROGRESS.matches) * ++passes) / MATCH_PASSES,
      );
    }),
  );
  const report = {
    samples: corpus.weights.length,
    groups: corpus.groups.at(-1)! + 1,
    bytes: corpus.bytes.length,
    candidates: candidates.length,
    supported: supported.length,
    phrases: entries.length,
    classes: grouping.classCount,
    documents,
    groupsOf,
    parsed,
    rounds,
  };
  return {
    dictionary: { id: contentId(serialise(entries, model)), entries, model },
    report: { ...report, advice: adviceOf(report, settings.phraseCount) },
  };
}

/** The candidates that are well-formed text, occur in enough samples and groups, and may be taken. */
function supportedPhrases(
  corpus: Corpus,
  candidates: readonly Uint8Array[],
  { minDocuments, minGroups, accept }: TrainingSettings,
): Uint8Array[] {
  const { documents, groups } = countOccurrences(corpus, buildTrie(symbolsOf(candidates)));
  return candidates.filter((candidate, i) => {
    const symbol = BYTE_SYMBOLS + i;
    if (documents[symbol]! < minDocuments || groups[symbol]! < minGroups) return false;
    const phrase = textOf(candidate);
    return phrase !== undefined && accept(phrase);
  });
}

/** Undefined for bytes that are not UTF-8: samples may be anything, phrases are text. */
function textOf(phrase: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(phrase);
  } catch {
    return undefined;
  }
}

/** Classes as fine as the tokens support. */
function groupSymbols(bigrams: Bigrams, onProgress: (step: string, done: number) => void): Grouping {
  const { symbolCount, counts } = bigrams;
  const tokens = counts.reduce((sum, count) => sum + count, 0);
  const classCount = Math.min(
    SYMBOL_CLASS_COUNT,
    Math.max(
      LEAST_CLASSES,
      Math.ceil((CLASS_ROOM * symbolCount) / MAX_CLASS_SIZE),
      Math.floor(Math.sqrt(tokens / TOKENS_PER_CELL)),
    ),
  );
  let passes = 0;
  onProgress("finding classes", PROGRESS.classes);
  return exchange(bigrams, classCount, () => {
    const done = ++passes / CLASS_PASSES;
    onProgress("finding classes", PROGRESS.classes + (PROGRESS.matches - PROGRESS.classes) * done);
  });
}
