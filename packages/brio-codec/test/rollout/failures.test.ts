import { utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createRollout,
  type FailureReason,
  type Rollout,
  type RolloutCodec,
  type RolloutFailure,
  type RolloutOptions,
  type RolloutReport,
} from "../../src/rollout.ts";
import { candidate, hanging, incumbent, isCandidates, manualClock, promisesSettled } from "./support.ts";

const content = utf8("content");
const byIncumbent = utf8("Icontent");
const byCandidate = utf8("Ccontent");

type Compress = RolloutCodec["compress"];
type Decompress = RolloutCodec["decompress"];

function never(): Uint8Array {
  throw new Error("never");
}
const asBytes = (value: unknown): Uint8Array => value as Uint8Array;

/** What a candidate can do wrong, and why its run fails then. */
const WRONG: readonly [what: string, reason: FailureReason, wrong: Partial<RolloutCodec>][] = [
  ["throws", "threw", { compress: never }],
  ["throws no error", "threw", { compress: () => Promise.reject() }],
  ["rejects", "threw", { compress: async () => never() }],
  ["returns nothing", "not-bytes", { compress: () => asBytes(undefined) }],
  ["returns text", "not-bytes", { compress: async () => asBytes("Ccontent") }],
  ["returns numbers that are no bytes", "not-bytes", { compress: () => asBytes(new Uint16Array(4)) }],
  ["returns what it gave away", "not-bytes", { compress: (bytes) => givenAway(candidate.compress(bytes)) }],
  ["writes another format", "unrecognised", { compress: incumbent.compress }],
  ["writes nothing", "unrecognised", { compress: () => new Uint8Array(0) }],
  ["cannot read it", "undecodable", { decompress: never }],
  ["refuses to read it", "undecodable", { decompress: async () => never() }],
  ["reads no bytes", "mismatch", { decompress: () => asBytes("content") }],
  ["loses a byte", "mismatch", { compress: (bytes) => candidate.compress(bytes.subarray(1)) }],
  ["corrupts one", "mismatch", { compress: (bytes) => flipped(candidate.compress(bytes) as Uint8Array) }],
  ["adds one", "mismatch", { decompress: (bytes) => Uint8Array.from([...bytes.slice(1), 0]) }],
  ["writes into its input", "mismatch", { compress: (bytes) => candidate.compress(bytes.fill(65)) }],
];

function flipped(bytes: Uint8Array): Uint8Array {
  bytes[bytes.length - 1]! ^= 1;
  return bytes;
}

/** As when they are sent to a worker: their memory is gone. */
function givenAway(bytes: Uint8Array | PromiseLike<Uint8Array>): Uint8Array {
  structuredClone(bytes, { transfer: [(bytes as Uint8Array).buffer] });
  return bytes as Uint8Array;
}

function rolloutOf(wrong: Partial<RolloutCodec>, options: Partial<RolloutOptions> = {}): Rollout {
  const codec = { ...candidate, ...wrong };
  return createRollout({ incumbent, candidate: codec, recognise: isCandidates, mode: "on", ...options });
}

describe("a candidate that", () => {
  test.each(WRONG)("%s: the caller gets the incumbent's bytes (%s)", async (_, reason, wrong) => {
    const failures: RolloutFailure[] = [];
    const rollout = rolloutOf(wrong, { onFailure: (failure) => failures.push(failure) });
    const given = content.slice();
    expect(await rollout.compress(given)).toEqual(byIncumbent);
    expect(given).toEqual(content);
    expect(failures).toEqual([{ during: "on", reason, error: failures[0]!.error, inputLength: 7 }]);
    const { writes, failures: counts, incumbent: old, candidate: fresh } = rollout.report();
    expect(writes).toMatchObject({ calls: 1, byIncumbent: 1, byCandidate: 0, rejected: 0 });
    expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([[reason, 1]]);
    expect([old.compressed, fresh.compressed]).toEqual([1, 0]);
  });

  test("throws is reported with its exception", async () => {
    const errors: unknown[] = [];
    const rollout = rolloutOf({ compress: never }, { onFailure: ({ error }) => errors.push(error) });
    await rollout.compress(content);
    expect(errors).toEqual([new Error("never")]);
  });

  test("uses memory again cannot change what has passed", async () => {
    const memory = new Uint8Array(64);
    const reusing: Compress = (bytes) => {
      memory[0] = 0x43;
      memory.set(bytes, 1);
      return memory.subarray(0, bytes.length + 1);
    };
    const wiping: Decompress = (bytes) => {
      const decoded = bytes.slice(1);
      bytes.fill(0);
      memory.fill(0);
      return decoded;
    };
    const rollout = rolloutOf({ compress: reusing, decompress: wiping });
    const first = await rollout.compress(content);
    await rollout.compress(utf8("another"));
    expect(first).toEqual(byCandidate);
    expect(first.buffer.byteLength).toBe(first.length);
  });

  test("is not verified may corrupt, but must still be recognised", async () => {
    const corrupting: Compress = (bytes) => flipped(candidate.compress(bytes) as Uint8Array);
    const rollout = rolloutOf({ compress: corrupting, decompress: never }, { verify: false });
    expect(await rollout.compress(content)).toEqual(flipped(byCandidate.slice()));
    expect(rollout.report().candidate.decompressLatency.count).toBe(0);
    const other = rolloutOf({ compress: incumbent.compress }, { verify: false });
    await other.compress(content);
    expect(other.report().failures.unrecognised).toBe(1);
  });
});

describe("the time limit", () => {
  const limits = { timeLimit: 50, failureLimit: Infinity };

  test.each<[string, Partial<RolloutCodec>]>([
    ["compress", { compress: hanging }],
    ["decompress", { decompress: hanging }],
  ])("a candidate that hangs in %s is left behind", async (_, wrong) => {
    const clock = manualClock();
    const rollout = rolloutOf(wrong, { ...limits, clock });
    let bytes: Uint8Array | undefined;
    const calls = Promise.all([1, 2, 3].map(() => rollout.compress(content))).then((all) => {
      bytes = all[2];
    });
    await clock.advance(49);
    expect(bytes).toBeUndefined();
    await clock.advance(1);
    await calls;
    expect(bytes).toEqual(byIncumbent);
    expect(rollout.report().failures.timeout).toBe(3);
    expect(rollout.report().writes.latency.max).toBe(50);
  });

  test("what comes late is ignored, whatever it is", async () => {
    for (const late of [candidate.compress, never]) {
      const clock = manualClock();
      let decoded = 0;
      const rollout = rolloutOf(
        {
          async compress(bytes) {
            await new Promise<void>((resolve) => clock.after(80, resolve));
            return late(bytes);
          },
          decompress(bytes) {
            decoded++;
            return candidate.decompress(bytes);
          },
        },
        { ...limits, clock },
      );
      const call = rollout.compress(content);
      await clock.advance(50);
      expect(await call).toEqual(byIncumbent);
      const report = rollout.report();
      await clock.advance(50);
      expect(rollout.report()).toEqual(report);
      expect([report.failures.timeout, report.failures.threw, decoded]).toEqual([1, 0, 0]);
    }
  });

  test.each(["compress", "decompress"] as const)("one that blocks in %s is held against it", async (slow) => {
    for (const [duration, expected] of [
      [50, byCandidate],
      [51, byIncumbent],
    ] as const) {
      const clock = manualClock();
      const blocking: Compress = (bytes) => {
        clock.block(duration);
        return candidate[slow](bytes);
      };
      const rollout = rolloutOf({ [slow]: blocking }, { ...limits, clock });
      expect(await rollout.compress(content)).toEqual(expected);
      expect(rollout.report().failures.timeout).toBe(expected === byIncumbent ? 1 : 0);
    }
  });

  test("counts compressing and verifying together", async () => {
    const clock = manualClock();
    const blocking = (work: Compress): Compress => {
      return (bytes) => {
        clock.block(30);
        return work(bytes);
      };
    };
    const slow = { compress: blocking(candidate.compress), decompress: blocking(candidate.decompress) };
    const rollout = rolloutOf(slow, { ...limits, clock });
    expect(await rollout.compress(content)).toEqual(byIncumbent);
  });

  test("leaves no timer behind, and sets none if there is no limit", async () => {
    const clock = manualClock();
    let timers = 0;
    const counting: Compress = (bytes) => {
      timers = clock.timers();
      return candidate.compress(bytes);
    };
    for (const [timeLimit, set] of [
      [50, 1],
      [Infinity, 0],
    ] as const) {
      const rollout = rolloutOf({ compress: counting }, { clock, timeLimit });
      expect(await rollout.compress(content)).toEqual(byCandidate);
      expect([timers, clock.timers()]).toEqual([set, 0]);
    }
  });

  test("holds with the clock of the system", async () => {
    const rollout = rolloutOf({ compress: hanging }, { timeLimit: 5 });
    expect(await rollout.compress(content)).toEqual(byIncumbent);
    expect(rollout.report().failures.timeout).toBe(1);
    expect(rollout.report().writes.latency.max).toBeGreaterThan(3);
  });
});

describe("the breaker", () => {
  /** Fails as often as it is told to. */
  function failing(): { left: number; calls: number; compress: Compress } {
    return {
      left: 0,
      calls: 0,
      compress(bytes) {
        this.calls++;
        if (this.left-- > 0) throw new Error("never");
        return candidate.compress(bytes);
      },
    };
  }

  test("switches the candidate off after so many failures in a row, and says so at once", async () => {
    const reports: RolloutReport[] = [];
    const wrong = { ...failing(), left: Infinity };
    const codec: RolloutCodec = Object.assign(wrong, { decompress: candidate.decompress });
    const rollout = createRollout({
      incumbent,
      candidate: codec,
      recognise: isCandidates,
      mode: "on",
      onReport: (report) => reports.push(report),
    });
    for (let i = 0; i < 20; i++) expect(await rollout.compress(content)).toEqual(byIncumbent);
    expect(wrong.calls).toBe(5);
    expect(reports.map(({ switchedOff, failuresInARow }) => [switchedOff, failuresInARow])).toEqual([
      [true, 5],
    ]);
    // The way back: what the candidate wrote is read all the same.
    expect(await rollout.decompress(byCandidate)).toEqual(content);
    rollout.setMode("shadow");
    await rollout.compress(content);
    await rollout.settled();
    expect(wrong.calls).toBe(5);
  });

  test("counts failures in a row, and gives the candidate its calls back when reset", async () => {
    const codec = Object.assign(failing(), { decompress: candidate.decompress });
    const options = {
      incumbent,
      candidate: codec,
      recognise: isCandidates,
      mode: "on",
      failureLimit: 3,
    } as const;
    const rollout = createRollout(options);
    for (let round = 0; round < 4; round++) {
      codec.left = 2;
      for (let i = 0; i < 3; i++) await rollout.compress(content);
    }
    expect(rollout.report()).toMatchObject({ switchedOff: false, failuresInARow: 0, failures: { threw: 8 } });
    codec.left = 3;
    for (let i = 0; i < 5; i++) expect(await rollout.compress(content)).toEqual(byIncumbent);
    expect(rollout.report()).toMatchObject({ switchedOff: true, failuresInARow: 3 });
    rollout.resetBreaker();
    expect(rollout.report()).toMatchObject({ switchedOff: false, failuresInARow: 0 });
    expect(await rollout.compress(content)).toEqual(byCandidate);
  });

  test("is not changed by runs that were under way when it acted", async () => {
    const ends: (() => void)[] = [];
    const fates = [false, false, true, false];
    const waiting: Compress = async (bytes) => {
      const succeeds = fates[ends.length]!;
      await new Promise<void>((resolve) => ends.push(resolve));
      return succeeds ? candidate.compress(bytes) : never();
    };
    const rollout = rolloutOf({ compress: waiting }, { failureLimit: 2 });
    const calls = fates.map(() => rollout.compress(content));
    for (const end of ends) {
      end();
      await promisesSettled();
    }
    expect(await Promise.all(calls)).toEqual(fates.map((succeeds) => (succeeds ? byCandidate : byIncumbent)));
    expect(rollout.report()).toMatchObject({ switchedOff: true, failuresInARow: 2, failures: { threw: 3 } });
  });

  test("never acts with a limit of Infinity", async () => {
    const rollout = rolloutOf({ compress: never }, { failureLimit: Infinity });
    for (let i = 0; i < 100; i++) await rollout.compress(content);
    expect(rollout.report()).toMatchObject({ switchedOff: false, failuresInARow: 100 });
  });
});

describe("the incumbent", () => {
  test("is heard when it throws, after the candidate has failed too", async () => {
    for (const mode of ["off", "shadow", "on"] as const) {
      const error = new Error("the disk is full");
      const options = { incumbent: { ...incumbent, compress: () => Promise.reject(error) }, mode };
      const rollout = rolloutOf({ compress: never }, options);
      await expect(rollout.compress(content)).rejects.toBe(error);
      expect(rollout.report().writes).toMatchObject({ calls: 1, byIncumbent: 0, rejected: 1 });
      await rollout.settled();
      expect(rollout.report().shadow.skipped).toBe(0);
    }
  });

  test("is not asked where the candidate's result passed", async () => {
    const rollout = rolloutOf({}, { incumbent: { ...incumbent, compress: never } });
    expect(await rollout.compress(content)).toEqual(byCandidate);
  });

  test("must return bytes", async () => {
    const rollout = rolloutOf(
      {},
      { incumbent: { ...incumbent, compress: () => asBytes("text") }, mode: "off" },
    );
    await expect(rollout.compress(content)).rejects.toThrow(
      new TypeError("the result of incumbent.compress must be a Uint8Array, got string"),
    );
  });
});

test("what a listener throws, now or later, reaches nobody", async () => {
  const rejections: unknown[] = [];
  const note = (error: unknown): void => void rejections.push(error);
  process.on("unhandledRejection", note);
  for (const listener of [never, async () => never()]) {
    const rollout = rolloutOf(
      { compress: never },
      { onFailure: listener, onReport: listener, reportEvery: 1 },
    );
    expect(await rollout.compress(content)).toEqual(byIncumbent);
    expect(await rollout.decompress(byIncumbent)).toEqual(content);
  }
  await promisesSettled();
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

test("nothing is lost, whatever the candidate does and whenever mode and share change", async () => {
  const wrongs = [{}, ...WRONG.map(([, , wrong]) => wrong), { compress: hanging }, { decompress: hanging }];
  const step = fc.record({
    content: fc.uint8Array({ maxLength: 20 }),
    wrong: fc.nat(wrongs.length - 1),
    mode: fc.constantFrom("off" as const, "shadow" as const, "on" as const, undefined),
    share: fc.constantFrom(0, 0.5, 1, undefined),
    resets: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const clock = manualClock();
      let current: Partial<RolloutCodec> = {};
      const moody: RolloutCodec = {
        compress: (bytes) => (current.compress ?? candidate.compress)(bytes),
        decompress: (bytes) => (current.decompress ?? candidate.decompress)(bytes),
      };
      const rollout = createRollout({ incumbent, candidate: moody, recognise: isCandidates, clock });
      const written: { content: Uint8Array; bytes: Uint8Array }[] = [];
      for (const { content, wrong, mode, share, resets } of steps) {
        if (mode !== undefined) rollout.setMode(mode);
        if (share !== undefined) rollout.setShare(share);
        if (resets) rollout.resetBreaker();
        current = wrongs[wrong]!;
        const original = content.slice();
        const call = rollout.compress(content);
        await clock.advance(1000);
        written.push({ content: original, bytes: await call });
        expect(content).toEqual(original);
        // The caller may do that now.
        content.fill(0);
      }
      current = {};
      for (const { content, bytes } of written) expect(await rollout.decompress(bytes)).toEqual(content);
      const { writes } = rollout.report();
      expect(writes.byIncumbent + writes.byCandidate).toBe(steps.length);
    }),
    { numRuns: 60 },
  );
});
