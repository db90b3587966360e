/** @import { TrainingText } from "brio-codec/train" */
/** @import { PreparedCorpus } from "./corpus.mjs" */

// A prior lists only what two sources have. The samples of a corpus are replies, prompts, records and conversations, in this order; a
// record quotes a prompt and a reply, and has their source. So that a prompt does not get a second source by its second record, only
// the first one stays.

const EXCHANGES_PER_RECORD = 3;

/**
 * What of a prepared corpus a prior is trained with: all but the letters that were added to it.
 *
 * @param {PreparedCorpus} corpus
 * @returns {TrainingText[]}
 */
export function priorTexts({ samples, exchanges }) {
  const prompts = [...new Set(exchanges.map(({ prompt }) => prompt))];
  /** @type {Map<string, string>} by prompt: the exchange that its first record quotes */
  const recorded = new Map();
  const firstRecord = exchanges.length + prompts.length;
  const firstConversation = firstRecord + Math.ceil(exchanges.length / EXCHANGES_PER_RECORD);
  const sourceOfRecord = samples.slice(firstRecord, firstConversation).map((_, i) => {
    const exchange = EXCHANGES_PER_RECORD * i;
    const prompt = exchanges[exchange]?.prompt ?? "";
    if (recorded.has(prompt)) return undefined;
    recorded.set(prompt, `exchange ${exchange}`);
    return `exchange ${exchange}`;
  });
  /** @param {number} i */
  const sourceOf = (i) => {
    if (i < exchanges.length) return `exchange ${i}`;
    const prompt = prompts[i - exchanges.length];
    if (prompt !== undefined) return recorded.get(prompt) ?? `prompt ${prompt}`;
    return i < firstConversation ? sourceOfRecord[i - firstRecord] : `conversation ${i}`;
  };

  return samples.flatMap((sample, i) => {
    const plain = typeof sample === "string" || sample instanceof Uint8Array;
    const { content, group, weight = 1 } = plain ? { content: sample, group: undefined } : sample;
    const source = sourceOf(i);
    if (source === undefined || group === "alphabets" || content.length === 0) return [];
    return [{ text: content, source, weight, ...(group === undefined ? {} : { group }) }];
  });
}
