// @ts-check
// `npm test`: the tests of every workspace through turbo, then one line each on how they went.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countTests, formatCounts } from "./reports.mjs";
import { root } from "./workspace.mjs";

const given = process.env["BRIO_TEST_REPORTS"];
const reports = given ?? mkdtempSync(join(tmpdir(), "brio-reports-"));

/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env, BRIO_TEST_REPORTS: reports, TURBO_TELEMETRY_DISABLED: "1" };
// vitest colours its output even into a file or a pipe.
if (!process.stdout.isTTY && env["FORCE_COLOR"] === undefined) env["NO_COLOR"] = "1";

// `--continue`: a failure in one workspace hides nothing of the others.
const turbo = spawnSync("turbo", ["run", "test", "--continue=always", "--log-order=grouped"], {
  cwd: root,
  env,
  stdio: "inherit",
  shell: process.platform === "win32",
});
if (turbo.error !== undefined) throw turbo.error;

console.log(formatCounts(countTests(reports)));
if (given === undefined) rmSync(reports, { recursive: true });
process.exitCode = turbo.status ?? 1;
