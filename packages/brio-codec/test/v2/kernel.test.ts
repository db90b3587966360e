import { readdirSync } from "node:fs";
import { assertSame, noise, utf8 } from "brio-test-support";
import { testKernelChoice } from "brio-test-support/kernel-choice";
import { describe, expect, test, vi } from "vitest";
import { DECODED } from "../../src/v2/kernel.ts";
import { tsKernel } from "../../src/v2/kernel-ts/kernel.ts";
import { decodeWithInstance } from "../../src/v2/kernel-wasm/decode-with-instance.ts";
import { SCALAR_MODULE, SIMD_MODULE } from "../../src/v2/kernel-wasm/decoder.gen.ts";
import { type Instance, instantiateDecoder } from "../../src/v2/kernel-wasm/decoder.ts";
import * as layout from "../../src/v2/kernel-wasm/decoder-layout.ts";
import { createHost, type Host, withInstance } from "../../src/v2/kernel-wasm/host.ts";
import { TABLES_BYTES } from "../../src/v2/tables-layout.ts";
import { readText } from "../support.ts";
import { chat, chatTables, decodePayload } from "./decoding.ts";
import { encodeBlocks } from "./reference-encoder.ts";
import { parseContent } from "./reference-parser.ts";

const text = utf8(
  "I'm sorry, I can't help with that. Is there anything else, or something like that? ".repeat(9),
);
const payload = encodeBlocks(chat, parseContent(chat, text), [0]);

/** A kernel of its own, and what it keeps. */
function newKernel(hex: string): { host: Host<Instance>; decodeBlock: typeof tsKernel.decodeBlock } {
  const host = createHost(hex, instantiateDecoder);
  return {
    host,
    decodeBlock: (tables, decoding) =>
      withInstance(host, tables, (instance) => decodeWithInstance(instance, decoding)) ??
      tsKernel.decodeBlock(tables, decoding),
  };
}

describe("the choice of a kernel", () => {
  testKernelChoice(async () => (await import("../../src/v2/select-kernel.ts")).tokenKernel().name);

  test("nothing is compiled and no instance made at import", async () => {
    const refuse = (): never => {
      throw new Error("at import");
    };
    vi.stubGlobal("WebAssembly", { Module: refuse, Instance: refuse, Memory: refuse, validate: refuse });
    vi.resetModules();
    await import("../../src/index.ts");
  });
});

/** Starts and ends of the regions of decoder-layout.ts that have a fixed size: what lies between them is never written. */
const REGIONS: readonly (readonly [number, number])[] = [
  [layout.STATES_AT, layout.POSITION_AT + 4],
  [layout.LENGTH_BASES_AT, layout.LENGTH_BASES_AT + 50],
  [layout.LENGTH_EXTRA_BITS_AT, layout.LENGTH_EXTRA_BITS_AT + 25],
  [layout.TABLES_AT, layout.TABLES_AT + TABLES_BYTES],
  [layout.PAYLOAD_AT, layout.PAYLOAD_AT + 4 * 131_072 + 22 + 32],
  [layout.BYTES_AT, Number.POSITIVE_INFINITY],
];

describe.each([
  ["with vectors", SIMD_MODULE],
  ["without vectors", SCALAR_MODULE],
])("an instance %s", (_, hex) => {
  test("is made at the first call, and anew after a trap, which is not swallowed", () => {
    const { host, decodeBlock } = newKernel(hex);
    expect(host.instances.has(chatTables)).toBe(false);
    decodePayload({ decodeBlock }, payload, text.length, 1);
    const first = host.instances.get(chatTables)!;
    decodePayload({ decodeBlock }, payload, text.length, 1);
    expect(host.instances.get(chatTables)).toBe(first);

    const trap = new WebAssembly.RuntimeError("unreachable");
    const exports = {
      ...first.exports,
      decodeBlock: (): never => {
        throw trap;
      },
    };
    host.instances.set(chatTables, { ...first, exports });
    expect(() => decodePayload({ decodeBlock }, payload, text.length, 1)).toThrow(trap);
    expect(host.instances.has(chatTables)).toBe(false);
    assertSame(decodePayload({ decodeBlock }, payload, text.length, 1).content, text);
  });

  test("decodes the same in poisoned memory, and writes nothing but its regions", () => {
    const { host, decodeBlock } = newKernel(hex);
    decodePayload({ decodeBlock }, payload, text.length, 1);
    const { bytes, workAt } = host.instances.get(chatTables)!;
    REGIONS.slice(0, -1).forEach(([, end], i) => bytes.fill(0xc5, end, REGIONS[i + 1]![0]));
    bytes.fill(0xaa, layout.PAYLOAD_AT, REGIONS[4]![1]);
    bytes.fill(0xaa, workAt);
    assertSame(decodePayload({ decodeBlock }, payload, text.length, 1).content, text);
    REGIONS.slice(0, -1).forEach(([, end], i) => {
      const gap = bytes.subarray(end, REGIONS[i + 1]![0]);
      expect(gap.length).toBeGreaterThan(8);
      expect(gap.every((byte) => byte === 0xc5)).toBe(true);
    });
    // Copies go up to fifteen bytes beyond the content.
    expect(bytes.subarray(workAt + text.length + 15).every((byte) => byte === 0xaa)).toBe(true);
    // A payload that ends too soon goes on with zeros, not with what was there before.
    const cut = payload.subarray(0, 30);
    expect(decodePayload({ decodeBlock }, cut, text.length, 1)).toEqual(
      decodePayload(tsKernel, cut, text.length, 1),
    );
  });

  test("grows its memory with the content, and not beyond a window and a quarter", () => {
    const { host, decodeBlock } = newKernel(hex);
    decodePayload({ decodeBlock }, payload, text.length, 1);
    const instance = host.instances.get(chatTables)!;
    const before = instance.bytes.length;
    expect(before).toBeLessThan(2 ** 21);
    const run = [{ raw: 7 }, { length: 131_071, distance: 1 }];
    const long = encodeBlocks(chat, new Array(250).fill(run), [0, 0]);
    const { status, content } = decodePayload({ decodeBlock }, long, 250 * 131_072, 2);
    expect(status).toBe(DECODED);
    expect(content.every((byte) => byte === 7)).toBe(true);
    expect(instance.bytes.length).toBeGreaterThan(before + 2 ** 24);
    expect(instance.bytes.length).toBeLessThan(before + 2 ** 24 + 2 ** 22 + 2 ** 18);
    expect(instance.bytes.buffer).toBe(instance.exports.memory.buffer);
    expect(instance.historyOf).toBeUndefined();
  });

  test("that gets no more memory leaves the block to TypeScript", () => {
    const { decodeBlock } = newKernel(hex);
    decodePayload({ decodeBlock }, payload, text.length, 1);
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("out of memory");
    });
    const run = noise(131_072);
    const blocks = Array.from({ length: 6 }, () => ({ stored: run }));
    const { status, content } = decodePayload(
      { decodeBlock },
      encodeBlocks(chat, blocks, [0, 0]),
      6 * run.length,
      2,
    );
    expect(grow).toHaveBeenCalled();
    grow.mockRestore();
    expect(status).toBe(DECODED);
    assertSame(content.subarray(-run.length), run);
  });
});

test("AssemblyScript and TypeScript have the same numbers", async () => {
  const modules: Record<string, unknown>[] = await Promise.all([
    import("../../src/v2/format.ts"),
    import("../../src/v2/tables.ts"),
    import("../../src/v2/kernel.ts"),
    import("brio-dictionary"),
  ]);
  const known = new Map(modules.flatMap((module) => Object.entries(module)));
  const folder = new URL("../../assembly/", import.meta.url);
  const names: string[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    for (const [, name, value] of readText(`../assembly/${file}`).matchAll(
      /^(?:export )?const ([A-Z_]+): (?:u32|i32|usize) = (\w+);$/gm,
    )) {
      if (typeof known.get(name!) !== "number") continue;
      expect(Number(value), `${name} in ${file}`).toBe(known.get(name!));
      names.push(name!);
    }
  }
  expect(names.length).toBeGreaterThan(20);
});
