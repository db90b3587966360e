// @ts-check
// The end of a continuous integration run: summary.mjs REPORTS PASSED_GATES FAILED_GATES
import { countTests, formatCounts, total } from "./reports.mjs";

const [reports, passedGates, failedGates] = process.argv.slice(2);
if (reports === undefined) throw new TypeError("usage: summary.mjs REPORTS PASSED_GATES FAILED_GATES");

const counts = [
  ...countTests(reports),
  { name: "gates", passed: Number(passedGates), failed: Number(failedGates), skipped: 0 },
];
const failed = total(counts, "failed");

console.log(formatCounts(counts));
console.log(`\n${total(counts, "passed")} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
