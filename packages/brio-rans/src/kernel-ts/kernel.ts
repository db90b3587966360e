import type { RansKernel } from "../kernel.ts";
import { decodeFields } from "./decode-fields.ts";
import { decodeRow } from "./decode-row.ts";
import { decodeSymbols } from "./decode-symbols.ts";
import { encode } from "./encode.ts";

/** The readable kernel: follows SPEC.md in its own order and is the oracle of any other. */
export const tsKernel: RansKernel = { name: "ts", encode, decodeSymbols, decodeFields, decodeRow };
