import type { CompressSettings } from "../options.ts";
import type { PendingPayload, PhraseUse } from "../pending-payload.ts";
import { BLOCK_LENGTH, KIND_STORED, laneCountOf } from "./format.ts";
import { type BlockTokens, RAW_BYTE } from "./kernel.ts";
import { effortOf } from "./levels.ts";
import { streamOpening } from "./opening.ts";
import { encodeOwnTables } from "./own-tables.ts";
import { tokenKernel } from "./select-kernel.ts";

/** Symbols below are single bytes. */
const BYTE_SYMBOLS = 256;

/**
 * From so many bytes on a block may be worth tables of its own, and only where the shipped ones leave more than half of it: on
 * what they were made for they leave a quarter.
 */
const LEAST_OWN_LENGTH = 1024;
const LEAST_OWN_SHARE = 0.5;

/**
 * Encodes content, of at least one byte, with the token coder of format version 2: SPEC section 6.
 *
 * @param checkBits - width of the check that `finish` will be given
 */
export function encodeTokens(
  content: Uint8Array,
  settings: CompressSettings,
  checkBits: number,
): PendingPayload {
  const { dictionary, metadata } = settings;
  const phraseUses: PhraseUse[] = [];
  if (dictionary !== null && metadata === "all") {
    encodeBlocks(content, settings, checkBits, 0, (start, tokens) =>
      addPhraseUses(phraseUses, start, tokens),
    );
  }
  return {
    phraseUses,
    finish: (check) => joined(encodeBlocks(content, settings, checkBits, check)),
  };
}

/** The streams of all blocks. */
function encodeBlocks(
  content: Uint8Array,
  { level, dictionary }: CompressSettings,
  checkBits: number,
  seeds: number,
  onTokens?: (start: number, tokens: BlockTokens) => void,
): Uint8Array[] {
  const laneCount = laneCountOf(content.length, checkBits);
  const job = { content, effort: effortOf(level), laneCount, seeds, ...(onTokens && { onTokens }) };
  const streams = dictionary === null ? [] : tokenKernel().encodeContent(dictionary, job);
  for (let block = 0, start = 0; start < content.length; block++, start += BLOCK_LENGTH) {
    const end = Math.min(start + BLOCK_LENGTH, content.length);
    const blockSeeds = end === content.length ? seeds : 0;
    const shipped = streams[block];
    if (shipped !== undefined) {
      if (end - start < LEAST_OWN_LENGTH || shipped.length < LEAST_OWN_SHARE * (end - start)) continue;
    } else streams[block] = storedStream(content.subarray(start, end), laneCount, blockSeeds);
    const own = encodeOwnTables(content, start, end, laneCount, blockSeeds);
    if (own.length < streams[block].length) streams[block] = own;
  }
  return streams;
}

function storedStream(block: Uint8Array, laneCount: 1 | 2, seeds: number): Uint8Array {
  return joined([streamOpening(KIND_STORED, seeds, laneCount), block]);
}

function addPhraseUses(uses: PhraseUse[], start: number, { count, lengths, values }: BlockTokens): void {
  let offset = start;
  for (let i = 0; i < count; i++) {
    if (values[i] >= BYTE_SYMBOLS && values[i] < RAW_BYTE)
      uses.push({ id: values[i] - BYTE_SYMBOLS, offset });
    offset += lengths[i];
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
