/**
 * Writes what is derived from the format: the counts and the worked examples in SPEC-1.md and SPEC.md, and the decode vectors.
 *
 * A vector is for ever, so one that exists is left as it is: only new ones are written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PRIOR_COUNTS } from "../src/v1/priors.gen.ts";
import { KINDS } from "../test/v1/by-hand.ts";
import * as example1 from "../test/v1/spec-example.ts";
import * as example2 from "../test/v2/spec-example.ts";
import * as cases1 from "../test/vectors/cases-1.ts";
import * as cases2 from "../test/vectors/cases-2.ts";

const PACKAGE = new URL("../../", import.meta.url);
const COUNTS_A_LINE = 16;

/** Replaces what stands between the markers of that name. */
function replaceInSpec(file: string, name: string, language: string, text: string): void {
  const spec = new URL(file, PACKAGE);
  const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  writeFileSync(
    spec,
    readFileSync(spec, "utf8").replace(
      marked,
      (_, begin: string, end: string) => `${begin}\n\`\`\`${language}\n${text}\n\`\`\`\n\n${end}`,
    ),
  );
}

function renderCounts(counts: readonly number[]): string {
  const lines: string[] = [];
  for (let i = 0; i < counts.length; i += COUNTS_A_LINE)
    lines.push(counts.slice(i, i + COUNTS_A_LINE).join(" "));
  return lines.join("\n");
}

function writeVectors(folderName: string, vectors: Iterable<readonly [name: string, vector: object]>): void {
  const folder = new URL(`test/vectors/${folderName}/`, PACKAGE);
  mkdirSync(folder, { recursive: true });
  for (const [name, vector] of vectors) {
    const file = new URL(`${name}.json`, folder);
    if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(vector, undefined, 2)}\n`);
  }
}

const counts = KINDS.map((kind) => `${kind}:\n${renderCounts(PRIOR_COUNTS[kind])}`).join("\n\n");
replaceInSpec("SPEC-1.md", "counts", "text", counts);
const frame1 = example1.exampleFrame();
replaceInSpec("SPEC-1.md", "frame", "hex", example1.renderFrame(frame1));
replaceInSpec("SPEC-1.md", "parts", "text", example1.renderParts(frame1));
const frame2 = example2.exampleFrame();
replaceInSpec("SPEC.md", "frame", "hex", example2.renderFrame(frame2));
replaceInSpec("SPEC.md", "steps", "text", example2.renderSteps(frame2));

writeVectors("v1/valid", cases1.validVectors());
writeVectors("v1/invalid", cases1.invalidVectors());
writeVectors("v2/dictionaries", cases2.dictionaryVectors());
writeVectors("v2/valid", cases2.validVectors());
writeVectors("v2/invalid", cases2.invalidVectors());
