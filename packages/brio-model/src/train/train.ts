import type { Alphabet } from "../alphabet.ts";
import { type CodeTree, codeTreeOf } from "../code-tree.ts";
import { type ContextLists, MAX_KEY_BITS } from "../context-lists.ts";
import { CONTEXT_NAMES } from "../contexts.ts";
import type { TrainedProfile } from "../model.ts";
import { contentId } from "../prior/content-id.ts";
import { contextListsOf, type ListColumns } from "../prior/list-columns.ts";
import { roundParameters } from "../prior/parameters.ts";
import { contextsOf } from "../prior/profiles.ts";
import type { Prior } from "../prior.ts";
import { PHRASE_PROFILES } from "../profile.ts";
import { writePrior } from "../write-prior.ts";
import { type CountedSample, type Counts, countContexts } from "./count.ts";
import { listColumns } from "./list-columns.ts";
import { arrangeSamples, type PriorSample } from "./samples.ts";
import { findCandidates, selectWithin } from "./select.ts";
import { startParameters, tune } from "./tune.ts";

export interface TrainPriorOptions {
  /** The file has at most so many bytes, 65536 or more. Default 1,400,000. */
  maxBytes?: number;
  /** Called with what is being done, and how far that is, 0 … 1. */
  onProgress?: (step: string, done: number) => void;
}

/** What training saw and chose. */
export interface PriorReport {
  readonly samples: number;
  /** Of them tuned with instead of counted at first. */
  readonly heldOut: number;
  readonly values: number;
  readonly successors: number;
  /** By context in use: lists, and their successors. */
  readonly lists: readonly {
    readonly context: string;
    readonly lists: number;
    readonly successors: number;
  }[];
  /** By profile: bits a symbol of what was tuned with, while tuning. */
  readonly tuned: readonly number[];
}

export interface TrainedPrior {
  readonly prior: Prior;
  /** The file that {@link readPrior} reads. */
  readonly bytes: Uint8Array;
  readonly report: PriorReport;
}

const DEFAULT_MAX_BYTES = 1_400_000;
/** Parameters of two profiles take up to 60 kB. */
const LEAST_MAX_BYTES = 65_536;

/** What follows the key of a record is the record's own: lists of it would take room from others that gain more (measured). */
const UNLISTED_CONTEXTS: readonly (typeof CONTEXT_NAMES)[number][] = ["key, place"];

/** Estimates of the size of a file are good to some hundredths; so many files are made at most. */
const ATTEMPTS = 5;
/** A file that fills so much of its room is large enough. */
const ENOUGH = 0.995;

/**
 * Trains a prior: counts what follows what in nine tenths of the samples, tunes the profiles with the last tenth, and counts again
 * with all of them.
 *
 * A successor is listed only if it comes from two sources or more. It takes about 1.5 GB of memory and five minutes for 26 MB of text. The same samples in
 * the same order always give the same prior.
 *
 * @param alphabet - at most 256 symbols a class
 * @param dictionaryId - of the dictionary whose symbols these are: 16 lower-case hexadecimal digits
 * @param samples - texts as symbols of the alphabet, such as they will be coded, one by one
 * @throws {TypeError} an argument has the wrong type
 * @throws {RangeError} a symbol is none of the alphabet, or an option is out of range
 */
export function trainPrior(
  alphabet: Alphabet,
  dictionaryId: string,
  samples: readonly (Uint16Array | PriorSample)[],
  { maxBytes = DEFAULT_MAX_BYTES, onProgress = () => {} }: TrainPriorOptions = {},
): TrainedPrior {
  if (!(Number.isInteger(maxBytes) && maxBytes >= LEAST_MAX_BYTES)) {
    throw new RangeError(`maxBytes must be an integer of at least ${LEAST_MAX_BYTES}, got ${maxBytes}`);
  }
  const { counted, heldOut } = arrangeSamples(alphabet, samples);
  const tree = codeTreeOf(alphabet);
  const contexts = contextsOf(PHRASE_PROFILES.map((profile) => ({ profile }))).filter(
    (context) => !UNLISTED_CONTEXTS.includes(CONTEXT_NAMES[context]),
  );
  const countWith = (some: readonly CountedSample[], step: string): Counts =>
    countContexts(alphabet, contexts, some, (index) => {
      if (index % 256 === 255 || index + 1 === some.length) onProgress(step, (index + 1) / some.length);
    });

  const columnsWith = (counts: Counts, bytes: number): ListColumns =>
    listColumns(
      tree,
      counts,
      selectWithin(findCandidates(alphabet, counts), 8 * bytes),
      groupCountOf(alphabet),
    );
  const first = buildLists(
    alphabet,
    tree,
    columnsWith(countWith(counted, "counting what is not held out"), maxBytes),
  );
  const tuned: number[] = [];
  const profiles = PHRASE_PROFILES.map((profile, index): TrainedProfile => {
    const model = { alphabet, tree, lists: first };
    const { parameters, bitsPerSymbol } = tune(
      model,
      profile,
      startParameters(model, profile),
      heldOut,
      (done) => onProgress(`tuning profile ${index}`, done),
    );
    tuned.push(bitsPerSymbol);
    return { profile, parameters: roundParameters(alphabet, tree, profile, parameters) };
  }) as [TrainedProfile, TrainedProfile];

  const counts = countWith([...counted, ...heldOut], "counting everything");
  const fitted = fit(maxBytes, (bytes) => {
    const lists = buildLists(alphabet, tree, columnsWith(counts, bytes));
    const prior = { dictionaryId, lists, profiles };
    return { prior, bytes: writePrior(prior, alphabet) };
  });
  onProgress("done", 1);
  return {
    prior: { id: contentId(fitted.bytes), ...fitted.prior },
    bytes: fitted.bytes,
    report: {
      samples: samples.length,
      heldOut: heldOut.length,
      values: counts.values.count,
      successors: counts.successors.count,
      lists: describeLists(fitted.prior.lists, contexts),
      tuned,
    },
  };
}

function groupCountOf({ classWeights }: Alphabet): number {
  return CONTEXT_NAMES.length * (classWeights.length + 1);
}

function buildLists({ classWeights }: Alphabet, tree: CodeTree, columns: ListColumns): ContextLists {
  const lists = contextListsOf(columns, tree, classWeights.length + 1);
  if (lists === undefined) throw new Error("training made a list that cannot be one");
  return lists;
}

/** Makes files for smaller and smaller estimates until one has no more than its bytes. */
function fit<File extends { readonly bytes: Uint8Array }>(
  maxBytes: number,
  make: (estimate: number) => File,
): File {
  let estimate = maxBytes;
  let best: File | undefined;
  let before = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const file = make(estimate);
    const { length } = file.bytes;
    if (length <= maxBytes && length > (best?.bytes.length ?? 0)) best = file;
    // If nothing is left to add, more room makes the same file again.
    if (length <= maxBytes && (length >= ENOUGH * maxBytes || length === before)) break;
    before = length;
    estimate = Math.max(0, estimate + 0.999 * maxBytes - length);
  }
  if (best === undefined) throw new RangeError(`maxBytes: expected room for the parameters, got ${maxBytes}`);
  return best;
}

function describeLists(
  { groupsPerContext, keys, numbers, starts }: ContextLists,
  contexts: readonly number[],
): PriorReport["lists"] {
  const lists = new Uint32Array(CONTEXT_NAMES.length);
  const successors = new Uint32Array(CONTEXT_NAMES.length);
  keys.forEach((key, slot) => {
    if (key === 0) return;
    const context = Math.floor(((key - 1) >>> MAX_KEY_BITS) / groupsPerContext);
    lists[context]++;
    successors[context] += starts[numbers[slot] + 1] - starts[numbers[slot]];
  });
  return contexts.map((context) => ({
    context: CONTEXT_NAMES[context],
    lists: lists[context],
    successors: successors[context],
  }));
}
