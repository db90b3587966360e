// Growth of the searches, counted in reads of content bytes: the twin reads them one by one, so a proxy can count them. What a finder
// reads on top is bounded by its depth and its nice length at each position, whatever the content is.
import { noise } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { tsKernel } from "../../src/v2/kernel-ts/kernel.ts";
import { type Effort, effortOf } from "../../src/v2/levels.ts";
import { chat } from "./decoding.ts";

/** Far more than any content takes. */
const MOST_READS = 100;

/** How often the kernel reads a byte of a content. */
function readsOf(content: Uint8Array, effort: Effort): number {
  let reads = 0;
  const counted = new Proxy(content, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value === "number" && key !== "length") reads++;
      // What is quadratic would take minutes.
      if (reads > MOST_READS * content.length) throw new Error(`more than ${MOST_READS} reads a byte`);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  tsKernel.encodeContent(chat, { content: counted, effort, laneCount: 2, seeds: 0 });
  return reads;
}

const contents: Readonly<Record<string, (length: number) => Uint8Array>> = {
  "one byte": (length) => new Uint8Array(length).fill(0x61),
  "two bytes by turns": (length) => Uint8Array.from({ length }, (_, i) => 0x61 + (i & 1)),
  // Longer than any nice length, so that every second match is broken off.
  "runs that are broken": (length) => Uint8Array.from({ length }, (_, i) => (i % 300 === 0 ? i / 300 : 0x20)),
};

describe.each(Object.keys(contents))("%s", (name) => {
  test.each([1, 4, 6])("at level %i", (level) => {
    const [small, large] = [2 ** 15, 2 ** 17].map((length) =>
      readsOf(contents[name]!(length), effortOf(level)),
    );
    expect(small).toBeGreaterThan(2 ** 15);
    expect(large! / small!).toBeLessThan(4.4);
  });
});

test("a megabyte of one byte takes of each block what the first one takes", () => {
  const [block, whole] = [2 ** 17, 2 ** 20].map((length) =>
    readsOf(contents["one byte"]!(length), effortOf(6)),
  );
  expect(whole! / block!).toBeLessThan(8.8);
  expect(whole! / 2 ** 20).toBeLessThan(6);
});

test("text with a period beyond the window takes what random text takes", () => {
  for (const level of [1, 6]) {
    const windowLength = 2 ** 16;
    const effort = { ...effortOf(level), windowLength };
    const period = noise(windowLength + 1000, 3, 64);
    const repeated = new Uint8Array(windowLength + 2 ** 16);
    repeated.set(period);
    repeated.set(period.subarray(0, repeated.length - period.length), period.length);
    const perByte = [period, repeated].map((content) => readsOf(content, effort) / content.length);
    expect(perByte[1]! / perByte[0]!).toBeLessThan(1.1);
    expect(perByte[1]! / perByte[0]!).toBeGreaterThan(0.9);
  }
});
