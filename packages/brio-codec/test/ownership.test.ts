import { assertSame, noise } from "brio-test-support";
import { expect, test } from "vitest";
import { compress, decompress, inspect, verify } from "../src/index.ts";
import { LARGE, SMALL } from "./contents.ts";

const contents = [...SMALL, LARGE[1]!, LARGE[5]!];

test("results own their memory and none of it is anybody else's", () => {
  for (const { name, content } of contents) {
    const given = content.slice();
    const frame = compress(given, { level: 2 });
    const output = decompress(frame);
    expect([name, frame.buffer.byteLength]).toEqual([name, frame.length]);
    expect([name, output.buffer.byteLength]).toEqual([name, output.length]);
    expect(output.buffer).not.toBe(frame.buffer);

    // Overwriting one leaves the others.
    const kept = frame.slice();
    given.fill(0x55);
    assertSame(frame, kept, name);
    const again = decompress(frame);
    output.fill(0xaa);
    frame.fill(0xaa);
    assertSame(again, content, name);
  }
});

test("input is not changed", () => {
  for (const { name, content } of contents) {
    const given = content.slice();
    const frame = compress(given, { level: 9, metadata: "all" });
    assertSame(given, content, name);
    const kept = frame.slice();
    decompress(frame);
    inspect(frame);
    verify(frame);
    assertSame(frame, kept, name);
  }
});

test("no output holds bytes of an earlier message", () => {
  const secret = noise(5000).fill(0x53, 0, 3000);
  const frames = contents.map(({ content }) => compress(content));
  contents.forEach(({ name, content }, i) => {
    decompress(compress(secret));
    assertSame(decompress(frames[i]!), content, name);
  });
});

test("a Buffer in, plain arrays out", () => {
  const frame = compress(Buffer.from("hello hello hello hello"));
  expect(frame.constructor).toBe(Uint8Array);
  expect(decompress(Buffer.from(frame)).constructor).toBe(Uint8Array);
});
