// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { listWorkspaces } from "./workspace.mjs";

/**
 * @typedef {object} Count of the tests of one workspace
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Reads what vitest left in the folder that BRIO_TEST_REPORTS names, one JSON file a workspace.
 *
 * A run that did not get as far as a report, and a test file that did not load, count as one failed test: a suite
 * that vanishes must not look like a suite that passes.
 *
 * @param {string} folder
 * @returns {Count[]} one for each workspace that has tests
 */
export function countTests(folder) {
  return listWorkspaces()
    .filter(({ manifest }) => manifest.scripts?.["test"] !== undefined)
    .map((workspace) => {
      const path = join(folder, `${basename(workspace.folder)}.json`);
      const count = existsSync(path) ? readReport(path) : { passed: 0, failed: 1, skipped: 0 };
      return { name: workspace.name, ...count };
    });
}

/** @param {string} path of one report */
function readReport(path) {
  const report = JSON.parse(readFileSync(path, "utf8"));
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = Math.max(report.numFailedTests, report.success ? 0 : 1);
  return { passed, failed, skipped };
}

/**
 * One line a workspace, aligned.
 *
 * @param {Count[]} counts
 */
export function formatCounts(counts) {
  const width = Math.max(...counts.map(({ name }) => name.length));
  return counts
    .map(({ name, passed, failed, skipped }) => {
      const left = `${name.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failed).padStart(3)} failed`;
      return skipped === 0 ? left : `${left}  ${String(skipped).padStart(3)} skipped`;
    })
    .join("\n");
}

/**
 * @param {Count[]} counts
 * @param {"passed" | "failed" | "skipped"} key
 */
export function total(counts, key) {
  return counts.reduce((sum, count) => sum + count[key], 0);
}
