import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { CODERS } from "../src/coders.mjs";
import { loadSamples } from "../src/samples.mjs";

const main = fileURLToPath(new URL("../src/main.mjs", import.meta.url));

function runDemo(...nodeOptions: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [...nodeOptions, main], { encoding: "utf8" });
}

describe("the demo", () => {
  let demo: ReturnType<typeof runDemo>;

  beforeAll(() => {
    demo = runDemo();
  });

  it("exits 0 and complains about nothing", () => {
    expect(demo).toMatchObject({ status: 0, stderr: "" });
  });

  it("prints every sample with every coder, and the metadata of each", () => {
    const blocks = demo.stdout.split(/\n(?=\S+\.jsonl: )/);
    const samples = loadSamples();
    expect(blocks).toHaveLength(samples.length);
    for (const [index, { name, records }] of samples.entries()) {
      expect(blocks[index]).toMatch(new RegExp(`^${name}: ${records.length} records`));
      for (const coder of CODERS)
        expect(blocks[index]).toMatch(new RegExp(`^  ${coder.name} .*\\d\\.\\d\\d$`, "m"));
      expect(blocks[index]).toMatch(/apology \d+/);
      expect(blocks[index]).toMatch(/at byte \d+/);
    }
    expect(demo.stdout.trimEnd().split("\n").at(-1)).toMatch(
      /All [\d,]+ Brio frames gave back every byte\.$/,
    );
  });

  it("writes no escape codes to a pipe and fits on a screen", () => {
    expect(demo.stdout).not.toContain("\x1b");
    expect(demo.stdout.split("\n").length).toBeLessThan(60);
  });

  it("exits 1 with a message when a byte comes back different", () => {
    const sabotage = `
      import zlib from "node:zlib";
      import { syncBuiltinESMExports } from "node:module";
      const { gunzipSync } = zlib;
      zlib.gunzipSync = (packed) => gunzipSync(packed).fill(0, 7, 8);
      syncBuiltinESMExports();`;
    const { status, stderr } = runDemo("--import", `data:text/javascript,${encodeURIComponent(sabotage)}`);
    expect(status).toBe(1);
    expect(stderr).toBe(
      "brio demo failed: gzip -9: record 1 of agent-transcript.jsonl came back different at byte 7\n",
    );
  });
});
