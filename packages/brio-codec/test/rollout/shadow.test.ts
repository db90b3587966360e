import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { MAX_WAITING_BYTES } from "../../src/rollout/shadow-queue.ts";
import { createRollout, type Rollout, type RolloutCodec, type RolloutOptions } from "../../src/rollout.ts";
import { candidate, hanging, incumbent, isCandidates, manualClock } from "./support.ts";

const content = utf8("content");
const byIncumbent = utf8("Icontent");

function shadowOf(shadowed: Partial<RolloutCodec>, options: Partial<RolloutOptions> = {}): Rollout {
  const codec = { ...candidate, ...shadowed };
  return createRollout({ incumbent, candidate: codec, recognise: isCandidates, mode: "shadow", ...options });
}

describe("shadow mode", () => {
  test("compares both on the same contents", async () => {
    const halving = {
      compress: (bytes: Uint8Array) => Uint8Array.from([0x43, ...bytes.slice(0, bytes.length / 2)]),
      decompress: (bytes: Uint8Array) => Uint8Array.from([...bytes.slice(1), ...bytes.slice(1)]),
    };
    const rollout = shadowOf(halving);
    for (const text of ["abab", "", "abcabc", "abcd"]) {
      expect(await rollout.compress(utf8(text))).toEqual(utf8(`I${text}`));
      await rollout.settled();
    }
    const { shadow, failures, candidate: report, incumbent: old } = rollout.report();
    expect(shadow).toEqual({
      compared: 3,
      bytesIn: 10,
      incumbentBytes: 13,
      candidateBytes: 8,
      smaller: 2,
      skipped: 0,
    });
    expect([failures.mismatch, report.compressed, report.bytesOut, old.bytesOut]).toEqual([1, 3, 8, 18]);
    expect(report.decompressLatency.count).toBe(3);
  });

  test("gives the caller the incumbent's bytes before the candidate begins, even one that blocks", async () => {
    const order: string[] = [];
    const noting = {
      compress(bytes: Uint8Array) {
        order.push("candidate");
        return candidate.compress(bytes);
      },
    };
    const rollout = shadowOf(noting);
    await Promise.all(
      ["first", "second"].map(async (name) => {
        await rollout.compress(content);
        order.push(name);
        // What a caller does with them, up to the next turn of the event loop.
        for (let i = 0; i < 100; i++) await null;
        order.push(name);
      }),
    );
    await rollout.settled();
    expect(order.slice(0, 4).sort()).toEqual(["first", "first", "second", "second"]);
    expect(order.slice(4)).toEqual(["candidate", "candidate"]);
  });

  test("returns the very bytes of the incumbent, and never those of a candidate", async () => {
    const bytes = Buffer.from(byIncumbent);
    const rollout = shadowOf({}, { incumbent: { ...incumbent, compress: () => bytes } });
    expect(await rollout.compress(content)).toBe(bytes);
  });

  test("does not see what the caller does with the content afterwards", async () => {
    const rollout = shadowOf({});
    const given = content.slice();
    await rollout.compress(given);
    given.fill(0);
    await rollout.settled();
    expect(rollout.report().shadow).toMatchObject({ compared: 1, bytesIn: 7 });
  });

  test("reports what fails, and stops after too much of it", async () => {
    const failures: unknown[] = [];
    const throwing = {
      compress: () => {
        throw new Error("never");
      },
    };
    const rollout = shadowOf(throwing, { onFailure: (failure) => failures.push(failure) });
    for (let i = 0; i < 8; i++) expect(await rollout.compress(content)).toEqual(byIncumbent);
    await rollout.settled();
    const expected = { during: "shadow", reason: "threw", error: new Error("never"), inputLength: 7 };
    expect(failures).toEqual(Array(5).fill(expected));
    const { switchedOff, shadow } = rollout.report();
    // Three were waiting when the fifth failed.
    expect([switchedOff, shadow.skipped]).toEqual([true, 3]);
  });

  test("goes on behind a candidate that hangs, which keeps nobody", async () => {
    const clock = manualClock();
    let calls = 0;
    const once = {
      compress: (bytes: Uint8Array) => (calls++ === 0 ? hanging() : candidate.compress(bytes)),
    };
    const rollout = shadowOf(once, { clock, timeLimit: 50 });
    for (let i = 0; i < 3; i++) expect(await rollout.compress(content)).toEqual(byIncumbent);
    await clock.advance(49);
    expect(rollout.report()).toMatchObject({ shadow: { compared: 0 }, failures: { timeout: 0 } });
    await clock.advance(1);
    expect(rollout.report()).toMatchObject({ shadow: { compared: 2 }, failures: { timeout: 1 } });
    expect(clock.timers()).toBe(0);
  });

  test("runs one at a time", async () => {
    let running = 0;
    let most = 0;
    const counting = {
      async compress(bytes: Uint8Array) {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
        return candidate.compress(bytes);
      },
    };
    const rollout = shadowOf(counting);
    await Promise.all(Array.from({ length: 5 }, () => rollout.compress(content)));
    await rollout.settled();
    expect([most, rollout.report().shadow.compared]).toEqual([1, 5]);
  });

  test("stops when the mode changes", async () => {
    for (const mode of ["off", "on"] as const) {
      const rollout = shadowOf({});
      await rollout.compress(content);
      rollout.setMode(mode);
      await rollout.settled();
      expect(rollout.report().shadow).toMatchObject({ compared: 0, skipped: 1 });
    }
  });
});

describe("what waits for its shadow run", () => {
  const oneByte = new Uint8Array(1);
  /** Their copies are what is counted, and it takes no time to make these. */
  const quick = {
    incumbent: { compress: () => oneByte, decompress: (bytes: Uint8Array) => bytes },
    recognise: () => true,
    verify: false,
  };

  test("is bounded in bytes; what does not fit is skipped", async () => {
    const clock = manualClock();
    const rollout = shadowOf({ compress: () => oneByte }, { ...quick, clock });
    const large = new Uint8Array(MAX_WAITING_BYTES / 4);
    for (let i = 0; i < 6; i++) await rollout.compress(large);
    expect(rollout.report().shadow.skipped).toBe(2);
    await clock.advance(0);
    expect(rollout.report().shadow).toMatchObject({ compared: 4, skipped: 2, bytesIn: 4 * large.length });
    // There is room again.
    for (let i = 0; i < 4; i++) await rollout.compress(large);
    await clock.advance(0);
    expect(rollout.report().shadow).toMatchObject({ compared: 8, skipped: 2 });
  });

  test("is bounded in number, for contents that have no bytes", async () => {
    const clock = manualClock();
    const rollout = shadowOf({}, { ...quick, clock });
    for (let i = 0; i < 16_390; i++) await rollout.compress(new Uint8Array(0));
    expect(rollout.report().shadow.skipped).toBe(6);
  });

  test("may be one content that is longer", async () => {
    const clock = manualClock();
    const rollout = shadowOf({ compress: () => oneByte }, { ...quick, clock });
    for (let i = 0; i < 2; i++) await rollout.compress(new Uint8Array(MAX_WAITING_BYTES + 1));
    await clock.advance(0);
    expect(rollout.report().shadow).toMatchObject({ compared: 1, skipped: 1 });
  });

  test("is nothing where the incumbent gave the content's memory away", async () => {
    const sending = {
      ...incumbent,
      compress(bytes: Uint8Array) {
        structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });
        return byIncumbent;
      },
    };
    const rollout = shadowOf({}, { incumbent: sending });
    expect(await rollout.compress(content.slice())).toEqual(byIncumbent);
    await rollout.settled();
    expect(rollout.report()).toMatchObject({ incumbent: { bytesIn: 7 }, shadow: { skipped: 1 } });
  });

  test("has settled at once where there is nothing", async () => {
    const clock = manualClock();
    await shadowOf({}, { clock }).settled();
    expect(clock.timers()).toBe(0);
  });
});
