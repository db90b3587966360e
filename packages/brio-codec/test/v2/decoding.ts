import { chatDictionary } from "brio-dictionary";
import { type BlockStatus, DECODED, type TokenKernel } from "../../src/v2/kernel.ts";
import { tsKernel } from "../../src/v2/kernel-ts/kernel.ts";
import { wasmKernel } from "../../src/v2/kernel-wasm/kernel.ts";
import { type TokenTables, tokenTables } from "../../src/v2/tables.ts";

export const chat = chatDictionary();
export const chatTables: TokenTables = tokenTables(chat);

/** The oracle first. */
export const kernels: readonly TokenKernel[] = [tsKernel, wasmKernel("wasm"), wasmKernel("wasm-scalar")];

/** What a kernel makes of a payload: of a bad one the good blocks, and where and why it ends. */
export interface Decoded {
  readonly status: BlockStatus;
  readonly position: number;
  readonly seeds: number;
  readonly content: Uint8Array;
}

export function decodePayload(
  kernel: Pick<TokenKernel, "decodeBlock">,
  payload: Uint8Array,
  contentLength: number,
  laneCount: 1 | 2,
  tables: TokenTables = chatTables,
): Decoded {
  const content = new Uint8Array(contentLength);
  const decoding = { payload, content, laneCount, decodedLength: 0, position: 0, seeds: 0 };
  let status: BlockStatus = DECODED;
  while (status === DECODED && decoding.decodedLength < contentLength) {
    status = kernel.decodeBlock(tables, decoding);
  }
  const { position, seeds, decodedLength } = decoding;
  return { status, position, seeds, content: content.subarray(0, decodedLength) };
}
