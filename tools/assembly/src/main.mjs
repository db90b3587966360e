// @ts-check
// The `generate` script of a package with kernels in AssemblyScript: main.mjs ENTRY OUTPUT, both relative to the package.
import { writeFileSync } from "node:fs";
import { compile } from "./compile.mjs";
import { embed } from "./embed.mjs";

const [entry, output] = process.argv.slice(2);
if (entry === undefined || output === undefined) throw new TypeError("usage: main.mjs ENTRY OUTPUT");
writeFileSync(
  output,
  embed(entry, { SIMD_MODULE: await compile(entry, true), SCALAR_MODULE: await compile(entry, false) }),
);
