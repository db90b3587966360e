import { readdirSync } from "node:fs";
import { type Dictionary, defineSignals, readDictionary, type SignalDefinition } from "brio-dictionary";
import { assertSame, fromHex } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { type DecompressOptions, decompress, inspect, verify } from "../src/index.ts";
import { readText, rejection, VERSIONS } from "./support.ts";
import { exampleDictionary } from "./v1/spec-example.ts";
import { bytesOf, type InvalidVector, type ValidVector, type VectorMetadata } from "./vectors/vector.ts";

type Kind = "valid" | "invalid";

function names(version: number, kind: Kind): string[] {
  return readdirSync(new URL(`./vectors/v${version}/${kind}`, import.meta.url)).filter((name) =>
    name.endsWith(".json"),
  );
}

function load<Vector>(path: string): Vector {
  return JSON.parse(readText(`./vectors/${path}`)) as Vector;
}

/** The dictionary of that name, which every vector of version 1 shares and those of version 2 keep beside them. */
function dictionaryOf(version: number, name: string): Dictionary {
  if (version === 1) return exampleDictionary();
  const { id, hex } = load<{ id: string; hex: string }>(`v2/dictionaries/${name}.json`);
  const dictionary = readDictionary(fromHex(hex));
  expect(dictionary.id).toBe(id);
  return dictionary;
}

function optionsFor(version: number, name: string | null): DecompressOptions {
  return name === null || name === "built-in" ? {} : { dictionary: dictionaryOf(version, name) };
}

function definitions({ signals }: VectorMetadata): readonly SignalDefinition[] {
  return signals as readonly SignalDefinition[];
}

describe.each(VERSIONS)("version %i: valid vectors", (version) => {
  test.each(names(version, "valid"))("%s", (name) => {
    const { header, payload, content, dictionary, metadata } = load<ValidVector>(`v${version}/valid/${name}`);
    const options = optionsFor(version, dictionary);
    assertSame(decompress(fromHex(header + payload), options), bytesOf(content), name);
    const signals = metadata?.signals === undefined ? {} : { signals: defineSignals(definitions(metadata)) };
    const info = inspect(fromHex(header), { ...options, ...signals });
    if (metadata !== undefined) {
      const { signalSet, events, tags } = info;
      expect({ signalSet, events, tags: { ...tags } }).toEqual({ ...metadata, signals: undefined });
      expect(verify(fromHex(header + payload), { ...options, ...signals }).valid).toBe(true);
    }
    expect([info.version, info.headerLength]).toEqual([version, header.length / 2]);
    expect(info.dictionary).toBe(
      options.dictionary === undefined ? dictionary : (options.dictionary as Dictionary).id,
    );
  });
});

describe.each(VERSIONS)("version %i: invalid vectors", (version) => {
  test.each(names(version, "invalid"))("%s", (name) => {
    const { frame, code, dictionary } = load<InvalidVector>(`v${version}/invalid/${name}`);
    expect(rejection(() => decompress(fromHex(frame), optionsFor(version, dictionary))).code).toBe(code);
  });

  test("cover every code of decompress but those that this version does not know", () => {
    const codes = new Set(
      names(version, "invalid").map((name) => load<InvalidVector>(`v${version}/invalid/${name}`).code),
    );
    const all = readText("../src/errors.ts").match(/BrioErrorCode =([\s\S]*?)\n\n/)![1]!;
    const foreign = ["not-text", "signals-missing"];
    if (version === 1) foreign.push("unsupported-section", "prior-missing");
    const expected = [...all.matchAll(/"([a-z-]+)"/g)].flatMap(([, code]) =>
      foreign.includes(code!) ? [] : [code],
    );
    expect([...codes].sort()).toEqual(expected.sort());
  });
});
