import { statSync } from "node:fs";
import { compress, decompress } from "brio-codec";
import { thrownBy } from "brio-test-support";
import { expect, it } from "vitest";
import { describeFailure, Refusal } from "../src/failure.ts";

it("puts an error of the system into its words", () => {
  const error = thrownBy(() => statSync("/no/such/file"));
  expect(describeFailure(error)).toEqual({
    message: "no such file or directory",
    code: "ENOENT",
    offset: null,
  });
});

it("keeps code and offset of bad data", () => {
  const frame = compress("Hello!");
  const error = thrownBy(() => decompress(frame, { maxOutputLength: 1 }));
  const failure = describeFailure(error);
  expect(failure.code).toBe("limit-exceeded");
  expect(failure.offset).toBe((error as { offset: number }).offset);
  expect(failure.message).toBe(`${(error as Error).message}; --max-output raises the limit`);
});

it("takes over what a refusal says", () => {
  expect(describeFailure(new Refusal("is a directory"))).toEqual({
    message: "is a directory",
    code: "refused",
    offset: null,
  });
});

it.each([
  ["a buffer", () => new ArrayBuffer(Number.MAX_SAFE_INTEGER)],
  ["a typed array", () => new Uint8Array(Number.MAX_SAFE_INTEGER)],
])("recognises how the engine says that %s does not fit into memory", (_, allocate) => {
  expect(describeFailure(thrownBy(allocate))).toEqual({
    message: "not enough memory",
    code: "ENOMEM",
    offset: null,
  });
});

it("hides no defect", () => {
  for (const defect of [
    new TypeError("x is not a function"),
    new RangeError("level must be 1 … 9"),
    "a string",
  ]) {
    expect(thrownBy(() => describeFailure(defect))).toBe(defect);
  }
});
