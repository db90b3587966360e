import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import { compress, decompress, isBrio } from "../../src/index.ts";
import * as lite from "../../src/lite.ts";
import { createRollout, type RolloutCodec } from "../../src/rollout.ts";
import { SMALL } from "../contents.ts";

const brotli: RolloutCodec = {
  compress: promisify(zlib.brotliCompress),
  decompress: promisify(zlib.brotliDecompress),
};
/** Whose streams begin like brief headers of Brio. */
const narrowBrotli: RolloutCodec = {
  compress: (content) =>
    zlib.brotliCompressSync(content, {
      params: { [zlib.constants.BROTLI_PARAM_LGWIN]: 10, [zlib.constants.BROTLI_PARAM_QUALITY]: 9 },
    }),
  decompress: (bytes) => zlib.brotliDecompressSync(bytes),
};

/** The first call loads what the coder needs, which on a busy machine may take its time. */
const patient = { timeLimit: 20_000 };

describe("Brio in front of brotli", () => {
  test("gives back every content, in every mode, with no failure", async () => {
    const rollout = createRollout({ ...patient, incumbent: brotli, candidate: { compress, decompress } });
    const written: Uint8Array[] = [];
    for (const mode of ["off", "shadow", "on"] as const) {
      rollout.setMode(mode);
      for (const { content } of SMALL) {
        const bytes = await rollout.compress(content);
        expect(isBrio(bytes)).toBe(mode === "on");
        written.push(bytes);
      }
      await rollout.settled();
    }
    for (const [i, bytes] of written.entries()) {
      const { name, content } = SMALL[i % SMALL.length]!;
      expect([name, new Uint8Array(await rollout.decompress(bytes))]).toEqual([name, content]);
    }
    const { writes, reads, shadow, failures } = rollout.report();
    expect(writes).toMatchObject({ byIncumbent: 2 * SMALL.length, byCandidate: SMALL.length, ambiguous: 0 });
    expect(reads).toMatchObject({ byCandidate: SMALL.length, fallbacks: 0, rejected: 0 });
    expect(shadow.compared).toBe(SMALL.length);
    expect(Object.values(failures)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("reads a brotli stream that begins like a frame, and counts it", async () => {
    const text = new TextEncoder().encode("Order 12: paid. Order 13: open. Order 14: paid.");
    const rollout = createRollout({ ...patient, incumbent: narrowBrotli, candidate: lite });
    const bytes = await rollout.compress(text);
    expect([isBrio(bytes), rollout.report().writes.ambiguous]).toEqual([true, 1]);
    expect(new Uint8Array(await rollout.decompress(bytes))).toEqual(text);
    expect(rollout.report().reads.fallbacks).toBe(1);
  });

  test("rejects a damaged frame with what Brio says of it", async () => {
    const rollout = createRollout({ ...patient, incumbent: brotli, candidate: lite, mode: "on" });
    const frame = await rollout.compress(new TextEncoder().encode("Is there anything else?"));
    frame[frame.length - 1]! ^= 1;
    await expect(rollout.decompress(frame)).rejects.toMatchObject({ name: "BrioError" });
  });
});
