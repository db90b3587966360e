/** The marks that stand for coders: a shape for the family, and the setting written into it. */
import { element, type Markup } from "./markup.ts";

/** Half the width of a mark, wide enough for two digits. */
export const MARK_RADIUS = 9;

/** `brotli-11` as its family and its setting. */
export function familyOf(coder: string): { readonly family: string; readonly setting: string } {
  const [family, setting] = coder.split("-");
  return { family: family!, setting: setting! };
}

/** A mark with its centre at a point. */
export function markOf(coder: string, x: number, y: number): Markup {
  const { family, setting } = familyOf(coder);
  return element(
    "g",
    { class: family, transform: `translate(${round(x)} ${round(y)})` },
    element("title", {}, coder),
    shapeOf(family),
    element("text", { class: "setting", y: 3 }, setting),
  );
}

/** Tenths of a pixel are as fine as it gets. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function shapeOf(family: string): Markup {
  const r = MARK_RADIUS;
  const polygon = (points: readonly (readonly [number, number])[]) =>
    element("polygon", { class: "filled", points: points.map((point) => point.join(",")).join(" ") });
  switch (family) {
    case "brio":
      return element("circle", { class: "filled", r });
    case "brotli":
      return element("rect", { class: "filled", x: -r, y: -r + 1, width: 2 * r, height: 2 * r - 2 });
    case "gzip":
      return polygon([
        [0, -r - 3],
        [r + 3, 0],
        [0, r + 3],
        [-r - 3, 0],
      ]);
    default:
      return polygon([
        [-r / 2, -r],
        [r / 2, -r],
        [r + 2, 0],
        [r / 2, r],
        [-r / 2, r],
        [-r - 2, 0],
      ]);
  }
}
