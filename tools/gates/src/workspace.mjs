// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Manifest the fields of a package.json that the gates look at
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {string} [license]
 * @property {string} [type]
 * @property {boolean} [sideEffects]
 * @property {string} [packageManager]
 * @property {Record<string, unknown>} [exports]
 * @property {string[]} [files]
 * @property {Record<string, string>} [bin]
 * @property {Record<string, string>} [engines]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * @typedef {object} Workspace
 * @property {string} name
 * @property {string} folder absolute path
 * @property {Manifest} manifest
 */

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * @param {string} path of a package.json
 * @returns {Manifest}
 */
export function readManifest(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The package manager as npx takes it: `pnpm@` and the exact version. */
export const packageManager = String(readManifest(join(root, "package.json")).packageManager);

/**
 * Every workspace, by name: the folders with a package.json under `packages` and `tools`.
 *
 * @returns {Workspace[]}
 */
export function listWorkspaces() {
  return ["packages", "tools"]
    .map((parent) => join(root, parent))
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(join(folder, "package.json")) }))
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The workspaces that are released to the registry. */
export function listPublished() {
  return listWorkspaces().filter((workspace) => workspace.manifest.private !== true);
}

/**
 * The published Brio packages that come along when somebody installs one: its declared dependencies, and theirs.
 *
 * @param {string} name
 * @returns {string[]} sorted, without `name` itself
 */
export function brioDependencies(name) {
  const published = new Map(listPublished().map((workspace) => [workspace.name, workspace.manifest]));
  /** @type {Set<string>} */
  const found = new Set();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const dependency of Object.keys(published.get(next)?.dependencies ?? {})) {
      if (!published.has(dependency) || found.has(dependency)) continue;
      found.add(dependency);
      open.push(dependency);
    }
  }
  return [...found].sort();
}
