import type { DictionaryEntry } from "../dictionary.ts";
import { encodePhrases } from "../phrase-bytes.ts";
import { compareBytes } from "./candidates.ts";
import type { Corpus } from "./corpus.ts";
import { countOccurrences } from "./occurrences.ts";
import type { Selection } from "./select.ts";
import { buildTrie, symbolsOf } from "./trie.ts";

/** The entries of a dictionary in their order, and what is known of each. */
export interface OrderedEntries {
  readonly entries: DictionaryEntry[];
  /** By entry: its bytes. */
  readonly phrases: Uint8Array[];
  /** By symbol, bytes first: its price in the unigram model. */
  readonly prices: Float64Array;
  /** By entry: samples and groups it occurs in. */
  readonly documents: Uint32Array;
  readonly groupsOf: Uint32Array;
}

const BYTE_SYMBOLS = 256;

/**
 * Puts the signals first, those of most samples before others, since frames of format version 1 name them by number; and then the chosen
 * phrases in the order of their bytes, in which neighbours share most.
 */
export function orderEntries(
  corpus: Corpus,
  selection: Selection,
  signals: readonly DictionaryEntry[],
): OrderedEntries {
  const encoded = encodePhrases(signals);
  const signalBytes = signals.map((_, id) =>
    encoded.bytes.subarray(encoded.offsets[id], encoded.offsets[id + 1]),
  );
  const signalSupport = countOccurrences(corpus, buildTrie(symbolsOf(signalBytes)));
  const signalOrder = signals
    .map((_, id) => id)
    .sort(
      (a, b) =>
        signalSupport.documents[BYTE_SYMBOLS + b]! - signalSupport.documents[BYTE_SYMBOLS + a]! ||
        compareBytes(signalBytes[a]!, signalBytes[b]!),
    );

  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const texts = selection.phrases.map((phrase) => decoder.decode(phrase));
  const chosenAt = new Map(texts.map((text, i) => [text, i]));
  const signalTexts = new Set(signals.map(({ phrase }) => phrase));
  const chosenOrder = texts
    .map((_, i) => i)
    .filter((i) => !signalTexts.has(texts[i]!))
    .sort((a, b) => compareBytes(selection.phrases[a]!, selection.phrases[b]!));

  const entries: DictionaryEntry[] = [];
  const phrases: Uint8Array[] = [];
  const prices = new Float64Array(BYTE_SYMBOLS + signals.length + chosenOrder.length);
  prices.set(selection.prices.subarray(0, BYTE_SYMBOLS));
  // A signal that was not chosen costs as much as the dearest symbol there is.
  const dearest = selection.prices.reduce((most, price) => Math.max(most, price), 0);
  const add = (entry: Omit<DictionaryEntry, "id">, phrase: Uint8Array): void => {
    const chosen = chosenAt.get(entry.phrase);
    prices[BYTE_SYMBOLS + entries.length] =
      chosen === undefined ? dearest : selection.prices[BYTE_SYMBOLS + chosen]!;
    entries.push({ id: entries.length, ...entry });
    phrases.push(phrase);
  };
  for (const id of signalOrder) {
    const { category, phrase } = signals[id]!;
    add({ category, phrase }, signalBytes[id]!);
  }
  for (const i of chosenOrder) add({ category: "text", phrase: texts[i]! }, selection.phrases[i]!);

  const { documents, groups } = countOccurrences(corpus, buildTrie(symbolsOf(phrases)));
  return {
    entries,
    phrases,
    prices,
    documents: documents.slice(BYTE_SYMBOLS),
    groupsOf: groups.slice(BYTE_SYMBOLS),
  };
}
