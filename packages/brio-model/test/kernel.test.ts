import { compileModule } from "brio-kernel-host";
import { assertSame, utf8 } from "brio-test-support";
import { testKernelChoice } from "brio-test-support/kernel-choice";
import { afterEach, describe, expect, test, vi } from "vitest";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { decodeWithInstance } from "../src/kernel-wasm/decode.ts";
import { encodeWithInstance } from "../src/kernel-wasm/encode.ts";
import { type Instance, instantiate } from "../src/kernel-wasm/instance.ts";
import { wasmKernel } from "../src/kernel-wasm/kernel.ts";
import * as layout from "../src/kernel-wasm/layout.ts";
import { SCALAR_MODULE, SIMD_MODULE } from "../src/kernel-wasm/module.gen.ts";
import { MODELS, randomSymbols } from "./models.ts";
import { sampleText } from "./sample-text.ts";
import { contentOf, decodeBy, jobOf } from "./support.ts";

describe("the choice of a kernel", () => {
  testKernelChoice(async () => (await import("../src/select-kernel.ts")).modelKernel().name);

  test("nothing is compiled and no instance made at import", async () => {
    const refuse = (): never => {
      throw new Error("at import");
    };
    vi.stubGlobal("WebAssembly", { Module: refuse, Instance: refuse, Memory: refuse, validate: refuse });
    vi.resetModules();
    await import("../src/index.ts");
  });
});

describe.each([
  ["with vectors", SIMD_MODULE],
  ["without vectors", SCALAR_MODULE],
])("an instance %s", (_, hex) => {
  const module = compileModule(hex);
  const chosen = MODELS.filter(([name]) => ["bytes", "phrases with lists"].includes(name));

  /** Everything that a content may leave behind, filled: the work at constant addresses, and all behind the model. */
  function poison({ bytes, placed }: Instance, value: number): void {
    bytes.fill(value, layout.STATES_AT, layout.LOGARITHMS_AT);
    bytes.fill(value, placed.end);
  }

  test.each(chosen)("codes the same in poisoned memory: %s", (_name, model) => {
    const symbols = randomSymbols(model.alphabet, 300, 5);
    const job = jobOf(model, symbols, { laneCount: 2, seeds: [1, 2] });
    const content = contentOf(model, symbols);
    const payload = tsKernel.encodeContent(model, job);
    const instance = instantiate(module, model);
    for (const value of [0x00, 0xaa, 0xff]) {
      poison(instance, value);
      assertSame(encodeWithInstance(instance, model, job), payload);
      poison(instance, value);
      const decoded = new Uint8Array(content.length);
      const decoding = decodeWithInstance(instance, model, { payload, content: decoded, laneCount: 2 });
      expect(decoding).toEqual({ status: 0, position: payload.length, seeds: [1, 2] });
      assertSame(decoded, content);
      // A payload that ends too soon goes on with zeros, not with what was there before.
      poison(instance, value);
      const cut = payload.subarray(0, 40);
      const { content: made, ...expected } = decodeBy(tsKernel, model, cut, content.length, 2);
      const job40 = { payload: cut, content: made.fill(0), laneCount: 2 } as const;
      expect(decodeWithInstance(instance, model, job40)).toEqual(expected);
    }
  });

  test.each(chosen)("writes nothing into the model: %s", (_name, model) => {
    const symbols = randomSymbols(model.alphabet, 300, 6);
    const job = jobOf(model, symbols);
    const instance = instantiate(module, model);
    const modelBytes = (): Uint8Array => instance.bytes.slice(layout.LOGARITHMS_AT, instance.placed.end);
    const before = modelBytes();
    const payload = encodeWithInstance(instance, model, job);
    decodeWithInstance(instance, model, {
      payload,
      content: new Uint8Array(job.contentLength),
      laneCount: 1,
    });
    assertSame(modelBytes(), before);
  });

  test("grows its memory with the content, and sees what lies there", () => {
    const [, model] = MODELS[0]!;
    const instance = instantiate(module, model);
    const short = jobOf(model, Uint16Array.from(utf8("a few bytes")));
    const expected = encodeWithInstance(instance, model, short);
    const before = instance.bytes.length;
    const long = jobOf(model, Uint16Array.from(utf8(sampleText(50_000))));
    const payload = encodeWithInstance(instance, model, long);
    expect(instance.bytes.length).toBeGreaterThan(before + 2 ** 23);
    expect(instance.bytes.buffer).toBe(instance.exports.memory.buffer);
    expect(instance.words.buffer).toBe(instance.exports.memory.buffer);
    const content = new Uint8Array(long.contentLength);
    expect(decodeWithInstance(instance, model, { payload, content, laneCount: 1 }).status).toBe(0);
    assertSame(content, long.symbols);
    assertSame(encodeWithInstance(instance, model, short), expected);
  });
});

describe("the WebAssembly kernel", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  const [, model] = MODELS[0]!;
  const job = jobOf(model, Uint16Array.from(utf8("the same again")));

  /** Counts the instances that are made from now on. */
  function countInstances(): () => number {
    const { Instance } = WebAssembly;
    let count = 0;
    vi.stubGlobal("WebAssembly", {
      Module: WebAssembly.Module,
      Memory: WebAssembly.Memory,
      Instance: class extends Instance {
        constructor(made: WebAssembly.Module) {
          super(made);
          count++;
        }
      },
    });
    return () => count;
  }

  test("makes an instance a model, when first needed", () => {
    const instanceCount = countInstances();
    const kernel = wasmKernel("wasm");
    expect(instanceCount()).toBe(0);
    const payload = kernel.encodeContent(model, job);
    decodeBy(kernel, model, payload, job.contentLength, 1);
    expect(instanceCount()).toBe(1);
    const [, other] = MODELS[1]!;
    kernel.encodeContent(other, jobOf(other, Uint16Array.of(0)));
    kernel.encodeContent(model, job);
    expect(instanceCount()).toBe(2);
  });

  test("keeps no more than 32 MiB of memory for the next call", () => {
    const kernel = wasmKernel("wasm");
    const instanceCount = countInstances();
    // Groups of counters: 32 bytes for each byte and each of ten contexts, 2^19 and 2^21 of them.
    for (const [contentLength, kept] of [
      [50_000, 1],
      [150_000, 0],
    ] as const) {
      const before = instanceCount();
      const long = jobOf(model, Uint16Array.from(utf8(sampleText(contentLength))));
      kernel.encodeContent(model, long);
      const made = instanceCount() - before;
      kernel.encodeContent(model, job);
      expect([contentLength, instanceCount() - before - made]).toEqual([contentLength, 1 - kept]);
    }
  });

  test("that gets no more memory says so, and has a fresh instance for the next call", () => {
    const kernel = wasmKernel("wasm");
    const payload = kernel.encodeContent(model, job);
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("out of memory");
    });
    const symbols = Uint16Array.from(utf8(sampleText(200_000)));
    expect(() => kernel.encodeContent(model, jobOf(model, symbols))).toThrow(RangeError);
    grow.mockRestore();
    const instanceCount = countInstances();
    assertSame(kernel.encodeContent(model, job), payload);
    expect(instanceCount()).toBe(1);
  });
});
