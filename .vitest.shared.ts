import { basename, join } from "node:path";
import type { ViteUserConfig } from "vitest/config";

/** Set by the continuous integration run: where each package leaves a machine-readable report of its tests. */
const reportFolder = process.env["BRIO_TEST_REPORTS"];

/** The vitest configuration of every package: `export default shared` in its `vitest.config.ts`. */
export const shared: ViteUserConfig = {
  test: {
    include: ["test/**/*.test.ts"],
    // Generous, because a machine with two cores runs two packages at a time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: reportFolder === undefined ? ["default"] : ["default", "json"],
    outputFile: { json: join(reportFolder ?? ".", `${basename(process.cwd())}.json`) },
  },
};
