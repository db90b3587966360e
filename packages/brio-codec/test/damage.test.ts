import { pseudoRandom, toHex, utf8, withoutStacks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { type CompressOptions, compress, decompress, inspect } from "../src/index.ts";
import { SMALL } from "./contents.ts";
import { CODERS, outcome, readText } from "./support.ts";

/** Frames of every kind, small enough to try every bit and every length of each. */
const SMALL_CONTENTS = SMALL.filter(({ content }) => content.length < 1000);

function smallFrames(options: CompressOptions): { name: string; content: Uint8Array; frame: Uint8Array }[] {
  return SMALL_CONTENTS.map(({ name, content }) => ({ name, content, frame: compress(content, options) }));
}

const SAMPLE_LINES = ["agent-transcript", "audit-log"].flatMap((name) =>
  readText(`../../../tools/demo/samples/${name}.jsonl`)
    .split("\n")
    .filter((line) => line !== ""),
);

/** The front of every fourth line of the samples. */
const FRONTS = SAMPLE_LINES.filter((_, i) => i % 4 === 0).map((line, i) =>
  utf8(line.slice(0, 60 + ((37 * i) % 500))),
);

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
      else if (Buffer.compare(output!, FRONTS[which]!) !== 0) wrong++;
    }
  });
  return { rejected, wrong };
}

describe.each(CODERS)("$name", ({ coder, version, level }) => {
  const options = { version, level } as const;
  const frames = smallFrames(options);

  test("every truncation of a frame is rejected", () => {
    let count = 0;
    withoutStacks(() => {
      for (const { name, frame } of frames) {
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
      for (const { name, content, frame } of frames) {
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

  test("without a check some changes of a byte in a thousand lead to other content: that is what `checksum: false` gives up", () => {
    // Of 40,000 changes in frames of the model coder none did: its states end where they should by chance alone.
    const isModel = coder === "model";
    const count = isModel ? 3_000 : 20_000;
    const { rejected, wrong } = changeBytes(
      FRONTS.map((content) => compress(content, { ...options, checksum: false })),
      count,
    );
    expect(wrong).toBeGreaterThanOrEqual(isModel ? 0 : 1);
    expect(wrong).toBeLessThan((isModel ? 0.001 : 0.05) * count);
    expect(rejected).toBeGreaterThan(0.9 * count);
  });

  test("by default no other value of a byte of magic, version, coder or check is accepted", () => {
    const contents = [...FRONTS.slice(0, 20), ...frames.map(({ content }) => content)];
    const checked = contents.flatMap((content) => [
      compress(content, options),
      compress(content, { ...options, checksum: true }),
    ]);
    const coders = new Set(checked.map((frame) => inspect(frame).coder));
    // Some of the contents are of other languages.
    expect([...coders].sort()).toEqual(coder === "model" ? ["bytes", "model", "stored"] : ["stored", coder]);
    const byteCount = version === 1 ? 4 : 2;
    let count = 0;
    withoutStacks(() => {
      for (const frame of checked) {
        const changed = frame.slice();
        for (let at = 0; at < byteCount; at++) {
          for (let change = 1; change < 256; change++, count++) {
            changed[at] = frame[at]! ^ change;
            if (outcome(() => decompress(changed)) === undefined)
              throw new Error(`byte ${at} XOR ${change} of ${toHex(frame)} unnoticed`);
          }
          changed[at] = frame[at]!;
        }
      }
    });
    expect(count).toBe(2 * contents.length * byteCount * 255);
  });

  test("metadata is covered by the check: an event moved or renamed is noticed", () => {
    const frame = compress(
      "I'm sorry. What I said before was wrong. I'm sorry about that, I'm sorry.",
      options,
    );
    const { events, headerLength } = inspect(frame);
    expect(events.length).toBeGreaterThan(0);
    for (let at = version === 1 ? 6 : 4; at < headerLength; at++) {
      const changed = frame.slice();
      changed[at]! ^= 1;
      expect(outcome(() => decompress(changed))?.code).toMatch(/checksum-mismatch|corrupt|truncated/);
    }
  });
});

describe("one byte of a frame of less than 1 KiB of content is changed", () => {
  // To go unnoticed a change must decode to its end, to other content than before, and meet the 16 bits of the check by chance. At most
  // all of them decode to their end, so of n changes n / 65536 pass on average, or fewer, and with a Poisson distribution of that mean hardly ever
  // more than four standard deviations and two beyond it (with a mean of 2, one time in 10,000).
  test.each(CODERS)("$name: hardly ever unnoticed", ({ name, coder, version, level }) => {
    // The model coder takes longer: fewer frames, and fewer of the values that a flipped bit above did not try.
    const [step, valueCount, leastCount] = coder === "model" ? [6, 1, 5_000] : [1, 3, 100_000];
    const contents = SAMPLE_LINES.map((line) => utf8(line))
      .filter(({ length }) => length < 1024)
      .filter((_, i) => i % step === 0);
    const frames = contents.map((content) => compress(content, { version, level }));
    expect(new Set(frames.map((frame) => inspect(frame).checkBits))).toEqual(new Set([16]));
    const next = pseudoRandom(version);
    let count = 0;
    let passed = 0;
    let same = 0;
    withoutStacks(() => {
      frames.forEach((frame, which) => {
        const damaged = frame.slice();
        for (let at = 0; at < frame.length; at++) {
          for (let i = 0; i < valueCount; i++, count++) {
            damaged[at] = frame[at]! ^ (1 + next(255));
            let output: Uint8Array | undefined;
            if (outcome(() => (output = decompress(damaged)))) continue;
            if (Buffer.compare(output!, contents[which]!) === 0) same++;
            else passed++;
          }
          damaged[at] = frame[at]!;
        }
      });
    });
    console.info(
      `${name}: of ${count} changes of one byte in ${frames.length} frames ${passed} led to other content unnoticed, ${same} to the same content`,
    );
    expect(count).toBeGreaterThan(leastCount);
    const mean = count / 65_536;
    expect(passed).toBeLessThanOrEqual(mean + 4 * Math.sqrt(mean) + 2);
  });
});
