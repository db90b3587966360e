import assert from "node:assert/strict";
import { compress, decompress, decompressText, inspect, isBrioError } from "brio-codec";
import * as lite from "brio-codec/lite";

const text = "I'm sorry, but I can't help with that. Is there anything else I can help you with?";
const frame = compress(text);
assert(frame.length < text.length);
assert.equal(decompressText(frame), text);
assert.deepEqual(decompress(frame), new TextEncoder().encode(text));
assert.equal(inspect(frame).contentLength, text.length);
assert.throws(() => decompress(frame.subarray(0, 5)), isBrioError);

const small = compress(text, { level: 9 });
assert.equal(inspect(small).coder, "model");
assert.equal(decompressText(small), text);

assert.deepEqual(lite.compress(text), frame);
assert.equal(lite.decompressText(frame), text);
assert.throws(() => lite.decompress(frame.subarray(0, 5)), isBrioError);
assert.throws(() => lite.decompress(small), { code: "unsupported-version", message: /import brio-codec/ });
