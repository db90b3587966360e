import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { readManifest, root } from "../src/workspace.mjs";

/** The built files that an entry loads, those of other packages too, and the names of these packages. */
function loadedBy(entry: string): { files: string[]; packages: string[] } {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files) {
    // preProcessFile takes require() for an import too.
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles) {
      if (fileName.startsWith(".")) files.add(join(dirname(file), fileName));
      else {
        packages.add(fileName.split("/", 1).join());
        files.add(entryOf(fileName, file.endsWith(".cjs")));
      }
    }
  }
  return { files: [...files], packages: [...packages].sort() };
}

/** What `brio-model` or `brio-codec/lite` stands for. */
function entryOf(module: string, isCommonJs: boolean): string {
  const [name = "", ...subpath] = module.split("/");
  const folder = join(root, "packages", name);
  const { exports = {} } = readManifest(join(folder, "package.json"));
  const conditions = exports[[".", ...subpath].join("/")] as Record<string, { default: string }>;
  return join(folder, String(conditions[isCommonJs ? "require" : "import"]?.default));
}

/** The sources that a built file was made from: the bundler names them in comments. */
function sourcesOf(files: readonly string[]): string[] {
  return files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^\/\/ (src\/\S+)$/gm)].map(([, source]) => String(source)),
  );
}

describe.each(["js", "cjs"])("the built entries of brio-codec (%s)", (extension) => {
  const built = join(root, "packages/brio-codec/dist");
  const whole = loadedBy(join(built, `index.${extension}`));
  const lite = loadedBy(join(built, `lite.${extension}`));
  const without = ["brio-container", "brio-dictionary", "brio-lz77", "brio-rans"];

  it("load the model coder in the main one alone", () => {
    expect(whole.packages).toEqual([...without, "brio-model"].sort());
    expect(lite.packages).toEqual(without);
    expect(sourcesOf(whole.files)).toContain("src/model/coder.ts");
  });

  it("have no trace of it in brio-codec/lite", () => {
    const sources = sourcesOf(lite.files);
    expect(sources).toContain("src/frames/compress.ts");
    expect(sources.filter((source) => source.startsWith("src/model/"))).toEqual([]);
    for (const file of lite.files) expect(file).not.toContain("brio-model");
    const code = lite.files.map((file) => readFileSync(file, "utf8")).join("\n");
    // Names, and not the code as it is: a failure would print all of it.
    expect(code.match(/brio-model|untrainedModel|byteModel|isModelError/g)).toBeNull();
  });
});
