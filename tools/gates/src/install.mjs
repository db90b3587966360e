// @ts-check
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strangersEnvironment } from "./environment.mjs";

/**
 * Makes an empty project and installs one package there from its tarball, as `npm install brio-…` would. The Brio
 * packages it declares come from their tarballs instead of the registry, and only those: an import of a package that
 * is not declared fails here as it would for a user.
 *
 * @param {string} project the folder to make
 * @param {string} name of the package to install
 * @param {string[]} dependencies names of the Brio packages that come along
 * @param {(name: string) => string} tarballOf absolute path of a package's tarball
 */
export function installAlone(project, name, dependencies, tarballOf) {
  mkdirSync(project, { recursive: true });
  const manifest = {
    name: "empty",
    private: true,
    dependencies: { [name]: `file:${tarballOf(name)}` },
    overrides: Object.fromEntries(dependencies.map((other) => [other, `file:${tarballOf(other)}`])),
  };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: project,
    env: strangersEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
}

/**
 * Names of all packages below a node_modules folder, nested ones too.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function installedPackages(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(folder, name)).map((n) => `${name}/${n}`) : [name],
    )
    .flatMap((name) => [name, ...installedPackages(join(folder, name, "node_modules"))]);
}
