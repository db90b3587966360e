// @ts-check
// The `generate` script of a package with kernels in AssemblyScript: main.mjs ENTRY OUTPUT [--scalar], both relative to the package.
// With --scalar there is no module with vectors.
import { writeFileSync } from "node:fs";
import { compile } from "./compile.mjs";
import { embed } from "./embed.mjs";

const [entry, output, option] = process.argv.slice(2);
if (entry === undefined || output === undefined || (option !== undefined && option !== "--scalar")) {
  throw new TypeError("usage: main.mjs ENTRY OUTPUT [--scalar]");
}
const vectors = option === undefined ? { SIMD_MODULE: await compile(entry, true) } : {};
writeFileSync(output, embed(entry, { ...vectors, SCALAR_MODULE: await compile(entry, false) }));
