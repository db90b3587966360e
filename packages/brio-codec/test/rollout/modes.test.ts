import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { createRollout, keyPosition, type RolloutMode, type RolloutReport } from "../../src/rollout.ts";
import { candidate, incumbent, isCandidates, letterCodec, manualClock } from "./support.ts";

const content = utf8("content");
const byIncumbent = utf8("Icontent");
const byCandidate = utf8("Ccontent");
const users = Array.from({ length: 400 }, (_, i) => `user-${i}`);

const base = { incumbent, candidate, recognise: isCandidates };

describe("the mode", () => {
  test.each<[RolloutMode | undefined, Uint8Array]>([
    [undefined, byIncumbent],
    ["off", byIncumbent],
    ["shadow", byIncumbent],
    ["on", byCandidate],
  ])("%s decides whose bytes a caller gets", async (mode, expected) => {
    const rollout = createRollout({ ...base, ...(mode === undefined ? {} : { mode }) });
    expect(await rollout.compress(content)).toEqual(expected);
    expect(rollout.report().mode).toBe(mode ?? "off");
  });

  test("can be changed while it runs, and what was written is read in each", async () => {
    const rollout = createRollout(base);
    for (const mode of ["on", "shadow", "off", "on"] as const) {
      rollout.setMode(mode);
      expect(await rollout.compress(content)).toEqual(mode === "on" ? byCandidate : byIncumbent);
      for (const bytes of [byIncumbent, byCandidate])
        expect(await rollout.decompress(bytes)).toEqual(content);
    }
    const { reads } = rollout.report();
    expect(reads).toEqual({ calls: 8, byIncumbent: 4, byCandidate: 4, fallbacks: 0, rejected: 0 });
  });

  test("works with functions that promise, that return, and that need `this`", async () => {
    const promising = {
      compress: async (bytes: Uint8Array) => candidate.compress(bytes),
      decompress: async (bytes: Uint8Array) => candidate.decompress(bytes),
    };
    class Letter {
      readonly codec = letterCodec("C");
      compress(bytes: Uint8Array): Uint8Array | PromiseLike<Uint8Array> {
        return this.codec.compress(bytes);
      }
      decompress(bytes: Uint8Array): Uint8Array | PromiseLike<Uint8Array> {
        return this.codec.decompress(bytes);
      }
    }
    for (const other of [promising, new Letter()]) {
      const { compress, decompress } = createRollout({ ...base, candidate: other, mode: "on" });
      expect(await compress(content)).toEqual(byCandidate);
      expect(await decompress(byCandidate)).toEqual(content);
    }
  });

  test("an empty content is one like others", async () => {
    const rollout = createRollout({ ...base, mode: "on", share: 0.999 });
    const bytes = await rollout.compress(new Uint8Array(0));
    expect(bytes).toEqual(utf8("C"));
    expect(await rollout.decompress(bytes)).toEqual(new Uint8Array(0));
  });
});

describe("the share", () => {
  async function usersIn(share: number, mode: RolloutMode = "on"): Promise<string[]> {
    const rollout = createRollout({ ...base, mode });
    rollout.setShare(share);
    const taken: string[] = [];
    for (const key of users) if (isCandidates(await rollout.compress(content, { key }))) taken.push(key);
    return taken;
  }

  test("takes the keys whose position is below it, and keeps them as it grows", async () => {
    expect(await usersIn(0)).toEqual([]);
    expect(await usersIn(1)).toEqual(users);
    let before: string[] = [];
    for (const share of [0.01, 0.25, 0.5, 0.99]) {
      const taken = await usersIn(share);
      expect(taken).toEqual(users.filter((key) => keyPosition(key) < share));
      expect(taken).toEqual(expect.arrayContaining(before));
      before = taken;
    }
    expect(await usersIn(0.5, "shadow")).toEqual([]);
  });

  test("goes by the content where there is no key", async () => {
    const rollout = createRollout({ ...base, mode: "on", share: 0.5 });
    const taken = [];
    for (const user of users) if (isCandidates(await rollout.compress(utf8(user)))) taken.push(user);
    expect(taken).toEqual(users.filter((user) => keyPosition(user) < 0.5));
  });

  test("holds in shadow mode", async () => {
    const clock = manualClock();
    const rollout = createRollout({ ...base, mode: "shadow", share: 0.25, clock });
    for (const key of users) await rollout.compress(content, { key });
    await clock.advance(0);
    const { shadow } = rollout.report();
    expect(shadow.compared).toBe(users.filter((key) => keyPosition(key) < 0.25).length);
  });
});

describe("a reader", () => {
  /** Of bytes that its name says, one codec for all that begins with D too. */
  const wide = { ...base, recognise: (bytes: Uint8Array) => isCandidates(bytes) || bytes[0] === 0x44 };

  test("tries the other decoder where the first one rejects, and says so", async () => {
    const failures: unknown[] = [];
    const rollout = createRollout({
      ...wide,
      incumbent: letterCodec("D"),
      onFailure: (failure) => failures.push(failure),
    });
    const looksLikeTheCandidates = utf8("Dcontent");
    expect(await rollout.decompress(looksLikeTheCandidates)).toEqual(content);
    const error = expect.objectContaining({ message: "not C" });
    expect(failures).toEqual([{ during: "read", reason: "fallback", error, inputLength: 8 }]);
    const { reads } = rollout.report();
    expect(reads).toEqual({ calls: 1, byIncumbent: 1, byCandidate: 0, fallbacks: 1, rejected: 0 });
  });

  test("does so the other way round, and where the recogniser throws", async () => {
    const broken = (): boolean => {
      throw new Error("no idea");
    };
    for (const recognise of [() => false, broken]) {
      const rollout = createRollout({ ...base, recognise });
      expect(await rollout.decompress(byCandidate)).toEqual(content);
      expect(rollout.report().reads).toMatchObject({ byCandidate: 1, fallbacks: 1 });
    }
  });

  test("rejects with what the decoder of the bytes' own format threw, if neither takes them", async () => {
    const rollout = createRollout({ ...wide, onFailure: () => expect.unreachable() });
    await expect(rollout.decompress(utf8("Dcontent"))).rejects.toThrow("not C");
    await expect(rollout.decompress(utf8("Xcontent"))).rejects.toThrow("not I");
    const { reads } = rollout.report();
    expect(reads).toEqual({ calls: 2, byIncumbent: 0, byCandidate: 0, fallbacks: 0, rejected: 2 });
  });

  test("counts anything but bytes as a rejection", async () => {
    const text = (): Uint8Array => "content" as unknown as Uint8Array;
    const rollout = createRollout({ ...wide, candidate: { ...candidate, decompress: text } });
    await expect(rollout.decompress(byCandidate)).rejects.toThrow(
      new TypeError("the result of candidate.decompress must be a Uint8Array, got string"),
    );
    expect(await rollout.decompress(byIncumbent)).toEqual(content);
  });

  test("gives the candidate a copy, so that the incumbent reads what was written", async () => {
    const scribbler = {
      ...candidate,
      decompress(bytes: Uint8Array): Uint8Array {
        bytes.fill(0);
        throw new Error("scribbled");
      },
    };
    const rollout = createRollout({ ...wide, incumbent: letterCodec("D"), candidate: scribbler });
    expect(await rollout.decompress(utf8("Dcontent"))).toEqual(content);
  });

  test("waits for the only decoder that can read the bytes, beyond the time limit", async () => {
    const clock = manualClock();
    const slow = async (bytes: Uint8Array): Promise<Uint8Array> => {
      await new Promise<void>((resolve) => clock.after(60_000, resolve));
      return candidate.decompress(bytes);
    };
    const rollout = createRollout({ ...base, candidate: { ...candidate, decompress: slow }, clock });
    const reading = rollout.decompress(byCandidate);
    await clock.advance(60_000);
    expect(await reading).toEqual(content);
    expect(rollout.report().candidate.decompressLatency.max).toBe(60_000);
  });
});

describe("a report", () => {
  test("counts calls, bytes and latencies of each", async () => {
    const clock = manualClock();
    const taking = (milliseconds: number, make: (bytes: Uint8Array) => Uint8Array) => {
      return (bytes: Uint8Array): Uint8Array => {
        clock.block(milliseconds);
        return make(bytes);
      };
    };
    const half = (bytes: Uint8Array): Uint8Array => utf8("C").slice(0, bytes.length);
    const rollout = createRollout({
      incumbent: { compress: taking(8, (bytes) => bytes.slice(1)), decompress: taking(2, () => content) },
      candidate: { compress: taking(4, half), decompress: taking(1, () => content) },
      recognise: isCandidates,
      clock,
    });
    await rollout.compress(content);
    rollout.setMode("on");
    for (let i = 0; i < 3; i++) await rollout.decompress(await rollout.compress(content));
    const latency = (count: number, value: number): object => ({
      count,
      p50: expect.closeTo(value, 0),
      p90: expect.closeTo(value, 0),
      p99: expect.closeTo(value, 0),
      max: value,
    });
    const none = { count: 0, p50: null, p90: null, p99: null, max: null };
    expect(rollout.report()).toEqual({
      mode: "on",
      share: 1,
      switchedOff: false,
      failuresInARow: 0,
      writes: {
        calls: 4,
        byIncumbent: 1,
        byCandidate: 3,
        rejected: 0,
        ambiguous: 0,
        latency: { ...latency(4, 5), max: 8, p90: expect.closeTo(8, 0), p99: expect.closeTo(8, 0) },
      },
      reads: { calls: 3, byIncumbent: 0, byCandidate: 3, fallbacks: 0, rejected: 0 },
      incumbent: {
        compressed: 1,
        bytesIn: 7,
        bytesOut: 6,
        ratio: 7 / 6,
        compressLatency: latency(1, 8),
        decompressLatency: none,
      },
      candidate: {
        compressed: 3,
        bytesIn: 21,
        bytesOut: 3,
        ratio: 7,
        compressLatency: latency(3, 4),
        // Three verifications, three reads.
        decompressLatency: latency(6, 1),
      },
      shadow: { compared: 0, bytesIn: 0, incumbentBytes: 0, candidateBytes: 0, smaller: 0, skipped: 0 },
      failures: { threw: 0, "not-bytes": 0, unrecognised: 0, undecodable: 0, mismatch: 0, timeout: 0 },
    } satisfies Record<keyof RolloutReport, unknown>);
  });

  test("is a snapshot of plain data, with nothing in it at first", async () => {
    const throwing = {
      ...candidate,
      compress: () => {
        throw new Error("never");
      },
    };
    const rollout = createRollout({ ...base, candidate: throwing, mode: "on" });
    const before = rollout.report();
    const copy = structuredClone(before);
    expect(JSON.parse(JSON.stringify(before))).toEqual(copy);
    expect([before.incumbent.ratio, before.candidate.ratio, before.failures.threw]).toEqual([null, null, 0]);
    await rollout.decompress(await rollout.compress(content));
    expect(before).toEqual(copy);
    expect(rollout.report()).toMatchObject({
      writes: { calls: 1 },
      reads: { calls: 1 },
      failures: { threw: 1 },
    });
  });

  test("comes every so many calls, of either kind", async () => {
    const seen: number[] = [];
    const onReport = ({ writes, reads }: RolloutReport): void => {
      seen.push(writes.calls + reads.calls);
    };
    const rollout = createRollout({ ...base, onReport, reportEvery: 3 });
    for (let i = 0; i < 4; i++) await rollout.decompress(await rollout.compress(content));
    expect(seen).toEqual([3, 6]);
    await expect(rollout.decompress(utf8("X"))).rejects.toThrow();
    expect(seen).toEqual([3, 6, 9]);
  });

  test("says how many of the incumbent's bytes look like the candidate's", async () => {
    const rollout = createRollout({ ...base, incumbent: letterCodec("C") });
    await rollout.compress(content);
    expect(rollout.report().writes.ambiguous).toBe(1);
  });
});
