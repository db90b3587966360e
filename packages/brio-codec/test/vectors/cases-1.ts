/** The vectors of version 1, as the script that writes them makes them. What an encoder chose is not pinned, so most are cut by hand. */
import { concat, noise, toHex, utf8 } from "brio-test-support";
import { type FrameFields, writeFrame } from "brio-container";
import { RansEncoder } from "brio-rans";
import { compress } from "../../src/index.ts";
import { type BlockParts, frameAround, frameByHand, headerOf, partsOf, putBlock, firstModels } from "../v1/by-hand.ts";
import { EXAMPLE_TEXT, exampleDictionary, exampleFrame } from "../v1/spec-example.ts";
import { type BadFrame, bytesOf, type Content, changed, type InvalidVector, invalid, type ValidVector, valid } from "./vector.ts";

const EXAMPLE_ID = exampleDictionary().id;

export function validVectors(): Map<string, ValidVector> {
  const vectors = new Map<string, ValidVector>();
  const add = (
    name: string,
    description: string,
    dictionary: string | null,
    content: Content,
    make: (bytes: Uint8Array) => Uint8Array,
  ): void => {
    vectors.set(name, valid(description, dictionary, content, make(bytesOf(content))));
  };
  add("worked-example", "The worked example of SPEC-1.md.", "example", [{ text: EXAMPLE_TEXT }], exampleFrame);
  add("one-byte", "A literal, no sequence, no check.", null, [{ text: "x" }], (content) =>
    frameByHand({ content }, [partsOf(["x"])]),
  );
  add("free-literals", "One literal value: its symbols cost nothing. 16 bits of check.", null, [{ text: "z", times: 1023 }], (content) =>
    frameByHand({ content, checkBits: 16 }, [partsOf([content])]),
  );
  add("two-lanes-by-length", "From 1024 bytes on there are two lanes.", null, [{ text: "z", times: 1024 }], (content) =>
    frameByHand({ content, checkBits: 16 }, [partsOf([content])]),
  );
  add("two-lanes-by-check", "A check of 32 bits takes two lanes.", null, [{ text: "twelve bytes" }], (content) =>
    frameByHand({ content, checkBits: 32 }, [partsOf([content])]),
  );
  add("no-tables", "All symbols are coded with the models of section 8.", "example", [{ text: EXAMPLE_TEXT }], (content) =>
    frameByHand({ content, checkBits: 16, dictionary: EXAMPLE_ID }, [
      { ...partsOf(["I'm sorry about", { phrase: 0 }, " end", { phrase: 1 }, { length: 19, distance: 11 }, "."]), tables: [] },
    ]),
  );
  const overlap: Content = [{ text: "ab", times: 700 }, { text: "c" }];
  add("overlap", "A match that produces what it copies.", null, overlap, (content) =>
    frameByHand({ content, checkBits: 16 }, [partsOf(["ab", { length: 1398, distance: 2 }, "c"])]),
  );
  add("whole-window", "The largest distance.", null, [{ text: "far away" }, { text: "-", times: 32760 }, { text: "far away" }], (content) =>
    frameByHand({ content, checkBits: 32 }, [
      partsOf(["far away-", { length: 32759, distance: 1 }, { length: 8, distance: 32768 }]),
    ]),
  );
  add("most-sequences", "As many sequences as a block has room for.", "example", [{ text: " of", times: 2 }, { text: "!" }], (content) =>
    frameByHand({ content, dictionary: EXAMPLE_ID }, [partsOf([{ phrase: 1 }, { phrase: 1 }, "!"])]),
  );
  const blocks: Content = [{ text: "block", times: 26215 }, { text: "-", times: 131069 }, { text: "block" }];
  add("three-blocks", "A copy across a border; tables against those of the block before, or, of copies, the one before that.", null, blocks, (content) =>
    frameByHand({ content, checkBits: 32 }, [
      partsOf(["block", { length: 131067, distance: 5 }]),
      partsOf([content.subarray(131072, 262144)]),
      partsOf([content.subarray(262144)]),
    ]),
  );
  const border: Content = [{ text: "0123456789abcdef", times: 8192 }, { text: "0123456789abcdef", times: 2 }];
  add("match-across-border", "The second block copies from the first.", null, border, (content) =>
    frameByHand({ content, checkBits: 16 }, [
      partsOf(["0123456789abcdef", { length: 131056, distance: 16 }]),
      partsOf([{ length: 16, distance: 32768 }, { length: 16, distance: 16 }]),
    ]),
  );
  const sorry: Content = [{ text: "Hello! I'm sorry, I can't help with that. Is there anything else I can do? 👋 Größe, 你好" }];
  for (const level of [1, 6, 9] as const) {
    add(`level-${level}`, `As an encoder wrote it at level ${level}, metadata "all".`, "built-in", sorry, (content) =>
      compress(content, { version: 1, level, metadata: "all" }),
    );
  }
  add("stored-empty", "Empty content, with a check.", "built-in", [], (content) => compress(content, { version: 1 }));
  add("stored", "Bytes that do not compress.", null, [{ hex: toHex(noise(20)) }], (content) =>
    compress(content, { version: 1, metadata: "none", checksum: true }),
  );
  return vectors;
}

export function invalidVectors(): Map<string, InvalidVector> {
  return invalid(badFrames());
}

/** Frames that break one rule of SPEC-1 section 6 each. */
export function badFrames(): Record<string, BadFrame> {
  const hello = { content: utf8("hello hello hello") };
  const good: BlockParts = partsOf(["hello ", { length: 11, distance: 6 }]);
  const frame = frameByHand(hello, [good]);
  const start = headerOf(hello).length;
  const twoBlocks = { content: new Uint8Array(131080).fill(0x7a) };
  const twoParts = [partsOf([twoBlocks.content.subarray(8)]), partsOf([twoBlocks.content.subarray(0, 8)])];
  const blocksFrame = frameByHand(twoBlocks, twoParts);
  const blocksStart = headerOf(twoBlocks).length;
  const firstSize = blocksFrame[blocksStart]! + 256 * blocksFrame[blocksStart + 1]!;
  const withCheck = { ...hello, checkBits: 16 } as const;
  const long = { content: new Uint8Array(1024).fill(0x7a), checkBits: 16 } as const;
  const named = { content: utf8(" of of"), dictionary: EXAMPLE_ID } as const;
  const stored: FrameFields = { coder: "stored", checkBits: 16, contentLength: 5 };
  return {
    empty: { code: "truncated", description: "No bytes.", frame: new Uint8Array(0), offset: 0 },
    text: { code: "not-brio", description: "Something else.", frame: utf8("hello"), offset: 0 },
    "version-2": { code: "unsupported-version", description: "A later version.", frame: changed(frame, 2, 2), offset: 2 },
    "flags-parity": { code: "corrupt", description: "A flipped bit in the flags.", frame: changed(frame, 3, frame[3]! ^ 2), offset: 3 },
    "stored-content": {
      code: "checksum-mismatch",
      description: "Stored content that its check does not fit.",
      frame: changed(writeFrame({ ...stored, payload: utf8("hello") }), 6, 0x48),
      offset: 4,
    },
    "empty-content": {
      code: "corrupt",
      description: "Coded content of length 0.",
      frame: frameAround({ content: new Uint8Array(0) }, frame.subarray(start)),
      offset: 5,
    },
    "four-gib": {
      code: "limit-exceeded",
      description: "Content of 4 GiB is claimed.",
      frame: frameAround({ ...hello, contentLength: 2 ** 32 }, frame.subarray(start)),
      offset: 4,
    },
    "too-short-for-its-blocks": {
      code: "truncated",
      description: "100 MB are claimed; so many blocks need more bytes than there are.",
      frame: frameAround({ ...hello, contentLength: 100_000_000 }, frame.subarray(start)),
      offset: headerOf({ ...hello, contentLength: 100_000_000 }).length + frame.length - start,
    },
    "sequence-count-slot": {
      code: "corrupt",
      description: "A slot of a sequence count above all that a block has room for.",
      frame: frameByHand(hello, [{ ...good, count: 16 }]),
    },
    "sequence-count": {
      code: "corrupt",
      description: "One sequence more than the block has room for.",
      frame: frameByHand(hello, [{ ...good, count: 9 }]),
    },
    "phrase-unknown": {
      code: "corrupt",
      description: "A phrase that the dictionary does not have.",
      frame: frameByHand(named, [partsOf([{ phrase: 1 }, { phrase: 4 }])]),
      dictionary: "example",
    },
    "phrase-without-dictionary": {
      code: "corrupt",
      description: "A phrase in a frame without a dictionary.",
      frame: frameByHand(hello, [partsOf([{ phrase: 0 }, "hello hello"])]),
    },
    "copies-too-long": {
      code: "corrupt",
      description: "A match one byte longer than what is left of the block.",
      frame: frameByHand(hello, [partsOf([{ length: 18, distance: 1 }])]),
    },
    "runs-too-long": {
      code: "corrupt",
      description: "A run one byte longer than the block has literals.",
      frame: frameByHand(hello, [{ ...good, runs: [7] }]),
    },
    distance: {
      code: "corrupt",
      description: "A distance that reaches one byte before the start.",
      frame: frameByHand(hello, [partsOf(["hello ", { length: 11, distance: 7 }])]),
      offset: frameByHand(hello, [partsOf(["hello ", { length: 11, distance: 7 }])]).length,
    },
    "distance-at-start": {
      code: "corrupt",
      description: "A match in front of everything.",
      frame: frameByHand(hello, [partsOf([{ length: 11, distance: 1 }, "hello "])]),
      offset: frameByHand(hello, [partsOf([{ length: 11, distance: 1 }, "hello "])]).length,
    },
    table: tableThatDoesNotSumUp(),
    "table-for-nothing": {
      code: "corrupt",
      description: "A table of distances where there is no match.",
      frame: frameByHand(hello, [{ ...partsOf([hello.content]), tables: ["distances", "literals"] }]),
    },
    "check-16": {
      code: "checksum-mismatch",
      description: "Seeds that are not the check.",
      frame: frameByHand(withCheck, [good], 1),
      offset: start,
    },
    "check-16-second-lane": {
      code: "checksum-mismatch",
      description: "A check of 16 bits leaves the second lane at 0.",
      frame: frameByHand(long, [partsOf([long.content])], 0x10000),
      offset: headerOf(long).length,
    },
    "check-32": {
      code: "checksum-mismatch",
      description: "The upper half of a check is wrong.",
      frame: frameByHand({ ...hello, checkBits: 32 }, [good], 0x10000),
      offset: start,
    },
    "seed-without-check": {
      code: "corrupt",
      description: "Without a check the seed is 0.",
      frame: frameByHand(hello, [good], 1),
      offset: start,
    },
    "seed-of-second-block": {
      code: "corrupt",
      description: "Only the first block has seeds.",
      frame: secondBlockWithSeed(twoBlocks.content),
      offset: secondBlockWithSeed(twoBlocks.content).length,
    },
    "states-cut": {
      code: "truncated",
      description: "The frame ends inside the state.",
      frame: frame.subarray(0, start + 3),
      offset: start + 3,
    },
    "words-cut": {
      code: "truncated",
      description: "The last word is missing.",
      frame: frame.subarray(0, frame.length - 2),
      offset: frame.length - 2,
    },
    "half-word": {
      code: "corrupt",
      description: "Half of the last word is missing.",
      frame: frame.subarray(0, frame.length - 1),
      offset: frame.length - 2,
    },
    "word-left-over": {
      code: "corrupt",
      description: "A word follows the last one.",
      frame: concat([frame, new Uint8Array(2)]),
      offset: frame.length,
    },
    "state-too-small": {
      code: "corrupt",
      description: "A state below 2^16.",
      frame: changed(changed(frame, start + 2, 0), start + 3, 0),
      offset: start,
    },
    "size-cut": {
      code: "truncated",
      description: "The frame ends inside the first block, far from its size.",
      frame: blocksFrame.subarray(0, blocksFrame.length - 6),
      offset: blocksFrame.length - 6,
    },
    "size-beyond-frame": {
      code: "truncated",
      description: "A block is said to be longer than the frame.",
      frame: changed(blocksFrame, blocksStart + 1, 1),
      offset: blocksFrame.length,
    },
    "size-of-block": {
      code: "corrupt",
      description: "A block is said to be two bytes longer than it is.",
      frame: changed(blocksFrame, blocksStart, firstSize + 2),
      offset: blocksStart + 3 + firstSize,
    },
    "dictionary-missing": {
      code: "dictionary-missing",
      description: "The dictionary of the example is not given.",
      frame: frameByHand(named, [partsOf([{ phrase: 1 }, { phrase: 1 }])]),
      offset: 4,
    },
  };
}

/** The octave of a table's total is a raw field behind its precision; no counts add up to 2^31. */
function tableThatDoesNotSumUp(): BadFrame {
  const fields = { content: utf8("hello hello hello") };
  const encoder = new RansEncoder();
  const putField = (width: number, value: number): void => encoder.putFields(Uint8Array.of(width), Uint16Array.of(value));
  putField(10, 64 * 8);
  putField(2, 0);
  putField(5, 31);
  encoder.putFields(new Uint8Array(900).fill(16), new Uint16Array(900));
  const frame = frameAround(fields, encoder.finish());
  return { code: "corrupt", description: "A table of literals whose counts do not add up to its total.", frame };
}

function secondBlockWithSeed(content: Uint8Array): Uint8Array {
  const models = firstModels();
  const [first, second] = [content.subarray(0, 131072), content.subarray(131072)].map((block, i) => {
    const encoder = new RansEncoder();
    putBlock(encoder, partsOf([block]), models);
    return encoder.finish(i === 0 ? { lanes: 2 } : { seeds: [1] });
  });
  return frameAround({ content }, concat([Uint8Array.of(first!.length, first!.length >> 8, 0), first!, second!]));
}
