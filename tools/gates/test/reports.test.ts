import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countTests, formatCounts, total } from "../src/reports.mjs";

/** What vitest's JSON reporter writes about a run in which everything passed. */
const GOOD = {
  success: true,
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
};

describe("countTests", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "brio-reports-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function countOf(report: object): unknown {
    writeFileSync(join(folder, "brio-rans.json"), JSON.stringify(report));
    return countTests(folder).find(({ name }) => name === "brio-rans");
  }

  it("takes the numbers of a report", () => {
    expect(countOf(GOOD)).toEqual({ name: "brio-rans", passed: 7, failed: 0, skipped: 3 });
    expect(countOf({ ...GOOD, success: false, numFailedTests: 4 })).toMatchObject({ passed: 7, failed: 4 });
  });

  it("counts a test file that did not load as a failure", () => {
    expect(countOf({ ...GOOD, success: false })).toMatchObject({ passed: 7, failed: 1 });
  });

  it("counts every workspace that left no report as a failure", () => {
    const counts = countTests(folder);
    expect(counts.map(({ name }) => name)).toEqual(expect.arrayContaining(["brio-codec", "brio-gates"]));
    expect(total(counts, "failed")).toBe(counts.length);
    expect(total(counts, "passed")).toBe(0);
  });
});

describe("formatCounts", () => {
  it("aligns the workspaces, and mentions skipped tests only where there are any", () => {
    expect(
      formatCounts([
        { name: "one", passed: 12, failed: 0, skipped: 0 },
        { name: "three", passed: 3, failed: 1, skipped: 2 },
      ]),
    ).toBe("one       12 passed    0 failed\nthree      3 passed    1 failed    2 skipped");
  });
});
