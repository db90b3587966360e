const assert = require("node:assert/strict");
const { compress, decompress, decompressText, inspect, isBrioError } = require("brio-codec");

const text = "I'm sorry, but I can't help with that. Is there anything else I can help you with?";
const frame = compress(text);
assert(frame.length < text.length);
assert.equal(decompressText(frame), text);
assert.deepEqual(decompress(frame), new TextEncoder().encode(text));
assert.equal(inspect(frame).contentLength, text.length);
assert.throws(() => decompress(frame.subarray(0, 5)), isBrioError);
