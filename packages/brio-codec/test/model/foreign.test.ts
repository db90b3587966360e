import { chatDictionary, segmentText } from "brio-dictionary";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { compress, decompressText, inspect, verify } from "../../src/index.ts";
import { smallDictionary } from "../v2/dictionaries.ts";

// Written for this test.
const german =
  "Im Herbst fuhren wir mit dem Zug nach Süden, über Brücken und durch lange Tunnel, bis am Abend das Meer in Sicht kam. " +
  "Die Kinder hatten ihre Gesichter an die Scheibe gedrückt und zählten die Schiffe. Niemand sprach von der Arbeit, die zu " +
  "Hause wartete, und keiner fragte, wie lange wir bleiben würden. Als der Zug hielt, roch es nach Salz und nach Fisch.";
const table = Array.from({ length: 900 }, (_, i) =>
  [i, ((i * 7919) % 1000) / 10, ["north", "south", "east"][i % 3], (i * i) % 977].join(","),
).join("\n");
const reply =
  "I understand that this is frustrating. Could you tell me which version of the app you have installed?";

describe("text that the dictionary has few phrases for", () => {
  test.each([
    ["German", german],
    ["a table of numbers", table],
  ])("%s is coded as bytes, and is hardly larger for the dictionary", (_, text) => {
    for (const level of [7, 9] as const) {
      const frame = compress(text, { level });
      expect(inspect(frame).coder).toBe("bytes");
      expect(decompressText(frame)).toBe(text);
      expect(frame.length).toBeLessThanOrEqual(compress(text, { level, dictionary: null }).length);
    }
  });

  test("is tried both ways: the shorter one is taken", () => {
    // A line is too little to learn from, and the prior has seen such lines.
    const line = "a = b * c + d / e; x² + y² = z²";
    expect(utf8(line).length / segmentText(chatDictionary(), utf8(line)).length).toBeLessThan(2.25);
    expect(inspect(compress(line, { level: 9 })).coder).toBe("model");
  });

  test("is not what a reply is", () => {
    expect(reply.length / segmentText(chatDictionary(), utf8(reply)).length).toBeGreaterThan(2.25);
    expect(inspect(compress(reply, { level: 9 })).coder).toBe("model");
  });
});

describe("a frame of bytes", () => {
  test("keeps its events", () => {
    const text = `${german} I'm sorry, das war alles.`;
    const frame = compress(text, { level: 9 });
    expect(inspect(frame)).toMatchObject({
      coder: "bytes",
      dictionary: "built-in",
      events: [{ category: "apology" }],
    });
    expect(verify(frame)).toMatchObject({ valid: true, missing: [], forged: [] });
  });

  test("names no dictionary of one's own, which it has no use for", () => {
    const frame = compress(german, { level: 9, dictionary: smallDictionary() });
    expect(inspect(frame)).toMatchObject({ coder: "bytes", dictionary: "built-in" });
    expect(decompressText(frame)).toBe(german);
  });

  test("names none at all where that takes a byte less", () => {
    for (const options of [{ metadata: "none" }, { tags: { role: "user" } }] as const) {
      const frame = compress(german, { level: 9, ...options });
      expect(inspect(frame)).toMatchObject({ coder: "bytes", dictionary: null });
      expect(frame).toEqual(compress(german, { level: 9, dictionary: null, ...options }));
    }
  });

  test("uses no phrases", () => {
    const { coder, events } = inspect(compress(german, { level: 9, metadata: "all" }));
    expect([coder, events]).toEqual(["bytes", []]);
  });
});
