import { defineConfig } from "tsup";

/** Bundles the scripts, which run parts of the codec from their sources. */
export default defineConfig({
  entry: ["scripts/generate-priors.ts", "scripts/make-vectors.ts"],
  outDir: "scripts/.build",
  format: ["esm"],
  target: "node20",
  platform: "node",
  clean: true,
  silent: true,
});
