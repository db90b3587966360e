import { readFileSync } from "node:fs";
import { rejections } from "brio-test-support";
import { isContainerError } from "../src/index.ts";

export const { outcome, rejection } = rejections(isContainerError);

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}
