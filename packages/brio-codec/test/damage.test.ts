import { pseudoRandom, toHex, utf8, withoutStacks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { compress, decompress, inspect } from "../src/index.ts";
import { SMALL } from "./contents.ts";
import { outcome, readText } from "./support.ts";

/** Frames of every kind, small enough to try every bit and every length of each. */
const DEFAULT_FRAMES = SMALL.filter(({ content }) => content.length < 1000).map(({ name, content }) => ({
  name,
  content,
  frame: compress(content),
}));

/** The front of each line of the samples, as default frames. */
const SAMPLES = ["agent-transcript", "audit-log"]
  .flatMap((name) => readText(`../../../tools/demo/samples/${name}.jsonl`).split("\n"))
  .filter((_, i) => i % 4 === 0)
  .map((line, i) => utf8(line.slice(0, 60 + ((37 * i) % 500))))
  .filter((content) => content.length > 0);

/** What `count` changes of one byte, anywhere in it, do to frames. */
function changeBytes(frames: readonly Uint8Array[], count: number): { rejected: number; wrong: number } {
  const next = pseudoRandom(20240501);
  let rejected = 0;
  let wrong = 0;
  withoutStacks(() => {
    for (let i = 0; i < count; i++) {
      const which = next(frames.length);
      const damaged = frames[which]!.slice();
      const at = next(damaged.length);
      damaged[at]! ^= 1 + next(255);
      let output: Uint8Array | undefined;
      if (outcome(() => (output = decompress(damaged)))) rejected++;
      else if (Buffer.compare(output!, SAMPLES[which]!) !== 0) wrong++;
    }
  });
  return { rejected, wrong };
}

test("every truncation of a frame is rejected", () => {
  let count = 0;
  withoutStacks(() => {
    for (const { name, frame } of DEFAULT_FRAMES) {
      for (let length = 0; length < frame.length; length++, count++) {
        const error = outcome(() => decompress(frame.subarray(0, length)));
        if (error === undefined) throw new Error(`${name}: accepted ${length} of ${frame.length} bytes`);
        expect(error.offset).toBeLessThanOrEqual(length);
      }
    }
  });
  expect(count).toBeGreaterThan(700);
});

test("every flipped bit of a frame is rejected", () => {
  const codes = new Map<string, number>();
  let count = 0;
  withoutStacks(() => {
    for (const { name, content, frame } of DEFAULT_FRAMES) {
      for (let bit = 0; bit < 8 * frame.length; bit++, count++) {
        const damaged = frame.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        let output: Uint8Array | undefined;
        const error = outcome(() => (output = decompress(damaged)));
        // A token can name the same bytes in another way: then the frame is another one, but a right one.
        if (error === undefined && Buffer.compare(output!, content) !== 0)
          throw new Error(`${name}: bit ${bit} unnoticed`);
        const code = error?.code ?? "same content";
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }
  });
  expect(count).toBeGreaterThan(5600);
  expect(codes.get("same content") ?? 0).toBeLessThan(count / 500);
  for (const code of ["not-brio", "unsupported-version", "truncated", "corrupt", "checksum-mismatch"]) {
    expect([code, codes.has(code)]).toEqual([code, true]);
  }
});

describe("one byte of a frame is changed", () => {
  const CHANGES = 100_000;

  // With 16 bits, one in 65,536 of the changes that decode to their end would pass by chance, and few decode so far.
  test("by default none leads to other content", () => {
    const frames = SAMPLES.map((content) => compress(content));
    expect(new Set(frames.map((frame) => inspect(frame).checkBits))).toEqual(new Set([16]));
    const { rejected, wrong } = changeBytes(frames, CHANGES);
    expect(wrong).toBe(0);
    expect(rejected).toBeGreaterThan(0.97 * CHANGES);
  });

  test("without a check some in a thousand do: that is what `checksum: false` gives up", () => {
    const { rejected, wrong } = changeBytes(
      SAMPLES.map((content) => compress(content, { checksum: false })),
      20_000,
    );
    expect(wrong).toBeGreaterThan(0);
    expect(wrong).toBeLessThan(0.05 * 20_000);
    expect(rejected).toBeGreaterThan(0.9 * 20_000);
  });

  test("by default no other value of magic, version or flags is accepted", () => {
    const contents = [...SAMPLES.slice(0, 20), ...DEFAULT_FRAMES.map(({ content }) => content)];
    const frames = contents.flatMap((content) => [compress(content), compress(content, { checksum: true })]);
    const coders = new Set(frames.map((frame) => inspect(frame).coder));
    expect([...coders].sort()).toEqual(["stored", "tokens"]);
    let count = 0;
    withoutStacks(() => {
      for (const frame of frames) {
        const changed = frame.slice();
        for (let at = 0; at < 4; at++) {
          for (let change = 1; change < 256; change++, count++) {
            changed[at] = frame[at]! ^ change;
            if (outcome(() => decompress(changed)) === undefined)
              throw new Error(`byte ${at} XOR ${change} of ${toHex(frame)} unnoticed`);
          }
          changed[at] = frame[at]!;
        }
      }
    });
    expect(count).toBe(2 * contents.length * 4 * 255);
  });
});

test("metadata is covered by the check: an event moved or renamed is noticed", () => {
  const frame = compress("I'm sorry. What I said before was wrong. I'm sorry about that, I'm sorry.");
  const { events, headerLength } = inspect(frame);
  expect(events.length).toBeGreaterThan(0);
  for (let at = 6; at < headerLength; at++) {
    const changed = frame.slice();
    changed[at]! ^= 1;
    expect(outcome(() => decompress(changed))?.code).toMatch(/checksum-mismatch|corrupt/);
  }
});
