import type { Options } from "tsup";
import { library } from "../../.tsup.shared.ts";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** The data of the built-in prior: an entry of its own, as an ES module, which CommonJS can load as well. */
const DATA = "chat-prior-data";

/** Both formats take the data from the one file. */
const sharedData: Plugin = {
  name: "shared-data",
  setup({ onResolve }) {
    onResolve({ filter: /chat-prior\.gen\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: `./${DATA}.js`, external: true },
    );
  },
};

const config: Options = {
  ...library,
  entry: { index: "src/index.ts", "chat-prior": "src/chat-prior.ts", [DATA]: "src/chat-prior.gen.ts" },
  esbuildPlugins: [sharedData],
};
export default config;
