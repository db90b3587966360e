import { assertSame, noise } from "brio-test-support";
import { expect, test } from "vitest";
import { compress, decompress, inspect, verify } from "../src/index.ts";
import { LARGE, type Named, SMALL } from "./contents.ts";
import { CODERS, VERSIONS } from "./support.ts";

/** The model coder takes its time over large ones. */
const contentsFor = (coder: string): readonly Named[] =>
  coder === "model" ? SMALL : [...SMALL, LARGE[1]!, LARGE[5]!];

test.each(CODERS)("$name: results own their memory and none of it is anybody else's", (options) => {
  for (const { name, content } of contentsFor(options.coder)) {
    const given = content.slice();
    const frame = compress(given, { version: options.version, level: options.level });
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

test.each(CODERS)("$name: input is not changed", ({ coder, version, level }) => {
  for (const { name, content } of contentsFor(coder)) {
    const given = content.slice();
    const frame = compress(given, { version, level, metadata: "all" });
    assertSame(given, content, name);
    const kept = frame.slice();
    decompress(frame);
    inspect(frame);
    verify(frame);
    assertSame(frame, kept, name);
  }
});

test.each(CODERS)("$name: no output holds bytes of an earlier message", ({ coder, version, level }) => {
  const contents = contentsFor(coder);
  const secret = noise(5000).fill(0x53, 0, 3000);
  const frames = contents.map(({ content }) => compress(content, { version, level }));
  contents.forEach(({ name, content }, i) => {
    decompress(compress(secret, { version, level }));
    assertSame(decompress(frames[i]!), content, name);
  });
});

test.each(VERSIONS)("version %i: a Buffer in, plain arrays out", (version) => {
  const frame = compress(Buffer.from("hello hello hello hello"), { version });
  expect(frame.constructor).toBe(Uint8Array);
  expect(decompress(Buffer.from(frame)).constructor).toBe(Uint8Array);
});
