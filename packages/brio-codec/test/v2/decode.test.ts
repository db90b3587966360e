import { assertSame, noise, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { DECODED, type TokenKernel } from "../../src/v2/kernel.ts";
import { chat, chatTables, decodePayload, kernels } from "./decoding.ts";
import {
  BLOCK_LENGTH,
  type Block,
  bytesOfSymbol,
  encodeBlocks,
  lengthOf,
  type Token,
} from "./reference-encoder.ts";
import { parseContent } from "./reference-parser.ts";

/** Decodes what the reference encoder makes of the blocks, with every kernel, and returns the content. */
function roundTrip(blocks: readonly Block[], seeds: readonly number[], kernel: TokenKernel): Uint8Array {
  const payload = encodeBlocks(chat, blocks, seeds);
  const length = blocks.reduce((sum, block) => sum + lengthOf(chat, block), 0);
  const decoded = decodePayload(kernel, payload, length, seeds.length as 1 | 2);
  expect(decoded.status).toBe(DECODED);
  expect(decoded.position).toBe(payload.length);
  expect(decoded.seeds).toBe(((seeds[1] ?? 0) * 65536 + seeds[0]!) >>> 0);
  return decoded.content;
}

const bytes = (text: string): Token[] => [...utf8(text)].map((symbol) => ({ symbol }));
const SEEDS = [[0], [65535], [0, 0], [1, 65535]];

describe.each(kernels.map((kernel) => [kernel.name, kernel] as const))("the %s kernel", (_, kernel) => {
  test.each(SEEDS.map((seeds) => [seeds]))("decodes text with the seeds %j", (seeds) => {
    const content = utf8(
      'I\'m sorry, I can\'t do that. {"role": "assistant", "content": null} Größe 你好\\n\\n'.repeat(20),
    );
    assertSame(roundTrip(parseContent(chat, content), seeds, kernel), content);
  });

  test.each(SEEDS.map((seeds) => [seeds]))(
    "decodes every symbol and every raw byte with the seeds %j",
    (seeds) => {
      const symbols = Array.from({ length: chatTables.symbolCount }, (_, symbol) => symbol);
      const raw = Array.from({ length: 256 }, (_, byte) => byte);
      const blocks: Token[][] = [raw.map((byte) => ({ raw: byte }))];
      // Some 7 bytes a phrase: a few thousand of them stay within a block.
      for (let from = 0; from < symbols.length; from += 2500) {
        blocks.push(symbols.slice(from, from + 2500).map((symbol) => ({ symbol })));
      }
      const padded = blocks.map((block) => padToBlock(block));
      assertSame(roundTrip(padded, seeds, kernel), expand(padded));
    },
  );

  test("decodes matches of every slot of lengths, at its bounds", () => {
    const lengths = [
      3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 20, 21, 28, 29, 44, 45, 76, 77, 140, 141, 268, 269, 270,
      271, 300, 4364, 4365, 8460,
    ];
    const repeats = [1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 33, 34, 35, 500, 8224, 8225];
    const seconds = [1, 8, 9, 24, 25, 26, 27, 5000];
    const tokens: Token[] = bytes("A quick brown fox, and more of it.");
    for (const length of lengths) tokens.push({ length, distance: 7 }, { symbol: 0x2e });
    for (const length of repeats) tokens.push({ length, at: "last" }, { raw: 0x2f });
    tokens.push({ length: 3, distance: 30 });
    for (const length of seconds) tokens.push({ length, at: "second" }, { symbol: 0x30 });
    assertSame(roundTrip([tokens], [3], kernel), expand([tokens]));
    assertSame(roundTrip([tokens], [3, 4], kernel), expand([tokens]));
  });

  test("decodes matches that overlap themselves at every near distance", () => {
    for (let distance = 1; distance <= 40; distance++) {
      const tokens: Token[] = bytes("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
      for (const length of [3, 15, 16, 17, 31, 33, 100]) tokens.push({ length, distance }, { symbol: 0x2c });
      assertSame(roundTrip([tokens], [0], kernel), expand([tokens]));
    }
  });

  test("decodes a block as one match, and blocks that refer to earlier ones", () => {
    const first: Token[] = [...bytes("ab"), { length: BLOCK_LENGTH - 2, distance: 2 }];
    const second: Token[] = [...bytes("c"), { length: BLOCK_LENGTH - 1, distance: BLOCK_LENGTH }];
    const third: Token[] = [{ length: 50, distance: BLOCK_LENGTH + 20 }, ...bytes("d")];
    const blocks = [first, second, third];
    assertSame(roundTrip(blocks, [9, 8], kernel), expand(blocks));
  });

  test("decodes stored blocks, between others, and alone", () => {
    const stored = { stored: noise(BLOCK_LENGTH) };
    const blocks: Block[] = [
      stored,
      padToBlock([{ length: 900, distance: 70000 }]),
      stored,
      { stored: noise(5, 2) },
    ];
    assertSame(roundTrip(blocks, [7, 70], kernel), expand(blocks));
    assertSame(roundTrip([{ stored: noise(5) }], [70], kernel), noise(5));
    assertSame(roundTrip([{ stored: noise(1) }], [0, 0], kernel), noise(1));
  });

  test("reaches back 2^24 - 1 bytes, beyond what its memory holds at once", () => {
    const blocks: Token[][] = [];
    for (let block = 0; block < 175; block++) {
      const marks = [...noise(20, block)].map((raw) => ({ raw }));
      const far: Token[] = block < 129 ? [] : [{ length: 10_000, distance: 2 ** 24 - 1 }];
      blocks.push(padToBlock([...marks, ...far]));
    }
    assertSame(roundTrip(blocks, [1, 2], kernel), expand(blocks));
  });

  test("decodes contents whose blocks come in turns", () => {
    const contents = [noise(2 * BLOCK_LENGTH, 1, 16), noise(2 * BLOCK_LENGTH, 2, 16)];
    const decodings = contents.map((content) => ({
      payload: encodeBlocks(
        chat,
        [padToBlock(bytes(`mark ${content[0]}`)), padToBlock([{ length: 5000, distance: BLOCK_LENGTH }])],
        [0, 0],
      ),
      content: new Uint8Array(2 * BLOCK_LENGTH),
      laneCount: 2 as const,
      decodedLength: 0,
      position: 0,
      seeds: 0,
    }));
    for (let block = 0; block < 2; block++) {
      for (const decoding of decodings) expect(kernel.decodeBlock(chatTables, decoding)).toBe(DECODED);
    }
    const [first, second] = decodings.map(({ content }) => content);
    const expected = contents.map((content) =>
      expand([
        padToBlock(bytes(`mark ${content[0]}`)),
        padToBlock([{ length: 5000, distance: BLOCK_LENGTH }]),
      ]),
    );
    assertSame(first!, expected[0]!);
    assertSame(second!, expected[1]!);
  });

  test("gives content of its own", () => {
    const payload = encodeBlocks(chat, [bytes("first message")], [0]);
    const { content } = decodePayload(kernel, payload, 13, 1);
    decodePayload(kernel, encodeBlocks(chat, [bytes("other message")], [0]), 13, 1);
    expect(content).toEqual(utf8("first message"));
    expect(content.buffer.byteLength).toBe(13);
  });
});

/** The tokens, and a run that fills their block. */
function padToBlock(tokens: readonly Token[]): Token[] {
  const missing = BLOCK_LENGTH - lengthOf(chat, tokens);
  return [...tokens, { symbol: 0x78 }, { length: missing - 1, distance: 1 }];
}

/** What tokens stand for. */
function expand(blocks: readonly Block[]): Uint8Array {
  const content = new Uint8Array(blocks.reduce((sum, block) => sum + lengthOf(chat, block), 0));
  let at = 0;
  for (const block of blocks) {
    let [last, second] = [0, 0];
    const tokens = "stored" in block ? [...block.stored].map((raw) => ({ raw })) : block;
    for (const token of tokens) {
      if ("symbol" in token) {
        content.set(bytesOfSymbol(chat, token.symbol), at);
        at += bytesOfSymbol(chat, token.symbol).length;
      } else if ("raw" in token) content[at++] = token.raw;
      else {
        if ("distance" in token) [last, second] = [token.distance, last];
        else if (token.at === "second") [last, second] = [second, last];
        for (const end = at + token.length; at < end; at++) content[at] = content[at - last]!;
      }
    }
  }
  return content;
}
