import { readFileSync } from "node:fs";
import { assertSame, rejections } from "brio-test-support";
import { expect } from "vitest";
import { isModelError } from "../src/index.ts";
import type { DecodeJob, Decoding, EncodeJob, ModelKernel } from "../src/kernel.ts";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { wasmKernel } from "../src/kernel-wasm/kernel.ts";
import type { Model } from "../src/model.ts";

export const { outcome, rejection } = rejections(isModelError);

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}

/** Every kernel, the TypeScript one first, whatever the environment says. */
export const KERNELS: readonly ModelKernel[] = [tsKernel, wasmKernel("wasm"), wasmKernel("wasm-scalar")];

export const LANES = [1, 2] as const;
export const PROFILES = [0, 1] as const;

export function contentOf({ alphabet }: Model, symbols: Uint16Array): Uint8Array {
  const { bytes, offsets } = alphabet;
  const content: number[] = [];
  for (const symbol of symbols) content.push(...bytes.subarray(offsets[symbol], offsets[symbol + 1]));
  return Uint8Array.from(content);
}

/** A job with what is not of interest filled in. */
export function jobOf(model: Model, symbols: Uint16Array, job: Partial<EncodeJob> = {}): EncodeJob {
  const contentLength = contentOf(model, symbols).length;
  return { symbols, contentLength, profile: 0, laneCount: 1, seeds: [], ...job };
}

export interface Decoded extends Decoding {
  readonly content: Uint8Array;
}

export function decodeBy(
  kernel: ModelKernel,
  model: Model,
  payload: Uint8Array,
  contentLength: number,
  laneCount: DecodeJob["laneCount"],
): Decoded {
  const content = new Uint8Array(contentLength);
  return { ...kernel.decodeContent(model, { payload, content, laneCount }), content };
}

/** Encodes with all kernels, which must write the same, and decodes that with all of them. */
export function encodeWithAll(model: Model, job: EncodeJob): Uint8Array {
  const [payload, ...others] = KERNELS.map((kernel) => kernel.encodeContent(model, job));
  for (const other of others) assertSame(other, payload!, "payload");
  const decoded = decodeWithAll(model, payload!, job.contentLength, job.laneCount);
  const seeds = Array.from({ length: job.laneCount }, (_, lane) => job.seeds[lane] ?? 0);
  expect(decoded).toMatchObject({ status: 0, position: payload!.length, seeds });
  assertSame(decoded.content, contentOf(model, job.symbols), "content");
  return payload!;
}

/** Decodes with all kernels, which must agree about everything, and returns what they made of it. */
export function decodeWithAll(
  model: Model,
  payload: Uint8Array,
  contentLength: number,
  laneCount: DecodeJob["laneCount"],
): Decoded {
  const [expected, ...others] = KERNELS.map((kernel) =>
    decodeBy(kernel, model, payload, contentLength, laneCount),
  );
  for (const { status, position, seeds, content } of others) {
    assertSame(
      [status, position, ...seeds],
      [expected!.status, expected!.position, ...expected!.seeds],
      "status, position and seeds",
    );
    // After a fault it is nobody's content: a kernel may have come further with it than another.
    if (status === 0) assertSame(content, expected!.content, "content");
  }
  expect(expected!.position).toBeLessThanOrEqual(payload.length);
  return expected!;
}
