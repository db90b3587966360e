import { chatDictionary } from "brio-dictionary";
import { beforeAll, describe, expect, test } from "vitest";
import {
  compress,
  type DecompressOptions,
  decompressText,
  inspect,
  readPrior,
  verify,
} from "../src/index.ts";
import * as lite from "../src/lite.ts";
import { type Prior, type TrainedPrior, trainPrior } from "../src/train.ts";
import { rejection } from "./support.ts";
import { smallDictionary } from "./v2/dictionaries.ts";

const chat = chatDictionary();
const small = smallDictionary();

/** Notes of a pumping station, each another one. */
function noteOf(i: number): string {
  const crew = ["Abel", "Boro", "Cleo", "Dana", "Egon"][(i * 3) % 5];
  return `Crew ${crew} swapped the intake filter of pump ${(i * 37) % 101} after ${(i * 53) % 997} hours; pressure was ${(i * 7) % 30} bar.`;
}
const notes = Array.from({ length: 400 }, (_, i) => noteOf(i));
const note = noteOf(1234);

let trained: TrainedPrior;
let prior: Prior;
let ofSmall: Prior;
beforeAll(() => {
  trained = trainPrior(chat, notes, { maxBytes: 65536 });
  prior = readPrior(trained.bytes);
  ofSmall = trainPrior(small, notes.slice(0, 60), { maxBytes: 65536 }).prior;
}, 60_000);

describe("a prior of one's own", () => {
  test("makes frames smaller that are like what it was trained on", () => {
    for (const level of [7, 9] as const) {
      const frame = compress(note, { level, prior });
      expect(frame.length).toBeLessThan(0.7 * compress(note, { level }).length);
      expect(decompressText(frame, { prior })).toBe(note);
      expect(verify(frame, { prior }).valid).toBe(true);
    }
  });

  test("read from its file is the one that training made", () => {
    expect(prior.id).toBe(trained.prior.id);
    expect(compress(note, { level: 9, prior })).toEqual(compress(note, { level: 9, prior: trained.prior }));
  });

  test("is named by the frame", () => {
    expect(inspect(compress(note, { level: 9, prior })).prior).toBe(prior.id);
    expect(inspect(compress(note, { level: 9 })).prior).toBeNull();
    const found: string[] = [];
    const find = (id: string): Prior => {
      found.push(id);
      return prior;
    };
    expect(decompressText(compress(note, { level: 9, prior }), { prior: find })).toBe(note);
    expect(found).toEqual([prior.id]);
  });

  test("goes with a dictionary of one's own", () => {
    const frame = compress(note, { level: 9, dictionary: small, prior: ofSmall });
    expect(frame.length).toBeLessThan(compress(note, { level: 9, dictionary: small }).length);
    expect(inspect(frame)).toMatchObject({ dictionary: small.id, prior: ofSmall.id });
    expect(decompressText(frame, { dictionary: small, prior: ofSmall })).toBe(note);
  });

  test("is of no use to other levels, nor to version 1", () => {
    expect(compress(note, { level: 6, prior })).toEqual(compress(note, { level: 6 }));
    expect(lite.compress(note, { level: 9, prior })).toEqual(compress(note, { level: 6 }));
  });

  test("is not named where nothing was coded with it", () => {
    const stored = compress("Zq9#", { level: 9, prior });
    expect(inspect(stored)).toMatchObject({ coder: "stored", prior: null });
  });
});

describe("a frame that names a prior is refused", () => {
  test.each<[string, () => DecompressOptions, string]>([
    ["without it", () => ({}), "given was none"],
    ["with another one", () => ({ prior: ofSmall }), "given was "],
    ["where a function does not know it", () => ({ prior: () => undefined }), "given was none"],
  ])("%s", (_, options, reason) => {
    const frame = compress(note, { level: 9, prior });
    for (const read of [decompressText, verify]) {
      const error = rejection(() => read(frame, options()));
      expect([error.code, error.offset]).toEqual(["prior-missing", inspect(frame).headerLength]);
      expect(error.message).toContain(`needs the prior ${prior.id}, ${reason}`);
    }
  });

  test("if the prior is one of another dictionary", () => {
    const frame = compress(note, { level: 9, prior });
    const impostor = { ...ofSmall, id: prior.id };
    const error = rejection(() => decompressText(frame, { prior: impostor }));
    expect(error.code).toBe("corrupt");
    expect(error.message).toContain(small.id);
  });
});

describe("mistakes", () => {
  test("a prior of another dictionary", () => {
    expect(() => compress(note, { level: 9, prior: ofSmall })).toThrow(RangeError);
    expect(() => compress(note, { level: 9, prior: ofSmall })).toThrow(
      `prior must be one of the dictionary in use, ${chat.id}, got one of ${small.id}`,
    );
    expect(() => compress(note, { level: 9, dictionary: null, prior })).toThrow("in use, none, got one of");
  });

  test("what is no prior", () => {
    for (const wrong of [null, "0123456789abcdef", trained.bytes, chat]) {
      expect(() => compress(note, { prior: wrong as never })).toThrow(TypeError);
      const frame = compress(note, { level: 9, prior });
      expect(() => decompressText(frame, { prior: wrong as never })).toThrow(TypeError);
    }
  });

  test("files that are no priors, or of another dictionary", () => {
    expect(rejection(() => readPrior(new Uint8Array(0))).code).toBe("truncated");
    expect(rejection(() => readPrior(new Uint8Array(100))).code).toBe("corrupt");
    expect(rejection(() => readPrior(trained.bytes, small)).code).toBe("dictionary-missing");
    // The same alphabet, another dictionary.
    const renamed = trained.bytes.slice();
    renamed[3]! ^= 1;
    const error = rejection(() => readPrior(renamed));
    expect([error.code, error.offset]).toEqual(["dictionary-missing", 3]);
    expect(error.message).toContain(`given was ${chat.id}`);
    expect(() => readPrior("file" as never)).toThrow(TypeError);
    expect(() => readPrior(trained.bytes, null as never)).toThrow(TypeError);
  });

  test("texts that cannot be trained with", () => {
    expect(() => trainPrior(chat, [7 as never])).toThrow(TypeError);
    expect(() => trainPrior(chat, ["half \ud800"])).toThrow(RangeError);
    expect(() => trainPrior(null as never, notes)).toThrow(TypeError);
    expect(() => trainPrior(chat, [{ text: note, weight: 17 }])).toThrow(RangeError);
  });
});
