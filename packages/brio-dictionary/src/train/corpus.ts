/** A text to train on: alone, or with what it answers and how much it counts. */
export type TrainingSample =
  | string
  | Uint8Array
  | {
      readonly content: string | Uint8Array;
      /**
       * What the sample belongs to, such as the prompt it answers: a phrase has to occur in several groups. Default: a
       * group of its own.
       */
      readonly group?: string;
      /** How many times it counts, 1 … 255. Default 1. Documents and groups are counted once all the same. */
      readonly weight?: number;
    };

/** All samples in one array, those of a group next to each other. */
export interface Corpus {
  readonly bytes: Uint8Array;
  /** Where sample i starts; it ends at `starts[i + 1]`. One more than there are samples. */
  readonly starts: Uint32Array;
  /** By sample: the number of its group. Ascending. */
  readonly groups: Uint32Array;
  readonly weights: Uint8Array;
  /** Bytes of all samples, each counted as often as its weight says. */
  readonly weightedBytes: number;
}

/** Offsets are 31 bits: they index the tables of candidates. */
const MAX_CORPUS_BYTES = 2 ** 30;
/** Counts of tokens are 32 bits. */
const MAX_WEIGHTED_BYTES = 2 ** 32 - 1;

/**
 * Copies the samples together. Empty ones are left out.
 *
 * @throws {TypeError} `samples` is not iterable, or an element is no sample
 * @throws {RangeError} a weight is out of range, or there is more than 1 GiB of text, or 4 GiB with weights
 */
export function collectCorpus(samples: Iterable<TrainingSample>): Corpus {
  if (typeof samples === "string" || typeof samples?.[Symbol.iterator] !== "function") {
    throw new TypeError(`samples: expected an iterable of texts, got ${typeof samples}`);
  }
  const encoder = new TextEncoder();
  const members = new Map<string | number, { bytes: Uint8Array; weight: number }[]>();
  let byteCount = 0;
  let sampleCount = 0;
  let weightedBytes = 0;
  let index = 0;
  for (const sample of samples) {
    const { content, group, weight } = partsOf(sample, index);
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    // A number as key keeps samples without a group apart from every group that a caller can name.
    const key = group ?? index;
    index++;
    if (bytes.length === 0) continue;
    byteCount += bytes.length;
    if (byteCount > MAX_CORPUS_BYTES)
      throw new RangeError("samples: expected at most 1 GiB of text, got more");
    weightedBytes += bytes.length * weight;
    if (weightedBytes > MAX_WEIGHTED_BYTES)
      throw new RangeError("samples: expected at most 4 GiB of text with weights, got more");
    sampleCount++;
    const fellows = members.get(key);
    if (fellows === undefined) members.set(key, [{ bytes, weight }]);
    else fellows.push({ bytes, weight });
  }

  const bytes = new Uint8Array(byteCount);
  const starts = new Uint32Array(sampleCount + 1);
  const groups = new Uint32Array(sampleCount);
  const weights = new Uint8Array(sampleCount);
  let groupNumber = 0;
  let at = 0;
  let next = 0;
  for (const group of members.values()) {
    for (const member of group) {
      bytes.set(member.bytes, at);
      at += member.bytes.length;
      groups[next] = groupNumber;
      weights[next] = member.weight;
      starts[++next] = at;
    }
    groupNumber++;
  }
  return { bytes, starts, groups, weights, weightedBytes };
}

function partsOf(
  sample: TrainingSample,
  index: number,
): { content: string | Uint8Array; group: string | undefined; weight: number } {
  if (typeof sample === "string" || sample instanceof Uint8Array) {
    return { content: sample, group: undefined, weight: 1 };
  }
  const { content, group, weight = 1 } = sample ?? {};
  if (typeof content !== "string" && !(content instanceof Uint8Array)) {
    throw new TypeError(`samples[${index}]: expected a string, a Uint8Array or { content }`);
  }
  if (group !== undefined && typeof group !== "string") {
    throw new TypeError(`samples[${index}].group: expected a string, got ${typeof group}`);
  }
  if (!(Number.isInteger(weight) && weight >= 1 && weight <= 255)) {
    throw new RangeError(`samples[${index}].weight: expected an integer of 1 to 255, got ${String(weight)}`);
  }
  return { content, group, weight };
}
