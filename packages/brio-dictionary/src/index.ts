export { buildDictionary } from "./build.ts";
export { signalCatalogue } from "./catalogue/catalogue.ts";
export { defineSignals, type SignalDefinition } from "./catalogue/define.ts";
export type { Signal, SignalSet, SignalTag } from "./catalogue/signal-set.ts";
export { chatDictionary } from "./chat.ts";
export {
  CATEGORIES,
  type Category,
  type Dictionary,
  type DictionaryEntry,
  type SignalCategory,
} from "./dictionary.ts";
export { DictionaryError, type DictionaryErrorCode, isDictionaryError } from "./errors.ts";
export { readDictionary, writeDictionary } from "./format.ts";
export {
  CERTAIN,
  CLASS_COUNT,
  CONTEXT_COUNT,
  DISTANCE_SLOTS,
  distanceSlot,
  LAST_LENGTH_CLASS,
  LAST_LENGTH_SLOTS,
  LEAST_EXPONENT,
  LENGTH_CLASS,
  LENGTH_SLOTS,
  type LengthSlot,
  type PhraseModel,
  POSITION_BUCKETS,
  RAW_CLASS,
  SECOND_LENGTH_CLASS,
  SECOND_LENGTH_SLOTS,
  START_CONTEXT,
  SYMBOL_CLASS_COUNT,
  transitionExponent,
} from "./model.ts";
export { type PhraseBytes, phraseBytes } from "./phrase-bytes.ts";
export { findLongestPhrase, findPhrases, PHRASE_CAPACITY } from "./phrase-index.ts";
export { segmentText } from "./segment.ts";
export { type SignalEvent, scanSignals } from "./signals.ts";
export type { TrainingSample } from "./train/corpus.ts";
export { type SizeEstimate, sizeEstimator } from "./train/estimate.ts";
export type { TrainingOptions } from "./train/options.ts";
export type { TrainingReport } from "./train/report.ts";
export { type TrainingResult, trainDictionary } from "./train/train.ts";
