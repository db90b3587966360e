import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strangersEnvironment } from "../src/environment.mjs";
import { installAlone, installedPackages } from "../src/install.mjs";
import { packAll, type Tarball } from "../src/tarballs.mjs";
import { brioDependencies, listPublished, readManifest, root } from "../src/workspace.mjs";

/** Outside the repository: above this folder there is no node_modules to fall back on. */
const scratch = mkdtempSync(join(tmpdir(), "brio-install-"));
const tarballs = new Map<string, Tarball>();

const INSTALL_TIMEOUT = 120_000;

beforeAll(() => {
  for (const tarball of packAll(join(scratch, "tarballs"))) tarballs.set(tarball.name, tarball);
}, INSTALL_TIMEOUT);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function tarballOf(name: string): Tarball {
  const tarball = tarballs.get(name);
  if (tarball === undefined) throw new Error(`${name} was not packed`);
  return tarball;
}

/** What a TypeScript user may have at the strictest; no DOM and no Node types, so ours must not need them. */
const STRANGERS_TSCONFIG = {
  compilerOptions: {
    module: "NodeNext",
    target: "ES2022",
    lib: ["ES2022"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
  },
  files: ["use.mts", "use.cts"],
};

for (const { name, manifest } of listPublished()) {
  describe(name, () => {
    const project = join(scratch, name);
    const consumer = join(root, "tools/gates/consumers", name);

    /** Runs node in the project, which must end well and print nothing. */
    function node(...args: string[]): void {
      const env = strangersEnvironment();
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: project,
        env,
        encoding: "utf8",
      });
      expect(stdout + stderr).toBe("");
      expect(status).toBe(0);
    }

    beforeAll(() => {
      installAlone(project, name, brioDependencies(name), (other) => tarballOf(other).filename);
    }, INSTALL_TIMEOUT);

    it("packs what a user needs and nothing else", () => {
      const paths = tarballOf(name).files.map(({ path }) => path);
      const documents = readdirSync(join(root, "packages", name)).filter((file) =>
        /^(LICENSE|README\.md|SPEC(-\w+)?\.md|SIGNALS\.md|CHANGELOG\.md|package\.json)$/.test(file),
      );

      expect(paths.filter((path) => !path.startsWith("dist/")).sort()).toEqual(documents.sort());
      expect(paths.filter((path) => path.startsWith("dist/"))).not.toEqual([]);
      for (const path of paths) expect(path).toMatch(/^[\w.-]+$|^dist\/[\w.-]+\.(js|cjs|d\.ts|d\.cts)$/);
    });

    it("has a manifest that works outside the workspace and runs nothing on install", () => {
      const installed = readManifest(join(project, "node_modules", name, "package.json"));
      expect(JSON.stringify(installed)).not.toContain("workspace:");
      for (const script of ["preinstall", "install", "postinstall", "prepare"]) {
        expect(installed.scripts ?? {}).not.toHaveProperty(script);
      }
    });

    it("brings along the Brio packages it declares and no other", () => {
      const installed = installedPackages(join(project, "node_modules"));
      expect(installed.filter((other) => other.startsWith("brio-")).sort()).toEqual(
        [name, ...brioDependencies(name)].sort(),
      );
      if (manifest.dependencies === undefined) expect(installed).toEqual([name]);
    });

    it("works from an ES module", () => {
      copyFileSync(join(consumer, "use.mjs"), join(project, "use.mjs"));
      node("use.mjs");
    });

    if (manifest.bin !== undefined) return;

    it("works from CommonJS", () => {
      copyFileSync(join(consumer, "use.cjs"), join(project, "use.cjs"));
      node("use.cjs");
    });

    it("type-checks from TypeScript, as an ES module and as CommonJS", () => {
      writeFileSync(join(project, "tsconfig.json"), JSON.stringify(STRANGERS_TSCONFIG));
      for (const copy of ["use.mts", "use.cts"]) copyFileSync(join(consumer, "use.ts"), join(project, copy));
      const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
      node(compiler, "-p", ".");
    });
  });
}
