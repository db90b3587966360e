import { chatDictionary, type Dictionary } from "brio-dictionary";
import { assertSame } from "brio-test-support";
import { expect, test } from "vitest";
import {
  GUESS_SHIFT,
  GUESSES,
  MEMBER_ROW,
  MEMBER_STARTS,
  ROW_COUNT,
  tokenTables,
} from "../../src/v2/tables.ts";
import { bytesOfSymbol, type Row, rowsOf } from "./reference-encoder.ts";

const chat = chatDictionary();
const tables = tokenTables(chat);
const reference = rowsOf(chat.model!);

/** By number of the row: what it must be. */
function expectedRow(row: number): Row {
  if (row < 256) return reference.classes(row);
  return row < 486 ? reference.members(row - 256) : reference.distances(row - 486);
}

test("rows are those of exact arithmetic, and end in the scale", () => {
  const { starts, rows } = tables;
  let end = 0;
  for (let row = 0; row < ROW_COUNT; row++) {
    const { starts: expected, frequencies } = expectedRow(row);
    const at = rows[row]!;
    const count = frequencies.length;
    expect(at).toBe(end);
    assertSame(starts.subarray(at, at + count), expected.slice(0, -1));
    assertSame(starts.subarray(at + count, at + count + 8), new Array(8).fill(32768));
    end = at + count + 8;
  }
  expect(end).toBeLessThanOrEqual(starts.length);
});

test("guesses are the symbols of the first slots of their sections", () => {
  const { starts, rows, guesses } = tables;
  for (let row = 0; row < ROW_COUNT; row++) {
    if (starts[rows[row]!] !== 0) continue;
    for (let section = 0; section < GUESSES; section++) {
      const at = rows[row]! + guesses[row * GUESSES + section]!;
      const slot = section << GUESS_SHIFT;
      if (starts[at]! > slot || starts[at + 1]! <= slot) throw new Error(`section ${section} of row ${row}`);
    }
  }
});

test("members are the symbols of a class in ascending order", () => {
  const { classes, contexts, ranks, rows, spanOfMember, contextOfMember, bytes } = tables;
  for (let symbol = 0; symbol < tables.symbolCount; symbol++) {
    const c = classes[symbol]!;
    assertSame([reference.membersOf(c)[ranks[symbol]!]!], [symbol]);
    const member = rows[MEMBER_ROW + c]! - MEMBER_STARTS + ranks[symbol]!;
    const span = spanOfMember[member]!;
    assertSame(bytes.subarray(span >> 6, (span >> 6) + (span & 63)), bytesOfSymbol(chat, symbol));
    assertSame([contextOfMember[member]!], [contexts[symbol]!]);
  }
});

test("a class without members has an empty row", () => {
  const { classes } = chat.model!;
  const sizeOf = (c: number): number => reference.membersOf(c).length;
  const emptied = Array.from({ length: 229 }, (_, c) => c).find((c) => sizeOf(c) + sizeOf(c + 1) <= 256)!;
  const model = { ...chat.model!, classes: classes.map((c) => (c === emptied ? c + 1 : c)) };
  const { starts, rows } = tokenTables({ ...chat, model });
  const at = rows[MEMBER_ROW + emptied]!;
  expect([...starts.subarray(at, at + 8)]).toEqual(new Array(8).fill(32768));
  expect(rows[MEMBER_ROW + emptied + 1]).toBe(at + 8);
});

test("are made once a dictionary, and only of one with a model", () => {
  expect(tokenTables(chat)).toBe(tables);
  const without: Dictionary = chatDictionary(1);
  expect(() => tokenTables(without)).toThrow(TypeError);
});
