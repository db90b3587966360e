import { readFileSync } from "node:fs";
import { rejections } from "brio-test-support";
import { isContainerError } from "../src/index.ts";

export const { outcome, rejection } = rejections(isContainerError);

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}

/** The bytes with another value at one place. */
export function changed(frame: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(frame);
  copy[at] = value;
  return copy;
}
