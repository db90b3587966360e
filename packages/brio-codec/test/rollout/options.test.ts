import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { createRollout, type RolloutMode, type RolloutOptions } from "../../src/rollout.ts";
import { candidate, incumbent } from "./support.ts";

const base = { incumbent, candidate };

describe("options", () => {
  test.each<[name: string, options: object, error: typeof TypeError | typeof RangeError]>([
    ["incumbent", { incumbent: undefined }, TypeError],
    ["candidate", { candidate: null }, TypeError],
    ["candidate.decompress", { candidate: { compress: candidate.compress } }, TypeError],
    ["incumbent.compress", { incumbent: { ...incumbent, compress: "brotli" } }, TypeError],
    ["mode", { mode: "half" }, RangeError],
    ["mode", { mode: true }, TypeError],
    ["share", { share: 1.01 }, RangeError],
    ["share", { share: -0.1 }, RangeError],
    ["share", { share: Number.NaN }, RangeError],
    ["share", { share: "0.5" }, TypeError],
    ["recognise", { recognise: "Brio" }, TypeError],
    ["verify", { verify: 1 }, TypeError],
    ["timeLimit", { timeLimit: 0 }, RangeError],
    ["timeLimit", { timeLimit: Number.NaN }, RangeError],
    ["timeLimit", { timeLimit: 2 ** 31 }, RangeError],
    ["timeLimit", { timeLimit: "1s" }, TypeError],
    ["failureLimit", { failureLimit: 0 }, RangeError],
    ["failureLimit", { failureLimit: 1.5 }, RangeError],
    ["failureLimit", { failureLimit: null }, TypeError],
    ["reportEvery", { reportEvery: 0 }, RangeError],
    ["reportEvery", { reportEvery: Infinity }, RangeError],
    ["onReport", { onReport: console }, TypeError],
    ["onFailure", { onFailure: "log" }, TypeError],
    ["clock", { clock: Date.now }, TypeError],
    ["clock.after", { clock: { now: Date.now } }, TypeError],
  ])("%s of %j", (name, options, error) => {
    const given = { ...base, ...options } as RolloutOptions;
    expect(() => createRollout(given)).toThrow(error);
    expect(() => createRollout(given)).toThrow(new RegExp(`^${name.replace(".", "\\.")} must be `));
  });

  test.each([undefined, null, "on"])("that are %j", (options) => {
    expect(() => createRollout(options as unknown as RolloutOptions)).toThrow(/^options must be an object/);
  });

  test("at the ends of their ranges are taken", () => {
    const ends = { share: 0, timeLimit: 2 ** 31 - 1, failureLimit: 1, reportEvery: 1 };
    for (const options of [ends, { ...ends, share: 1, timeLimit: 0.5, failureLimit: Infinity }])
      expect(createRollout({ ...base, ...options }).report().share).toBe(options.share);
  });
});

describe("calls", () => {
  const rollout = createRollout(base);

  test("with anything but bytes are rejected, and not counted", async () => {
    for (const wrong of [undefined, null, "content", [1], new ArrayBuffer(4), new Uint16Array(4)]) {
      const bytes = wrong as unknown as Uint8Array;
      await expect(rollout.compress(bytes)).rejects.toThrow(/^content must be a Uint8Array, got /);
      await expect(rollout.decompress(bytes)).rejects.toThrow(/^bytes must be a Uint8Array, got /);
    }
    expect([rollout.report().writes.calls, rollout.report().reads.calls]).toEqual([0, 0]);
  });

  test("with a key that is no string are rejected, in every mode", async () => {
    const content = utf8("content");
    for (const options of [{ key: 7 }, { key: null }, null, "user-1"]) {
      await expect(rollout.compress(content, options as unknown as { key: string })).rejects.toThrow(
        TypeError,
      );
    }
    const other = { key: 7 } as unknown as { key: string };
    await expect(rollout.compress(content, other)).rejects.toThrow("key must be a string, got number");
  });

  test("to change mode and share are held to the same, and change nothing if they are wrong", () => {
    expect(() => rollout.setMode("half" as RolloutMode)).toThrow(
      /^mode must be "off", "shadow" or "on", got "half"/,
    );
    expect(() => rollout.setShare(2)).toThrow("share must be 0 … 1, got 2");
    expect(rollout.report()).toMatchObject({ mode: "off", share: 1 });
  });
});
