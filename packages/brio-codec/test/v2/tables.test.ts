import { chatDictionary, type Dictionary } from "brio-dictionary";
import { assertSame } from "brio-test-support";
import { expect, test } from "vitest";
import { classRow, distanceRow, firstSpan, firstStart, memberRow, tokenTables } from "../../src/v2/tables.ts";
import { CLASS_STRIDE, GUESS_SHIFT, TABLES_BYTES } from "../../src/v2/tables-layout.ts";
import { bytesOfSymbol, type Row, rowsOf } from "./reference-encoder.ts";

const chat = chatDictionary();
const tables = tokenTables(chat);
const reference = rowsOf(chat.model!);

/** All rows, where each is and what it must be. */
const rows: readonly (readonly [at: number, row: Row])[] = [
  ...Array.from({ length: 24 }, (_, bucket) => [distanceRow(bucket), reference.distances(bucket)] as const),
  ...Array.from({ length: 256 }, (_, context) => [classRow(context), reference.classes(context)] as const),
  ...Array.from({ length: 229 }, (_, c) => [memberRow(c), reference.members(c)] as const),
].sort(([one], [other]) => one - other);

test("rows are those of exact arithmetic, and end in the scale", () => {
  const { starts } = tables;
  for (const [row, { starts: expected }] of rows) {
    const at = firstStart(row);
    const count = expected.length - 1;
    assertSame(starts.subarray(at, at + count), expected.slice(0, -1));
    assertSame(starts.subarray(at + count, at + count + 8), new Array(8).fill(32768));
  }
});

test("rows and spans have room for the largest class and lie apart", () => {
  const ends = rows.map(([row], i) => [2 * firstStart(row) + 2 * (i < 24 ? 55 : 264), row] as const);
  ends.slice(1).forEach(([, row], i) => {
    expect(row).toBeGreaterThanOrEqual(ends[i]![0]);
  });
  for (let c = 0; c < 229; c++) {
    expect(4 * firstSpan(c)).toBeGreaterThanOrEqual(2 * firstStart(memberRow(c)) + 2 * 264);
    expect(4 * firstSpan(c) + 4 * 256).toBeLessThanOrEqual(classRow(c + 1));
  }
  expect(classRow(255) + CLASS_STRIDE).toBe(TABLES_BYTES);
});

test("guesses are the symbols of the first slots of their sections", () => {
  const { starts, guesses } = tables;
  for (const [row] of rows) {
    for (let slot = 0; slot < 32768; slot += 1 << GUESS_SHIFT) {
      const at = firstStart(row) + guesses[row + (slot >> GUESS_SHIFT)]!;
      if (starts[at]! > slot || starts[at + 1]! <= slot) throw new Error(`slot ${slot} of the row at ${row}`);
    }
  }
});

test("members are the symbols of a class in ascending order", () => {
  const { classes, ranks, spans, bytes } = tables;
  for (let symbol = 0; symbol < tables.symbolCount; symbol++) {
    const c = classes[symbol]!;
    assertSame([reference.membersOf(c)[ranks[symbol]!]!], [symbol]);
    const span = spans[firstSpan(c) + ranks[symbol]!]!;
    assertSame(bytes.subarray(span >> 6, (span >> 6) + (span & 63)), bytesOfSymbol(chat, symbol));
  }
});

test("a class without members has one that takes nothing and is nothing", () => {
  const { classes } = chat.model!;
  const sizeOf = (c: number): number => reference.membersOf(c).length;
  const emptied = Array.from({ length: 228 }, (_, c) => c).find((c) => sizeOf(c) + sizeOf(c + 1) <= 256)!;
  const model = { ...chat.model!, classes: classes.map((c) => (c === emptied ? c + 1 : c)) };
  const { starts, spans } = tokenTables({ ...chat, model });
  const at = firstStart(memberRow(emptied));
  expect([...starts.subarray(at, at + 9)]).toEqual([0, ...new Array(8).fill(32768)]);
  expect(spans[firstSpan(emptied)]).toBe(0);
});

test("are made once a dictionary, and only of one with a model", () => {
  expect(tokenTables(chat)).toBe(tables);
  const without: Dictionary = chatDictionary(1);
  expect(() => tokenTables(without)).toThrow(TypeError);
});
