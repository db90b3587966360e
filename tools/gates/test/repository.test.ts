import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { listPublished, listWorkspaces, packageManager, readManifest, root } from "../src/workspace.mjs";

/** Which Brio packages a package may import: dependencies point one way only. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "brio-rans": [],
  "brio-lz77": [],
  "brio-dictionary": [],
  "brio-container": [],
  "brio-model": ["brio-rans"],
  "brio-codec": ["brio-container", "brio-dictionary", "brio-lz77", "brio-model", "brio-rans"],
  "brio-cli": ["brio-codec", "brio-dictionary"],
};

/** What the build of a package takes in, so that it is no dependency of it. */
const BUILT_IN: Record<string, readonly string[]> = {
  "brio-rans": ["brio-kernel-host"],
  "brio-dictionary": ["brio-kernel-host", "@noble/hashes"],
  "brio-model": ["brio-kernel-host"],
  "brio-codec": ["brio-kernel-host"],
};

/** Packages that define bytes, and so owe a specification of them. */
const SPECIFIED = ["brio-rans", "brio-container", "brio-dictionary", "brio-model", "brio-codec"];

/** The command is the one package that belongs to Node. */
const NODE_PACKAGES = ["brio-cli"];

const TOP_LEVEL = [
  "LICENSE",
  "README.md",
  "package.json",
  "packages",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "tools",
  "turbo.json",
];

const published = listPublished();

function sourceFiles(folder: string): string[] {
  return readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, "src", path));
}

/** Every module that a source file names: in import, export from, import() and require(). */
function importedModules(path: string): string[] {
  return ts
    .preProcessFile(readFileSync(path, "utf8"), true, true)
    .importedFiles.map(({ fileName }) => fileName);
}

/** The package of a bare module name: `@noble/hashes/sha2.js` is of `@noble/hashes`. */
function packageOf(module: string): string {
  return module.split("/", module.startsWith("@") ? 2 : 1).join("/");
}

/** Exports that do not say what they export, or say it without a name. */
function namelessExports(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022);
  return source.statements
    .filter(
      (statement) =>
        ts.isExportAssignment(statement) ||
        (ts.isExportDeclaration(statement) &&
          (statement.exportClause === undefined || ts.isNamespaceExport(statement.exportClause))) ||
        (ts.canHaveModifiers(statement) &&
          ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
    )
    .map((statement) => statement.getText(source).split("\n", 1).join());
}

describe("the repository", () => {
  it("has at its top level the workspace files, packages, tools, and no more", () => {
    const found = readdirSync(root).filter((name) => !name.startsWith(".") && name !== "node_modules");
    expect(found.sort()).toEqual([...TOP_LEVEL].sort());
  });

  it("publishes exactly the packages whose dependencies are laid down here", () => {
    expect(published.map(({ name }) => name)).toEqual(Object.keys(MAY_IMPORT).sort());
    for (const { name, folder } of published) expect(folder).toBe(join(root, "packages", name));
  });

  it("keeps what is not published under tools", () => {
    for (const { folder, manifest } of listWorkspaces()) {
      if (manifest.private === true) expect(relative(root, folder)).toMatch(/^tools\/[\w-]+$/);
    }
  });

  it("names one version of pnpm", () => {
    const { scripts } = readManifest(join(root, "package.json"));
    const named = Object.values(scripts ?? {}).flatMap((script) => script.match(/pnpm@[\w.-]+/g) ?? []);
    expect(new Set(named)).toEqual(new Set([packageManager]));
  });

  it("pins every dependency, and lets every package have its own version", () => {
    for (const { manifest } of [
      { manifest: readManifest(join(root, "package.json")) },
      ...listWorkspaces(),
    ]) {
      for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
        expect(version).toMatch(/^(\d+\.\d+\.\d+|workspace:\^)$/);
      }
    }
    const changesets = JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8"));
    expect(changesets).toMatchObject({ fixed: [], linked: [] });
  });
});

for (const { name, folder, manifest } of published) {
  describe(name, () => {
    it("has a README that begins with its name, the licence, and a specification if it defines bytes", () => {
      expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(new RegExp(`^# \`?${name}\\b`));
      expect(readFileSync(join(folder, "LICENSE"), "utf8")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
      expect(existsSync(join(folder, "SPEC.md"))).toBe(SPECIFIED.includes(name));
      expect(manifest.files?.includes("SPEC.md")).toBe(SPECIFIED.includes(name));
    });

    it("has its changes written down", () => {
      const changesets = readdirSync(join(root, ".changeset"))
        .filter((file) => file.endsWith(".md"))
        .map((file) => readFileSync(join(root, ".changeset", file), "utf8"));
      const pending = changesets.some((text) =>
        new RegExp(`^"${name}": (patch|minor|major)$`, "m").test(text),
      );
      expect(pending || existsSync(join(folder, "CHANGELOG.md"))).toBe(true);
    });

    it("imports only what it declares, in the one direction", () => {
      const declared = Object.keys(manifest.dependencies ?? {});
      expect(MAY_IMPORT[name]).toEqual(
        expect.arrayContaining(declared.filter((other) => other.startsWith("brio-"))),
      );

      const undeclared = sourceFiles(folder).flatMap((path) =>
        importedModules(path)
          .filter((module) => !module.startsWith("."))
          .filter((module) => !(NODE_PACKAGES.includes(name) && module.startsWith("node:")))
          .filter((module) => !declared.includes(packageOf(module)))
          .filter((module) => !BUILT_IN[name]?.includes(packageOf(module)))
          .map((module) => `${relative(root, path)}: ${module}`),
      );
      expect(undeclared).toEqual([]);
    });

    it("exports by name", () => {
      const nameless = sourceFiles(folder).flatMap((path) =>
        namelessExports(path).map((text) => `${relative(root, path)}: ${text}`),
      );
      expect(nameless).toEqual([]);
    });
  });
}
