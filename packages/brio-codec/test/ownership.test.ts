import { assertSame, noise } from "brio-test-support";
import { expect, test } from "vitest";
import { compress, decompress, inspect, verify } from "../src/index.ts";
import { LARGE, SMALL } from "./contents.ts";
import { VERSIONS } from "./support.ts";

const contents = [...SMALL, LARGE[1]!, LARGE[5]!];

test.each(VERSIONS)("version %i: results own their memory and none of it is anybody else's", (version) => {
  for (const { name, content } of contents) {
    const given = content.slice();
    const frame = compress(given, { version, level: 2 });
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

test.each(VERSIONS)("version %i: input is not changed", (version) => {
  for (const { name, content } of contents) {
    const given = content.slice();
    const frame = compress(given, { version, level: 9, metadata: "all" });
    assertSame(given, content, name);
    const kept = frame.slice();
    decompress(frame);
    inspect(frame);
    verify(frame);
    assertSame(frame, kept, name);
  }
});

test.each(VERSIONS)("version %i: no output holds bytes of an earlier message", (version) => {
  const secret = noise(5000).fill(0x53, 0, 3000);
  const frames = contents.map(({ content }) => compress(content, { version }));
  contents.forEach(({ name, content }, i) => {
    decompress(compress(secret, { version }));
    assertSame(decompress(frames[i]!), content, name);
  });
});

test.each(VERSIONS)("version %i: a Buffer in, plain arrays out", (version) => {
  const frame = compress(Buffer.from("hello hello hello hello"), { version });
  expect(frame.constructor).toBe(Uint8Array);
  expect(decompress(Buffer.from(frame)).constructor).toBe(Uint8Array);
});
