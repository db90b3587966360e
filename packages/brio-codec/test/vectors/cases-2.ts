/** The vectors of version 2, as the script that writes them makes them. What an encoder chose is not pinned, so most are cut by hand. */
import { type FrameFields, writeFrame, writeFrameHeader } from "brio-container";
import {
  chatDictionary,
  type Dictionary,
  defineSignals,
  type SignalDefinition,
  scanSignals,
  signalCatalogue,
  writeDictionary,
} from "brio-dictionary";
import { concat, noise, toHex, utf8 } from "brio-test-support";
import { compress, type CompressOptions, inspect } from "../../src/index.ts";
import { partsOf } from "../v1/by-hand.ts";
import { bytes, contentOfTokens, frameByHand, type HandBlock, type HandFrame, headerOf, SHIPPED } from "../v2/by-hand.ts";
import { smallDictionary, twoPhrases } from "../v2/dictionaries.ts";
import { type Interval, rowsOf, type Token } from "../v2/reference-encoder.ts";
import { EXAMPLE_TEXT, exampleFrame } from "../v2/spec-example.ts";
import { type BadFrame, bytesOf, type Content, changed, type InvalidVector, invalid, type ValidVector, type VectorMetadata, valid } from "./vector.ts";

const BLOCK_LENGTH = 131072;

/** By name, the dictionaries that vectors need. */
const DICTIONARIES: Readonly<Record<string, Dictionary>> = { "two-phrases": twoPhrases(), small: smallDictionary() };
const small = smallDictionary();

/** The symbol of a phrase of the small dictionary. */
function phrase(text: string): Token {
  return { symbol: 256 + small.entries.find((entry) => entry.phrase === text)!.id };
}

export function dictionaryVectors(): Map<string, { readonly id: string; readonly hex: string }> {
  return new Map(
    Object.entries(DICTIONARIES).map(([name, dictionary]) => [name, { id: dictionary.id, hex: toHex(writeDictionary(dictionary)) }]),
  );
}

/** A run of one byte, so long that it needs a match of the long kind. */
function run(byte: string, length: number): Token[] {
  return [...bytes(byte), { length: length - 1, distance: 1 }];
}

/** Every base of a length and every length before the next one, at a new distance, the last one and the one before. */
function everyLength(): Token[] {
  const newLengths = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 20, 21, 28, 29, 44, 45, 76, 77, 140, 141, 268, 269, 270];
  const lastLengths = [1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 33, 34];
  const secondLengths = [1, 8, 9, 24, 25, 26];
  return [
    ...bytes("0123456789"),
    ...newLengths.map((length, i) => ({ length, distance: 1 + ((7 * i) % 10) })),
    ...lastLengths.map((length) => ({ length, at: "last" }) as const),
    ...secondLengths.map((length) => ({ length, at: "second" }) as const),
  ];
}

/** A long number of every width up to 15 bits. */
function longNumbers(): Token[] {
  return [...bytes("xy"), ...Array.from({ length: 16 }, (_, width) => ({ length: 269 + 2 ** width - 1, distance: 2 }))];
}

/** Both ends of every distance slot up to what is there. */
function distances(): Token[] {
  const tokens: Token[] = [...bytes("The quick brown fox"), { length: 900, distance: 19 }];
  let position = 919;
  for (let octave = 0; 2 ** octave <= position; octave++) {
    const ends = [2 ** octave, 1.5 * 2 ** octave - 1, 1.5 * 2 ** octave, 2 ** (octave + 1) - 1];
    for (const distance of ends) {
      if (!Number.isInteger(distance) || distance < 1 || distance > position) continue;
      tokens.push({ length: 5, distance }, ...bytes(String.fromCharCode(65 + octave)));
      position += 6;
    }
  }
  return tokens;
}

/** From the first byte of all to the last one that a match reaches. */
function farthest(): { readonly content: Content; readonly blocks: HandBlock[] } {
  const length = 2 ** 24 - 1;
  const blocks: Token[][] = [[...bytes("far away-"), { length: BLOCK_LENGTH - 9, distance: 1 }]];
  for (let block = 1; block < 127; block++) blocks.push([{ length: BLOCK_LENGTH, distance: 1 }]);
  blocks.push([{ length: BLOCK_LENGTH - 1, distance: 1 }, ...bytes("f")], [{ length: 7, distance: length }]);
  return { content: [{ text: "far away" }, { text: "-", times: length - 8 }, { text: "far away" }], blocks };
}

export function validVectors(): Map<string, ValidVector> {
  const vectors = new Map<string, ValidVector>();
  const add = (
    name: string,
    description: string,
    dictionary: string | null,
    content: Content,
    make: (content: Uint8Array, dictionary: Dictionary | null) => Uint8Array,
  ): void => {
    const given = dictionary === "built-in" ? chatDictionary() : dictionary === null ? null : DICTIONARIES[dictionary]!;
    vectors.set(name, valid(description, dictionary, content, make(bytesOf(content), given)));
  };
  const cut = (
    name: string,
    description: string,
    dictionary: string | null,
    content: Content,
    blocks: readonly HandBlock[],
    fields: Partial<HandFrame> = {},
  ): void => {
    add(name, description, dictionary, content, (bytes, given) => frameByHand({ content: bytes, dictionary: given, ...fields }, blocks));
  };
  /** The content is what the tokens of one block stand for. */
  const tokens = (name: string, description: string, list: readonly Token[], fields: Partial<HandFrame> = { checkBits: 16 }): void => {
    cut(name, description, "small", [{ hex: toHex(contentOfTokens(small, list)) }], [list], fields);
  };

  add("worked-example", "The worked example of SPEC.md.", "two-phrases", [{ text: EXAMPLE_TEXT }], exampleFrame);
  cut("one-byte", "A symbol that is a byte, no check.", "small", [{ text: "x" }], [bytes("x")]);
  const words = ["Hello", ", ", "I'm sorry", ". ", '{"role":"', " Größe", "你好", "one phrase of forty-eight bytes, the longest one"];
  cut("phrases", "Phrases of all classes, one of which has no other member.", "small", [{ text: words.join("") }], [words.map(phrase)], {
    checkBits: 16,
  });
  tokens("every-byte", "Every byte as a symbol.", Array.from({ length: 256 }, (_, symbol) => ({ symbol })));
  tokens("raw-bytes", "Raw bytes, and a symbol behind them.", [...[0, 1, 0x7f, 0x80, 0xff].map((raw) => ({ raw })), ...bytes("!")]);
  tokens("every-length", "The ends of every class of matches. Two lanes.", everyLength());
  tokens("distances", "The ends of every distance slot up to 10 bits.", distances());
  const numbers = longNumbers();
  const numbersContent: Content = [{ text: "xy", times: contentOfTokens(small, numbers).length >> 1 }, { text: "x" }];
  cut("long-numbers", "Long numbers of 0 to 15 bits.", "small", numbersContent, [numbers], { checkBits: 32 });
  cut("longest-match", "A match that fills the block, with a long number of 17 bits.", "small", [{ text: "a", times: BLOCK_LENGTH }], [run("a", BLOCK_LENGTH)]);
  tokens("overlap", "A match that produces what it copies.", [...bytes("ab"), { length: 1398, distance: 2 }, ...bytes("c")]);
  const kinds: readonly Token[] = [...bytes("a"), { raw: 0x62 }, { length: 3, distance: 4 }, { length: 5, at: "last" }, { length: 9, at: "second" }];
  tokens("contexts", "A symbol, a raw byte and a match of each kind, each of them behind each.", [
    ...bytes("0123456789"),
    { length: 4, distance: 7 },
    { length: 3, distance: 2 },
    ...kinds.flatMap((first) => kinds.flatMap((second) => [first, second])),
  ]);
  tokens("repeated-distances", "The last two distances, which change places.", [
    ...bytes("one, two, "),
    { length: 5, distance: 5 },
    { length: 3, distance: 10 },
    ...[3, 2, 9].flatMap((length): Token[] => [
      { length, at: "second" },
      { length, at: "last" },
    ]),
  ]);
  const far = farthest();
  cut("farthest-distance", "The largest distance.", "small", far.content, far.blocks, { checkBits: 32 });
  cut("two-lanes-by-length", "From 768 bytes on there are two lanes; a check of 16 bits is on the first one.", "small", [{ text: "z", times: 768 }], [run("z", 768)], {
    checkBits: 16,
  });
  cut("two-lanes-by-check", "A check of 32 bits takes two lanes.", "small", [{ text: "Hello the time" }], [[phrase("Hello"), phrase(" the"), phrase(" time")]], {
    checkBits: 32,
  });
  const blocks: Content = [{ text: "block ", times: 21845 }, { text: "bl" }, { text: "-", times: BLOCK_LENGTH }, { text: "block" }];
  cut(
    "three-blocks",
    "Contexts and distances at the borders of blocks; the last one is stored.",
    "small",
    blocks,
    [[...bytes("block "), { length: BLOCK_LENGTH - 6, distance: 6 }], run("-", BLOCK_LENGTH), { stored: utf8("block") }],
    { checkBits: 16 },
  );
  const border: Content = [{ text: "0123456789abcdef", times: 8192 }, { text: "0123456789abcdef" }, { text: "!" }];
  cut(
    "match-across-border",
    "The second block copies from the first.",
    "small",
    border,
    [[...bytes("0123456789abcdef"), { length: BLOCK_LENGTH - 16, distance: 16 }], [{ length: 16, distance: 32768 }, ...bytes("!")]],
    { checkBits: 32 },
  );
  cut("stored-block", "A stored block, without a dictionary.", null, [{ hex: toHex(noise(20)) }], [{ stored: noise(20) }], { checkBits: 16 });
  const song: Content = [{ text: "She sells sea shells; the shells she sells" }];
  cut("own-tables", "A block with tables of its own, without a dictionary.", null, song, [{ own: partsOf(["She sells sea shells; the sh", { length: 4, distance: 12 }, " she", { length: 6, distance: 33 }]) }], {
    checkBits: 16,
  });
  cut(
    "own-tables-behind",
    "A block with tables of its own that copies from one with shipped tables.",
    "small",
    border,
    [[...bytes("0123456789abcdef"), { length: BLOCK_LENGTH - 16, distance: 16 }], { own: partsOf([{ length: 16, distance: 32768 }, "!"]) }],
    { checkBits: 32 },
  );
  cut(
    "own-tables-before",
    "Blocks with tables of their own, each coded against the first models, and one with shipped tables that copies from them.",
    "small",
    [{ text: "blocks, ", times: 32768 }, { text: "blocks" }],
    [
      { own: partsOf(["blocks, ", { length: BLOCK_LENGTH - 8, distance: 8 }]) },
      { own: partsOf([{ length: BLOCK_LENGTH, distance: 32768 }]) },
      [{ length: 6, distance: 8 }],
    ],
    { checkBits: 16 },
  );
  const sorry: Content = [{ text: "Hello, I'm sorry" }];
  const sorryTokens = ["Hello", ", ", "I'm sorry"].map(phrase);
  cut("entries", "Two entries and a section that nobody knows.", "small", sorry, [sorryTokens], {
    checkBits: 16,
    entries: [
      { position: 0, kind: 0, value: 2 },
      { position: 7, kind: 0, value: 1 },
    ],
    sections: [{ type: 2 ** 40, bytes: utf8("note") }],
  });
  add("two-frames", "A frame of each coder, one after the other.", "small", [...sorry, { text: "!" }], (_, dictionary) =>
    concat([
      frameByHand({ content: bytesOf(sorry), dictionary, checkBits: 16 }, [sorryTokens]),
      writeFrame({ version: 2, coder: "stored", checkBits: 16, contentLength: 1, payload: utf8("!") }),
    ]),
  );
  const text: Content = [{ text: "Hello! I'm sorry, I can't help with that. Is there anything else I can do? 👋 Größe, 你好" }];
  const written = (name: string, description: string, dictionary: string | null, content: Content, options: CompressOptions): void =>
    add(name, description, dictionary, content, (bytes, given) => compress(bytes, { dictionary: given, ...options }));
  for (const level of [1, 6] as const) {
    written(`level-${level}`, `As an encoder wrote it at level ${level}, metadata "all".`, "built-in", text, { level, metadata: "all" });
  }
  written("level-6-without-dictionary", "As an encoder wrote it.", null, [{ text: "abcdefgh", times: 300 }], { level: 6 });
  // Of models without a prior. The built-in one is not frozen before the first release.
  const told: Content = [{ text: '{"role":"user","content":"Hello, I\'m sorry"}\n', times: 30 }];
  for (const level of [7, 9] as const) {
    written(`level-${level}`, "As an encoder wrote it.", "small", told, { level });
    written(`level-${level}-without-dictionary`, "As an encoder wrote it.", null, text, { level });
  }
  for (const [name, vector] of metadataVectors()) vectors.set(name, vector);
  written("stored-empty", "Empty content, with a check.", "built-in", [], {});
  written("stored", "Bytes that do not compress.", null, [{ hex: toHex(noise(20)) }], { checksum: true });
  written("stored-to-end", "Content to the end.", null, [{ hex: toHex(noise(40)) }], { checksum: false });
  return vectors;
}

/** A set of a user's, as vectors have it. */
const USER_SIGNALS = [
  { id: 4096, category: "x-refund", phrase: "money back" },
  { id: 8191, category: "refusal", phrase: "nö nö" },
] as const;

/** Frames of which every reader must know the same without decoding them. What a coder chose is not pinned, so they are stored. */
function metadataVectors(): readonly (readonly [name: string, vector: ValidVector])[] {
  const make = (description: string, text: string, told: Pick<VectorMetadata, "signals">, fields: Partial<FrameFields>): ValidVector => {
    const { dictionary = null } = fields;
    const payload = utf8(text);
    const frame = writeFrame({ version: 2, coder: "stored", checkBits: 16, contentLength: payload.length, ...fields, payload });
    const signals = told.signals === undefined ? {} : { signals: defineSignals(told.signals as readonly SignalDefinition[]) };
    const { signalSet, events, tags } = inspect(frame, signals);
    return { ...valid(description, dictionary, [{ text }], frame), metadata: { ...told, signalSet, events, tags: tags as VectorMetadata["tags"] } };
  };
  const catalogue = "I'm sorry, I can't help with that. Es tut mir leid.";
  const refund = "Nö nö, no money back.";
  return [
    [
      "metadata-catalogue",
      make("Signals of the catalogue, without a dictionary.", catalogue, {}, {
        metadata: "signals",
        entries: scanSignals(signalCatalogue(), utf8(catalogue)).map(({ id, offset }) => ({ position: offset, kind: 0, value: id })),
      }),
    ],
    [
      "metadata-signal-set",
      make("Signals of a set of a user's.", refund, { signals: USER_SIGNALS }, {
        metadata: "signals",
        signalSet: defineSignals(USER_SIGNALS).id,
        entries: [
          { position: 0, kind: 0, value: 8191 },
          { position: 12, kind: 0, value: 4096 },
        ],
      }),
    ],
    [
      "metadata-phrases",
      make("A phrase of the built-in dictionary.", "It is in the box.", {}, {
        metadata: "all",
        dictionary: "built-in",
        entries: [{ position: 8, kind: 0, value: 8192 + chatDictionary().entries.findIndex(({ phrase }) => phrase === " the") }],
      }),
    ],
    [
      "metadata-tags",
      make("Tags of every kind but bytes.", "Yes.", {}, {
        tags: {
          role: "assistant",
          model: "large-2",
          tenant: 42,
          conversation: "0b9fdb70-5f0e-4a7c-9a57-0b1a3c3f1d2e",
          "x.balance": -7,
          temperature: 0.7,
          cached: true,
          streamed: false,
        },
      }),
    ],
  ];
}

export function invalidVectors(): Map<string, InvalidVector> {
  return invalid(badFrames());
}

/** The interval of a class in a context, of the small dictionary. */
function classInterval(context: number, c: number): Interval {
  const { starts, frequencies } = rowsOf(small.model!).classes(context);
  return { lane: 0, start: starts[c]!, frequency: frequencies[c]! };
}

/** Frames that break one rule of SPEC section 8 each. */
export function badFrames(): Record<string, BadFrame> {
  const content = utf8("Hello the time");
  const good = ["Hello", " the", " time"].map(phrase);
  const hello = { content, dictionary: small };
  const bare = { content };
  const frame = frameByHand(hello, [good]);
  const start = headerOf(hello).length;
  const checked = { ...hello, checkBits: 16 } as const;
  const long = { content: utf8("z".repeat(1024)), dictionary: small, checkBits: 16 } as const;
  const two = { content: utf8("z".repeat(BLOCK_LENGTH + 5)), dictionary: small };
  const twoBlocks = [run("z", BLOCK_LENGTH), bytes("zzzzz")];
  const twoFrame = frameByHand(two, twoBlocks);
  const first = { content: two.content.subarray(0, BLOCK_LENGTH), dictionary: small };
  const firstLength = frameByHand(first, [run("z", BLOCK_LENGTH)]).length - headerOf(first).length;
  const secondLength = twoFrame.length - headerOf(two).length - firstLength;
  const seededFrame = frameByHand(two, twoBlocks, { seeds: { block: 0, lanes: [0, 1] } });
  const ownFrame = frameByHand(bare, [{ own: partsOf([content]) }]);
  const ownStart = headerOf(bare).length + 3;
  const ownSize = ownFrame[ownStart]!;
  const primed = writeFrameHeader({
    version: 2,
    coder: "model",
    checkBits: 0,
    dictionary: small.id,
    prior: "0123456789abcdef",
    contentLength: content.length,
    metadata: "signals",
  });
  const storedFrame = frameByHand(bare, [{ stored: content }]);
  const bad = (code: string, description: string, frame: Uint8Array, offset?: number): BadFrame => {
    const named = { code, description, frame, dictionary: "small" };
    return offset === undefined ? named : { ...named, offset };
  };
  const tokens = (description: string, list: readonly Token[]): BadFrame => {
    const made = frameByHand(hello, [list]);
    return bad("corrupt", description, made, made.length);
  };
  const intervals = (description: string, list: readonly Interval[]): BadFrame => {
    const made = frameByHand(hello, [{ intervals: [SHIPPED, ...list] }]);
    return bad("corrupt", description, made, made.length);
  };
  const field = (width: number, value: number): Interval => ({ lane: 0, start: value << (15 - width), frequency: 1 << (15 - width) });
  return {
    text: bad("not-brio", "Something else.", utf8("hello"), 0),
    "later-version": bad("unsupported-version", "A later version.", changed(frame, 1, 0x35), 1),
    shape: bad("corrupt", "A check that there is not.", changed(frame, 1, 0x2d), 1),
    "critical-section": bad(
      "unsupported-section",
      "A section that must be understood, of type 1000.",
      concat([Uint8Array.of(0xb1, 0x21, 0x3a, 0x10, 1, 0xd1, 0x0f, 0), storedFrame.subarray(headerOf(bare).length)]),
      5,
    ),
    "stored-content": bad(
      "checksum-mismatch",
      "Stored content that its check does not fit.",
      changed(writeFrame({ version: 2, coder: "stored", checkBits: 16, contentLength: 5, payload: utf8("hello") }), 6, 0x48),
      4,
    ),
    "to-end-too-short": bad("truncated", "Content to the end of 31 bytes.", concat([Uint8Array.of(0xb1, 0x2c, 0x80, 0), noise(31)]), 35),
    "empty-content": bad(
      "corrupt",
      "Coded content of length 0.",
      concat([headerOf({ ...hello, contentLength: 0 }), frame.subarray(start)]),
      headerOf({ ...hello, contentLength: 0 }).length,
    ),
    "prior-missing": bad(
      "prior-missing",
      "A prior that nobody has.",
      concat([primed, frame.subarray(start)]),
      primed.length,
    ),
    "four-gib": bad(
      "limit-exceeded",
      "Content of 4 GiB is claimed.",
      concat([headerOf({ ...hello, contentLength: 2 ** 32 }), frame.subarray(start)]),
      2,
    ),
    "too-short-for-its-blocks": bad(
      "truncated",
      "100 MB are claimed; the states of so many blocks need more bytes than there are.",
      concat([headerOf({ ...hello, contentLength: 100_000_000 }), frame.subarray(start)]),
      headerOf({ ...hello, contentLength: 100_000_000 }).length + frame.length - start,
    ),
    "dictionary-missing": {
      code: "dictionary-missing",
      description: "The dictionary is not given.",
      frame,
      dictionary: null,
      offset: 4,
    },
    "states-cut": bad("truncated", "The frame ends inside the state.", frame.subarray(0, start + 2), start + 2),
    "states-of-second-block-cut": bad(
      "truncated",
      "The frame ends inside the states of the second block.",
      twoFrame.subarray(0, twoFrame.length - secondLength + 4),
      twoFrame.length - secondLength + 4,
    ),
    "state-too-small": bad("corrupt", "A state below 2^16.", changed(frame, start + 2, 0), start + 3),
    "shipped-without-dictionary": {
      code: "corrupt",
      description: "Shipped tables in a frame without a dictionary.",
      frame: concat([headerOf(bare), frame.subarray(start)]),
    },
    "bytes-cut": bad("truncated", "The last byte is missing.", frame.subarray(0, frame.length - 1), frame.length - 1),
    "stored-cut": bad("truncated", "The last byte of a stored block is missing.", storedFrame.subarray(0, storedFrame.length - 1), storedFrame.length - 1),
    "class-without-members": intervals("A class that has no member.", [classInterval(255, 7)]),
    "long-number": intervals("A long number of 18 bits.", [classInterval(255, 245), field(5, 18)]),
    "match-at-start": intervals("A match before everything.", [classInterval(255, 230)]),
    "no-last-distance": tokens("The last distance where there was none.", [phrase("Hello"), { length: 9, at: "last" }]),
    "no-second-distance": tokens("The last distance but one where there was one alone.", [
      phrase("Hello"),
      { length: 3, distance: 1 },
      { length: 6, at: "second" },
    ]),
    "last-distance-of-block-before": bad(
      "corrupt",
      "The last distance at the start of a block.",
      frameByHand(two, [twoBlocks[0]!, [{ length: 5, at: "last" }]]),
      frameByHand(two, [twoBlocks[0]!, [{ length: 5, at: "last" }]]).length,
    ),
    distance: tokens("A distance that reaches one byte before the start.", [phrase("Hello"), { length: 9, distance: 6 }]),
    "match-too-long": tokens("A match one byte longer than what is left of the block.", [phrase("Hello"), { length: 10, distance: 1 }]),
    "phrase-too-long": tokens("A phrase one byte longer than what is left of the block.", [phrase("Hello"), phrase(" the"), phrase(" order")]),
    "state-at-end": bad("corrupt", "A state that no seed starts from.", frameByHand(hello, [good], { seeds: { block: 0, lanes: [65536] } }), frame.length),
    "seed-of-first-block": bad(
      "corrupt",
      "Only the last block has seeds.",
      seededFrame,
      seededFrame.length - secondLength,
    ),
    "seed-without-check": bad("corrupt", "Without a check the seed is 0.", frameByHand(hello, [good], { check: 1 }), start),
    "check-16": bad("checksum-mismatch", "A seed that is not the check.", frameByHand(checked, [good], { check: 1 }), start),
    "check-16-second-lane": bad(
      "checksum-mismatch",
      "A check of 16 bits leaves the second lane at 0.",
      frameByHand(long, [run("z", 1024)], { check: 0x10000 }),
      headerOf(long).length,
    ),
    "check-32": bad(
      "checksum-mismatch",
      "The upper half of a check is wrong.",
      frameByHand({ ...hello, checkBits: 32 }, [good], { check: 0x10000 }),
      start,
    ),
    "byte-left-over": bad("corrupt", "A byte follows the frame.", concat([frame, Uint8Array.of(0)]), frame.length),
    "second-frame-cut": bad(
      "truncated",
      "A second frame follows, without its last byte.",
      concat([frame, frame.subarray(0, frame.length - 1)]),
      2 * frame.length - 1,
    ),
    "own-size-cut": bad("truncated", "The frame ends inside the size of a block stream.", ownFrame.subarray(0, ownStart + 2), ownStart + 2),
    "own-size-beyond": bad("truncated", "A block stream is said to be longer than the frame.", changed(ownFrame, ownStart, ownSize + 1), ownFrame.length),
    "own-size-short": bad("corrupt", "A block stream is said to be two bytes shorter than it is.", changed(ownFrame, ownStart, ownSize - 2)),
    "own-state": bad(
      "corrupt",
      "A state that no seed starts from, in front of a block stream.",
      frameByHand(bare, [{ own: partsOf([content]) }], { seeds: { block: 0, lanes: [65536] } }),
    ),
    "own-seed": bad("corrupt", "A block stream has the seed 0.", frameByHand(bare, [{ own: partsOf([content]), innerSeed: 1 }])),
    "own-phrase": bad("corrupt", "A phrase in a block stream.", frameByHand(bare, [{ own: partsOf([{ phrase: 0 }, "Hello"]) }])),
  };
}
