/** Reads pages back, strictly: what a browser would mend is an error here. */
import { expect } from "vitest";

/** Fails unless every tag is closed in its order and every attribute is quoted. */
export function expectWellFormed(page: string): void {
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  const body = page.slice("<!doctype html>\n".length).replace(/<style>[^<]*<\/style>/, "");
  const open: string[] = [];
  const rest = body.replace(/<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z0-9-]+="[^"<>]*")*)>/g, (_, slash, name) => {
    if (slash === "/") expect(open.pop()).toBe(name);
    else if (name !== "meta") open.push(name);
    return "";
  });
  expect(open).toEqual([]);
  // What is left is text: no stray bracket, and no ampersand that begins nothing.
  expect(rest).not.toMatch(/[<>]/);
  expect(body).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/);
}

/** The rows of the table with a caption: the title of each, and the unrounded numbers in its cells. */
export function tableOf(page: string, caption: string): [string, ...number[]][] {
  const table = page
    .split("<table>")
    .find((part) => part.startsWith(`<caption>${caption}`))!
    .split("</table>")[0]!;
  const rows = table.split('<th scope="row">').slice(1);
  return rows.map((row) => [
    row.split("</th>")[0]!,
    ...[...row.matchAll(/<data value="([^"]*)">/g)].map(([, value]) => Number(value)),
  ]);
}
