// @ts-check
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { strangersEnvironment } from "./environment.mjs";
import { packageManager, root } from "./workspace.mjs";

/**
 * @typedef {object} Tarball
 * @property {string} name of the package
 * @property {string} filename absolute path
 * @property {{ path: string }[]} files what it holds, relative to the package
 */

/**
 * Packs every published package, built already, as a release would.
 *
 * @param {string} folder where the tarballs go
 * @returns {Tarball[]}
 */
export function packAll(folder) {
  mkdirSync(folder, { recursive: true });
  const printed = execFileSync(
    "npx",
    ["-y", packageManager, "--filter", "./packages/*", "pack", "--json", "--pack-destination", folder],
    { cwd: root, env: strangersEnvironment(), encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  return JSON.parse(printed);
}
