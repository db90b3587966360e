import { readFrame, writeFrame } from "brio-container";
import { defineSignals, type SignalSet, scanSignals, signalCatalogue } from "brio-dictionary";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  type CompressOptions,
  compress,
  decompressText,
  hasSignal,
  inspect,
  isBrioError,
  verify,
} from "../src/index.ts";
import { FIRST_PHRASE_VALUE } from "../src/metadata/v2.ts";
import { readText, rejection } from "./support.ts";

const text = "I'm sorry about that. You will have your money back by Friday, and a human agent calls you.";
const content = utf8(text);
const ours = defineSignals([
  { phrase: "money back", category: "x-refund", language: "en" },
  { id: 5000, phrase: "calls you", category: "escalation" },
]);
const theirs = defineSignals([{ phrase: "by Friday", category: "x-date" }]);

/** Every coder, stored content included, which is too short for any other here. */
const CASES: readonly (readonly [name: string, options: CompressOptions])[] = [
  ["the token coder", {}],
  ["the model coder", { level: 9 }],
  ["bytes", { level: 9, dictionary: null }],
  ["a dictionary and everything listed", { metadata: "all" }],
];

describe.each(CASES)("a set of one's own, %s", (_, options) => {
  const frame = compress(text, { ...options, signals: ours });

  test("is what the content is searched for, the catalogue included", () => {
    const { events, signalSet } = inspect(frame, { signals: ours });
    expect(signalSet).toBe(ours.id);
    const signals = events.filter(({ id }) => id < FIRST_PHRASE_VALUE);
    expect(signals).toEqual(scanSignals(ours, content));
    expect(signals.map(({ category }) => category)).toEqual([
      "apology",
      "apology",
      "x-refund",
      "escalation",
      "escalation",
    ]);
  });

  test("is looked up by a function", () => {
    const find = (id: string): SignalSet | undefined => [theirs, ours].find((set) => set.id === id);
    expect(inspect(frame, { signals: find })).toEqual(inspect(frame, { signals: ours }));
    expect(hasSignal(frame, "x-refund", { signals: find })).toBe(true);
    expect(verify(frame, { signals: find }).valid).toBe(true);
  });

  test.each([
    ["nothing", undefined],
    ["another set", theirs],
    ["a function that does not know it", () => undefined],
    ["a function that returns another one", () => theirs],
  ])("of a reader with %s, only what the catalogue has is known", (__, signals) => {
    const given = signals === undefined ? {} : { signals: signals as SignalSet };
    const { events } = inspect(frame, given);
    const known = inspect(frame, { signals: ours }).events;
    expect(events).toEqual(
      known.map(({ id, offset, ...named }) =>
        id >= 4096 && id < FIRST_PHRASE_VALUE
          ? { category: undefined, phrase: undefined, id, offset }
          : { ...named, id, offset },
      ),
    );
    expect(hasSignal(frame, "apology", given)).toBe(true);
    for (const unsure of ["refusal", "x-refund", "x-other"] as const) {
      const error = rejection(() => hasSignal(frame, unsure, given));
      expect([error.code, error.offset]).toEqual(["signals-missing", inspect(frame).headerLength]);
      expect(error.message).toContain(ours.id);
    }
    expect(rejection(() => verify(frame, given)).code).toBe("signals-missing");
    expect(decompressText(frame)).toBe(text);
  });

  test("is found by a function that asks for the signals of other frames", () => {
    const others = ["Hello!", "Error: no such file", "Would you like me to go on? I'm sorry."];
    const find = (): SignalSet => {
      for (const other of others) hasSignal(compress(other), "refusal");
      return ours;
    };
    expect(hasSignal(frame, "x-refund", { signals: find })).toBe(true);
    expect(hasSignal(frame, "refusal", { signals: find })).toBe(false);
  });

  test("says what it does not know by undefined, and what is absent by false", () => {
    expect(hasSignal(frame, "refusal", { signals: ours })).toBe(false);
    expect(hasSignal(frame, "x-other", { signals: ours })).toBeUndefined();
    expect(hasSignal(compress(text, options), "x-refund")).toBeUndefined();
    expect(hasSignal(compress(text, options), "x-refund", { signals: ours })).toBeUndefined();
  });

  test("whose signals are left out or made up is caught by verify", () => {
    const { entries } = readFrame(compress(text, { checksum: false, signals: ours }));
    const forge = (changed: typeof entries): Uint8Array =>
      writeFrame({
        version: 2,
        coder: "stored",
        checkBits: 0,
        contentLength: content.length,
        metadata: "signals",
        signalSet: ours.id,
        entries: changed,
        payload: content,
      });
    const signals = ours;
    expect(verify(forge(entries), { signals }).valid).toBe(true);
    for (let i = 0; i < entries.length; i++) {
      const { missing, forged } = verify(forge(entries.filter((__, j) => j !== i)), { signals });
      expect([missing, forged]).toEqual([[scanSignals(ours, content)[i]], []]);
    }
    const made = verify(forge([{ position: 0, kind: 0, value: 5000 }, ...entries]), { signals });
    expect(made.forged).toEqual([{ category: "escalation", phrase: "calls you", id: 5000, offset: 0 }]);
    // No signal of the set has that id.
    const meaningless = forge([{ position: 0, kind: 0, value: 4999 }]);
    for (const read of [inspect, verify, (f: Uint8Array) => hasSignal(f, "apology", { signals })])
      expect(rejection(() => read(meaningless, { signals })).code).toBe("corrupt");
    expect(inspect(meaningless).events).toMatchObject([{ category: undefined, id: 4999 }]);
  });
});

test("every phrase of the catalogue is listed where it stands, in other case and typography too", () => {
  const { signals } = signalCatalogue();
  // But ß: its upper case is two letters, which folding does not undo.
  const written = signals.map(({ phrase }, i) =>
    i % 2 === 0 || phrase.includes("ß")
      ? phrase.replaceAll("'", "\u2019")
      : phrase.toUpperCase().replaceAll(" ", " \n"),
  );
  const note = written.join(" … ");
  for (const level of [1, 6, 9] as const) {
    const frame = compress(note, { level });
    const places = new Map(inspect(frame).events.map(({ id, offset }) => [`${id} at ${offset}`, id]));
    let offset = 0;
    signals.forEach(({ id }, i) => {
      expect(places.get(`${id} at ${offset}`)).toBe(id);
      offset += utf8(`${written[i]} … `).length;
    });
    expect(verify(frame).valid).toBe(true);
    for (const { category } of signals) expect(hasSignal(frame, category)).toBe(true);
  }
});

test("a set costs its name, and nothing where nobody looks", () => {
  const plain = "The meeting is at ten, in room 4 upstairs.";
  const own = compress(plain, { signals: ours }).length - compress(plain).length;
  expect(own).toBeGreaterThanOrEqual(8);
  expect(own).toBeLessThanOrEqual(12);
  const none = { metadata: "none" } as const;
  expect(compress(plain, { signals: ours, ...none })).toEqual(compress(plain, none));
  expect(compress(text, { signals: signalCatalogue() })).toEqual(compress(text));
});

test("stored content has events of the set too", () => {
  const frame = compress("ﬀ§¶ĦĘ calls you ŁŐ", { signals: ours, dictionary: null });
  expect(inspect(frame, { signals: ours })).toMatchObject({
    coder: "stored",
    dictionary: null,
    events: [{ id: 5000 }],
  });
  expect(verify(frame, { signals: ours }).valid).toBe(true);
});

test("version 1 has no sets, and what is none is a mistake", () => {
  expect(() => compress(text, { version: 1, signals: ours })).toThrow(/^signals must be left out/);
  for (const wrong of [null, "built-in", 7, {}, [ours]]) {
    const signals = wrong as unknown as SignalSet;
    expect(() => compress(text, { signals })).toThrow(TypeError);
    expect(() => compress(text, { signals })).toThrow(/^signals must come from/);
    expect(() => inspect(compress(text, { signals: ours }), { signals })).toThrow(TypeError);
  }
});

test("frames that name no set mean the catalogue that the SPEC says, however many signals it will have", () => {
  const count = Number(
    readText("../SPEC.md").match(/\*catalogue\*: the (\d+) signals with the ids 0 to/)![1],
  );
  expect(signalCatalogue().builtInCount).toBe(count);
  expect(isBrioError(rejection(() => inspect(stored(count))))).toBe(true);
  expect(inspect(stored(count - 1)).events[0]!.phrase).toBe(signalCatalogue().signals.at(-1)!.phrase);

  function stored(value: number): Uint8Array {
    const entries = [{ position: 0, kind: 0, value }];
    const fields = { version: 2, coder: "stored", checkBits: 0, metadata: "signals" } as const;
    return writeFrame({ ...fields, contentLength: content.length, entries, payload: content });
  }
});
