/** The parts of the page, by themselves. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { RecordMeasurement } from "../src/bench/measure-records.ts";
import { renderLatencyPlot } from "../src/report/html/latency-plot.ts";
import { markOf } from "../src/report/html/marks.ts";
import { element } from "../src/report/html/markup.ts";
import { renderRatioPlot } from "../src/report/html/ratio-plot.ts";
import { decadesAround, linearTicks } from "../src/report/html/scale.ts";

it("builds elements and escapes text", () => {
  const inner = element("b", {}, "a < b & c");
  expect(element("p", { class: "x", width: 3 }, inner, ' "quoted"').markup).toBe(
    '<p class="x" width="3"><b>a &lt; b &amp; c</b> &quot;quoted&quot;</p>',
  );
  expect(element("meta", { content: '">' }).markup).toBe('<meta content="&quot;&gt;">');
  expect(element("p", {}, "a\u0000b\u001b[31m\nc").markup).toBe("<p>a?b?[31m\nc</p>");
});

it("lets no text out of its element", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { markup } = element("p", { title: text }, text);
      const [, attribute, content] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(markup)!;
      expect(attribute).toBe(content);
    }),
  );
});

it("puts two to five even steps on an axis, the last at the end or beyond", () => {
  expect(linearTicks(4)).toEqual([0, 1, 2, 3, 4]);
  expect(linearTicks(1)).toEqual([0, 0.5, 1]);
  expect(linearTicks(7.2)).toEqual([0, 2, 4, 6, 8]);
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), (most) => {
      const ticks = linearTicks(most);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.at(-2)).toBeLessThan(most);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});

it("puts powers of ten around what there is", () => {
  expect(decadesAround(15, 150)).toEqual([10, 100, 1000]);
  expect(decadesAround(1, 1)).toEqual([1, 10]);
  expect(decadesAround(0.001, 0.002)).toEqual([0.001, 0.01]);
});

it("gives each family a shape of its own, with its setting in it", () => {
  const shapes = ["brio-9", "brotli-11", "gzip-6", "zstd-19"].map((coder) => {
    const { markup } = markOf(coder, 1.04, 2);
    expect(markup).toContain('transform="translate(1 2)"');
    expect(markup).toContain(`>${coder.split("-")[1]}</text>`);
    return /<(circle|rect|polygon) .*?>/.exec(markup)![0];
  });
  expect(new Set(shapes).size).toBe(4);
});

/** Coordinates in a plot that are meant to be within its frame. */
function coordinatesIn(markup: string): { x: number[]; y: number[] } {
  const translations = [...markup.matchAll(/translate\((\S+) (\S+)\)/g)];
  const of = (names: string) =>
    [...markup.matchAll(new RegExp(` (?:${names})="([^"]*)"`, "g"))].map(([, value]) => Number(value));
  return {
    x: [...of("cx|x1|x2"), ...translations.map(([, x]) => Number(x))],
    y: [...of("cy|y1|y2"), ...translations.map(([, , y]) => Number(y))],
  };
}

it.each([
  ["one class of one coder", 1, 1, 0.2],
  ["many of many", 20, 15, 50],
])("keeps the plot of ratios in its frame: %s", (_, classCount, coderCount, most) => {
  const classes = Array.from({ length: classCount }, (_, index) => ({
    from: 2 ** index,
    to: 2 ** (index + 1),
    records: 1,
    inputBytes: 100,
    results: Array.from({ length: coderCount }, (_, coder) => {
      const ratio = (most * (coder + 1)) / coderCount;
      return { coder: `brio-${coder}`, bytes: 100 / ratio, ratio };
    }),
  }));
  const { markup } = renderRatioPlot(classes);
  expect(markup).not.toContain("NaN");
  const { x, y } = coordinatesIn(markup);
  expect(x.length).toBeGreaterThan(classCount * coderCount);
  expect(Math.min(...x, ...y)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...x)).toBeLessThanOrEqual(920);
  expect(Math.max(...y)).toBeLessThanOrEqual(400);
});

it.each([
  ["a clock that stands still", 0, 0, 0],
  ["all the same", 10, 10, 10],
  ["nanoseconds to minutes", 0.001, 50, 6e7],
])("keeps the plot of latencies in its frame: %s", (_, p50, p90, p99) => {
  const result = {
    coder: "gzip-9",
    encodeMicroseconds: { p50, p90, p99 },
    decodeMicroseconds: { p50, p90, p99 },
  };
  const { markup } = renderLatencyPlot([result as RecordMeasurement, result as RecordMeasurement]);
  expect(markup).not.toMatch(/NaN|Infinity/);
  const { x, y } = coordinatesIn(markup);
  expect(Math.min(...x, ...y)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...x)).toBeLessThanOrEqual(920);
  const [, height] = /viewBox="0 0 920 (\d+)"/.exec(markup)!;
  expect(Math.max(...y)).toBeLessThanOrEqual(Number(height));
});
