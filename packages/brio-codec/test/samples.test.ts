import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { compress, type Level } from "../src/index.ts";
import { readText } from "./support.ts";

/** Every fourth record of the project's own samples. */
const records = ["agent-transcript", "audit-log"]
  .flatMap((name) => readText(`../../../tools/demo/samples/${name}.jsonl`).split("\n"))
  .filter((line, i) => line !== "" && i % 4 === 0)
  .map(utf8);

function totalAt(level: Level, contents: readonly Uint8Array[]): number {
  return contents.reduce((sum, content) => sum + compress(content, { level, metadata: "none" }).length, 0);
}

describe("the samples of the demo", () => {
  test("a higher level makes them smaller in total, record by record and as one", () => {
    const whole = utf8(records.map((record) => new TextDecoder().decode(record)).join("\n"));
    for (const contents of [records, [whole]]) {
      const [fast, middle, small] = ([1, 6, 9] as const).map((level) => totalAt(level, contents));
      expect(middle).toBeLessThanOrEqual(fast!);
      expect(small).toBeLessThanOrEqual(middle!);
    }
  });

  test("are at most half as long", () => {
    const plain = records.reduce((sum, { length }) => sum + length, 0);
    expect(totalAt(6, records)).toBeLessThan(plain / 2);
  });
});

/** A folder with `chat.jsonl`, one object with a `reply` a line. The project ships none. */
const corpus = process.env["BRIO_CORPUS"];
const chatFile = corpus === undefined ? undefined : join(corpus, "chat.jsonl");

describe(
  corpus === undefined ? "a corpus (skipped: BRIO_CORPUS names no folder)" : `the corpus ${corpus}`,
  () => {
    test.skipIf(chatFile === undefined)("replies by themselves reach a ratio of 2.1 at level 9", () => {
      if (!existsSync(chatFile!)) throw new Error(`${chatFile} does not exist`);
      const replies = readFileSync(chatFile!, "utf8").split("\n").filter(Boolean);
      const contents = replies
        .map((line) => utf8((JSON.parse(line) as { reply: string }).reply))
        .filter(({ length }) => length > 0);
      const plain = contents.reduce((sum, { length }) => sum + length, 0);
      expect(plain / totalAt(9, contents)).toBeGreaterThanOrEqual(2.1);
    });
  },
);
