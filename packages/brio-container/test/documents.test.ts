import { fromHex, noise, runExample, toHex, tsBlocks, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import * as hashes from "../src/content-hash.ts";
import * as frames from "../src/frame.ts";
import * as container from "../src/index.ts";
import * as layout1 from "../src/v1/layout.ts";
import * as layout2 from "../src/v2/layout.ts";
import { NUMBERED_NAMES } from "../src/v2/tag-names.ts";
import { KIND_COUNT, WORDS } from "../src/v2/tag-values.ts";
import { readText } from "./support.ts";

const spec1 = readText("../SPEC-1.md");
const spec2 = readText("../SPEC.md");
const readme = readText("../README.md");
const modules = { "brio-container": container };

/** The bytes of the nth `hex` block: the pairs of digits at the start of each line, up to two spaces. */
function hexBlock(spec: string, n: number): Uint8Array {
  const block = [...spec.matchAll(/```hex\n([\s\S]*?)```/g)][n]![1]!;
  return fromHex(
    block
      .split("\n")
      .map((line) => line.split("  ")[0])
      .join(""),
  );
}

function expectConstants(spec: string, count: number, ...layouts: readonly object[]): void {
  const rows = [...spec.matchAll(/^\| ([A-Z][A-Z0-9_]+) +\| (\d+) +\|$/gm)];
  expect(rows.length).toBe(count);
  const constants: Readonly<Record<string, unknown>> = Object.assign({}, ...layouts, frames, hashes);
  for (const [, name, value] of rows) expect([name, constants[name!]]).toEqual([name, Number(value)]);
}

const hey = utf8("Hey, I'm sorry about that.");

describe("SPEC-1.md", () => {
  test("the stored example is what it says", () => {
    const payload = hey;
    expect(spec1).toContain(`\`${new TextDecoder().decode(payload)}\``);
    const frame = hexBlock(spec1, 0);
    const fields = {
      coder: "stored",
      checkBits: 16,
      dictionary: "built-in",
      contentLength: payload.length,
      metadata: "signals",
      entries: [{ position: 5, kind: 2, value: 17 }],
    } as const;
    expect(container.readFrame(frame)).toEqual({
      version: 1,
      ...fields,
      prior: null,
      signalSet: null,
      tags: {},
      sections: [],
      lengthOffset: 12,
      payloadOffset: 12,
      payload,
    });
    expect(toHex(container.writeFrame({ ...fields, payload }))).toBe(toHex(frame));
    expect(container.frameCheck(frame.subarray(0, 10), payload)).toBe(0x845a);

    for (const [metadata, flags] of [
      ["signals", "A0"],
      ["none", "00"],
    ] as const) {
      expect(spec1).toContain(`flags \`${flags}\``);
      const bare = {
        coder: "stored",
        checkBits: 0,
        contentLength: payload.length,
        metadata,
        payload,
      } as const;
      expect(toHex(container.writeFrame(bare))).toBe(`b11101${flags.toLowerCase()}${toHex(payload)}`);
    }
  });

  test("the front of a token frame is what it says", () => {
    const header = hexBlock(spec1, 1);
    const fields = {
      coder: "tokens",
      checkBits: 32,
      dictionary: "5ac30011fe807d24",
      contentLength: 200000,
      metadata: "signals",
      entries: [
        { position: 7, kind: 0, value: 300 },
        { position: 140000, kind: 9, value: 1 },
      ],
    } as const;
    expect(container.readFrameHeader(header)).toEqual({
      version: 1,
      ...fields,
      prior: null,
      signalSet: null,
      tags: {},
      sections: [],
      lengthOffset: 12,
      payloadOffset: header.length,
    });
    expect(toHex(container.writeFrameHeader(fields))).toBe(toHex(header));
  });

  test("its constants are the code's", () => {
    expectConstants(spec1, 7, layout1);
  });
});

describe("SPEC.md", () => {
  const defaults = { version: 2, checkBits: 16, dictionary: "built-in", metadata: "signals" } as const;

  test("the stored example is what it says", () => {
    expect(spec2).toContain(`\`${new TextDecoder().decode(hey)}\``);
    const frame = hexBlock(spec2, 0);
    const entries = [{ position: 5, kind: 0, value: 17 }];
    const fields = { ...defaults, coder: "stored", contentLength: hey.length, entries } as const;
    expect(container.readFrame(frame)).toEqual({
      ...fields,
      prior: null,
      signalSet: null,
      tags: {},
      sections: [],
      lengthOffset: 2,
      payloadOffset: 7,
      payload: hey,
    });
    expect(toHex(container.writeFrame({ ...fields, payload: hey }))).toBe(toHex(frame));
    expect(container.frameCheck(frame.subarray(0, 5), hey)).toBe(0xf613);
  });

  test("the stored example with a brief header is what it says", () => {
    const payload = utf8("The meeting is at ten, in room 4 upstairs.");
    expect(spec2).toContain(`\`${new TextDecoder().decode(payload)}\``);
    const frame = hexBlock(spec2, 1);
    const fields = { ...defaults, coder: "stored", contentLength: payload.length } as const;
    expect(container.readFrame(frame)).toEqual({
      ...fields,
      prior: null,
      signalSet: null,
      tags: {},
      entries: [],
      sections: [],
      lengthOffset: 1,
      payloadOffset: 4,
      payload,
    });
    expect(toHex(container.writeFrame({ ...fields, payload }))).toBe(toHex(frame));
    expect(container.frameCheck(frame.subarray(0, 2), payload)).toBe(0x0c85);
  });

  test("the headers of coders' frames are what they say", () => {
    const none = { prior: null, signalSet: null, entries: [], tags: {}, sections: [] };
    const brief = { ...defaults, ...none, coder: "tokens", contentLength: 200 } as const;
    const briefEntry = { ...brief, contentLength: 39, entries: [{ position: 0, kind: 0, value: 17 }] };
    const reply = { ...brief, contentLength: 800 };
    const other = {
      version: 2,
      coder: "model",
      checkBits: 32,
      dictionary: "5ac30011fe807d24",
      prior: "0f1e2d3c4b5a6978",
      signalSet: "a1b2c3d4e5f60718",
      contentLength: 200000,
      metadata: "signals",
      entries: [
        { position: 7, kind: 0, value: 300 },
        { position: 140000, kind: 0, value: 4096 },
      ],
      tags: { role: "assistant", turn: 12 },
      sections: [{ type: 7, bytes: utf8("a/b") }],
    } as const;
    const tagged = { ...brief, tags: { role: "assistant" } };
    const kinds = {
      role: "assistant",
      conversation: "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
      turn: 12,
      bias: -0.5,
      delta: -70,
      draft: false,
      final: true,
      note: "né",
      raw: Uint8Array.of(0xca, 0xfe),
    };
    const taggedByKind = { ...reply, dictionary: null, tags: kinds };
    for (const [n, fields] of [brief, briefEntry, reply, other, tagged, taggedByKind].entries()) {
      const header = hexBlock(spec2, n + 2);
      const lengthOffset = fields === brief || fields === briefEntry ? 1 : 2;
      expect(container.readFrameHeader(header)).toEqual({
        ...fields,
        lengthOffset,
        payloadOffset: header.length,
      });
      expect(toHex(container.writeFrameHeader(fields))).toBe(toHex(header));
    }
  });

  test("the frames with nothing but content are what they say", () => {
    for (const [n, payload] of [utf8("Hi"), new Uint8Array(64).fill(0x2a)].entries()) {
      const fields = { version: 2, coder: "stored", checkBits: 0, contentLength: payload.length } as const;
      const frame = hexBlock(spec2, n + 8);
      expect(container.readFrame(frame)).toMatchObject({ ...fields, dictionary: null, metadata: "none" });
      expect(toHex(container.writeFrame({ ...fields, payload }))).toBe(toHex(frame));
    }
  });

  test("a check that is turned off leaves bytes over, as section 9 says", () => {
    const content = noise(400);
    for (const checkBits of [16, 32] as const) {
      const fields = { ...defaults, checkBits, coder: "stored", contentLength: content.length } as const;
      const frame = container.writeFrame({ ...fields, payload: content });
      frame[1] = 0x20;
      const read = container.readFrame(frame);
      const over = checkBits / 8;
      expect([read.checkBits, frame.length - read.payloadOffset - read.payload.length]).toEqual([0, over]);
      expect(toHex(read.payload.subarray(over))).toBe(toHex(content.subarray(0, -over)));
    }
  });

  test("its constants are the code's", () => {
    expectConstants(spec2, 22, layout2);
  });

  test("its names, words and kinds of tags are the code's", () => {
    // Three pairs of columns, read from top to bottom and then from left to right.
    const tableWith = (head: string): string => spec2.slice(spec2.indexOf(head)).split("\n\n")[0]!;
    const listed = (head: string): string[] => {
      const table = tableWith(head);
      const pairs = [...table.matchAll(/\| (\d+) +\| `([\w]+)` +(?=\|)/g)];
      return pairs.sort(([, a], [, b]) => Number(a) - Number(b)).map(([, n, text]) => `${n} ${text}`);
    };
    expect(listed("| number | name ")).toEqual(NUMBERED_NAMES.map((name, i) => `${i + 1} ${name}`));
    expect(listed("| index | word ")).toEqual(WORDS.map((word, i) => `${i} ${word}`));
    expect([...tableWith("| kind |").matchAll(/^\| (\d+) /gm)].map(([, kind]) => Number(kind))).toEqual([
      ...Array(KIND_COUNT).keys(),
    ]);
  });

  test("its first bytes of brief headers are the code's", () => {
    const cell = "(-|`([0-9A-F]{2})`)";
    const rows = [...spec2.matchAll(new RegExp(`^\\| \`(\\w+)\` +\\| ${cell} +\\| ${cell} +\\|$`, "gm"))];
    const listed = rows.flatMap(([, coder, , without, , withEntries]) =>
      [without, withEntries].flatMap((digits, i) =>
        digits === undefined ? [] : [{ firstByte: Number.parseInt(digits, 16), coder, hasEntries: i === 1 }],
      ),
    );
    expect(rows.map(([, coder]) => coder)).toEqual(frames.CODERS);
    expect(listed).toEqual(layout2.BRIEF_KINDS);
  });
});

describe("README.md", () => {
  test("its examples run", () => {
    const blocks = tsBlocks(readme);
    expect(blocks.map((code) => runExample(code, modules))).toEqual([3, 1, 1, 6, 2]);
  });

  test("it lists every function, every short name and word of tags and every error code", () => {
    for (const name of Object.keys(container)) expect(readme).toContain(`\`${name}`);
    for (const text of [...NUMBERED_NAMES, ...WORDS]) expect(readme).toContain(`\`${text}\``);
    const codes = readText("../src/errors.ts").match(/ContainerErrorCode =([^;]*);/)![1]!;
    for (const [, code] of codes.matchAll(/"([a-z-]+)"/g)) expect(readme).toContain(`| \`${code}\` `);
  });
});

test("the examples in the documentation of functions run", () => {
  const sources = ["check", "read-frame", "write-frame"].map((name) =>
    readText(`../src/${name}.ts`).replace(/^ \* ?/gm, ""),
  );
  expect(sources.map((source) => tsBlocks(source).map((code) => runExample(code, modules)))).toEqual([
    [1],
    [2, 1],
    [1, 1],
  ]);
});
