/** The plot of ratio by size of record. */
import type { SizeClass } from "../../bench/size-classes.ts";
import { formatCount } from "../numbers.ts";
import { familyOf, MARK_RADIUS, markOf, round } from "./marks.ts";
import { type Child, element, type Markup } from "./markup.ts";
import { linearTicks } from "./scale.ts";

const WIDTH = 920;
const HEIGHT = 400;
const LEFT = 60;
const RIGHT = 20;
const TOP = 36;
const BOTTOM = 54;

/** @param classes - at least one, all of the same coders */
export function renderRatioPlot(classes: readonly SizeClass[]): Markup {
  const coders = classes[0]!.results.map(({ coder }) => coder);
  const ticks = linearTicks(
    Math.max(1, ...classes.flatMap(({ results }) => results.map(({ ratio }) => ratio))),
  );
  const yOf = (ratio: number) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * ratio) / ticks.at(-1)!;
  const classWidth = (WIDTH - LEFT - RIGHT) / classes.length;
  const centreOf = (index: number) => LEFT + (index + 0.5) * classWidth;
  // Marks of one class stand side by side, since the ratios of two coders are often the same to a pixel.
  const stride = Math.min(2 * MARK_RADIUS + 2, (0.85 * classWidth) / coders.length);
  const xOf = (classIndex: number, coderIndex: number) =>
    centreOf(classIndex) + (coderIndex - (coders.length - 1) / 2) * stride;

  return element(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": "ratio-title ratio-text" },
    element("title", { id: "ratio-title" }, "Ratio by size of a line"),
    element(
      "desc",
      { id: "ratio-text" },
      "For each class of sizes a mark for each coder, the higher the smaller its output. The table below has the numbers.",
    ),
    element("text", { class: "axis", x: LEFT, y: 16 }, "ratio: content by output, higher is smaller"),
    ...ticks.flatMap((tick) => gridLine(yOf(tick), tick)),
    element("line", {
      class: "reference",
      x1: LEFT,
      x2: WIDTH - RIGHT,
      y1: round(yOf(1)),
      y2: round(yOf(1)),
    }),
    ...classes.flatMap((sizeClass, index) => classLabel(sizeClass, centreOf(index))),
    ...coders.map((coder, coderIndex) => {
      const points = classes.map(
        ({ results }, index) => `${round(xOf(index, coderIndex))},${round(yOf(results[coderIndex]!.ratio))}`,
      );
      return element(
        "g",
        { class: familyOf(coder).family },
        element("polyline", { class: "path", points: points.join(" ") }),
      );
    }),
    // After all paths, so that none is drawn across a mark.
    ...coders.flatMap((coder, coderIndex) =>
      classes.map(({ results }, index) =>
        markOf(coder, xOf(index, coderIndex), yOf(results[coderIndex]!.ratio)),
      ),
    ),
  );
}

/** Sizes as people write them: `65–128 B`. */
export function formatSizes({ from, to }: Pick<SizeClass, "from" | "to">): string {
  return `${formatCount(from)}–${formatCount(to)} B`;
}

function gridLine(y: number, tick: number): Child[] {
  return [
    element("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: round(y), y2: round(y) }),
    element(
      "text",
      { class: "axis", x: LEFT - 8, y: round(y + 4), "text-anchor": "end" },
      String(Number(tick.toPrecision(6))),
    ),
  ];
}

function classLabel(sizeClass: SizeClass, x: number): Child[] {
  const centred = { x: round(x), "text-anchor": "middle" };
  return [
    element("text", { ...centred, y: HEIGHT - BOTTOM + 20 }, `to ${formatCount(sizeClass.to)} B`),
    element(
      "text",
      { ...centred, y: HEIGHT - BOTTOM + 36, class: "axis" },
      `${formatCount(sizeClass.records)} ×`,
    ),
  ];
}
