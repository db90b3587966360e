import { readFileSync } from "node:fs";
import { rejections } from "brio-test-support";
import { isBrioError } from "../src/index.ts";

export const { outcome, rejection } = rejections(isBrioError);

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}
