/** The worked example of SPEC.md, rendered: the script that wrote it and the test that executes it share this. */

import { readFrameHeader } from "brio-container";
import { toHex, utf8 } from "brio-test-support";
import { bytes, frameByHand } from "./by-hand.ts";
import { twoPhrases } from "./dictionaries.ts";
import { referenceDecode } from "./reference-decoder.ts";
import type { Token } from "./reference-encoder.ts";

export const EXAMPLE_TEXT = "Ask them the way, then the way.";

const THE: Token = { symbol: 256 };
const THEM: Token = { symbol: 257 };

const EXAMPLE_TOKENS: readonly Token[] = [
  ...bytes("Ask"),
  THEM,
  THE,
  ...bytes(" way,"),
  THE,
  ...bytes("n"),
  { length: 8, distance: 14 },
  { raw: 0x2e },
];

export function exampleFrame(): Uint8Array {
  return frameByHand({ content: utf8(EXAMPLE_TEXT), checkBits: 16, dictionary: twoPhrases() }, [
    EXAMPLE_TOKENS,
  ]);
}

/** Field by field: hex digits, two spaces or more, what they are. */
export function renderFrame(frame: Uint8Array): string {
  const { payloadOffset } = readFrameHeader(frame);
  const fields: readonly (readonly [end: number, name: string])[] = [
    [1, "magic"],
    [2, "shape: version 2, check 16, tokens"],
    [payloadOffset - 9, `length: 4 × ${EXAMPLE_TEXT.length} + 2, extended`],
    [payloadOffset - 8, "dictionary by hash, metadata 1"],
    [payloadOffset, "dictionary hash"],
    [payloadOffset + 3, "state of the only lane"],
  ];
  let at = 0;
  const rows = fields.map(([end, name]) => {
    const row = [frame.subarray(at, end), name] as const;
    at = end;
    return row;
  });
  for (; at < frame.length; at += 16) rows.push([frame.subarray(at, at + 16), "bytes of the stream"]);
  return rows.map(([part, name]) => `${spaced(part).padEnd(49)}${name}`).join("\n");
}

/** Every interval that a decoder takes, in order. */
export function renderSteps(frame: Uint8Array): string {
  const cells = referenceDecode(frame, twoPhrases()).steps.map(
    ({ state, start, frequency, next, bytes, meaning }) => [
      state,
      state % 32768,
      start,
      frequency,
      spaced(bytes),
      next,
      meaning,
    ],
  );
  const rows = [["state", "slot", "start", "frequency", "bytes", "new state", "meaning"], ...cells];
  const widths = [8, 5, 5, 9, 5, 9, 0];
  return rows
    .map((row) => row.map((cell, i) => (i === 6 ? cell : String(cell).padStart(widths[i]!))).join("  "))
    .join("\n");
}

function spaced(part: Uint8Array): string {
  return toHex(part)
    .toUpperCase()
    .replace(/..(?!$)/g, "$& ");
}
