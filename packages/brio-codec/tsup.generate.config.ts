import { defineConfig } from "tsup";

/** Bundles the generator of src/v1/priors.gen.ts, which runs the parser from its sources. */
export default defineConfig({
  entry: ["scripts/generate-priors.ts"],
  outDir: "scripts/.build",
  format: ["esm"],
  target: "node20",
  platform: "node",
  clean: true,
  silent: true,
});
