import { describe, expect, test } from "vitest";
import { compileModule } from "../src/index.ts";

/** A module with nothing in it but a custom section that holds these bytes; its name is `x`. */
function moduleWith(content: Uint8Array): string {
  const length = content.length + 2;
  const sizeInLeb128 = [(length & 0x7f) | 0x80, length >> 7];
  return Buffer.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x00, ...sizeInLeb128, 1, 0x78, ...content],
  ]).toString("hex");
}

describe("a module in hexadecimal", () => {
  test("is compiled from the bytes that its digits say", () => {
    const content = Uint8Array.from({ length: 256 }, (_, i) => i);
    const module = compileModule(moduleWith(content));
    const [section] = WebAssembly.Module.customSections(module, "x");
    expect(new Uint8Array(section!)).toEqual(content);
  });

  test("that an engine refuses is an error of that engine", () => {
    expect(() => compileModule("0061736d02000000")).toThrow(WebAssembly.CompileError);
  });
});
