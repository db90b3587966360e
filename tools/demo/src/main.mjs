// @ts-check
import { CODERS } from "./coders.mjs";
import { measure } from "./compare.mjs";
import { signalReport, sizeTable, summary } from "./report.mjs";
import { loadSamples } from "./samples.mjs";
import { readSignals } from "./signals.mjs";

try {
  const samples = loadSamples();
  const results = samples.map((sample) => {
    const rows = CODERS.map((coder) => measure(sample, coder));
    console.log(`${sizeTable(sample, rows)}\n`);
    console.log(`${signalReport(readSignals(/** @type {Uint8Array[]} */ (rows.at(-1)?.frames)))}\n`);
    return rows;
  });
  console.log(summary(samples, results));
} catch (error) {
  console.error(`brio demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
