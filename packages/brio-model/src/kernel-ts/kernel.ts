import type { ModelKernel } from "../kernel.ts";
import { decodeContent } from "./decode.ts";
import { encodeContent } from "./encode.ts";

/** The kernel for engines without WebAssembly, and the one that others are held against. */
export const tsKernel: ModelKernel = { name: "ts", encodeContent, decodeContent };
