import { library } from "../../.tsup.shared.ts";

/** What entries have in common is a chunk of its own, in CommonJS too: who loads several has one copy. */
export default {
  ...library,
  entry: ["src/index.ts", "src/lite.ts", "src/train.ts", "src/rollout.ts"],
  splitting: true,
};
