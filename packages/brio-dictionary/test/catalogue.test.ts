import { gzipSync } from "node:zlib";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { buildDictionary, CATEGORIES, chatDictionary, type Signal, signalCatalogue } from "../src/index.ts";
import { signalEntries } from "../src/signal-entries.ts";
import { scanOnEveryKernel } from "./kernels.ts";
import { NEAR_MISSES } from "./near-misses.ts";
import { foldCharacter } from "./signals-reference.ts";
import { readText } from "./support.ts";

const catalogue = signalCatalogue();
const { signals } = catalogue;
const CATEGORIES_OF_SIGNALS = CATEGORIES.slice(0, 13);
const LANGUAGES = ["en", "zxx", "es", "fr", "de", "pt", "zh", "ja"];

/** What people and programs write before and after a signal, without any of their own; where words are set off, with spaces. */
const AROUND: Record<string, readonly [before: string, after: string]> = {
  en: [
    "The invoice from March is still open, so we looked again. ",
    " After that the team went back upstairs.",
  ],
  zxx: ['{"step": 3, "note": "see below"}\n> ', ' ; end of line 12, {"ok": [1, 2]}'],
  es: ["Ayer llegó el paquete de la tienda. ", ", y luego cerramos la caja: ¡qué frío!"],
  fr: ["Le train de Lyon arrive à midi\u00a0: ", ". Ensuite, nous mangeons dans l'été du jardin."],
  de: ["Der Zug nach Köln fährt um acht – ", "; danach gehen wir über die Brücke."],
  pt: ["O comboio para o Porto sai às oito. ", " – e depois vamos ao café da manhã."],
  zh: ["昨天的会议开到很晚他写道", "然后大家都回家了。"],
  ja: ["昨日の会議は長引いて", "と書いてありました。"],
};

/** In capitals, but for letters whose capitals fold to something else, such as ß. */
const shout = (phrase: string): string =>
  phrase.replace(/\p{Ll}/gu, (letter) => {
    const capital = letter.toUpperCase();
    return capital.length === 1 && foldCharacter(capital) === letter ? capital : letter;
  });

/** The ways in which the same phrase may be written. */
const SPELLINGS: Record<string, (phrase: string) => string> = {
  "as it is": (phrase) => phrase,
  "in capitals": shout,
  "with capital initials": (phrase) => phrase.replace(/(?<!\p{L})\p{Ll}/gu, shout),
  "with typographic apostrophes and hyphens": (phrase) =>
    phrase.replaceAll("'", "\u2019").replaceAll("-", "\u2011"),
  "with an opening quotation mark and a dash": (phrase) =>
    phrase.replaceAll("'", "\u2018").replaceAll("-", "\u2013"),
  "broken into lines": (phrase) => phrase.replaceAll(" ", "\r\n    "),
  "with no-break spaces": (phrase) => phrase.replaceAll(" ", "\u00a0"),
  "all at once": (phrase) =>
    shout(phrase).replaceAll("'", "\u2019").replaceAll("-", "\u2014").replaceAll(" ", " \t\u00a0\n"),
};

const idsAt = (text: string, offset: number): number[] =>
  scanOnEveryKernel(catalogue, utf8(text))
    .filter((event) => event.offset === offset)
    .map(({ id }) => id);

describe("the catalogue", () => {
  test("has at least 250 signals, in every category and language that it should have", () => {
    expect(signals.length).toBeGreaterThanOrEqual(250);
    for (const category of CATEGORIES_OF_SIGNALS) {
      const own = signals.filter((signal) => signal.category === category);
      expect(own.length, category).toBeGreaterThanOrEqual(12);
      const isOfPrograms = ["tool-call", "tool-result", "code"].includes(category);
      const languages = new Set(own.map(({ language }) => language));
      const expected = LANGUAGES.filter((language) => isOfPrograms === (language === "zxx"));
      for (const language of expected) expect([...languages], category).toContain(language);
    }
    expect([...new Set(signals.map(({ language }) => language))].sort()).toEqual([...LANGUAGES].sort());
  });

  test("is made once, and is the built-in set", () => {
    expect(signalCatalogue()).toBe(catalogue);
    expect(catalogue.id).toBe("built-in");
    expect(catalogue.builtInCount).toBe(signals.length);
  });

  test("has ids below 4096 that are indices, of one byte for English and markup alone", () => {
    expect(signals.map(({ id }) => id)).toEqual([...signals.keys()]);
    expect(signals.length).toBeLessThanOrEqual(4096);
    const languages = new Set(signals.slice(0, 128).map(({ language }) => language));
    expect([...languages].sort()).toEqual(["en", "zxx"]);
  });

  test("has the ids that were released", () => {
    const { released } = JSON.parse(readText("vectors/signals.json")) as {
      released: [number, string, string, string][];
    };
    expect(signals.length).toBeGreaterThanOrEqual(released.length);
    for (const [id, category, language, phrase] of released) {
      expect(signals[id]).toEqual({ id, category, language, phrase });
    }
  });

  test("is what data/signals.tsv says, and SIGNALS.md", () => {
    const lines = readText("../data/signals.tsv")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const inData = lines.map((line): Signal => {
      const [id, category, language, phrase] = line.split("\t");
      return { id: Number(id), category, language, phrase: JSON.parse(phrase!) } as Signal;
    });
    expect(signals.length, "`npm run generate` makes them agree").toBe(inData.length);
    expect(signals).toEqual(inData);

    const page = readText("../SIGNALS.md");
    const rows = [...page.matchAll(/^\| (\d+) \| `([a-z-]+)` \| ([a-z]+) \| (`+) ?(.+?) ?\4 \|$/gm)].map(
      ([, id, category, language, , cell]) => ({
        id: Number(id),
        category,
        language,
        phrase: cell!.replaceAll("\\|", "|").replaceAll("⏎", "\n"),
      }),
    );
    expect(rows).toEqual(inData);
    expect(page).toContain(`These are the ${signals.length} signals`);
    for (const category of CATEGORIES_OF_SIGNALS) {
      const own = signals.filter((signal) => signal.category === category);
      const counts = LANGUAGES.map((language) => own.filter((signal) => signal.language === language).length);
      const row = [...counts.map((count) => count || ""), own.length].join(" | ").replaceAll("|  |", "| |");
      expect(page).toContain(`| \`${category}\` | ${row}`.replaceAll("|  |", "| |"));
    }
  });

  test("reports an occurrence once: no signal is inside another one of its category", () => {
    for (const { id, category, phrase } of signals) {
      const inside = scanOnEveryKernel(catalogue, utf8(phrase)).filter(
        (event) => event.category === category,
      );
      expect(
        inside.map((event) => event.id),
        phrase,
      ).toEqual([id]);
    }
  });

  test("has no phrase so short that scanning would stop at each place with its first letter", () => {
    for (const { phrase } of signals) expect(utf8(phrase).length, phrase).toBeGreaterThanOrEqual(6);
  });

  test("finds the signals of the built-in dictionary too, but for four that are short or say little", () => {
    const chat = signalEntries(chatDictionary());
    const missing = chat.filter(
      ({ phrase }) => scanOnEveryKernel(catalogue, utf8(`${phrase}\n`)).length === 0,
    );
    expect(missing.map(({ phrase }) => phrase)).toEqual(["```c", "more context", "Hi! How can I", "[^1]"]);
  });

  test("takes at most 8 kB of a bundle, compressed", () => {
    const generated = readText("../src/catalogue/catalogue.gen.ts");
    expect(gzipSync(generated, { level: 9 }).length).toBeLessThanOrEqual(8000);
  });
});

describe("scanSignals with the catalogue", () => {
  test.each(LANGUAGES)("finds nothing in what is written round signals: %s", (language) => {
    expect(scanOnEveryKernel(catalogue, utf8(AROUND[language]!.join("")))).toEqual([]);
  });

  describe.each(Object.keys(SPELLINGS))("finds every signal %s", (spelling) => {
    test.each(LANGUAGES)("in a sentence: %s", (language) => {
      const [before, after] = AROUND[language]!;
      for (const { id, phrase } of signals.filter((signal) => signal.language === language)) {
        const text = before + SPELLINGS[spelling]!(phrase) + after;
        expect(idsAt(text, utf8(before).length), text).toContain(id);
      }
    });

    test("in one text, each where it stands", () => {
      let text = "";
      const planted = signals.map(({ id, language, phrase }) => {
        const [before, after] = AROUND[language]!;
        const offset = utf8(text + before).length;
        text += `${before}${SPELLINGS[spelling]!(phrase)}${after}\n\n`;
        return { id, offset };
      });
      const found = scanOnEveryKernel(catalogue, utf8(text));
      const keys = new Set(found.map(({ id, offset }) => `${id}@${offset}`));
      expect(keys.size, "an occurrence is listed twice").toBe(found.length);
      expect(planted.filter(({ id, offset }) => !keys.has(`${id}@${offset}`))).toEqual([]);
    });
  });

  test("finds nothing in near misses, of which there are some in each category and language", () => {
    for (const { category, language } of signals) {
      expect(NEAR_MISSES[category]?.[language]?.length, `${category} ${language}`).toBeGreaterThan(0);
    }
    for (const texts of Object.values(NEAR_MISSES).flatMap((byLanguage) => Object.values(byLanguage))) {
      for (const text of texts) expect(scanOnEveryKernel(catalogue, utf8(text)), text).toEqual([]);
    }
  });

  test("wants no borders of words in Chinese and Japanese, but where Latin letters stand", () => {
    expect(idsAt("真的对不起你们", 6).length).toBe(1);
    expect(idsAt("私はAIです", 0).length).toBe(1);
    expect(idsAt("本当に申し訳ありません", 9).length).toBe(1);
    expect(idsAt("作为AI助手", 0).length).toBe(1);
    expect(scanOnEveryKernel(catalogue, utf8("作为AIX助手、私はAIR"))).toEqual([]);
  });

  test("finds the same as a dictionary of the same phrases", () => {
    const dictionary = buildDictionary(
      signals.map(({ phrase, category }) => ({ phrase, category: category as (typeof CATEGORIES)[number] })),
    );
    const text = utf8(signals.map(({ phrase }) => phrase).join(". "));
    expect(scanOnEveryKernel(catalogue, text)).toEqual(scanOnEveryKernel(dictionary, text));
  });
});
