import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readArguments } from "../src/arguments.mjs";

describe("readArguments", () => {
  it("takes the samples of the demo where no file is named", () => {
    const { files, ...others } = readArguments([]);
    expect(others).toEqual({ field: undefined, rounds: 21, json: false });
    expect(files).toHaveLength(2);
    for (const file of files) expect(existsSync(file), file).toBe(true);
  });

  it("takes files and options in any order", () => {
    const expected = { files: ["a.jsonl", "b.jsonl"], field: "reply", rounds: 3, json: true };
    expect(readArguments(["a.jsonl", "--json", "--field", "reply", "b.jsonl", "--rounds=3"])).toEqual(
      expected,
    );
  });

  it.each([
    [["--rounds", "0"], "--rounds: expected an integer from 1 to 1000, got 0"],
    [["--rounds", "1001"], "got 1001"],
    [["--rounds", "1.5"], "got 1.5"],
    [["--rounds", "1e2"], "got 1e2"],
    [["--rounds="], "--rounds: expected an integer"],
    [["--field="], "--field: expected a name"],
    [["--fields", "a"], "--fields"],
  ])("refuses %j", (words, message) => {
    expect(() => readArguments(words)).toThrow(message);
  });
});
