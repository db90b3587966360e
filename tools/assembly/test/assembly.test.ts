import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../src/compile.mjs";
import { embed } from "../src/embed.mjs";

const folder = mkdtempSync(join(tmpdir(), "brio-assembly-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of a program, as a package's script gives it. */
function program(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return relative(process.cwd(), path);
}

const sum = program(
  "sum.ts",
  `export function vectors(): bool { return ASC_FEATURE_SIMD; }
   export function sum(a: i32, b: i32): i32 {
     if (ASC_FEATURE_SIMD) return i32x4.extract_lane(i32x4.add(i32x4.splat(a), i32x4.splat(b)), 2);
     return a + b;
   }`,
);

describe("a module", () => {
  test.each([true, false])(
    "with vectors: %s; imports nothing, runs, and comes out the same again",
    async (simd) => {
      const bytes = await compile(sum, simd);
      expect(await compile(sum, simd)).toEqual(bytes);
      const module = new WebAssembly.Module(bytes);
      expect(WebAssembly.Module.imports(module)).toEqual([]);
      expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toEqual([
        "vectors",
        "sum",
        "memory",
      ]);
      const exports = new WebAssembly.Instance(module).exports as Record<
        string,
        (...numbers: number[]) => number
      >;
      expect([exports["vectors"]!(), exports["sum"]!(2, 40)]).toEqual([Number(simd), 42]);
    },
  );

  test("that does not compile is an error that says where", async () => {
    const wrong = program("wrong.ts", "export function one(): i32 { return two; }");
    await expect(compile(wrong, false)).rejects.toThrow(/'two'[\s\S]*wrong\.ts/);
  });
});

test("embedded modules are strings of their bytes, marked as generated", () => {
  const bytes = Uint8Array.from({ length: 130 }, (_, i) => i);
  const source = embed("assembly/index.ts", { ONE: bytes, TWO: Uint8Array.of(255) });
  expect(source).toMatch(/^\/\/ Generated from assembly\/index\.ts by `npm run generate`\. Do not edit\.\n/);
  const constants = [...source.matchAll(/export const (\w+): string =\n([^;]+);\n/g)].map(
    ([, name, text]) => [name, [...text!.matchAll(/"([0-9a-f]*)"/g)].map(([, hex]) => hex).join("")],
  );
  expect(constants).toEqual([
    ["ONE", Buffer.from(bytes).toString("hex")],
    ["TWO", "ff"],
  ]);
});
