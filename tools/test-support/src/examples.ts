import { deepStrictEqual } from "node:assert";

/** The TypeScript code blocks of a text in Markdown. */
export function tsBlocks(text: string): string[] {
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
}

/**
 * Runs an example; a line `expression; // value` must have that value.
 *
 * @param modules - what the example may import, by the name under which it does
 * @param given - what an example takes as declared before
 * @returns how many lines state a value
 */
export function runExample(
  code: string,
  modules: Readonly<Record<string, object>>,
  given: Readonly<Record<string, unknown>> = {},
): number {
  let checks = 0;
  const sameValue = (value: unknown, expected: unknown): void => {
    deepStrictEqual(value, expected);
    checks++;
  };
  const body = code
    .replace(/^import (\{[^}]*\}) from ("[^"]*");$/gm, "const $1 = modules[$2];")
    .replace(/^(?!const |let |import )(.+); \/\/ (.+)$/gm, "sameValue($1, $2);");
  const scope = { modules, sameValue, ...given };
  new Function(...Object.keys(scope), `"use strict";\n${body}`)(...Object.values(scope));
  return checks;
}
