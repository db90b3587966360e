import { type Dictionary, phraseBytes } from "brio-dictionary";

/** The phrases of a dictionary as a decoder copies them: a word at a time, so with a word of padding behind the last one. */
export interface PhraseTable {
  readonly view: DataView;
  /** Where phrase `id` begins; it ends at `offsets[id + 1]`. */
  readonly offsets: Uint32Array;
}

const tables: WeakMap<Dictionary, PhraseTable> = /* @__PURE__ */ new WeakMap();
const NO_PHRASES: PhraseTable = /* @__PURE__ */ makeTable(new Uint8Array(0), new Uint32Array(1));

/** The table of a dictionary, made when first needed. */
export function phraseTable(dictionary: Dictionary | null): PhraseTable {
  if (dictionary === null) return NO_PHRASES;
  let table = tables.get(dictionary);
  if (table === undefined) {
    const { bytes, offsets } = phraseBytes(dictionary);
    table = makeTable(bytes, offsets);
    tables.set(dictionary, table);
  }
  return table;
}

function makeTable(bytes: Uint8Array, offsets: Uint32Array): PhraseTable {
  const padded = new Uint8Array(bytes.length + 4);
  padded.set(bytes);
  return { view: new DataView(padded.buffer), offsets };
}
