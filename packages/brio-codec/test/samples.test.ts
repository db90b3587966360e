import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { compress, type Level } from "../src/index.ts";
import { readText, VERSIONS } from "./support.ts";

/** Every fourth record of the project's own samples. */
const records = ["agent-transcript", "audit-log"]
  .flatMap((name) => readText(`../../../tools/demo/samples/${name}.jsonl`).split("\n"))
  .filter((line, i) => line !== "" && i % 4 === 0)
  .map(utf8);

function totalAt(version: 1 | 2, level: Level, contents: readonly Uint8Array[]): number {
  const options = { version, level, metadata: "none" } as const;
  return contents.reduce((sum, content) => sum + compress(content, options).length, 0);
}

const plainLength = records.reduce((sum, { length }) => sum + length, 0);

describe.each(VERSIONS)("version %i: the samples of the demo", (version) => {
  test("a higher level makes them smaller in total, record by record and as one", () => {
    const whole = utf8(records.map((record) => new TextDecoder().decode(record)).join("\n"));
    for (const contents of [records, [whole]]) {
      const [fast, middle, small] = ([1, 6, 9] as const).map((level) => totalAt(version, level, contents));
      expect(middle).toBeLessThanOrEqual(fast!);
      expect(small).toBeLessThanOrEqual(middle!);
    }
  });

  test("are at most half as long", () => {
    expect(totalAt(version, 6, records)).toBeLessThan(plainLength / 2);
  });
});

// The counts that version 1 begins with were taken from these samples; no text of version 2 was.
test("version 2 makes the samples a tenth smaller than version 1 does", () => {
  expect(totalAt(2, 6, records)).toBeLessThan(0.9 * totalAt(1, 6, records));
});

/** A folder with `chat.jsonl`, one object with a `reply` a line. The project ships none. */
const corpus = process.env["BRIO_CORPUS"];
const chatFile = corpus === undefined ? undefined : join(corpus, "chat.jsonl");

describe(
  corpus === undefined ? "a corpus (skipped: BRIO_CORPUS names no folder)" : `the corpus ${corpus}`,
  () => {
    test.skipIf(chatFile === undefined).each([
      [1, 9, 2.1],
      [2, 1, 3.4],
      [2, 6, 4],
    ] as const)(
      "version %i: at level %i replies by themselves reach a ratio of %d",
      (version, level, ratio) => {
        if (!existsSync(chatFile!)) throw new Error(`${chatFile} does not exist`);
        const replies = readFileSync(chatFile!, "utf8").split("\n").filter(Boolean);
        const contents = replies
          .map((line) => utf8((JSON.parse(line) as { reply: string }).reply))
          .filter(({ length }) => length > 0);
        const plain = contents.reduce((sum, { length }) => sum + length, 0);
        expect(plain / totalAt(version, level, contents)).toBeGreaterThanOrEqual(ratio);
      },
    );
  },
);
