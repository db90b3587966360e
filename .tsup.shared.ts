import type { Options } from "tsup";

/** The build of every published library: `export default library` in its `tsup.config.ts`. */
export const library: Options = {
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  target: "es2022",
  platform: "neutral",
  dts: true,
  clean: true,
};
