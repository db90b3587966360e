import { assertSame, noise, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  buildDictionary,
  chatDictionary,
  type Dictionary,
  readDictionary,
  scanSignals,
  sizeEstimator,
  type TrainingOptions,
  trainDictionary,
  writeDictionary,
} from "../../src/index.ts";
import { messages } from "./samples.ts";

const samples = messages(400);
const options: TrainingOptions = {
  phraseCount: 200,
  signals: [{ phrase: "I'm sorry", category: "apology" }],
};
const trained = trainDictionary(samples, options);
const phrasesOf = ({ entries }: Dictionary): string[] => entries.map(({ phrase }) => phrase);

const bitsOf = (dictionary: Dictionary, texts: readonly string[]): number => {
  const estimate = sizeEstimator(dictionary);
  return texts.reduce((sum, text) => sum + estimate(text).matches, 0);
};

describe("trainDictionary", () => {
  test("makes a dictionary like any other, with a model", () => {
    const bytes = writeDictionary(trained.dictionary);
    const read = readDictionary(bytes);
    expect(read.id).toBe(trained.dictionary.id);
    assertSame(writeDictionary(read), bytes);
  });

  test("finds what the samples have in common", () => {
    const phrases = phrasesOf(trained.dictionary);
    expect(phrases.some((phrase) => phrase.includes("has been"))).toBe(true);
    expect(phrases.some((phrase) => phrase.includes('"event":"'))).toBe(true);
    expect(phrases.length).toBeLessThanOrEqual(201);
    const { report } = trained;
    expect(report.samples).toBe(400);
    expect(report.groups).toBe(400);
    expect(report.phrases).toBe(phrases.length);
    expect(report.bytes).toBe(utf8(samples.join("")).length);
  });

  test("puts signals first, and finds them", () => {
    expect(trained.dictionary.entries[0]).toEqual({ id: 0, category: "apology", phrase: "I'm sorry" });
    const [event] = scanSignals(trained.dictionary, utf8("Well, I'M SORRY."));
    expect(event).toMatchObject({ category: "apology", offset: 6 });
  });

  test("has the signals of the built-in dictionary by default", () => {
    const { dictionary } = trainDictionary(samples.slice(0, 50), { phraseCount: 20 });
    const signals = (all: Dictionary): Dictionary["entries"] =>
      all.entries.filter(({ category }) => !["text", "markup", "json", "program"].includes(category));
    const sorted = (all: Dictionary): string[] =>
      signals(all)
        .map(({ phrase }) => phrase)
        .sort();
    expect(sorted(dictionary)).toEqual(sorted(chatDictionary()));
  });

  test("predicts other texts of the kind better than the built-in dictionary, and better with each part", () => {
    // Each twice over, so that there is something to match.
    const others = messages(460)
      .slice(400)
      .map((message) => message + message);
    const length = utf8(others.join("")).length;
    expect(bitsOf(trained.dictionary, others)).toBeLessThan(0.6 * bitsOf(chatDictionary(), others));
    expect(bitsOf(trained.dictionary, others)).toBeLessThan(2 * length);
    const estimate = sizeEstimator(trained.dictionary);
    const sums = others.map(estimate).reduce((a, b) => ({
      phrases: a.phrases + b.phrases,
      classes: a.classes + b.classes,
      matches: a.matches + b.matches,
    }));
    expect(sums.classes).toBeLessThan(sums.phrases);
    expect(sums.matches).toBeLessThan(sums.classes);
  });

  test("leaves every byte codable, at 20 bits or so", () => {
    const estimate = sizeEstimator(trained.dictionary);
    const bytes = noise(5000);
    const { matches } = estimate(bytes);
    expect(matches).toBeGreaterThan(8 * 5000 * 0.98);
    expect(matches).toBeLessThan(20 * 5000);
    expect(estimate("")).toEqual({ phrases: 0, classes: 0, matches: 0 });
  });

  test("is deterministic, for bytes as for strings", () => {
    const again = trainDictionary(samples.map(utf8), options);
    expect(again.dictionary.id).toBe(trained.dictionary.id);
    expect(again.report).toEqual(trained.report);
  });

  test("takes no phrase from too few samples or groups", () => {
    const grouped = samples.map((content, i) => ({ content, group: `${i % 4}` }));
    expect(phrasesOf(trainDictionary(grouped, { ...options, minGroups: 5 }).dictionary)).toEqual([
      "I'm sorry",
    ]);
    const some = trainDictionary(grouped, { ...options, minGroups: 4, minDocuments: 30 });
    expect(some.dictionary.entries.length).toBeGreaterThan(10);
    some.dictionary.entries.slice(1).forEach(({ phrase, id }) => {
      const having = grouped.filter(({ content }) => content.includes(phrase));
      expect(some.report.documents[id]).toBe(having.length);
      expect(having.length).toBeGreaterThanOrEqual(30);
      expect(some.report.groupsOf[id]).toBe(4);
    });
  });

  test("takes no phrase that may not be taken, and no part of a character", () => {
    const accept = (phrase: string): boolean => !phrase.includes("order");
    const { dictionary } = trainDictionary(samples, { ...options, accept });
    expect(phrasesOf(dictionary).some((phrase) => phrase.includes("order"))).toBe(false);
    const broken = samples.map((text) => Uint8Array.of(0xff, 0xc3, ...utf8(text), 0xe4, 0xb8));
    for (const phrase of phrasesOf(trainDictionary(broken, options).dictionary)) {
      expect(phrase).not.toContain("\ufffd");
    }
  });

  test("passes on what `accept` throws", () => {
    const accept = (): boolean => {
      throw new TypeError("mine");
    };
    expect(() => trainDictionary(samples, { ...options, accept })).toThrow(new TypeError("mine"));
  });

  test.each([1, 5, 100])("makes something of %i samples", (count) => {
    const few = messages(count);
    const { dictionary, report } = trainDictionary(few, options);
    expect(readDictionary(writeDictionary(dictionary)).id).toBe(dictionary.id);
    expect(Number.isFinite(bitsOf(dictionary, few))).toBe(true);
    expect(report.advice[0]).toContain(`${count} samples are few`);
  });

  test("takes no phrases for their number alone: without them the texts take as much", () => {
    const many = trainDictionary(samples, { ...options, phraseCount: 5000 });
    expect(many.report.supported).toBeGreaterThan(2 * many.report.phrases);
    expect(many.report.rounds.at(-2)!.phrases).toBe(many.report.phrases - 1);
  });

  test("counts weights as repetitions, but not as samples", () => {
    const rare = 'zebra="striped"';
    const others = samples.map((content) => ({ content }));
    const withRare = (weight: number): Dictionary =>
      trainDictionary([...others, { content: rare, weight }], { ...options, minDocuments: 8 }).dictionary;
    expect(phrasesOf(withRare(255)).some((phrase) => phrase.includes("zebra"))).toBe(false);
    expect(bitsOf(withRare(255), [rare])).toBeLessThan(bitsOf(withRare(1), [rare]));
  });

  test("says how far it is", () => {
    const shares: number[] = [];
    trainDictionary(samples, {
      ...options,
      onProgress: (step, done) => shares.push(step === "" ? -1 : done),
    });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
  });

  test.each<[string, unknown, unknown, ErrorConstructor, RegExp]>([
    ["no samples", [], {}, RangeError, /samples: expected at least one that is not empty/],
    ["empty samples", ["", ""], {}, RangeError, /samples: expected at least one/],
    ["options that are none", ["a"], null, TypeError, /options: expected an object, got null/],
    ["a count that is none", ["a"], { phraseCount: "9" }, TypeError, /phraseCount: expected a number/],
    [
      "too many phrases",
      ["a"],
      { phraseCount: 32_768 },
      RangeError,
      /phraseCount: expected an integer of 0 to 3/,
    ],
    ["half a sample", ["a"], { minDocuments: 0.5 }, RangeError, /minDocuments: expected an integer/],
    ["no group", ["a"], { minGroups: 0 }, RangeError, /minGroups: expected an integer of 1/],
    ["no function", ["a"], { accept: true }, TypeError, /accept: expected a function, got boolean/],
    ["no progress", ["a"], { onProgress: 1 }, TypeError, /onProgress: expected a function, got number/],
    [
      "a signal that is none",
      ["a"],
      { signals: [{ phrase: "ab", category: "text" }] },
      RangeError,
      /signals\[0\]\.category: expected a signal, got text/,
    ],
  ])("refuses %s", (_, given, wrong, kind, message) => {
    const train = (): unknown => trainDictionary(given as string[], wrong as TrainingOptions);
    expect(train).toThrow(kind);
    expect(train).toThrow(message);
  });
});

test("sizeEstimator wants a model, and contents", () => {
  expect(() => sizeEstimator(buildDictionary([]))).toThrow(/dictionary: expected one with a model/);
  expect(() => sizeEstimator(trained.dictionary)(7 as never)).toThrow(/content: expected a string/);
});
