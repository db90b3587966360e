// Decoding and encoding speed of every kernel, on every number of lanes: bench.mjs FILE [ROUNDS], after a build.
//
// The bytes of the file are the symbols of an order-0 model on the default scale. A speed is that of the best of many rounds,
// through the public functions, so copying and allocation count. Each kernel has a process of its own.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [file, rounds = "100"] = process.argv.slice(2);
if (file === undefined) throw new TypeError("usage: bench.mjs FILE [ROUNDS]");

if (process.env.BRIO_KERNEL === undefined) {
  console.log("bytes, then MB/s: encodeRans, decodeRans, RansDecoder into an array that exists");
  for (const kernel of ["wasm", "wasm-scalar", "ts"]) {
    const env = { ...process.env, BRIO_KERNEL: kernel };
    spawnSync(process.execPath, [fileURLToPath(import.meta.url), file, rounds], { env, stdio: "inherit" });
  }
} else {
  await measure();
}

async function measure() {
  const { buildRansModel, decodeRans, encodeRans, RansDecoder } = await import("../dist/index.js");
  const symbols = new Uint8Array(readFileSync(file));
  const counts = new Uint32Array(256);
  for (const symbol of symbols) counts[symbol]++;
  const model = buildRansModel(counts);
  const out = new Uint8Array(symbols.length);
  for (const lanes of [1, 2, 4, 8, 16, 32]) {
    const payload = encodeRans(symbols, model, { lanes });
    const speeds = [
      () => encodeRans(symbols, model, { lanes }),
      () => decodeRans(payload, model, symbols.length, { lanes }),
      () => {
        const decoder = new RansDecoder(payload, lanes);
        decoder.getSymbols(model, out);
        decoder.finish();
      },
    ].map((run) => symbols.length / bestTime(run) / 1000);
    const columns = [payload.length, ...speeds.map((speed) => speed.toFixed(0))];
    const name = `${process.env.BRIO_KERNEL}, ${lanes} lanes`.padEnd(22);
    console.log(`${name} ${columns.map((column) => String(column).padStart(8)).join("")}`);
  }
}

/** Milliseconds of the fastest round. */
function bestTime(run) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < Number(rounds); round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
