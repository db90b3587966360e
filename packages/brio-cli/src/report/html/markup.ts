/** HTML and SVG as values: elements are built, never pasted together, so that tags balance and text is escaped. */

/** A piece of a page. Only {@link element} makes one; a plain string among children is text, whatever is in it. */
export interface Markup {
  readonly markup: string;
}

export type Child = Markup | string;

/** Elements of HTML that have no end tag. */
const VOID: ReadonlySet<string> = new Set(["meta"]);

/** @param attributes - values are escaped; names, and `name`, are the program's own */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Child[]
): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(String(value))}"`);
  const start = `<${name}${written.join("")}>`;
  if (VOID.has(name)) return { markup: start };
  const content = children.map((child) => (typeof child === "string" ? escapeText(child) : child.markup));
  return { markup: `${start}${content.join("")}</${name}>` };
}

/** A style sheet of the program's own: the one content in which nothing is escaped. */
export function styleElement(css: string): Markup {
  return { markup: `<style>${css}</style>` };
}

/** Control characters, which HTML forbids, become question marks. */
function escapeText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to replace.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "?")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
