import { compress, inspect } from "brio-codec";
import { describe, expect, it } from "vitest";
import { loadSamples } from "../src/samples.mjs";
import { readSignals } from "../src/signals.mjs";

describe.each(loadSamples())("the signals of $name", ({ records }) => {
  const frames = records.map((record) => compress(record));
  const { counts, examples } = readSignals(frames);

  it("are counted, each event once", () => {
    const total = frames.reduce((sum, frame) => sum + inspect(frame).events.length, 0);
    expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBe(total);
  });

  it("are of many kinds", () => {
    const expected = ["apology", "refusal", "tool-call", "tool-result", "code", "error", "prompt-injection"];
    expect([...counts.keys()]).toEqual(expect.arrayContaining(expected));
  });

  it("have examples that show different categories", () => {
    expect(examples).toHaveLength(2);
    for (const { record, length, events } of examples) {
      expect(length).toBe(frames[record - 1]?.length);
      expect(new Set(events.map(({ category }) => category)).size).toBe(events.length);
    }
    const [first, second] = examples.map(({ events }) => events.map(({ category }) => category).join());
    expect(first).not.toBe(second);
  });

  it("stand where they say, letter case and typographic apostrophes aside", () => {
    for (const [index, frame] of frames.entries()) {
      for (const { phrase = "not at hand", offset } of inspect(frame).events) {
        const there = new TextDecoder().decode(
          records[index]?.subarray(offset, offset + 2 * phrase.length + 8),
        );
        expect(there.toLowerCase().replaceAll("’", "'").startsWith(phrase.toLowerCase())).toBe(true);
      }
    }
  });
});

describe("readSignals", () => {
  it("finds nothing in text without signals, and nothing in no text", () => {
    expect(readSignals([compress("42")])).toEqual({ counts: new Map(), examples: [] });
    expect(readSignals([])).toEqual({ counts: new Map(), examples: [] });
  });
});
