// @ts-check
// Regenerates every generated file that is committed, and fails if one of them was stale.
import { execFileSync, spawnSync } from "node:child_process";
import { root } from "./workspace.mjs";

/**
 * @param {string} command
 * @param {...string} args
 */
function run(command, ...args) {
  return execFileSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** The tree as git sees it: every difference from the last commit, and every file it does not know, by content. */
function treeState() {
  const untracked = run("git", "ls-files", "--others", "--exclude-standard").split("\n").filter(Boolean);
  const hashes = untracked.map((path) => `${run("git", "hash-object", "--", path).trim()} ${path}`);
  return [run("git", "diff", "--binary", "HEAD"), ...hashes].join("\n");
}

const before = treeState();
const { status } = spawnSync("npm", ["run", "generate"], { cwd: root, stdio: "inherit" });

if (status !== 0) {
  process.exitCode = 1;
} else if (treeState() !== before) {
  console.error("Generated files were stale; commit what `npm run generate` writes:");
  console.error(run("git", "status", "--short"));
  process.exitCode = 1;
}
