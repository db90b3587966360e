import { readFileSync } from "node:fs";
import { assertSame } from "brio-test-support";
import { expect, test } from "vitest";
import { byteAlphabet } from "../src/byte-alphabet.ts";
import { chatPriorBytes } from "../src/chat-prior.ts";
import { readPrior } from "../src/index.ts";

test("the built-in prior is the file that training wrote, in memory of its own", () => {
  const bytes = chatPriorBytes();
  assertSame(bytes, new Uint8Array(readFileSync(new URL("../data/chat-2.prior", import.meta.url))));
  bytes.fill(0);
  expect(chatPriorBytes()[0]).not.toBe(0);
});

test("the built-in prior is refused with an alphabet that is not its own", () => {
  expect(() => readPrior(chatPriorBytes(), byteAlphabet())).toThrow(
    expect.objectContaining({ code: "alphabet-mismatch" }),
  );
});
