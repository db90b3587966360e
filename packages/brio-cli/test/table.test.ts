import { expect, it } from "vitest";
import { formatQuantity, formatRatio, formatSpeed, ratioOf } from "../src/report/numbers.ts";
import { renderTable } from "../src/report/table.ts";

it("aligns columns under their titles, without trailing spaces", () => {
  const columns = [
    { title: "coder", align: "left" },
    { title: "bytes", align: "right" },
    { title: "note", align: "left" },
  ] as const;
  const lines = renderTable(columns, [
    ["a", "1,000", "x"],
    ["longer", "2", ""],
  ]);
  expect(lines).toEqual(["coder   bytes  note", "a       1,000  x", "longer      2"]);
});

it("renders an empty table as its titles", () => {
  expect(renderTable([{ title: "coder", align: "left" }], [])).toEqual(["coder"]);
});

it("formats numbers for people", () => {
  expect(formatQuantity(1, "event")).toBe("1 event");
  expect(formatQuantity(12_345, "event")).toBe("12,345 events");
  expect([0.5, 9.994, 12.34, 123.4].map(formatSpeed)).toEqual(["0.50", "9.99", "12.3", "123"]);
  expect(formatRatio(ratioOf(3000, 1000))).toBe("3.000");
  expect(formatRatio(ratioOf(0, 5))).toBe("-");
});
