/**
 * Writes what is derived from the format: the counts and the worked example in SPEC.md, and the decode vectors.
 *
 * A vector is for ever, so one that exists is left as it is: only new ones are written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PRIOR_COUNTS } from "../src/v1/priors.gen.ts";
import { KINDS } from "../test/by-hand.ts";
import { exampleFrame, renderFrame, renderParts } from "../test/spec-example.ts";
import { invalidVectors, validVectors } from "../test/vectors/cases.ts";

const PACKAGE = new URL("../../", import.meta.url);
const SPEC = new URL("SPEC.md", PACKAGE);
const COUNTS_A_LINE = 16;

/** Replaces what stands between the markers of that name. */
function replaceInSpec(name: string, text: string): void {
  const spec = readFileSync(SPEC, "utf8");
  const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  writeFileSync(
    SPEC,
    spec.replace(marked, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`),
  );
}

function renderCounts(counts: readonly number[]): string {
  const lines: string[] = [];
  for (let i = 0; i < counts.length; i += COUNTS_A_LINE)
    lines.push(counts.slice(i, i + COUNTS_A_LINE).join(" "));
  return lines.join("\n");
}

function writeVectors(
  kind: "valid" | "invalid",
  vectors: Iterable<readonly [name: string, vector: object]>,
): void {
  const folder = new URL(`test/vectors/v1/${kind}/`, PACKAGE);
  mkdirSync(folder, { recursive: true });
  for (const [name, vector] of vectors) {
    const file = new URL(`${name}.json`, folder);
    if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(vector, undefined, 2)}\n`);
  }
}

const counts = KINDS.map((kind) => `${kind}:\n${renderCounts(PRIOR_COUNTS[kind])}`).join("\n\n");
replaceInSpec("counts", `\`\`\`text\n${counts}\n\`\`\``);
const frame = exampleFrame();
replaceInSpec("frame", `\`\`\`hex\n${renderFrame(frame)}\n\`\`\``);
replaceInSpec("parts", `\`\`\`text\n${renderParts(frame)}\n\`\`\``);
writeVectors("valid", validVectors());
writeVectors("invalid", invalidVectors());
