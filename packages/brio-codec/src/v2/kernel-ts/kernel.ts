import type { TokenKernel } from "../kernel.ts";
import { decodeBlock } from "./decode-block.ts";
import { encodeContent } from "./encode-content.ts";

/** The kernel that needs nothing but JavaScript: the oracle of the tests, and the fallback. */
export const tsKernel: TokenKernel = { name: "ts", decodeBlock, encodeContent };
