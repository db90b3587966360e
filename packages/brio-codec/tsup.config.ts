import { library } from "../../.tsup.shared.ts";

/** What both entries have in common is a chunk of its own, in CommonJS too: who loads both has one copy. */
export default { ...library, entry: ["src/index.ts", "src/lite.ts"], splitting: true };
