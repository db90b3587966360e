import { test } from "vitest";
import { decompress } from "../../src/index.ts";
import { exampleDictionary } from "../spec-example.ts";
import { rejectionOf } from "../support.ts";
import { badFrames, bytesOf, validVectors } from "./cases.ts";
test("x", () => {
  for (const [name, b] of Object.entries(badFrames())) {
    const r = rejectionOf(() => decompress(b.frame, b.dictionary === "example" ? { dictionary: exampleDictionary() } : {}));
    const ok = r?.code === b.code && r?.offset === b.offset;
    if (!ok) console.log(name, b.frame.length, "want", b.code, b.offset, "got", r?.message);
  }
  for (const [name, v] of validVectors()) {
    const f = Uint8Array.from(Buffer.from(v.header + v.payload, "hex"));
    const c = decompress(f, { dictionary: exampleDictionary() });
    console.log(name, f.length, Buffer.compare(c, bytesOf(v.content)));
  }
});
