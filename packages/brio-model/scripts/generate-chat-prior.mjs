// @ts-check
// Makes src/chat-prior.gen.ts of data/chat-2.prior. In base64, as a prior is nearly random: gzip takes a third off again and gets
// within a hundredth of the bytes.
import { readFileSync, writeFileSync } from "node:fs";

const prior = readFileSync(new URL("../data/chat-2.prior", import.meta.url));
const source = `// Generated from data/chat-2.prior by \`npm run generate\`. Do not edit.

/** ${prior.length} bytes, in base64. */
export const CHAT_PRIOR: string =
  "${prior.toString("base64")}";
`;
writeFileSync(new URL("../src/chat-prior.gen.ts", import.meta.url), source);
