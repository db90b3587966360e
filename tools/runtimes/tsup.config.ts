import { defineConfig } from "tsup";

/** What the runtimes run: modules that hold the codec and all it depends on, so that none of them resolves a package. */
export default defineConfig({
  entry: ["src/probe.mjs", "src/print.mjs"],
  format: ["esm"],
  outExtension: () => ({ js: ".js" }),
  target: "es2022",
  platform: "neutral",
  noExternal: [/^brio-/],
  clean: true,
  silent: true,
});
