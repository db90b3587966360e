/** What an application said of a content, for people and for programs. */
import type { FrameInfo } from "brio-codec";
import { safeJson } from "./json.ts";
import { renderTable } from "./table.ts";

type Tags = FrameInfo["tags"];

/** As `JSON.stringify` is to get them: bytes, which JSON does not have, as `{"hex": "0a1b"}`. */
export function tagsForJson(
  tags: Tags,
): Record<string, string | number | boolean | { readonly hex: string }> {
  return Object.fromEntries(
    Object.entries(tags).map(([name, value]) => [name, isBytes(value) ? { hex: hexOf(value) } : value]),
  );
}

/** Lines of a table. */
export function renderTags(tags: Tags): string[] {
  return renderTable(
    [
      { title: "tag", align: "left" },
      { title: "value", align: "left" },
    ],
    Object.entries(tags).map(([name, value]) => [name, renderValue(value)]),
  );
}

function renderValue(value: Tags[string]): string {
  if (typeof value === "string") return safeJson(value);
  // With a word in front, since digits alone would look like a number.
  return isBytes(value) ? `hex ${hexOf(value)}` : String(value);
}

function isBytes(value: Tags[string]): value is Uint8Array {
  return typeof value === "object";
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
